package parley.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;
import parley.base.Bytes;

/** Holds a decoder to one encoding per value. */
public final class Strictness {
    /** Beyond these, positions are drawn: a founding has 20,000 bytes. */
    private static final int EVERY = 700;

    private Strictness() {}

    /**
     * A plain format: cut, lengthened or with one byte changed it is refused, or it is another value whose one encoding is
     * exactly the changed bytes.
     */
    public static void ofPlain(String name, Bytes valid, Function<Bytes, Optional<Bytes>> decodeAndEncode, long seed) {
        assertThat(decodeAndEncode.apply(valid)).as(name).contains(valid);
        check(name, valid, decodeAndEncode, seed, true);
    }

    /** A sealed or checksummed format: every change is refused. */
    public static void ofSealed(String name, Bytes valid, Function<Bytes, Optional<?>> open, long seed) {
        assertThat(open.apply(valid)).as(name).isPresent();
        check(name, valid, changed -> open.apply(changed).map(_ -> valid), seed, false);
    }

    private static void check(
            String name, Bytes valid, Function<Bytes, Optional<Bytes>> decode, long seed, boolean plain) {
        Samples draw = new Samples(seed);
        int rounds = Math.min(valid.size(), EVERY + 300);
        for (int round = 0; round < rounds; round++) {
            int at = round < EVERY ? round : draw.below(valid.size());
            if (round < EVERY && valid.size() > EVERY && round % 2 == 1) {
                at = valid.size() - 1 - round / 2;
            }
            String where = name + " at " + at + ", seed " + seed;
            assertThat(decode.apply(valid.slice(0, at))).as("cut: " + where).isEmpty();
            byte[] bytes = valid.toArray();
            bytes[at] ^= (byte) (1 << draw.below(8));
            Bytes changed = Bytes.wrap(bytes);
            Optional<Bytes> read = decode.apply(changed);
            if (plain) {
                read.ifPresent(
                        again -> assertThat(again).as("changed: " + where).isEqualTo(changed));
            } else {
                assertThat(read).as("changed: " + where).isEmpty();
            }
        }
        assertThat(decode.apply(Bytes.concat(valid, Bytes.wrap(new byte[] {0}))))
                .as("lengthened: " + name)
                .isEmpty();
        assertThat(decode.apply(Bytes.EMPTY)).as("nothing: " + name).isEmpty();
    }
}
