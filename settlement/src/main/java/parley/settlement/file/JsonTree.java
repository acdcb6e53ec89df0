package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Parses JSON strictly: one document, no name twice in an object, and no deeper, longer or larger than a case needs. */
final class JsonTree {
    /** A case needs 5, a table over five issues 9. */
    static final int MOST_DEPTH = 32;
    /** A name that nobody could read on a screen. */
    static final int MOST_TEXT = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH + 1)
                    .maxStringLength(MOST_TEXT)
                    .maxNameLength(MOST_TEXT)
                    .maxNumberLength(Numbers.MOST_LENGTH)
                    .maxDocumentLength(Source.MOST_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Source source;
    private final JsonParser in;

    private JsonTree(Source source, JsonParser in) {
        this.source = source;
        this.in = in;
    }

    static Node parse(Source source) throws BadInput {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), source.bytes())) {
            return new JsonTree(source, in).document();
        }
    }

    private Node document() throws BadInput {
        try {
            if (in.nextToken() == null) {
                throw new BadInput(source.name(), "", "the file is empty; write a case, as docs/settlement.md shows");
            }
            Node root = node();
            if (in.nextToken() != null) {
                throw bad("something follows the case; delete it");
            }
            return root;
        } catch (JacksonException e) {
            throw JsonFault.of(source, e, in);
        }
    }

    private BadInput bad(String cure) {
        return new BadInput(source.name(), JsonFault.place(in.currentLocation()), cure);
    }

    private Node node() throws BadInput {
        JsonToken token = in.currentToken();
        if (in.streamReadContext().getNestingDepth() > MOST_DEPTH) {
            throw bad("this lies deeper than " + MOST_DEPTH + " levels; give a flatter file");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Node> fields = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    fields.put(name, node());
                }
                yield new Node.Fields(fields);
            }
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node());
                }
                yield new Node.Items(items);
            }
            case VALUE_STRING -> new Node.Text(in.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Decimal(number());
            case VALUE_TRUE -> new Node.Bool(true);
            case VALUE_FALSE -> new Node.Bool(false);
            case VALUE_NULL -> new Node.Nothing();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("a parser that was asked for a value stands at " + token);
        };
    }

    private BigDecimal number() throws BadInput {
        try {
            return in.getDecimalValue();
        } catch (ArithmeticException | NumberFormatException e) {
            // An exponent beyond what any number here can hold; the parser lets it through.
            throw bad("this number's exponent has too many digits; write at most " + Numbers.MOST_EXPONENT);
        }
    }
}
