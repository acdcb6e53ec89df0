package parley.protocol.seat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.protocol.crypto.Kdf;
import parley.protocol.port.Tx;

/**
 * When a room in quiet mode is written to and read: an entry of ours in each slot, whatever there is to say, and reading at
 * fixed instants (protocol.md, "Quiet mode").
 *
 * <p>Guarantees that no slot gets two new entries of this vault, also over a crash, and that nothing new goes outside the first
 * seconds of a slot: what the relay sees of this node here follows from clock, epoch and whether the node runs.
 */
final class Quiet {
    private static final long LEAD = QuietTimes.LEAD.toMillis();
    private static final long LATE = QuietTimes.LATE.toMillis();
    /** Between two readings: the last one before a slot's entry is sealed ends before that. */
    private static final long READING = QuietTimes.READ_EVERY.toMillis() / 2;

    private static final long NEVER = Long.MIN_VALUE;

    private final Room room;
    /** Where the slot begins for which we sealed last. An instant and no number, for Rules may change how long slots are. */
    private long sealedFor = NEVER;

    private long sentIn = NEVER;
    /** When members were heard, as far as the present slots tell who keeps them. */
    private final Map<PrincipalId, Instant> heard = new HashMap<>();

    private Instant listening;
    private int epoch = -1;
    private long drawn;

    Quiet(Room room) {
        this.room = room;
        this.listening = room.desk.now();
    }

    void load(Tx tx) {
        long kept = tx.count(room.desk.cells.quietSlot(room.id()));
        sealedFor = kept == 0 ? NEVER : kept;
    }

    /** Whether the Rules in force ask for it and we write here. */
    boolean on() {
        return room.folded.quietSlot().isPresent() && room.state.condition == SeatRoom.Condition.OPEN;
    }

    /** A new log has slots of its own. */
    void turned(Tx tx) {
        sealedFor = NEVER;
        sentIn = NEVER;
        tx.delete(room.desk.cells.quietSlot(room.id()));
        listens();
    }

    /** Slots begin or have another length: silence before that says nothing of who is there. */
    void listens() {
        heard.clear();
        listening = room.desk.now();
    }

    /** An entry of this member's was read. */
    void hears(PrincipalId member) {
        heard.put(member, room.desk.now());
    }

    /** When this member was heard last; since when we listen if it wasn't. */
    Instant heard(PrincipalId member) {
        return heard.getOrDefault(member, listening);
    }

    // ---- Sealing and sending

    /** Whether an entry is to be sealed now, for the slot that is about to begin. */
    boolean sealsNow() {
        return now() >= end() - LEAD && sealedFor != end();
    }

    void sealed(Tx tx) {
        sealedFor = end();
        tx.setCount(room.desk.cells.quietSlot(room.id()), sealedFor);
    }

    /** Whether the entry that waits is to go now, the first time in this slot. */
    boolean sendsNow() {
        return now() - begin() < LATE && sentIn != begin();
    }

    void sent() {
        sentIn = begin();
    }

    /** The next instant at which there is something to seal or to send. */
    Optional<Instant> nextTick() {
        if (waits()) {
            return Optional.of(sendsNow() ? room.desk.now() : Instant.ofEpochMilli(end()));
        }
        boolean now = sealsNow() && room.writer.settled();
        long next = now() < end() - LEAD ? end() : end() + slot();
        return Optional.of(now ? room.desk.now() : Instant.ofEpochMilli(next - LEAD));
    }

    /** Where the first slot begins that has no entry of ours yet. */
    Instant unsealed() {
        return Instant.ofEpochMilli(waits() || sealedFor == end() ? end() + slot() : end());
    }

    /** Whether an entry of ours is yet to be sent, or sent again. */
    private boolean waits() {
        return room.state
                .unplaced
                .filter(entry -> !room.desk.outbox.holds(entry.sending()))
                .isPresent();
    }

    /** When the logs of this room are read; empty where they are read as soon as there is news. */
    Optional<Pace> pace() {
        return room.folded
                .quietSlot()
                .map(_ -> new Pace(QuietTimes.READ_EVERY, Instant.ofEpochMilli(offset() + READING)));
    }

    // ---- Slots

    private long now() {
        return room.desk.now().toEpochMilli();
    }

    private long slot() {
        return room.folded.quietSlot().orElseThrow().toMillis();
    }

    /** Where the present slot begins. */
    private long begin() {
        return now() - Math.floorMod(now() - offset(), slot());
    }

    private long end() {
        return begin() + slot();
    }

    /** Ours in this epoch: members can compute it, the relay can't foretell it, and a restart doesn't move it. */
    private long offset() {
        Epoch current = room.current();
        if (epoch != current.number()) {
            byte[] key = Kdf.derive(
                            current.secrets.headerKey(),
                            "quiet",
                            Long.BYTES,
                            room.desk.me().hash().value())
                    .reveal();
            drawn = ByteBuffer.wrap(key).getLong();
            epoch = current.number();
        }
        return Math.floorMod(drawn, slot());
    }
}
