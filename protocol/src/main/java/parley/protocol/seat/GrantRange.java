package parley.protocol.seat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import parley.protocol.entry.Part;
import parley.protocol.port.Tx;

/**
 * Which entries of one epoch are opened to whoever is granted a range of it: those of the events that end in the range, whole.
 *
 * <p>People name a range by what they see, and an event is seen where its last part stands. So its earlier parts belong to the
 * range wherever they stand, and the parts of an event that ends later don't.
 */
final class GrantRange {
    private final Room room;
    private final Epoch epoch;
    private final Set<Long> opened = new HashSet<>();
    private long begins;
    private long through;

    private GrantRange(Room room, Epoch epoch, long first) {
        this.room = room;
        this.epoch = epoch;
        this.begins = first;
        this.through = first - 1;
    }

    /** As far as nothing of it is erased: {@link #through} says how far. */
    static GrantRange of(Room room, Tx tx, Epoch epoch, long first, long last) {
        GrantRange range = new GrantRange(room, epoch, first);
        while (range.through < last && range.take(tx, range.through + 1)) {
            range.through++;
        }
        return range;
    }

    /** Where the first part of an event of the range stands, or the range itself begins. */
    long begins() {
        return begins;
    }

    long through() {
        return through;
    }

    boolean opens(long position) {
        return opened.contains(position);
    }

    /** False when a part of the event that ends here is erased. */
    private boolean take(Tx tx, long at) {
        Optional<Part> last = part(tx, at);
        if (last.isEmpty()) {
            return true;
        }
        if (last.get().parts() == 1) {
            opened.add(at);
            return true;
        }
        // Only what was put together here is an event: its parts are the last of its author's with this whole.
        return room.entries.assembled(tx, epoch, at).isEmpty() || reachesBack(tx, at, last.get());
    }

    private boolean reachesBack(Tx tx, long last, Part part) {
        int author = room.entries.record(tx, epoch, last).author();
        int missing = part.parts();
        for (long at = last; missing > 0; at--) {
            if (at < 1 || epoch.roomPosition(at) <= room.state.erased) {
                return false;
            }
            boolean ofIt = room.entries.record(tx, epoch, at).author() == author
                    && part(tx, at)
                            .filter(one -> one.whole().equals(part.whole()))
                            .isPresent();
            if (ofIt) {
                opened.add(at);
                begins = Math.min(begins, at);
                missing--;
            }
        }
        return true;
    }

    private Optional<Part> part(Tx tx, long at) {
        return room.entries.record(tx, epoch, at).outcome() == EntryRecord.Outcome.TALK
                ? room.entries.opened(tx, epoch, at).flatMap(Opened::part)
                : Optional.empty();
    }
}
