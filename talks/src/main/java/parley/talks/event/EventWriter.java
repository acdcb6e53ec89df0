package parley.talks.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * Writes one event as CBOR: an envelope of version, type and fields; all fields of a record present, in its order,
 * {@code null} where there is none. {@link EventReader} is its strict inverse. Not thread-safe.
 */
public final class EventWriter {
    static final CBORFactory CBOR = new CBORFactory();

    private static final int LIST = -1;

    private final JsonGenerator out;
    /** How many values each open map or list still wants; the innermost first, {@link #LIST} where a list is open. */
    private final Deque<Integer> wanted = new ArrayDeque<>();

    private EventWriter(JsonGenerator out) {
        this.out = out;
    }

    /**
     * The bytes of an event: what is sealed, and what is hashed.
     *
     * @param version the version of events with which this type came
     */
    public static Bytes envelope(int version, String type, Consumer<EventWriter> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = CBOR.createGenerator(ObjectWriteContext.empty(), bytes)) {
            EventWriter writer = new EventWriter(out);
            writer.fields(3).number("v", version).text("type", type);
            out.writeName("is");
            fields.accept(writer);
            if (!writer.wanted.isEmpty()) {
                throw new IllegalStateException("fewer fields than announced in " + type);
            }
        }
        return Bytes.wrap(bytes.toByteArray());
    }

    /** Opens a map of this many fields; it closes itself after the last. */
    public EventWriter fields(int count) {
        out.writeStartObject(null, count);
        wanted.push(count);
        return this;
    }

    /** @param value 0 to 2^63 − 1 */
    public EventWriter number(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + name);
        }
        out.writeName(name);
        out.writeNumber(value);
        return written();
    }

    /** Of definite length, which the library's own method doesn't promise for long texts. */
    public EventWriter text(String name, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeName(name);
        out.writeUTF8String(utf8, 0, utf8.length);
        return written();
    }

    public EventWriter word(String name, Word value) {
        return text(name, value.word());
    }

    public EventWriter bytes(String name, Bytes value) {
        out.writeName(name);
        out.writeBinary(value.toArray());
        return written();
    }

    public EventWriter hash(String name, Hash value) {
        return bytes(name, value.value());
    }

    public EventWriter optional(String name, Optional<Bytes> value) {
        if (value.isPresent()) {
            return bytes(name, value.get());
        }
        out.writeName(name);
        out.writeNull();
        return written();
    }

    public EventWriter principal(String name, Principal value) {
        out.writeName(name);
        return fields(3)
                .hash("id", value.id().hash())
                .text("name", value.name())
                .number("role", value.role().code());
    }

    /** Who reads a room into which something goes. */
    public EventWriter readers(String name, List<Principal> readers) {
        return list(name, readers, (to, who) -> to.fields(1).principal("who", who));
    }

    /** @param write writes each item as {@link #fields} */
    public <T> EventWriter list(String name, List<T> items, BiConsumer<EventWriter, T> write) {
        out.writeName(name);
        out.writeStartArray(null, items.size());
        for (T item : items) {
            wanted.push(LIST);
            write.accept(this, item);
            wanted.pop();
        }
        out.writeEndArray();
        return written();
    }

    private EventWriter written() {
        while (!wanted.isEmpty() && wanted.peek() != LIST) {
            int left = wanted.pop() - 1;
            if (left > 0) {
                wanted.push(left);
                return this;
            }
            out.writeEndObject();
        }
        return this;
    }
}
