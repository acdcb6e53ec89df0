package parley.base;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Checksum;

/**
 * An immutable sequence of bytes, equal by content.
 *
 * <p>Not for secrets: it can't be erased and prints its length. {@link Secret} is. Thread-safe.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Copies {@code content}; later changes to the array don't show. */
    public static Bytes copyOf(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /** Takes the array over without copying: the caller must never touch it again. */
    public static Bytes wrap(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content);
    }

    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if {@code hex} isn't an even number of hexadecimal digits */
    public static Bytes hex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    public static Bytes concat(Bytes... parts) {
        int total = 0;
        for (Bytes part : parts) {
            total = Math.addExact(total, part.size());
        }
        byte[] joined = new byte[total];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.content, 0, joined, at, part.size());
            at += part.size();
        }
        return wrap(joined);
    }

    public int size() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    public byte at(int index) {
        return content[index];
    }

    /** @throws IndexOutOfBoundsException if {@code 0 ≤ from ≤ to ≤ size()} doesn't hold */
    public Bytes slice(int from, int to) {
        if (from < 0 || to < from || to > content.length) {
            throw new IndexOutOfBoundsException("slice " + from + ".." + to + " of " + content.length);
        }
        return from == 0 && to == content.length ? this : wrap(Arrays.copyOfRange(content, from, to));
    }

    public boolean startsWith(Bytes prefix) {
        return size() >= prefix.size() && Arrays.equals(content, 0, prefix.size(), prefix.content, 0, prefix.size());
    }

    /** A fresh array that the caller may change. */
    public byte[] toArray() {
        return content.clone();
    }

    /** Reads these bytes where they lie, without a copy of them. */
    public InputStream asStream() {
        return new ByteArrayInputStream(content);
    }

    /** These bytes, not to be changed through it. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** Bytes as UTF-8 text; malformed sequences become U+FFFD. Use {@link CanonicalReader#text} where strictness matters. */
    public String asUtf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    void feed(MessageDigest digest) {
        digest.update(content);
    }

    /** Adds these bytes to a checksum. */
    public void feed(Checksum checksum) {
        checksum.update(content, 0, content.length);
    }

    /** Puts these bytes at the buffer's position. */
    public void putInto(ByteBuffer target) {
        target.put(content);
    }

    void copyInto(byte[] target, int at) {
        System.arraycopy(content, 0, target, at, content.length);
    }

    /** Unsigned lexicographic order. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Only the length: what Parley carries must not reach a log by accident. */
    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
