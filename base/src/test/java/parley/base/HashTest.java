package parley.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/** H separates purposes and fields, and is SHA-256 over exactly the documented bytes. */
class HashTest {
    @Test
    void isSha256OverTheLengthPrefixedPurposeAndFields() throws Exception {
        byte[] documented = Bytes.hex(
                        "0000000d" + Bytes.utf8("parley/1/test").toHex() + "00000002" + "abcd" + "00000000")
                .toArray();
        assertThat(Hash.of("test", Bytes.hex("abcd"), Bytes.EMPTY).value())
                .isEqualTo(Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(documented)));
    }

    @Test
    void anotherSplitOfTheSameBytesIsAnotherHash() {
        assertThat(Hash.of("test", Bytes.utf8("ab"), Bytes.utf8("c")))
                .isNotEqualTo(Hash.of("test", Bytes.utf8("a"), Bytes.utf8("bc")))
                .isNotEqualTo(Hash.of("test", Bytes.utf8("abc")));
    }

    @Test
    void anotherPurposeIsAnotherHash() {
        assertThat(Hash.of("one", Bytes.utf8("x"))).isNotEqualTo(Hash.of("two", Bytes.utf8("x")));
    }

    @Test
    void chainsCommitToEveryEntryAndItsPlace() {
        LogId log = new LogId(Hash.of("test-log"));
        Hash a = Hash.of("entry", Bytes.utf8("a"));
        Hash b = Hash.of("entry", Bytes.utf8("b"));
        Head ab = Head.start(log).next(a).next(b);
        Head ba = Head.start(log).next(b).next(a);
        assertThat(ab.position()).isEqualTo(2);
        assertThat(ab).isNotEqualTo(ba);
        assertThat(Head.start(new LogId(Hash.of("other-log"))).next(a))
                .isNotEqualTo(Head.start(log).next(a));
    }
}
