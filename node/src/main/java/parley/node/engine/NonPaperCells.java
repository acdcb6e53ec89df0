package parley.node.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.room.RoomEvent;

/** Which lines of a room hold a non-paper that hasn't lapsed: one cell for each room, in backups too, so that none outlives its hour there. */
final class NonPaperCells {
    private static final Key SPACE = Key.of("desk/nonpaper");
    /** Far more than people lay before one room within a month. */
    private static final int MOST = 10_000;

    private NonPaperCells() {}

    record Lying(long line, long position, Instant lapses) {}

    /** What some bytes lay before a room; empty when they say something else. */
    static Optional<NonPaperEvent.Laid> laid(Bytes event) {
        return RoomEvent.read(event)
                        instanceof RoomEvent.Reading.Known(RoomEvent.OfNonPaper(NonPaperEvent.Laid laid), int _)
                ? Optional.of(laid)
                : Optional.empty();
    }

    /** Before whom some bytes say that a paper of this room is laid; empty when they say something else. */
    static Optional<NonPaperEvent.Carried> carried(Bytes event) {
        return RoomEvent.read(event)
                        instanceof RoomEvent.Reading.Known(RoomEvent.OfNonPaper(NonPaperEvent.Carried carried), int _)
                ? Optional.of(carried)
                : Optional.empty();
    }

    /** Notes the line of a non-paper. One more than there may be takes the oldest's place, which then lapses with the Rules' retention. */
    static void note(Tx tx, RoomRef room, Bytes event, long position, long index) {
        laid(event).ifPresent(laid -> {
            List<Lying> all = new ArrayList<>(of(tx, room));
            if (all.size() >= MOST) {
                all.removeFirst();
            }
            all.add(new Lying(index, position, Instant.ofEpochMilli(laid.lapses())));
            put(tx, room, all);
        });
    }

    static List<Lying> of(Tx tx, RoomRef room) {
        return KeptList.of(
                tx, key(room), MOST, from -> new Lying(from.u64(), from.u64(), Instant.ofEpochMilli(from.u64())));
    }

    static void put(Tx tx, RoomRef room, List<Lying> all) {
        KeptList.put(
                tx,
                key(room),
                all,
                (to, one) ->
                        to.u64(one.line()).u64(one.position()).u64(one.lapses().toEpochMilli()));
    }

    private static Key key(RoomRef room) {
        return SPACE.with(room.table().hash()).with(room.room().hash());
    }
}
