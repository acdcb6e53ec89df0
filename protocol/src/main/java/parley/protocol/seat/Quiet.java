package parley.protocol.seat;

import java.time.Instant;
import java.util.Optional;
import parley.protocol.crypto.Kdf;
import parley.protocol.port.Tx;

/**
 * When a room in quiet mode is written to and read: an entry of ours in each slot, whatever there is to say, and reading at
 * fixed instants (protocol.md, "Quiet mode").
 *
 * <p>Guarantees that no slot gets two new entries of this vault, also over a crash, and that nothing goes outside the first
 * seconds of a slot: what the relay sees of this node here follows from clock, epoch and whether the node runs.
 */
final class Quiet {
    private static final long SLOT = QuietTimes.SLOT.toMillis();
    private static final long LEAD = QuietTimes.LEAD.toMillis();
    private static final long LATE = QuietTimes.LATE.toMillis();
    /** Between two readings: the last one before a slot's entry is sealed ends before that. */
    private static final long READING = QuietTimes.READ_EVERY.toMillis() / 2;

    private static final long NEVER = Long.MIN_VALUE;

    private final Room room;
    /** Slots count from 1970 on, shifted by {@link #offset}. */
    private long sealedFor = NEVER;

    private long sentIn = NEVER;
    private int epoch = -1;
    private long offset;

    Quiet(Room room) {
        this.room = room;
    }

    void load(Tx tx) {
        long kept = tx.count(room.desk.cells.quietSlot(room.id()));
        sealedFor = kept == 0 ? NEVER : kept;
    }

    /** Whether the Rules in force ask for it and we write here. */
    boolean on() {
        return room.folded.quiet() && room.state.condition == SeatRoom.Condition.OPEN;
    }

    /** A new log has slots of its own. */
    void turned(Tx tx) {
        sealedFor = NEVER;
        sentIn = NEVER;
        tx.delete(room.desk.cells.quietSlot(room.id()));
    }

    // ---- Sealing and sending

    /** Whether an entry is to be sealed now, for the slot that is about to begin. */
    boolean sealsNow() {
        return phase() >= SLOT - LEAD && sealedFor != slot() + 1;
    }

    void sealed(Tx tx) {
        sealedFor = slot() + 1;
        tx.setCount(room.desk.cells.quietSlot(room.id()), sealedFor);
    }

    /** Whether the entry that waits is to go now, the first time in this slot. */
    boolean sendsNow() {
        return phase() < LATE && sentIn != slot();
    }

    void sent() {
        sentIn = slot();
    }

    /** The next instant at which there is something to seal or to send. */
    Optional<Instant> nextTick() {
        boolean waits = room.state
                .unplaced
                .filter(entry -> !room.desk.outbox.holds(entry.sending()))
                .isPresent();
        if (waits) {
            return Optional.of(sendsNow() ? room.desk.now() : start(slot() + 1));
        }
        boolean now = sealsNow() && room.writer.settled();
        long next = phase() < SLOT - LEAD ? slot() + 1 : slot() + 2;
        return Optional.of(now ? room.desk.now() : start(next).minus(QuietTimes.LEAD));
    }

    /** When the logs of this room are read; empty where they are read as soon as there is news. */
    Optional<Pace> pace() {
        return room.folded.quiet()
                ? Optional.of(new Pace(QuietTimes.READ_EVERY, Instant.ofEpochMilli(offset() + READING)))
                : Optional.empty();
    }

    // ---- Slots

    private long slot() {
        return Math.floorDiv(room.desk.now().toEpochMilli() - offset(), SLOT);
    }

    private long phase() {
        return Math.floorMod(room.desk.now().toEpochMilli() - offset(), SLOT);
    }

    private Instant start(long slot) {
        return Instant.ofEpochMilli(slot * SLOT + offset());
    }

    /** Ours in this epoch: members can compute it, the relay can't foretell it, and a restart doesn't move it. */
    private long offset() {
        Epoch current = room.current();
        if (epoch != current.number()) {
            byte[] drawn = Kdf.derive(
                            current.secrets.headerKey(),
                            "quiet",
                            Long.BYTES,
                            room.desk.me().hash().value())
                    .reveal();
            offset = Math.floorMod(java.nio.ByteBuffer.wrap(drawn).getLong(), SLOT);
            epoch = current.number();
        }
        return offset;
    }
}
