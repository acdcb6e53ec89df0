package parley.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Secret;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class Ed25519Test {
    /** The order of the group, RFC 8032. */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @Test
    void signsAsRfc8032Says() {
        Secret seed = Secret.of(Bytes.hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        Ed25519.Pair pair = Ed25519.fromSeed(seed);
        assertThat(pair.publicKey().toHex())
                .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        assertThat(Ed25519.sign(seed, Bytes.hex("72")).toHex())
                .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    @Test
    void everyChangedBitIsRefused() {
        long seed = Seeds.next();
        Samples draw = new Samples(seed);
        Ed25519.Pair pair = Ed25519.generate(draw.randomness());
        Bytes message = draw.bytes(80);
        Bytes signature = Ed25519.sign(pair.seed(), message);
        Strictness.ofSealed("signature", signature, s -> held(Ed25519.verify(pair.publicKey(), message, s)), seed);
        Strictness.ofSealed("message", message, m -> held(Ed25519.verify(pair.publicKey(), m, signature)), seed);
        Strictness.ofSealed("key", pair.publicKey(), k -> held(Ed25519.verify(k, message, signature)), seed);
    }

    /** A simulation remembers what holds: of these very bytes, and of nothing that differs from them. */
    @Test
    void whatIsRememberedToHoldLetsNoChangedBitPass() {
        HeldSignatures.within(() -> {
            for (int i = 0; i < 20; i++) {
                signsAndVerifies();
                everyChangedBitIsRefused();
            }
            return true;
        });
    }

    private static void signsAndVerifies() {
        Samples draw = new Samples(Seeds.next());
        Ed25519.Pair pair = Ed25519.generate(draw.randomness());
        Bytes message = draw.bytes(80);
        Bytes signature = Ed25519.sign(pair.seed(), message);
        for (int again = 0; again < 3; again++) {
            assertThat(Ed25519.verify(pair.publicKey(), message, signature)).isTrue();
        }
    }

    @Test
    void aSignatureHasNoSecondForm() {
        Ed25519.Pair pair = Ed25519.generate(new Samples(Seeds.next()).randomness());
        Bytes message = Bytes.utf8("one verdict everywhere");
        Bytes signature = Ed25519.sign(pair.seed(), message);
        BigInteger scalar = littleEndian(signature.slice(32, 64));
        Bytes other = Bytes.concat(signature.slice(0, 32), littleEndian(scalar.add(ORDER)));
        assertThat(Ed25519.verify(pair.publicKey(), message, other)).isFalse();
    }

    /** Points of small order in all their encodings, canonical or not: with them one signature fits many messages. */
    static List<String> keysOfSmallOrder() {
        return List.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    }

    @ParameterizedTest
    @MethodSource("keysOfSmallOrder")
    void aKeyOfSmallOrderSignsNothing(String key) {
        Bytes publicKey = Bytes.hex(key);
        Bytes zero = Bytes.wrap(new byte[32]);
        for (String first : keysOfSmallOrder()) {
            Bytes signature = Bytes.concat(Bytes.hex(first), zero);
            for (int message = 0; message < 16; message++) {
                assertThat(Ed25519.verify(publicKey, Bytes.wrap(new byte[] {(byte) message}), signature))
                        .isFalse();
            }
        }
    }

    @Test
    void wrongSizesAreRefusedWithoutHarm() {
        assertThat(Ed25519.verify(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY)).isFalse();
        assertThat(Ed25519.verify(Bytes.wrap(new byte[33]), Bytes.EMPTY, Bytes.wrap(new byte[64])))
                .isFalse();
    }

    private static java.util.Optional<Boolean> held(boolean holds) {
        return holds ? java.util.Optional.of(true) : java.util.Optional.empty();
    }

    private static BigInteger littleEndian(Bytes bytes) {
        byte[] reversed = new byte[bytes.size()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = bytes.at(bytes.size() - 1 - i);
        }
        return new BigInteger(1, reversed);
    }

    private static Bytes littleEndian(BigInteger number) {
        byte[] out = new byte[32];
        for (int i = 0; i < out.length; i++) {
            out[i] = number.shiftRight(8 * i).byteValue();
        }
        return Bytes.wrap(out);
    }
}
