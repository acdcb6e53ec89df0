package parley.protocol.seat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.entry.Entry;
import parley.protocol.entry.SizeClass;
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
        List<Room> smallFirst = desk.rooms
                .notLeft()
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

    /**
     * Takes what one holds that this node can check, and says what came of each. Where it is refused as {@link #CONTRADICTS}, what was told of
     * it stands.
     */
    public Result<PouchReport> take(Tx tx, Bytes pouch) {
        PouchContent content = new PouchContent();
        try {
            if (Pouch.read(pouch.asStream(), content::add) == Pouch.Ending.BROKEN) {
                return Result.refused("pouch.broken");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<LogId, Rooms.Log> closed = desk.rooms
                .closed(tx)
                .collect(Collectors.toMap(log -> log.epoch().log().id(), Function.identity(), (one, _) -> one));
        Optional<Refusal> contradiction = contradiction(tx, content, closed);
        if (contradiction.isPresent()) {
            heads(tx, content, closed);
            return Result.refused(contradiction.get());
        }
        PouchReport.Tally tally = new PouchReport.Tally();
        new CarriedPlaced(desk, content, closed, tally).take(tx);
        heads(tx, content, closed);
        CarriedUnplaced unplaced = new CarriedUnplaced(desk, closed, tally);
        content.unplaced.forEach(one -> unplaced.take(tx, one));
        return Result.done(tally.report());
    }

    /** The first place at which it holds another entry, or another head that the relay signed, than was read here. */
    private Optional<Refusal> contradiction(Tx tx, PouchContent content, Map<LogId, Rooms.Log> closed) {
        return Stream.concat(content.placed.keySet().stream(), content.heads.keySet().stream())
                .distinct()
                .flatMap(log -> known(log, closed).stream())
                .flatMap(log -> contradiction(tx, log, content).stream())
                .findFirst();
    }

    private static Optional<Refusal> contradiction(Tx tx, Rooms.Log log, PouchContent content) {
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
        Stream<Long> ofHeads = content.heads(epoch.log().id()).stream()
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

    private void heads(Tx tx, PouchContent content, Map<LogId, Rooms.Log> closed) {
        content.heads.forEach((log, heads) -> known(log, closed)
                .ifPresent(l -> heads.forEach(h -> l.room().healer.carried(tx, l.epoch(), h))));
    }

    private Optional<Rooms.Log> known(LogId log, Map<LogId, Rooms.Log> closed) {
        return desk.rooms.log(log).or(() -> Optional.ofNullable(closed.get(log)));
    }
}
