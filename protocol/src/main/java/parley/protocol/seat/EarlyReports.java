package parley.protocol.seat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Tx;

/**
 * Reports of ends to which our own fold hasn't come yet (protocol.md, "Epochs").
 *
 * <p>Guarantees that who was away when the others went on compares its ends with theirs, and lets the logs go as they do: an end is
 * reported once.
 */
final class EarlyReports {
    /** The nearest ends, and the last one: who reports an end after our own says the same of all before it. */
    static final int MOST_OF_ONE = 4;

    private static final int MOST = MOST_OF_ONE * SizeClass.MOST_SEATS;

    private final Desk desk;

    private record Report(PrincipalId from, InboxMessage.EpochReported reported) {
        void write(CanonicalWriter out) {
            out.hash(from.hash()).field(InboxCodec.encode(reported));
        }

        static Report read(CanonicalReader in) throws Malformed {
            PrincipalId from = new PrincipalId(in.hash());
            if (InboxCodec.decode(in.field(InboxCodec.MOST_BYTES)).orElse(null)
                    instanceof InboxMessage.EpochReported reported) {
                return new Report(from, reported);
            }
            throw new Malformed("no report of an end");
        }

        boolean isOfSameEnd(Report other) {
            return from.equals(other.from) && reported.epoch() == other.reported.epoch();
        }
    }

    EarlyReports(Desk desk) {
        this.desk = desk;
    }

    void reported(Tx tx, Peers.Peer from, InboxMessage.EpochReported reported) {
        Optional<Room> room = desk.rooms.find(reported.room());
        if (room.filter(here -> reported.epoch() < here.state.epoch).isPresent()) {
            room.get().ended.reported(tx, from, reported);
        } else if (room.filter(here -> here.state.condition != SeatRoom.Condition.LEFT)
                        .isPresent()
                || desk.rooms.isToCome(tx, reported.room())) {
            keep(tx, reported.room(), new Report(from.id(), reported));
        }
    }

    private void keep(Tx tx, RoomId id, Report one) {
        List<Report> kept = new ArrayList<>(kept(tx, id));
        if (kept.stream().anyMatch(one::isOfSameEnd)) {
            return;
        }
        kept.add(one);
        List<Report> ofOne = kept.stream()
                .filter(other -> other.from().equals(one.from()))
                .sorted(Comparator.comparingInt(other -> other.reported().epoch()))
                .toList();
        if (ofOne.size() > MOST_OF_ONE) {
            kept.remove(ofOne.get(MOST_OF_ONE - 1));
        }
        if (kept.size() > MOST) {
            kept.remove(kept.stream()
                    .filter(other -> !sits(id, other.from()))
                    .findFirst()
                    .orElse(one));
        }
        save(tx, id, kept);
    }

    /** One whom an end that we haven't folded lets in has none of these seats, and whoever never comes in neither: they give way. */
    private boolean sits(RoomId id, PrincipalId who) {
        return desk.rooms.find(id).filter(room -> room.inRoster(who)).isPresent();
    }

    /** We left: no end of that room is ours to compare any more. */
    void forget(Tx tx, RoomId room) {
        tx.delete(desk.cells.earlyReports(room));
    }

    /** The room has come into its epoch. */
    void compare(Tx tx, Room room) {
        List<Report> kept = kept(tx, room.id());
        if (kept.isEmpty()) {
            return;
        }
        save(
                tx,
                room.id(),
                kept.stream()
                        .filter(one -> one.reported().epoch() >= room.state.epoch)
                        .toList());
        kept.stream()
                .filter(one -> one.reported().epoch() < room.state.epoch)
                .forEach(one ->
                        desk.peers.find(one.from()).ifPresent(peer -> room.ended.reported(tx, peer, one.reported())));
    }

    private List<Report> kept(Tx tx, RoomId room) {
        return tx.get(desk.cells.earlyReports(room))
                .map(kept -> Kept.decode(kept, in -> in.list(MOST, Report::read)))
                .orElseGet(List::of);
    }

    private void save(Tx tx, RoomId room, List<Report> reports) {
        if (reports.isEmpty()) {
            tx.delete(desk.cells.earlyReports(room));
        } else {
            tx.put(
                    desk.cells.earlyReports(room),
                    new CanonicalWriter()
                            .list(reports, (out, one) -> one.write(out))
                            .bytes());
        }
    }
}
