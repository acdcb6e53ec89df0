package parley.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One valid encoding per value: what was read writes back the same bytes, and everything else is refused. */
class CanonicalEncodingTest {
    private record Sample(
            int small, boolean yes, int medium, long large, Bytes field, String text, Head head, List<Long> list) {
        Bytes encode() {
            return new CanonicalWriter()
                    .u8(small)
                    .bool(yes)
                    .u32(medium)
                    .u64(large)
                    .field(field)
                    .text(text)
                    .head(head)
                    .list(list, CanonicalWriter::u64)
                    .bytes();
        }

        static Sample decode(Bytes bytes) throws Malformed {
            CanonicalReader in = new CanonicalReader(bytes);
            Sample read = new Sample(
                    in.u8(),
                    in.bool(),
                    in.u32(),
                    in.u64(),
                    in.field(1000),
                    in.text(1000),
                    in.head(),
                    in.list(50, CanonicalReader::u64));
            in.end();
            return read;
        }

        static Sample random(Random random) {
            List<Long> list = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                list.add(random.nextLong() & Long.MAX_VALUE);
            }
            byte[] field = new byte[random.nextInt(40)];
            random.nextBytes(field);
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            return new Sample(
                    random.nextInt(256),
                    random.nextBoolean(),
                    random.nextInt() & Integer.MAX_VALUE,
                    random.nextLong() & Long.MAX_VALUE,
                    Bytes.wrap(field),
                    random.nextBoolean() ? "سلام" : "שלום x",
                    new Head(random.nextInt(1000), new Hash(Bytes.wrap(hash))),
                    list);
        }
    }

    @Test
    void everyValueComesBackAsItWas() throws Malformed {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Sample sample = Sample.random(random);
            assertThat(Sample.decode(sample.encode())).as("seed %d", seed).isEqualTo(sample);
        }
    }

    @Test
    void everyChangedByteIsRefusedOrReadsAsAnotherValueThatEncodesToExactlyThoseBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            byte[] good = Sample.random(random).encode().toArray();
            for (int at = 0; at < good.length; at++) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) (1 << random.nextInt(8));
                Bytes bytes = Bytes.wrap(changed);
                try {
                    assertThat(Sample.decode(bytes).encode())
                            .as("seed %d", seed)
                            .isEqualTo(bytes);
                } catch (Malformed refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    void cutOrLengthenedBytesAreRefused() {
        Bytes good = Sample.random(new Random(7)).encode();
        for (int size = 0; size < good.size(); size++) {
            Bytes cut = good.slice(0, size);
            assertThatThrownBy(() -> Sample.decode(cut)).isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> Sample.decode(Bytes.concat(good, Bytes.utf8("x"))))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsRead() {
        Bytes claimsTwoGigabytes = Bytes.hex("7fffffff");
        assertThatThrownBy(() -> new CanonicalReader(claimsTwoGigabytes).field(1000))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new CanonicalReader(claimsTwoGigabytes).list(10, CanonicalReader::u8))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        Bytes overlong = Bytes.hex("00000002c080");
        Bytes loneSurrogate = Bytes.hex("00000003eda080");
        assertThatThrownBy(() -> new CanonicalReader(overlong).text(10)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new CanonicalReader(loneSurrogate).text(10)).isInstanceOf(Malformed.class);
    }

    @Test
    void numbersBeyondTheSignedRangeAreRefused() {
        assertThatThrownBy(() -> new CanonicalReader(Bytes.hex("80000000")).u32())
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new CanonicalReader(Bytes.hex("ffffffffffffffff")).u64())
                .isInstanceOf(Malformed.class);
    }
}
