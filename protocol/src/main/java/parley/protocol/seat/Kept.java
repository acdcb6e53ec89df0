package parley.protocol.seat;

import java.util.Optional;
import java.util.function.BiConsumer;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/** Decodes what this node wrote into its own store: there, bytes that don't parse mean a broken vault, not an enemy. */
final class Kept {
    private static final int MOST_NAME = 64;

    private Kept() {}

    static <T> T decode(Bytes kept, CanonicalReader.Item<T> item) {
        try {
            CanonicalReader in = new CanonicalReader(kept);
            T value = item.read(in);
            in.end();
            return value;
        } catch (Malformed e) {
            throw new IllegalStateException("a cell of the vault doesn't parse: " + e.getMessage(), e);
        }
    }

    static <T> void optional(CanonicalWriter out, Optional<T> value, BiConsumer<CanonicalWriter, T> write) {
        out.bool(value.isPresent());
        value.ifPresent(v -> write.accept(out, v));
    }

    static <T> Optional<T> optional(CanonicalReader in, CanonicalReader.Item<T> item) throws Malformed {
        return in.bool() ? Optional.of(item.read(in)) : Optional.empty();
    }

    /** By name, so that a value added in between changes no kept cell. */
    static void name(CanonicalWriter out, Enum<?> value) {
        out.text(value.name());
    }

    static <E extends Enum<E>> E name(CanonicalReader in, Class<E> type) throws Malformed {
        return named(type, in.text(MOST_NAME));
    }

    static <E extends Enum<E>> E named(Class<E> type, String name) throws Malformed {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new Malformed("no " + type.getSimpleName());
        }
    }
}
