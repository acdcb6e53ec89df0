package parley.node.engine;

import java.time.Instant;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.talks.event.EventReader;

/** An event of ours on its way into a room's log, until it is folded at its place. */
record UnplacedRecord(long ticket, Bytes event, Instant written, Instant notBefore, State state) {
    /** How far it is. */
    enum State {
        WAITING,
        SEALED,
        ASK_FIRST,
        NOT_SAID
    }

    UnplacedRecord with(State next) {
        return new UnplacedRecord(ticket, event, written, notBefore, next);
    }

    /** Whether it goes out only when somebody answers, or never. */
    boolean late() {
        return switch (state) {
            case WAITING, SEALED -> false;
            case ASK_FIRST, NOT_SAID -> true;
        };
    }

    Bytes encoded() {
        return new CanonicalWriter()
                .u64(ticket)
                .field(event)
                .u64(written.toEpochMilli())
                .u64(notBefore.toEpochMilli())
                .text(state.name())
                .bytes();
    }

    static UnplacedRecord decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        UnplacedRecord record = new UnplacedRecord(
                in.u64(),
                in.field(EventReader.MOST_BYTES),
                Instant.ofEpochMilli(in.u64()),
                Instant.ofEpochMilli(in.u64()),
                Constants.read(in, State.class));
        in.end();
        return record;
    }
}
