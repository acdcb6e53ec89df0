package parley.talks.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import parley.base.Malformed;

/**
 * Refuses every CBOR (RFC 8949) that Parley doesn't write, before a library interprets any of it.
 *
 * <p>Guarantees, when {@link #check} returns: exactly one item with nothing behind it; only unsigned numbers up to 2^63 − 1,
 * byte strings, UTF-8 text, arrays, maps with text keys, false, true and null; no tags, floats or indefinite lengths;
 * every number and length in its shortest form; at most {@value #MOST_DEPTH} levels and {@value #MOST_ITEMS} items. Time
 * and memory are linear in the input. Doesn't look at what keys say: {@link EventReader} does.
 */
final class CborShape {
    /** An event is a map of fields with lists of maps in it; the rest is room for later versions. */
    static final int MOST_DEPTH = 8;
    /** Lists of events are short; what is large is inside byte strings. */
    static final int MOST_ITEMS = 4_096;

    private static final int NUMBER = 0;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int SIMPLE = 7;
    private static final int FALSE = 20;
    private static final int NULL = 22;

    private final byte[] bytes;
    private int at;
    private int items;

    private CborShape(byte[] bytes) {
        this.bytes = bytes;
    }

    static void check(byte[] bytes) throws Malformed {
        CborShape shape = new CborShape(bytes);
        shape.item(0);
        if (shape.at != bytes.length) {
            throw new Malformed("bytes behind the event");
        }
    }

    private void item(int depth) throws Malformed {
        if (depth > MOST_DEPTH || ++items > MOST_ITEMS) {
            throw new Malformed("too deep or too many items");
        }
        int first = next();
        int major = first >> 5;
        if (major == SIMPLE) {
            int value = first & 0x1f;
            if (value < FALSE || value > NULL) {
                throw new Malformed("a value of a kind that events don't have");
            }
            return;
        }
        long argument = argument(first & 0x1f);
        switch (major) {
            case NUMBER -> {}
            case BYTES -> skip(argument);
            case TEXT -> text(argument);
            case ARRAY -> {
                for (long i = 0; i < argument; i++) {
                    item(depth + 1);
                }
            }
            case MAP -> {
                for (long i = 0; i < argument; i++) {
                    if (at < bytes.length && (bytes[at] & 0xff) >> 5 != TEXT) {
                        throw new Malformed("a key that is no text");
                    }
                    item(depth + 1);
                    item(depth + 1);
                }
            }
            default -> throw new Malformed("a value of a kind that events don't have");
        }
    }

    /** The number in or behind the first byte; only its shortest form passes. */
    private long argument(int low) throws Malformed {
        if (low < 24) {
            return low;
        }
        if (low > 27) {
            throw new Malformed("an indefinite length");
        }
        int width = 1 << (low - 24);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | next();
        }
        long least = low == 24 ? 24 : 1L << (4 * width);
        if (value < least) {
            throw new Malformed("a number that isn't in its shortest form, or out of range");
        }
        return value;
    }

    private void text(long size) throws Malformed {
        int from = at;
        skip(size);
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, at - from));
        } catch (CharacterCodingException e) {
            throw new Malformed("text that is not UTF-8");
        }
    }

    private void skip(long size) throws Malformed {
        if (size > bytes.length - at) {
            throw new Malformed("ends too early");
        }
        at += (int) size;
    }

    private int next() throws Malformed {
        if (at >= bytes.length) {
            throw new Malformed("ends too early");
        }
        return bytes[at++] & 0xff;
    }
}
