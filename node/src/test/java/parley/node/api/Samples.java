package parley.node.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.Desk;
import parley.protocol.port.RelayAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of every shape, by chance from a seed: a desk that answers everything, and bodies that a schema allows. */
final class Samples {
    private final Random random;
    private final Description description;

    Samples(long seed, Description description) {
        this.random = new Random(seed);
        this.description = description;
    }

    // ---- Java values

    /** A desk all of whose parts answer with samples. */
    Desk desk() {
        return part(Desk.class);
    }

    private <T> T part(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.getName().equals("search")) {
                return Result.done(7L);
            }
            return method.getReturnType() == void.class ? null : value(method.getGenericReturnType());
        }));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type of = generic.getActualTypeArguments()[0];
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Result.class) {
                return Result.done(value(of));
            }
            if (raw == Optional.class) {
                return Optional.of(value(of));
            }
            return List.of(value(of), value(of));
        }
        return value((Class<?>) type);
    }

    private Object value(Class<?> type) {
        if (type == String.class) {
            return "text " + random.nextInt(1000);
        }
        if (type == long.class || type == Long.class) {
            return (long) random.nextInt(1_000_000);
        }
        if (type == int.class || type == Integer.class) {
            return 1 + random.nextInt(30);
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(1_800_000_000L + random.nextInt(100_000));
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1 + random.nextInt(60));
        }
        if (type == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(100));
        }
        if (type == Bytes.class) {
            return Bytes.wrap(bytes(16));
        }
        if (type == Hash.class) {
            return new Hash(Bytes.wrap(bytes(Hash.SIZE)));
        }
        if (type == RelayAddress.class) {
            return new RelayAddress("relay.example", 7400, Bytes.wrap(bytes(RelayAddress.KEY_BYTES)));
        }
        if (type == Ok.class) {
            return Ok.OK;
        }
        if (type == Attachments.Opened.class) {
            return opened();
        }
        return structured(type);
    }

    private Object structured(Class<?> type) {
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type.isSealed()) {
            Class<?>[] kinds = type.getPermittedSubclasses();
            return value(kinds[random.nextInt(kinds.length)]);
        }
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = Arrays.stream(components)
                    .map(component -> value(component.getGenericType()))
                    .toArray();
            try {
                var make = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                make.setAccessible(true);
                return make.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(type.getName(), e);
            }
        }
        if (type.isInterface()) {
            return part(type);
        }
        throw new AssertionError("no sample of " + type);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Attachments.Opened opened() {
        return new Attachments.Opened() {
            @Override
            public String name() {
                return "annex.bin";
            }

            @Override
            public long size() {
                return 3;
            }

            @Override
            public long from() {
                return 0;
            }

            @Override
            public InputStream stream() {
                return new ByteArrayInputStream(new byte[] {1, 2, 3});
            }
        };
    }

    // ---- JSON values

    /** Something that the schema allows. */
    JsonNode json(JsonNode given) {
        JsonNode schema = description.resolve(given);
        if (schema.has("oneOf")) {
            JsonNode kinds = schema.get("oneOf");
            return json(kinds.get(random.nextInt(kinds.size())));
        }
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        JsonNode types = schema.get("type");
        String type = types.isArray() ? types.get(random.nextInt(types.size())).stringValue() : types.stringValue();
        return switch (type) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> make.numberNode(1 + random.nextInt(20));
            case "boolean" -> make.booleanNode(random.nextBoolean());
            case "null" -> make.nullNode();
            case "string" -> make.stringNode(text(schema));
            default -> throw new AssertionError(type);
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.get("properties").properties().forEach(each -> object.set(each.getKey(), json(each.getValue())));
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        array.add(json(schema.get("items")));
        return array;
    }

    private String text(JsonNode schema) {
        if (schema.has("pattern")) {
            return new Hash(Bytes.wrap(bytes(Hash.SIZE))).toHex();
        }
        if (schema.has("contentEncoding")) {
            return java.util.Base64.getEncoder().encodeToString(bytes(12));
        }
        if (schema.has("format")) {
            return Instant.ofEpochSecond(random.nextInt(1_900_000_000)).toString();
        }
        if (schema.path("description").asString("").startsWith("host:port#key")) {
            return "relay.example:7400#" + new Hash(Bytes.wrap(bytes(Hash.SIZE))).toHex();
        }
        return "text " + random.nextInt(1000);
    }
}
