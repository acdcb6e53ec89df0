package parley.protocol.seat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.entry.Entry;
import parley.protocol.entry.SizeClass;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;

/**
 * The same entries by hand-carried file (protocol.md, "Pouch").
 *
 * <p>Guarantees that a pouch holds no key, and that what one brings passes the checks of what a relay shows: placed entries
 * count only up to a head that the relay signed, unplaced ones only once a relay has given them a place. Of one that contradicts what
 * was read here nothing is taken in but what the relay signed, which is told where it proves another history.
 */
public final class PouchExchange {
    /** Each is kept, and sent, by whoever carries it; more than a node has waiting comes with the next pouch. */
    private static final int MOST_UNPLACED = 1_000;
    /** More than an item has beside its entry, and than a signed head has. */
    private static final int ITEM_BYTES = 1024;
    /** Why one is refused that shows something else than was read here. */
    public static final String CONTRADICTS = "pouch.contradicts";

    private final Desk desk;

    PouchExchange(Desk desk) {
        this.desk = desk;
    }

    // ---- Out

    /**
     * Of at most so many bytes. What waits for a place always goes: it is what people are waiting for. Of rooms as many as find room, small ones
     * first.
     *
     * @param leftOut hears which rooms found no room
     */
    public Bytes export(Tx tx, int most, Consumer<RoomId> leftOut) {
        List<PouchItem> items = new ArrayList<>();
        for (Sending sending : desk.outbox.all()) {
            if (sending instanceof Sending.Append append && append.at().isEmpty()) {
                items.add(new PouchItem.Unplaced(append.log(), append.base(), append.entry()));
            }
        }
        long left = (long) most - (long) items.size() * (SizeClass.MOST_BYTES + ITEM_BYTES);
        List<Room> smallFirst = desk.rooms.all().stream()
                .sorted(Comparator.comparingLong(PouchExchange::most))
                .toList();
        for (Room room : smallFirst) {
            left -= most(room);
            if (left < 0) {
                leftOut.accept(room.id());
            } else {
                room.epochs.values().forEach(epoch -> placed(tx, room, epoch, items));
            }
        }
        return Pouch.write(items);
    }

    /** So many bytes a room takes at most. */
    private static long most(Room room) {
        return room.epochs.values().stream()
                .mapToLong(epoch -> epoch.read.position() - from(room, epoch) + 1)
                .map(entries -> Math.max(0, entries) * (room.size().bytes() + ITEM_BYTES) + ITEM_BYTES)
                .sum();
    }

    private static void placed(Tx tx, Room room, Epoch epoch, List<PouchItem> items) {
        for (long position = from(room, epoch); position <= epoch.read.position(); position++) {
            long at = position;
            room.entries
                    .bytes(tx, epoch, at)
                    .ifPresent(
                            bytes -> items.add(new PouchItem.Placed(epoch.log().id(), at, bytes)));
        }
        epoch.signed.ifPresent(head -> items.add(new PouchItem.Signed(head)));
    }

    /** Behind where the slowest member says it stands. */
    private static long from(Room room, Epoch epoch) {
        long slowest =
                room.state.links().stream().mapToLong(link -> link.folded).min().orElse(0);
        return Math.max(0, slowest - epoch.opening.behind()) + 1;
    }

    // ---- In

    /** What a file holds, sorted by log. */
    private static final class Content {
        final TreeMap<LogId, TreeMap<Long, Bytes>> placed = new TreeMap<>();
        final TreeMap<LogId, List<SignedHead>> heads = new TreeMap<>();
        final List<PouchItem.Unplaced> unplaced = new ArrayList<>();

        void add(PouchItem item) {
            switch (item) {
                case PouchItem.Placed(LogId log, long position, Bytes entry) ->
                    placed.computeIfAbsent(log, any -> new TreeMap<>()).put(position, entry);
                case PouchItem.Signed(SignedHead head) ->
                    heads.computeIfAbsent(head.log(), any -> new ArrayList<>()).add(head);
                case PouchItem.Unplaced one -> unplaced.add(one);
            }
        }
    }

    private static final class Tally {
        int placed;
        int unplaced;
        int here;
        int elsewhere;
        int refused;
    }

    /**
     * Takes what one holds that this node can check, and says what came of each. Where it is refused as {@link #CONTRADICTS}, what was told of
     * it stands.
     */
    public Result<PouchReport> take(Tx tx, Bytes pouch) {
        Content content = new Content();
        try {
            if (Pouch.read(pouch.asStream(), content::add) == Pouch.Ending.BROKEN) {
                return Result.refused("pouch.broken");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional<Refusal> contradiction = contradiction(tx, content);
        if (contradiction.isPresent()) {
            heads(tx, content);
            return Result.refused(contradiction.get());
        }
        Tally tally = new Tally();
        content.placed.forEach((log, entries) -> placed(tx, log, entries, content, tally));
        heads(tx, content);
        Queued queued = new Queued();
        content.unplaced.forEach(one -> unplaced(tx, one, queued, tally));
        return Result.done(new PouchReport(tally.placed, tally.unplaced, tally.here, tally.elsewhere, tally.refused));
    }

    /** The first place at which it holds another entry, or another head that the relay signed, than was read here. */
    private Optional<Refusal> contradiction(Tx tx, Content content) {
        return Stream.concat(content.placed.keySet().stream(), content.heads.keySet().stream())
                .distinct()
                .flatMap(log -> desk.rooms.log(log).stream())
                .flatMap(log -> contradiction(tx, log, content).stream())
                .findFirst();
    }

    private static Optional<Refusal> contradiction(Tx tx, Rooms.Log log, Content content) {
        Room room = log.room();
        Epoch epoch = log.epoch();
        Stream<Long> ofEntries = content
                .placed
                .getOrDefault(epoch.log().id(), new TreeMap<>())
                .headMap(epoch.read.position() + 1)
                .entrySet()
                .stream()
                .filter(one ->
                        !room.entries.record(tx, epoch, one.getKey()).entry().equals(Entry.hashOf(one.getValue())))
                .map(Map.Entry::getKey);
        Stream<Long> ofHeads = content.heads.getOrDefault(epoch.log().id(), List.of()).stream()
                .filter(signed -> isOfOtherHistory(tx, room, epoch, signed))
                .map(signed -> signed.head().position());
        return Stream.concat(ofEntries, ofHeads)
                .min(Long::compare)
                .map(at -> Refusal.of(CONTRADICTS, room.state.plan.name(), epoch.roomPosition(at)));
    }

    private static boolean isOfOtherHistory(Tx tx, Room room, Epoch epoch, SignedHead signed) {
        boolean differs = room.entries
                .at(tx, epoch, signed.head().position())
                .filter(ours -> !ours.equals(signed.head()))
                .isPresent();
        return differs && RelaySignature.holds(signed, epoch.log().relay().key());
    }

    private void heads(Tx tx, Content content) {
        content.heads.forEach((log, heads) -> desk.rooms
                .log(log)
                .ifPresent(l -> heads.forEach(h -> l.room().healer.carried(tx, l.epoch(), h))));
    }

    private void placed(Tx tx, LogId log, SortedMap<Long, Bytes> entries, Content content, Tally tally) {
        // Who left reads there no more, by hand either: nothing that it has not read counts for it.
        Optional<Rooms.Log> known =
                desk.rooms.log(log).filter(one -> one.room().state.condition != SeatRoom.Condition.LEFT);
        if (known.isEmpty()) {
            tally.elsewhere += entries.size();
            return;
        }
        Room room = known.get().room();
        Epoch epoch = known.get().epoch();
        long read = epoch.read.position();
        List<Bytes> next = new ArrayList<>();
        for (long at = read + 1; entries.containsKey(at); at++) {
            next.add(Objects.requireNonNull(entries.get(at)));
        }
        tally.here += entries.headMap(read + 1).size();
        int believed = believed(epoch, next, content.heads.getOrDefault(log, List.of()));
        tally.refused += entries.tailMap(read + 1).size() - believed;
        next.subList(0, believed).forEach(bytes -> room.intake.take(tx, epoch, bytes));
        if (believed > 0) {
            content.heads.getOrDefault(log, List.of()).stream()
                    .filter(head -> isSigned(epoch, head, epoch.read))
                    .findFirst()
                    .ifPresent(head -> room.signed.put(tx, epoch, head));
        }
        tally.placed += believed;
        if (epoch.end.isPresent()) {
            room.ended.tellLate(tx, epoch);
        }
        epoch.save(desk.cells, tx);
        room.act(tx);
    }

    /** How many of the entries lead to a head that the relay signed. */
    private static int believed(Epoch epoch, List<Bytes> next, List<SignedHead> heads) {
        Head at = epoch.read;
        int believed = 0;
        for (int i = 0; i < next.size(); i++) {
            Head head = at.next(Entry.hashOf(next.get(i)));
            boolean signed = heads.stream().anyMatch(one -> isSigned(epoch, one, head));
            believed = signed ? i + 1 : believed;
            at = head;
        }
        return believed;
    }

    private static boolean isSigned(Epoch epoch, SignedHead one, Head head) {
        return one.head().equals(head)
                && RelaySignature.holds(one, epoch.log().relay().key());
    }

    /** What waits to be placed already, and how much of one file joined it for each log. */
    private final class Queued {
        private final Set<Hash> waiting = new HashSet<>();
        private final Map<LogId, Integer> taken = new HashMap<>();

        Queued() {
            for (Sending sending : desk.outbox.all()) {
                if (sending instanceof Sending.Append append) {
                    waiting.add(Entry.hashOf(append.entry()));
                }
            }
        }

        /** Whether it can be an entry of that log at all, and isn't one too many. */
        boolean admits(PouchItem.Unplaced one, int size) {
            return one.entry().size() == size && taken.merge(one.log(), 1, Integer::sum) <= MOST_UNPLACED;
        }
    }

    /** An entry of our own that a pouch of before brings back: it has to wait until its room goes on, as here so from a pouch. */
    private static boolean waitsInAFrozenRoom(Room room, Hash name) {
        return room.state.condition != SeatRoom.Condition.OPEN
                && room.state.unplaced.filter(own -> own.hash().equals(name)).isPresent();
    }

    private void unplaced(Tx tx, PouchItem.Unplaced one, Queued queued, Tally tally) {
        Optional<Rooms.Log> known = desk.rooms.log(one.log());
        Optional<Peers.Peer> owner = desk.peers.all().stream()
                .filter(p -> p.inbox.log().id().equals(one.log()) && desk.post.isReached(p))
                .findFirst();
        if (known.isEmpty() && owner.isEmpty() && !desk.mailbox.owns(one.log())) {
            tally.elsewhere++;
            return;
        }
        if (!queued.admits(one, known.map(log -> log.room().size().bytes()).orElse(InboxSeal.BYTES))) {
            tally.refused++;
            return;
        }
        if (desk.mailbox.takeCarried(tx, one.log(), one.entry())) {
            tally.unplaced++;
            return;
        }
        Hash name = Entry.hashOf(one.entry());
        boolean here = known.flatMap(log -> log.room().entries.placeOf(tx, log.epoch(), name))
                .isPresent();
        if (here
                || known.filter(log -> waitsInAFrozenRoom(log.room(), name)).isPresent()
                || !queued.waiting.add(name)) {
            tally.here++;
            return;
        }
        known.ifPresent(log ->
                desk.outbox.add(tx, number -> log.epoch().append(number, one.base(), one.entry(), Optional.empty())));
        owner.ifPresent(peer -> desk.outbox.add(
                tx,
                number -> new Sending.Append(
                        number,
                        peer.inbox.log().relay(),
                        one.log(),
                        peer.inbox.append(),
                        Optional.empty(),
                        one.entry(),
                        Optional.empty())));
        tally.unplaced++;
    }
}
