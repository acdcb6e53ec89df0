package parley.protocol.seat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.crypto.RelaySignature;
import parley.protocol.entry.Entry;
import parley.protocol.port.SignedHead;
import parley.protocol.port.Tx;

/**
 * Takes what a pouch holds of placed entries (protocol.md, "Pouch").
 *
 * <p>Guarantees that each log is read as from its relay ({@link Intake}): only up to a head that the relay signed, and compared with every
 * head that was shown of it before anything is said upon it.
 */
final class CarriedPlaced {
    private final Desk desk;
    private final PouchContent content;
    private final Map<LogId, Rooms.Log> closed;
    private final PouchReport.Tally tally;

    /** @param closed what is read to its end, of which nothing more is taken in */
    CarriedPlaced(Desk desk, PouchContent content, Map<LogId, Rooms.Log> closed, PouchReport.Tally tally) {
        this.desk = desk;
        this.content = content;
        this.closed = closed;
        this.tally = tally;
    }

    /** Log by log, for the log of a later epoch is known only once the one before was read to its end. */
    void take(Tx tx) {
        Set<LogId> left = new HashSet<>(content.placed.keySet());
        Optional<Rooms.Log> next = next(left);
        while (next.isPresent()) {
            left.remove(next.get().epoch().log().id());
            take(tx, next.get());
            next = next(left);
        }
        left.forEach(this::countOnly);
    }

    private void countOnly(LogId log) {
        int here = Optional.ofNullable(closed.get(log))
                .map(known ->
                        placed(log).headMap(known.epoch().read.position() + 1).size())
                .orElse(0);
        tally.here += here;
        tally.elsewhere += placed(log).size() - here;
    }

    private Optional<Rooms.Log> next(Set<LogId> left) {
        return desk.rooms
                .logsRead()
                .filter(log -> left.contains(log.epoch().log().id()))
                .findFirst();
    }

    private SortedMap<Long, Bytes> placed(LogId log) {
        return Objects.requireNonNull(content.placed.get(log));
    }

    private void take(Tx tx, Rooms.Log log) {
        Room room = log.room();
        Epoch epoch = log.epoch();
        SortedMap<Long, Bytes> entries = placed(epoch.log().id());
        List<SignedHead> heads = content.heads(epoch.log().id());
        long read = epoch.read.position();
        List<Bytes> next = new ArrayList<>();
        for (long at = read + 1; entries.containsKey(at); at++) {
            next.add(Objects.requireNonNull(entries.get(at)));
        }
        Optional<SignedHead> upTo = farthest(epoch, next, heads);
        int believed = upTo.map(head -> (int) (head.head().position() - read)).orElse(0);
        tally.here += entries.headMap(read + 1).size();
        tally.refused += entries.tailMap(read + 1).size() - believed;
        tally.placed += believed;
        next.subList(0, believed).forEach(bytes -> room.intake.take(tx, epoch, bytes));
        upTo.ifPresent(head -> room.signed.put(tx, epoch, head));
        heads.forEach(head -> room.healer.carried(tx, epoch, head));
        room.healer.compareShown(tx, epoch);
        if (epoch.end.isPresent()) {
            room.ended.tellLate(tx, epoch);
        }
        epoch.save(desk.cells, tx);
        room.act(tx);
    }

    /** The last that the relay signed of those to which the entries lead. */
    private static Optional<SignedHead> farthest(Epoch epoch, List<Bytes> next, List<SignedHead> heads) {
        Map<Head, List<SignedHead>> signed = heads.stream().collect(Collectors.groupingBy(SignedHead::head));
        List<SignedHead> reached = new ArrayList<>();
        Head at = epoch.read;
        for (Bytes entry : next) {
            at = at.next(Entry.hashOf(entry));
            reached.addAll(signed.getOrDefault(at, List.of()));
        }
        return reached.reversed().stream()
                .filter(one -> RelaySignature.holds(one, epoch.log().relay().key()))
                .findFirst();
    }
}
