package parley.base;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link CanonicalWriter} wrote, and nothing else: every other byte sequence is {@link Malformed}.
 *
 * <p>Guarantees that what was read encodes back to the very same bytes, once {@link #end()} has passed, and that memory
 * is bounded by the limits given at each field. Not thread-safe.
 */
public final class CanonicalReader {
    private final Bytes source;
    private int at;

    public CanonicalReader(Bytes source) {
        this.source = source;
    }

    /** Reads one item of a list. */
    @FunctionalInterface
    public interface Item<T> {
        T read(CanonicalReader in) throws Malformed;
    }

    /** The value that {@code source} as a whole encodes; empty when it is malformed in any way. For trust boundaries. */
    public static <T> Optional<T> whole(Bytes source, Item<T> item) {
        CanonicalReader in = new CanonicalReader(source);
        try {
            T value = item.read(in);
            in.end();
            return Optional.of(value);
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** A format's version byte: any other version is malformed, for nothing about its fields is known. */
    public void version(int known) throws Malformed {
        int found = u8();
        if (found != known) {
            throw new Malformed("version " + found + ", known is " + known);
        }
    }

    /** An optional value as {@link CanonicalWriter#optional} wrote it. */
    public <T> Optional<T> optional(Item<T> item) throws Malformed {
        return bool() ? Optional.of(item.read(this)) : Optional.empty();
    }

    public int u8() throws Malformed {
        need(1);
        return source.at(at++) & 0xff;
    }

    public boolean bool() throws Malformed {
        return switch (u8()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new Malformed("a yes or no that is neither");
        };
    }

    public int u32() throws Malformed {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (source.at(at++) & 0xff);
        }
        if (value < 0) {
            throw new Malformed("number out of range");
        }
        return value;
    }

    public long u64() throws Malformed {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (source.at(at++) & 0xff);
        }
        if (value < 0) {
            throw new Malformed("number out of range");
        }
        return value;
    }

    public Bytes raw(int size) throws Malformed {
        need(size);
        Bytes value = source.slice(at, at + size);
        at += size;
        return value;
    }

    public Bytes field(int most) throws Malformed {
        int size = u32();
        if (size > most) {
            throw new Malformed("field of " + size + " bytes, at most " + most);
        }
        return raw(size);
    }

    /** Strict UTF-8: overlong forms and lone surrogates are malformed. */
    public String text(int mostBytes) throws Malformed {
        Bytes value = field(mostBytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(value.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("text that is not UTF-8");
        }
    }

    public Hash hash() throws Malformed {
        return new Hash(raw(Hash.SIZE));
    }

    public Head head() throws Malformed {
        return new Head(u64(), hash());
    }

    public Secret secret(int size) throws Malformed {
        return Secret.of(raw(size));
    }

    public <T> List<T> list(int most, Item<T> item) throws Malformed {
        int count = u32();
        if (count > most) {
            throw new Malformed("list of " + count + ", at most " + most);
        }
        List<T> items = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            items.add(item.read(this));
        }
        return List.copyOf(items);
    }

    public int remaining() {
        return source.size() - at;
    }

    /** Everything has been read: a trailing byte is malformed. */
    public void end() throws Malformed {
        if (remaining() != 0) {
            throw new Malformed(remaining() + " bytes too many");
        }
    }

    private void need(int size) throws Malformed {
        if (size < 0 || remaining() < size) {
            throw new Malformed("ends too early");
        }
    }
}
