package parley.simulation.doubles;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;

/**
 * A message of {@link ToySessions} as it travels.
 *
 * @param first what begins a session at the receiver; every message carries it until the first answer arrived, as
 *     libsignal's do
 * @param turn how often the direction changed before this sending chain
 * @param tag names the sending chain: two nodes that restored one record make different chains
 * @param counter place in the chain, from 0
 */
record ToyMessage(Bytes session, Optional<First> first, int turn, Bytes tag, int counter, Bytes sealed, Bytes check) {
    static final int SESSION_BYTES = 16;
    static final int TAG_BYTES = 8;
    static final int CHECK_BYTES = 16;
    static final int IDENTITY_BYTES = 33;
    static final int SECRET_BYTES = 32;

    /** Messages beyond this are refused unread, as the real ones are by their own limit. */
    static final int MOST_BYTES = 1 << 20;

    /**
     * As large as what libsignal adds to an unanswered session's messages, so that a caller that puts one into a slot fails
     * here too (protocol.md, "Sessions": 1,855 instead of 168–204 bytes).
     */
    private static final int FIRST_PADDING = 1_580;

    private static final Bytes PADDING = Bytes.wrap(new byte[FIRST_PADDING]);

    /** What a first message says of the session that it begins. */
    record First(Bytes identity, Hash bundle, Bytes secret) {}

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().raw(session).bool(first.isPresent());
        first.ifPresent(
                f -> out.raw(f.identity()).hash(f.bundle()).raw(f.secret()).raw(PADDING));
        return out.u32(turn).raw(tag).u32(counter).field(sealed).raw(check).bytes();
    }

    static ToyMessage read(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        Bytes session = in.raw(SESSION_BYTES);
        Optional<First> first = Optional.empty();
        if (in.bool()) {
            first = Optional.of(new First(in.raw(IDENTITY_BYTES), in.hash(), in.raw(SECRET_BYTES)));
            if (!in.raw(FIRST_PADDING).equals(PADDING)) {
                throw new Malformed("padding that is none");
            }
        }
        ToyMessage message = new ToyMessage(
                session, first, in.u32(), in.raw(TAG_BYTES), in.u32(), in.field(MOST_BYTES), in.raw(CHECK_BYTES));
        in.end();
        return message;
    }
}
