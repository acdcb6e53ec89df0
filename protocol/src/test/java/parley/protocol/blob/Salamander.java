package parley.protocol.blob;

import java.math.BigInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.testing.Samples;

/**
 * Makes one sealed blob that opens under two file keys (Dodis et al., "Fast message franking", 2018): all blocks of the
 * sealed text are free but one, which solves a linear equation so that both tags come out equal.
 */
final class Salamander {
    private static final int BLOCK = 16;
    /** x^128 + x^7 + x^2 + x + 1, bit 0 standing for the highest power as in GCM. */
    private static final BigInteger POLYNOMIAL = BigInteger.ONE.shiftLeft(128).or(BigInteger.valueOf(0x87));

    private Salamander() {}

    static Bytes blob(Secret one, Secret other, Samples draw) {
        int blocks = Blobs.CHUNK / BLOCK;
        byte[] text = draw.bytes(Blobs.CHUNK).toArray();
        java.util.Arrays.fill(text, 0, BLOCK, (byte) 0);
        Key a = new Key(one);
        Key b = new Key(other);
        // The first block's coefficient is H^(blocks + 1): every block after it, and the lengths, multiply once more.
        BigInteger difference = a.tag(text).xor(b.tag(text));
        BigInteger factor = a.power(blocks + 1).xor(b.power(blocks + 1));
        BigInteger block = multiply(difference, inverse(factor));
        System.arraycopy(bytes(block), 0, text, 0, BLOCK);
        return Bytes.concat(Bytes.copyOf(text), Bytes.wrap(bytes(a.tag(text))));
    }

    /** GCM's authentication key and final mask of one blob. */
    private static final class Key {
        private final BigInteger h;
        private final BigInteger mask;

        Key(Secret fileKey) {
            byte[] material = Aead.once(fileKey, "blob", Hash.number(0), Bytes.wrap(new byte[] {1}))
                    .material()
                    .reveal();
            byte[] counter = new byte[BLOCK];
            System.arraycopy(material, 32, counter, 0, 12);
            counter[15] = 1;
            h = number(aes(material, new byte[BLOCK]));
            mask = number(aes(material, counter));
        }

        BigInteger tag(byte[] text) {
            BigInteger sum = BigInteger.ZERO;
            for (int at = 0; at < text.length; at += BLOCK) {
                byte[] block = java.util.Arrays.copyOfRange(text, at, at + BLOCK);
                sum = multiply(sum.xor(number(block)), h);
            }
            byte[] lengths = new byte[BLOCK];
            System.arraycopy(Hash.number(text.length * 8L).toArray(), 0, lengths, 8, 8);
            return multiply(sum.xor(number(lengths)), h).xor(mask);
        }

        BigInteger power(int exponent) {
            return Salamander.power(h, BigInteger.valueOf(exponent));
        }
    }

    private static byte[] aes(byte[] material, byte[] block) {
        try {
            // One raw block, as GCM itself computes them: nothing is encrypted in this mode.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(material, 0, 32, "AES"));
            return cipher.doFinal(block);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** GCM counts bits from the left: reversed, a block is a polynomial with its lowest power at bit 0. */
    private static BigInteger number(byte[] block) {
        BigInteger reversed = BigInteger.ZERO;
        for (int bit = 0; bit < 128; bit++) {
            if (((block[bit / 8] >>> (7 - bit % 8)) & 1) == 1) {
                reversed = reversed.setBit(bit);
            }
        }
        return reversed;
    }

    private static byte[] bytes(BigInteger polynomial) {
        byte[] block = new byte[BLOCK];
        for (int bit = 0; bit < 128; bit++) {
            if (polynomial.testBit(bit)) {
                block[bit / 8] |= (byte) (1 << (7 - bit % 8));
            }
        }
        return block;
    }

    private static BigInteger multiply(BigInteger a, BigInteger b) {
        BigInteger product = BigInteger.ZERO;
        for (int bit = 0; bit < 128; bit++) {
            if (b.testBit(bit)) {
                product = product.xor(a.shiftLeft(bit));
            }
        }
        for (int bit = 254; bit >= 128; bit--) {
            if (product.testBit(bit)) {
                product = product.xor(POLYNOMIAL.shiftLeft(bit - 128));
            }
        }
        return product;
    }

    private static BigInteger power(BigInteger base, BigInteger exponent) {
        BigInteger result = BigInteger.ONE;
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            result = multiply(result, result);
            if (exponent.testBit(bit)) {
                result = multiply(result, base);
            }
        }
        return result;
    }

    private static BigInteger inverse(BigInteger a) {
        return power(a, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.TWO));
    }
}
