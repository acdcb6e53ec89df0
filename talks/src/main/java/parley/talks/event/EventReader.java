package parley.talks.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads what {@link EventWriter} wrote, and nothing else.
 *
 * <p>Guarantees that an event has exactly one encoding: fields in order, none missing, unknown or twice, every number in
 * its shortest form, nothing behind it. So what was read encodes back to the same bytes; still it is the bytes as sent
 * that are hashed. Bounded by {@link #MOST_BYTES}, {@link CborShape} and the limit given at each field. Not thread-safe.
 */
public final class EventReader {
    /** Eight attachments of ordinary size, or one of 500 MiB with its manifest of 256 KiB, beside the longest text. */
    public static final int MOST_BYTES = 512 * 1024;

    /** Types are "practice.happened". */
    private static final int MOST_TYPE_BYTES = 64;

    private static final int LIST = -1;

    private final JsonParser in;
    /** How many values each open map still wants; the innermost first, {@link #LIST} where a list is open. */
    private final Deque<Integer> wanted = new ArrayDeque<>();

    private @Nullable JsonToken ahead;

    private EventReader(JsonParser in) {
        this.in = in;
    }

    /** What an envelope says before its fields are read. */
    public record Envelope(int version, String type) {}

    /** Reads the fields of an event whose envelope has been read. */
    @FunctionalInterface
    public interface Fields<T> {
        T read(Envelope envelope, EventReader in) throws Malformed;
    }

    /** Reads one item of a list. */
    @FunctionalInterface
    public interface Item<T> {
        T read(EventReader in) throws Malformed;
    }

    /**
     * Reads an event: its envelope, then whatever {@code fields} reads of it. Whoever knows the type ends with
     * {@link #end()}; whoever doesn't has read enough to keep an event of a later version.
     */
    public static <T> T read(Bytes event, Fields<T> fields) throws Malformed {
        if (event.size() > MOST_BYTES) {
            throw new Malformed("an event of " + event.size() + " bytes");
        }
        byte[] bytes = event.toArray();
        CborShape.check(bytes);
        try (JsonParser parser = EventWriter.CBOR.createParser(ObjectReadContext.empty(), bytes)) {
            EventReader in = new EventReader(parser);
            in.fields(3);
            long version = in.number("v");
            if (version < 1 || version > Integer.MAX_VALUE) {
                throw new Malformed("no version of events");
            }
            Envelope envelope = new Envelope((int) version, in.text("type", MOST_TYPE_BYTES));
            in.name("is");
            return fields.read(envelope, in);
        } catch (JacksonException e) {
            throw new Malformed("bytes that are no event");
        }
    }

    /** All fields have been read: one that nobody reads is malformed. */
    public void end() throws Malformed {
        if (!wanted.isEmpty()) {
            throw new Malformed("fields that nobody reads");
        }
    }

    /** Opens a map of this many fields; that it has no more is checked behind the last. */
    public EventReader fields(int count) throws Malformed {
        expect(JsonToken.START_OBJECT);
        wanted.push(count);
        return this;
    }

    /** 0 to 2^63 − 1. */
    public long number(String name) throws Malformed {
        name(name);
        expect(JsonToken.VALUE_NUMBER_INT);
        return value(in.getLongValue());
    }

    public String text(String name, int mostBytes) throws Malformed {
        name(name);
        expect(JsonToken.VALUE_STRING);
        String text = in.getString();
        if (text.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            throw new Malformed("a text longer than " + mostBytes + " bytes: " + name);
        }
        return value(text);
    }

    public <W extends Word> W word(String name, W[] words) throws Malformed {
        return Word.of(text(name, Word.MOST_BYTES), words);
    }

    public Bytes bytes(String name, int most) throws Malformed {
        name(name);
        expect(JsonToken.VALUE_EMBEDDED_OBJECT);
        return value(binary(name, most));
    }

    public Hash hash(String name) throws Malformed {
        return hash(name, bytes(name, Hash.SIZE));
    }

    public Optional<Bytes> optionalBytes(String name, int most) throws Malformed {
        name(name);
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return value(Optional.empty());
        }
        require(token, JsonToken.VALUE_EMBEDDED_OBJECT);
        return value(Optional.of(binary(name, most)));
    }

    public Optional<Hash> optionalHash(String name) throws Malformed {
        Optional<Bytes> bytes = optionalBytes(name, Hash.SIZE);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(hash(name, bytes.get()));
    }

    public Principal principal(String name) throws Malformed {
        name(name);
        fields(3);
        PrincipalId id = new PrincipalId(hash("id"));
        String calls = text("name", Principal.MOST_NAME_BYTES);
        if (calls.isBlank()) {
            throw new Malformed("a principal without a name");
        }
        return new Principal(id, calls, Role.ofCode((int) Math.min(number("role"), Integer.MAX_VALUE)));
    }

    /** @see EventWriter#readers */
    public List<Principal> readers(String name, int most) throws Malformed {
        return list(name, most, item -> item.fields(1).principal("who"));
    }

    /** @param item reads each item as {@link #fields} */
    public <T> List<T> list(String name, int most, Item<T> item) throws Malformed {
        name(name);
        expect(JsonToken.START_ARRAY);
        List<T> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (items.size() == most) {
                throw new Malformed("a list of more than " + most + ": " + name);
            }
            ahead = token;
            wanted.push(LIST);
            items.add(item.read(this));
            wanted.pop();
        }
        return value(List.copyOf(items));
    }

    private void name(String name) throws Malformed {
        expect(JsonToken.PROPERTY_NAME);
        if (!name.equals(in.currentName())) {
            throw new Malformed("a field that isn't " + name);
        }
    }

    /** After a value: closes each map that wants no more. */
    private <T> T value(T read) throws Malformed {
        while (!wanted.isEmpty() && wanted.peek() != LIST) {
            int left = wanted.pop() - 1;
            if (left > 0) {
                wanted.push(left);
                break;
            }
            expect(JsonToken.END_OBJECT);
        }
        return read;
    }

    private @Nullable JsonToken next() {
        JsonToken token = ahead == null ? in.nextToken() : ahead;
        ahead = null;
        return token;
    }

    private void expect(JsonToken token) throws Malformed {
        require(next(), token);
    }

    private static void require(@Nullable JsonToken found, JsonToken token) throws Malformed {
        if (found != token) {
            throw new Malformed("a value of another kind than expected");
        }
    }

    private Bytes binary(String name, int most) throws Malformed {
        byte[] bytes = in.getBinaryValue();
        if (bytes.length > most) {
            throw new Malformed("more than " + most + " bytes: " + name);
        }
        return Bytes.wrap(bytes);
    }

    private static Hash hash(String name, Bytes bytes) throws Malformed {
        if (bytes.size() != Hash.SIZE) {
            throw new Malformed("a hash of " + bytes.size() + " bytes: " + name);
        }
        return new Hash(bytes);
    }
}
