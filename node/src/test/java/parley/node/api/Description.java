package parley.node.api;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** {@code openapi.json}, as the tests read it. */
final class Description {
    static final ObjectMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private Description(JsonNode root) {
        this.root = root;
    }

    static Description read() {
        try (InputStream file = Description.class.getResourceAsStream("/openapi.json")) {
            return new Description(JSON.readTree(file));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param body schema of a JSON body; {@code otherBody} media type of another one */
    record Operation(
            String method,
            String path,
            boolean needsToken,
            Optional<JsonNode> body,
            Optional<String> otherBody,
            Optional<String> answerType,
            Optional<JsonNode> answer) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> all.add(operation(
                                path.getKey(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                method.getValue()))));
        return all;
    }

    Map<String, JsonNode> schemas() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        root.get("components").get("schemas").properties().forEach(each -> all.put(each.getKey(), each.getValue()));
        return all;
    }

    JsonNode resolve(JsonNode schema) {
        JsonNode ref = schema.get("$ref");
        if (ref == null) {
            return schema;
        }
        String name = ref.stringValue().substring("#/components/schemas/".length());
        JsonNode found = root.get("components").get("schemas").get(name);
        if (found == null) {
            throw new AssertionError("no schema " + name);
        }
        return found;
    }

    private static Operation operation(String path, String method, JsonNode node) {
        Optional<JsonNode> content =
                Optional.ofNullable(node.get("requestBody")).map(body -> body.get("content"));
        Optional<JsonNode> answer =
                Optional.ofNullable(node.get("responses").get("200")).map(ok -> ok.get("content"));
        return new Operation(
                method,
                path,
                !node.has("security"),
                content.map(types -> types.get("application/json")).map(type -> type.get("schema")),
                content.filter(types -> !types.has("application/json"))
                        .map(types -> types.propertyNames().iterator().next()),
                answer.map(types -> types.propertyNames().iterator().next()),
                answer.map(types -> types.get("application/json")).map(type -> type.get("schema")));
    }
}
