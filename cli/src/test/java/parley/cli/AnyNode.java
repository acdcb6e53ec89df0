package parley.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.cli.link.Transport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node that answers every operation of {@code openapi.json} with something that it may answer, by chance from a seed, and notes which were asked for. All
 * its ids are the same, so that whatever is looked for by it is found.
 */
final class AnyNode implements Transport {
    static final String ID = "ab".repeat(32);
    static final String RELAY = "relay.example:7400#" + ID;

    /** A command that asks for more goes on until something comes that never does here. */
    private static final int MOST_CALLS = 50;

    private static final int MOST_NUMBER = 4;

    private final JsonNode description;
    private final Random random;
    private final List<String> asked = new ArrayList<>();

    AnyNode(JsonNode description, long seed) {
        this.description = description;
        this.random = new Random(seed);
    }

    static JsonNode description() throws IOException {
        try (InputStream file = AnyNode.class.getResourceAsStream("/openapi.json")) {
            return JsonMapper.builder().build().readTree(file);
        }
    }

    /** Every method and path template of the description. */
    static SortedSet<String> operations(JsonNode description) {
        SortedSet<String> all = new TreeSet<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public Reply call(String method, String target, byte[] body) throws IOException {
        String path = target.replaceAll("\\?.*", "");
        String template = template(method, path);
        asked.add(method + " " + template);
        if (asked.size() > MOST_CALLS) {
            throw new IOException("too many calls");
        }
        JsonNode done = description
                .path("paths")
                .path(template)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path("200")
                .path("content");
        JsonNode json = done.path("application/json").path("schema");
        byte[] answer =
                json.isMissingNode() ? new byte[0] : value(json).toString().getBytes(StandardCharsets.UTF_8);
        return new Reply(done.isMissingNode() ? 204 : 200, new ByteArrayInputStream(answer));
    }

    /** Of two that fit, such as a proposal's and that of all previews, the one with fewer parameters. */
    private String template(String method, String path) {
        return operations(description).stream()
                .filter(each -> each.startsWith(method + " "))
                .map(each -> each.substring(method.length() + 1))
                .filter(each -> path.matches(each.replaceAll("\\{\\w+}", "[^/]+")))
                .min(Comparator.comparing(
                        each -> each.chars().filter(c -> c == '{').count()))
                .orElseThrow(() -> new AssertionError("no operation " + method + " " + path));
    }

    private JsonNode value(JsonNode given) {
        JsonNode schema = given.has("$ref")
                ? description
                        .path("components")
                        .path("schemas")
                        .path(given.path("$ref").asString().substring("#/components/schemas/".length()))
                : given;
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (schema.has("oneOf")) {
            return value(any(schema.path("oneOf")));
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return any(schema.path("enum"));
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? any(type).asString() : type.asString()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "integer" -> make.numberNode(random.nextInt(MOST_NUMBER));
            case "boolean" -> make.booleanNode(random.nextBoolean());
            case "null" -> make.nullNode();
            case "string" -> make.stringNode(text(schema));
            default -> throw new AssertionError("no value of " + schema);
        };
    }

    private JsonNode any(JsonNode of) {
        return of.path(random.nextInt(of.size()));
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("properties").properties().forEach(each -> object.set(each.getKey(), value(each.getValue())));
        return object;
    }

    /** One, mostly: of two of one id nobody could tell which is meant. */
    private ArrayNode array(JsonNode schema) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        if (random.nextInt(MOST_NUMBER) > 0) {
            array.add(value(schema.path("items")));
        }
        return array;
    }

    private static String text(JsonNode schema) {
        if (schema.has("pattern")) {
            return ID;
        }
        if (schema.has("contentEncoding")) {
            return Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
        }
        if (schema.has("format")) {
            return "2026-11-29T08:00:00Z";
        }
        return schema.path("description").asString("").startsWith("host:port#key") ? RELAY : ID;
    }

    @Override
    public void close() {}
}
