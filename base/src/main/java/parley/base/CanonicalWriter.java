package parley.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes the canonical encoding of {@code docs/protocol.md}: fixed-width big-endian numbers, length-prefixed fields, one
 * valid encoding per value. {@link CanonicalReader} is its strict inverse. Not thread-safe.
 */
public final class CanonicalWriter {
    private static final int USUAL = 256;

    private byte[] buffer;
    private int size;

    public CanonicalWriter() {
        this(USUAL);
    }

    /** @param expected how many bytes there will be, as far as that is known: large encodings are copied less often then */
    public CanonicalWriter(int expected) {
        this.buffer = new byte[Math.max(expected, 1)];
    }

    public CanonicalWriter u8(int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("not a byte: " + value);
        }
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public CanonicalWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    public CanonicalWriter u32(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A number from 0 to 2^63 − 1. */
    public CanonicalWriter u64(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        return raw(Hash.number(value));
    }

    /** Bytes whose number the format fixes: no length is written. */
    public CanonicalWriter raw(Bytes value) {
        room(value.size());
        value.copyInto(buffer, size);
        size += value.size();
        return this;
    }

    /** A length (four bytes), then the bytes. */
    public CanonicalWriter field(Bytes value) {
        return u32(value.size()).raw(value);
    }

    public CanonicalWriter text(String value) {
        return field(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    public CanonicalWriter hash(Hash value) {
        return raw(value.value());
    }

    public CanonicalWriter head(Head value) {
        return u64(value.position()).hash(value.hash());
    }

    /** A secret of fixed size, into an encoding that will be sealed. */
    public CanonicalWriter secret(Secret value) {
        return raw(value.revealBytes());
    }

    /** A count (four bytes), then the items in order. */
    public <T> CanonicalWriter list(List<T> items, BiConsumer<CanonicalWriter, T> write) {
        u32(items.size());
        items.forEach(item -> write.accept(this, item));
        return this;
    }

    /** A yes or no, then the item where there is one. */
    public <T> CanonicalWriter optional(Optional<T> item, BiConsumer<CanonicalWriter, T> write) {
        bool(item.isPresent());
        item.ifPresent(value -> write.accept(this, value));
        return this;
    }

    public Bytes bytes() {
        // A full buffer is never written into again: whatever comes next needs a larger one.
        return Bytes.wrap(size == buffer.length ? buffer : Arrays.copyOf(buffer, size));
    }

    private void room(int more) {
        int needed = Math.addExact(size, more);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, Math.multiplyExact(buffer.length, 2)));
        }
    }
}
