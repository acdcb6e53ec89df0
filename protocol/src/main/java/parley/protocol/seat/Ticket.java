package parley.protocol.seat;

import java.time.Instant;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.protocol.entry.Part;

/**
 * An event that a person wants said, until it is said or given up.
 *
 * @param notBefore not sealed before this instant
 * @param inView the epoch whose roster the person had in view: its words go to nobody else unasked (protocol.md,
 * "Epochs")
 */
record Ticket(long number, Bytes event, Instant notBefore, int inView, Stage stage) {
    /** How far it is. */
    enum Stage {
        WAITING,
        /** A person is asked whether it may go to the readers there are now. */
        ASKED,
        /** All its parts are read back; it is said once they are folded. */
        PLACED
    }

    /** A manifest of the largest attachment; whatever is longer goes beside the log as one. */
    static final int MOST_EVENT = Part.MOST_EVENT_BYTES;

    Ticket at(Stage next) {
        return new Ticket(number, event, notBefore, inView, next);
    }

    Ticket inView(int epoch) {
        return new Ticket(number, event, notBefore, epoch, Stage.WAITING);
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter()
                .u64(number)
                .field(event)
                .u64(Math.max(0, notBefore.toEpochMilli()))
                .u32(inView);
        Kept.name(out, stage);
        return out.bytes();
    }

    static Ticket decode(Bytes kept) {
        return Kept.decode(
                kept,
                in -> new Ticket(
                        in.u64(),
                        in.field(MOST_EVENT),
                        Instant.ofEpochMilli(in.u64()),
                        in.u32(),
                        Kept.name(in, Stage.class)));
    }
}
