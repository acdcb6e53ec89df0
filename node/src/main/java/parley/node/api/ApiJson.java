package parley.node.api;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Pattern;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Asking;
import parley.node.desk.Change;
import parley.node.desk.Changes;
import parley.node.desk.Checking;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Moving;
import parley.node.desk.Needs;
import parley.node.desk.NodeGate;
import parley.node.desk.People;
import parley.node.desk.Rooms;
import parley.protocol.port.RelayAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as the API reads and writes it: strict, bounded, one spelling per value.
 *
 * <p>Ids and hashes are 64 lower-case hexadecimal digits, bytes are Base64, instants and durations ISO-8601, a relay's
 * address its text form; where a value may be one of several kinds, {@code type} names the kind. Guarantees that a body
 * with an unknown, missing, repeated or ill-typed property is malformed, and that nesting and size of what is read are
 * bounded. Thread-safe.
 */
public final class ApiJson {
    /** A message of the greatest size, every character of it escaped as {@code \}{@code uXXXX}, and room for the rest. */
    static final int MOST_BODY_BYTES = 512 * 1024;

    /** The deepest body has three levels. */
    private static final int MOST_DEPTH = 8;

    private static final Pattern HEX_HASH = Pattern.compile("[0-9a-f]{64}");

    /** A page of the greatest messages, escaped; what one's own node answers is bounded all the same. */
    private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;

    /** The deepest answer, a table with the conditions of its rooms, has seven levels. */
    private static final int MOST_ANSWER_DEPTH = 16;

    private static final JsonMapper MAPPER = mapper(MOST_BODY_BYTES, MOST_DEPTH);
    private static final JsonMapper ANSWERS = mapper(MOST_ANSWER_BYTES, MOST_ANSWER_DEPTH);

    private ApiJson() {}

    /** The value as UTF-8 JSON on one line. */
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Reads one value of this type. */
    static <T> T read(byte[] json, Class<T> type) throws BadCall {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw BadCall.malformed("The body is null.");
            }
            return value;
        } catch (JacksonException e) {
            throw BadCall.malformed("The body isn't what this route takes: " + e.getOriginalMessage());
        }
    }

    /**
     * Reads an answer of this API back, for its own clients.
     *
     * @throws IOException if it ends too early or isn't an answer of this version
     */
    public static <T> T readAnswer(InputStream json, Class<T> type) throws IOException {
        try {
            return ANSWERS.readValue(json, type);
        } catch (JacksonException e) {
            throw new IOException("the node's answer isn't of this version: " + e.getOriginalMessage());
        }
    }

    static Hash hash(String hex) throws BadCall {
        if (!HEX_HASH.matcher(hex).matches()) {
            throw BadCall.malformed("An id has 64 hexadecimal digits, in lower case.");
        }
        return Hash.hex(hex);
    }

    private static JsonMapper mapper(int bytes, int depth) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(depth)
                                .maxStringLength(bytes)
                                .maxDocumentLength(bytes)
                                .maxNameLength(64)
                                .maxNumberLength(20)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .addModule(values())
                .addMixIn(Asking.About.class, Typed.class)
                .addMixIn(Asking.Question.class, Typed.class)
                .addMixIn(Inputs.AnswerRoom.class, Typed.class)
                .addMixIn(Change.class, Typed.class)
                .addMixIn(Changes.Wish.class, Typed.class)
                .addMixIn(Checking.Found.class, Typed.class)
                .addMixIn(Line.class, Typed.class)
                .addMixIn(Line.Acted.class, Typed.class)
                .addMixIn(Messages.Unplaced.State.class, Typed.class)
                .addMixIn(Moving.State.class, Typed.class)
                .addMixIn(Needs.At.class, Typed.class)
                .addMixIn(NodeGate.State.class, Typed.class)
                .addMixIn(People.Standing.class, Typed.class)
                .addMixIn(Rooms.Condition.class, Typed.class)
                .build();
    }

    /** Names the kind of a value that can be one of several. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Typed {}

    private static SimpleModule values() {
        SimpleModule module = new SimpleModule("parley");
        text(module, Hash.class, Hash::toHex, ApiJson::hash);
        text(module, TableId.class, TableId::toHex, text -> new TableId(hash(text)));
        text(module, RoomId.class, RoomId::toHex, text -> new RoomId(hash(text)));
        text(module, PrincipalId.class, PrincipalId::toHex, text -> new PrincipalId(hash(text)));
        text(module, LogId.class, LogId::toHex, text -> new LogId(hash(text)));
        text(module, Bytes.class, ApiJson::base64, ApiJson::bytes);
        text(module, RelayAddress.class, RelayAddress::text, ApiJson::relay);
        return module;
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    private static Bytes bytes(String base64) throws BadCall {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw BadCall.malformed("That isn't Base64.");
        }
    }

    private static RelayAddress relay(String text) throws BadCall {
        return switch (RelayAddress.parse(text)) {
            case Result.Done<RelayAddress>(RelayAddress address) -> address;
            case Result.Refused<RelayAddress> refused ->
                throw BadCall.malformed("A relay's address is host:port#key, the key in 64 hexadecimal digits.");
        };
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> write, Reading<T> read) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                String text = in.getValueAsString();
                if (!in.currentToken().isScalarValue() || text == null) {
                    return context.reportInputMismatch(type, "a text is needed here");
                }
                try {
                    return read.read(text);
                } catch (BadCall e) {
                    return context.reportInputMismatch(type, "%s", e.getMessage());
                }
            }
        });
    }

    /** Reads a value from its text. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(String text) throws BadCall;
    }
}
