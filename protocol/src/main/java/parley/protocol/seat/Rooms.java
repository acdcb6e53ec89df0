package parley.protocol.seat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;
import parley.protocol.seat.Peers.Peer;

/** The rooms of this seat: finds one by id, by log or by session address, and loads them all quickly. */
final class Rooms {
    /** Entries asked for at once: a few hundred kilobytes. */
    private static final int PAGE = 64;

    private final Desk desk;
    private final TreeMap<RoomId, Room> open = new TreeMap<>();
    private final Founder founder;
    private final Newcomer newcomer;

    /** A room's channel to one member. */
    record Line(Room room, Peer peer) {}

    /** One log of a room. */
    record Log(Room room, Epoch epoch) {}

    private Rooms(Desk desk) {
        this.desk = desk;
        this.founder = new Founder(desk);
        this.newcomer = new Newcomer(desk);
    }

    static Rooms load(Desk desk, Tx tx) {
        Rooms rooms = new Rooms(desk);
        long count = tx.count(desk.cells.roomCount());
        for (long i = 0; i < count; i++) {
            RoomId id = Kept.decode(tx.get(desk.cells.roomAt(i)).orElseThrow(), in -> new RoomId(in.hash()));
            tx.get(desk.cells.room(id)).map(RoomState::decode).ifPresent(state -> rooms.load(tx, state));
        }
        return rooms;
    }

    /** When a tick next has something to do in any of them. */
    Optional<Instant> nextTick() {
        return open.values().stream().flatMap(room -> room.nextTick().stream()).min(Instant::compareTo);
    }

    private void load(Tx tx, RoomState state) {
        OwnCard own = Kept.decode(tx.get(desk.cells.ownCard(state.room())).orElseThrow(), OwnCard::read);
        Epoch current = Epoch.load(desk.cells, tx, state.room(), state.epoch).orElseThrow();
        RoomFold.State folded = Folder.rebuild(desk, new EntryCells(desk.cells, state.room()), tx, current);
        Room room = new Room(desk, state, own, folded);
        for (int number = state.oldest; number < state.epoch; number++) {
            Epoch.load(desk.cells, tx, state.room(), number).ifPresent(e -> room.epochs.put(e.number(), e));
        }
        room.epochs.put(current.number(), current);
        room.roster().members().forEach(member -> room.card(tx, member));
        room.writer.load(tx);
        room.receipts.load(tx);
        room.quiet.load(tx);
        room.doubts.load(tx);
        open.put(state.room(), room);
    }

    Founder founder() {
        return founder;
    }

    Newcomer newcomer() {
        return newcomer;
    }

    Optional<Room> find(RoomId id) {
        return Optional.ofNullable(open.get(id));
    }

    List<Room> all() {
        return List.copyOf(open.values());
    }

    /** Whether we gave a card for a room that we don't sit in yet: its members may be ahead of us. */
    boolean isToCome(Tx tx, RoomId id) {
        return founder.isForming(tx, id) || newcomer.isToCome(tx, id);
    }

    /** A room that has just begun for us; one that we were in before is replaced (renewal, and admission after a removal). */
    void add(Tx tx, Room room) {
        if (open.put(room.id(), room) == null) {
            long count = tx.count(desk.cells.roomCount());
            tx.put(
                    desk.cells.roomAt(count),
                    new parley.base.CanonicalWriter().hash(room.id().hash()).bytes());
            tx.setCount(desk.cells.roomCount(), count + 1);
        }
        tx.put(desk.cells.ownCard(room.id()), room.own.encoded());
        room.save(tx);
    }

    Optional<Line> line(Tx tx, Hash address) {
        for (Room room : open.values()) {
            if (!room.isStillOurs()) {
                continue;
            }
            for (RosterMember member : room.roster().members()) {
                if (!member.principal().id().equals(desk.me())
                        && room.address(tx, member).equals(address)) {
                    return room.peer(member.principal().id()).map(peer -> new Line(room, peer));
                }
            }
        }
        return Optional.empty();
    }

    Optional<Log> log(LogId id) {
        for (Room room : open.values()) {
            for (Epoch epoch : room.epochs.values()) {
                if (epoch.log().id().equals(id)) {
                    return Optional.of(new Log(room, epoch));
                }
            }
        }
        return Optional.empty();
    }

    /** Of one that we left nothing is read, kept or sent any more, by whatever way it comes. */
    Stream<Room> notLeft() {
        return open.values().stream().filter(room -> room.state.condition != SeatRoom.Condition.LEFT);
    }

    /** Of each room the oldest first. */
    Stream<Log> logsRead() {
        return notLeft().flatMap(room -> room.epochs.values().stream().map(epoch -> new Log(room, epoch)));
    }

    /** Logs of which we read nothing more: all who stayed have followed their ends. */
    Stream<Log> closed(Tx tx) {
        return notLeft()
                .flatMap(room -> IntStream.range(room.state.first, room.state.oldest)
                        .mapToObj(number -> Epoch.load(desk.cells, tx, room.id(), number))
                        .flatMap(Optional::stream)
                        .map(epoch -> new Log(room, epoch)));
    }

    List<Reading> readings() {
        return logsRead()
                .filter(log -> !log.epoch().gone)
                .map(log -> reading(log.room(), log.epoch()))
                .toList();
    }

    private static Reading reading(Room room, Epoch epoch) {
        boolean probe = room.healer.probing(epoch);
        return new Reading(
                epoch.log(),
                epoch.secrets.capability(),
                probe ? epoch.read.position() - 1 : epoch.read.position(),
                probe ? 1 : PAGE,
                room.quiet.pace());
    }
}
