package parley.node.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.protocol.port.Tx;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Rules;
import parley.talks.suspension.Suspension;
import parley.talks.suspension.SuspensionEvent;

/**
 * In which lines of a room's record the suspension and the notices stand that hold now. Their words are erased with those lines; when a
 * line came stays.
 */
final class SuspensionCells {
    private static final String LINES = "desk/suspension";
    /** One suspension, and a notice of each party. */
    private static final int MOST_LINES = 1 + Rules.MOST_SEATS;

    private SuspensionCells() {}

    private static Map<Hash, Long> lines(Tx tx, RoomRef room) {
        return KeptList.lines(tx, Ledger.inRoom(LINES, room), MOST_LINES);
    }

    /**
     * Notes the line of an entry, if something stands since then. Who was let in later notes the first line that it read: it knows
     * that what stood was said before.
     */
    static void note(Tx tx, RoomRef room, RoomTalk after, long line, Recorder recorder) {
        boolean said = after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfSuspension _);
        if (said || !after.suspension().equals(Suspension.NONE)) {
            Set<Hash> standing = names(after.suspension());
            Map<Hash, Long> all = lines(tx, room);
            boolean changed = all.keySet().retainAll(standing);
            for (Hash name : standing) {
                changed |= all.putIfAbsent(name, line) == null;
            }
            if (changed) {
                KeptList.putLines(tx, Ledger.inRoom(LINES, room), all);
            }
        }
        if (said) {
            recorder.changed(new Change.RoomChanged(room));
        }
    }

    private static Set<Hash> names(Suspension now) {
        return Stream.concat(
                        now.stop().stream().map(Suspension.Stop::name),
                        now.notices().stream().map(Suspension.Notice::name))
                .collect(Collectors.toSet());
    }

    /** The line of what stands under a name. */
    static Optional<LineRecord> line(Tx tx, RoomRef room, Hash name) {
        return Optional.ofNullable(lines(tx, room).get(name))
                .flatMap(line -> Ledger.line(tx, room, line))
                .map(Ledger.Numbered::line);
    }

    /** The words of what was said at a position and stands under a name; empty once they are erased, or when they were never read here. */
    static String words(Tx tx, RoomRef room, Hash name, long position) {
        return line(tx, room, name)
                .filter(line -> line.position() == position)
                .filter(LineRecord.Said.class::isInstance)
                .map(LineRecord.Said.class::cast)
                .flatMap(said -> Told.suspension(said.event()))
                .map(SuspensionCells::words)
                .orElse("");
    }

    static String words(SuspensionEvent event) {
        return switch (event) {
            case SuspensionEvent.Suspended suspended -> suspended.reason();
            case SuspensionEvent.NoticeGiven given -> given.note();
            case SuspensionEvent.Resumed _, SuspensionEvent.Lapsed _, SuspensionEvent.NoticeTakenBack _ -> "";
        };
    }
}
