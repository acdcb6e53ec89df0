package parley.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Secret;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class KdfAndAeadTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);

    @Test
    void theKdfIsHkdfOfRfc5869OverLabelAndContext() throws Exception {
        Secret key = draw.secret(32);
        Bytes context = draw.bytes(20);
        byte[] info =
                new CanonicalWriter().text("parley/1/x").field(context).bytes().toArray();
        byte[] pseudoRandomKey = hmac(new byte[32], key.reveal());
        byte[] first = hmac(pseudoRandomKey, concat(info, new byte[] {1}));
        byte[] second = hmac(pseudoRandomKey, concat(first, info, new byte[] {2}));
        assertThat(Kdf.derive(key, "x", 50, context).reveal()).isEqualTo(Arrays.copyOf(concat(first, second), 50));
    }

    @Test
    void labelAndEverySplitOfContextGiveOtherKeys() {
        Secret key = draw.secret(32);
        Bytes a = Bytes.utf8("a");
        Bytes b = Bytes.utf8("b");
        assertThat(Kdf.derive(key, "x", 32, a, b)).isNotEqualTo(Kdf.derive(key, "x", 32, Bytes.utf8("ab")));
        assertThat(Kdf.derive(key, "x", 32, a)).isNotEqualTo(Kdf.derive(key, "y", 32, a));
        assertThat(Kdf.derive(key, "x", 32)).isNotEqualTo(Kdf.derive(key, "x", 32, Bytes.EMPTY));
    }

    @Test
    void oneToTheMostBytesAreDrawn() {
        Secret key = draw.secret(32);
        assertThat(Kdf.derive(key, "x", 1).size()).isEqualTo(1);
        assertThat(Kdf.derive(key, "x", Kdf.MOST_BYTES).size()).isEqualTo(Kdf.MOST_BYTES);
        assertThatThrownBy(() -> Kdf.derive(key, "x", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kdf.derive(key, "x", Kdf.MOST_BYTES + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEmptyTextIsSealedToo() {
        Secret key = draw.secret(32);
        Bytes context = draw.bytes(32);
        Bytes sealed = Aead.once(key, "x", context).seal(Bytes.EMPTY, Bytes.EMPTY);
        assertThat(sealed.size()).isEqualTo(Aead.OVERHEAD);
        assertThat(Aead.once(key, "x", context).open(Bytes.EMPTY, sealed)).contains(Bytes.EMPTY);
    }

    @Test
    void sealedTextOpensUnchangedOnly() {
        Secret key = draw.secret(32);
        Bytes context = draw.bytes(32);
        Bytes additional = draw.bytes(40);
        Bytes plain = draw.bytes(200);
        Bytes sealed = Aead.once(key, "x", context).seal(additional, plain);
        assertThat(Aead.once(key, "x", context).open(additional, sealed)).contains(plain);
        Strictness.ofSealed("text", sealed, text -> Aead.once(key, "x", context).open(additional, text), seed);
        Strictness.ofSealed(
                "additional data",
                additional,
                data -> Aead.once(key, "x", context).open(data, sealed),
                seed);
        assertThat(Aead.once(key, "y", context).open(additional, sealed)).isEmpty();
        assertThat(Aead.once(draw.secret(32), "x", context).open(additional, sealed))
                .isEmpty();
    }

    @Test
    void theMaterialOfOneMessageOpensThatMessageOnly() {
        Secret key = draw.secret(32);
        Bytes one = draw.bytes(32);
        Bytes other = draw.bytes(32);
        Secret material = Aead.once(key, "seal", one).material();
        Bytes sealed = Aead.once(key, "seal", one).seal(Bytes.EMPTY, Bytes.utf8("one"));
        Bytes sealedOther = Aead.once(key, "seal", other).seal(Bytes.EMPTY, Bytes.utf8("other"));
        assertThat(Aead.of(material).open(Bytes.EMPTY, sealed)).contains(Bytes.utf8("one"));
        assertThat(Aead.of(material).open(Bytes.EMPTY, sealedOther)).isEmpty();
    }

    private static byte[] hmac(byte[] key, byte[] text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] concat(byte[]... parts) {
        return Bytes.concat(Arrays.stream(parts).map(Bytes::copyOf).toArray(Bytes[]::new))
                .toArray();
    }
}
