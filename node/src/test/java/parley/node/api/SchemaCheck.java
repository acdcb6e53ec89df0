package parley.node.api;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Holds JSON against a schema: the part of JSON Schema that {@code openapi.json} uses. */
final class SchemaCheck {
    private final Description description;

    SchemaCheck(Description description) {
        this.description = description;
    }

    /** What is wrong; empty when nothing is. */
    List<String> wrong(JsonNode value, JsonNode schema) {
        List<String> found = new ArrayList<>();
        check("$", value, schema, found);
        return found;
    }

    private void check(String at, JsonNode value, JsonNode given, List<String> found) {
        JsonNode schema = description.resolve(given);
        if (schema.has("oneOf")) {
            long fitting = schema.get("oneOf")
                    .valueStream()
                    .filter(one -> wrong(value, one).isEmpty())
                    .count();
            if (fitting != 1) {
                found.add(at + " fits " + fitting + " of the alternatives: " + value);
            }
            return;
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            found.add(at + " isn't " + schema.get("const"));
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            found.add(at + " isn't one of " + schema.get("enum") + ": " + value);
        }
        if (schema.has("pattern")
                && !value.asString().matches(schema.get("pattern").stringValue())) {
            found.add(at + " hasn't the pattern");
        }
        if (schema.has("type")) {
            type(at, value, schema, found);
        }
    }

    private void type(String at, JsonNode value, JsonNode schema, List<String> found) {
        JsonNode types = schema.get("type");
        boolean fits = types.isArray()
                ? types.valueStream().anyMatch(type -> is(type.stringValue(), value))
                : is(types.stringValue(), value);
        if (!fits) {
            found.add(at + " isn't " + types + ": " + value);
            return;
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(at + "[" + i + "]", value.get(i), schema.get("items"), found);
            }
        }
        if (value.isObject() && schema.has("properties")) {
            object(at, value, schema, found);
        }
    }

    private void object(String at, JsonNode value, JsonNode schema, List<String> found) {
        JsonNode properties = schema.get("properties");
        schema.get("required").valueStream().map(JsonNode::stringValue).forEach(name -> {
            if (!value.has(name)) {
                found.add(at + " lacks " + name);
            }
        });
        value.properties().forEach(property -> {
            JsonNode one = properties.get(property.getKey());
            if (one == null) {
                found.add(at + " has " + property.getKey() + ", which isn't described");
            } else {
                check(at + "." + property.getKey(), property.getValue(), one, found);
            }
        });
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new AssertionError("a type that this check doesn't know: " + type);
        };
    }
}
