package parley.settlement.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.settlement.Ratio;

/**
 * A node of a document with its path, which knows how to complain.
 *
 * @param file the file's name
 * @param path such as {@code parties[0].scores.Sinai}
 */
record Cursor(String file, String path, Node node) {
    static Cursor root(String file, Node node) {
        return new Cursor(file, "", node);
    }

    BadInput bad(String cure) {
        return new BadInput(file, path, cure);
    }

    /** The fields of an object, in the order of the file. */
    Map<String, Cursor> fields() throws BadInput {
        if (!(node instanceof Node.Fields(Map<String, Node> all))) {
            throw bad("this has to be an object with named fields, and is " + kind());
        }
        Map<String, Cursor> cursors = new LinkedHashMap<>();
        all.forEach(
                (name, value) -> cursors.put(name, new Cursor(file, path.isEmpty() ? name : path + "." + name, value)));
        return cursors;
    }

    /** The same, of an object that may have no other fields than these. */
    Map<String, Cursor> only(String... known) throws BadInput {
        Map<String, Cursor> all = fields();
        for (Map.Entry<String, Cursor> one : all.entrySet()) {
            if (!Set.of(known).contains(one.getKey())) {
                throw one.getValue().bad("there is no such field here; it can have " + String.join(", ", known));
            }
        }
        return all;
    }

    static Cursor need(Map<String, Cursor> fields, String name, Cursor of) throws BadInput {
        Cursor found = fields.get(name);
        if (found == null) {
            throw of.bad("\"" + name + "\" is missing; add it");
        }
        return found;
    }

    static Optional<Cursor> maybe(Map<String, Cursor> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    List<Cursor> items() throws BadInput {
        if (!(node instanceof Node.Items(List<Node> all))) {
            throw bad("this has to be a list, and is " + kind());
        }
        List<Cursor> cursors = new ArrayList<>();
        for (Node one : all) {
            cursors.add(new Cursor(file, path + "[" + cursors.size() + "]", one));
        }
        return cursors;
    }

    /** A text that isn't blank. */
    String name() throws BadInput {
        if (node instanceof Node.Text(String text) && !text.isBlank()) {
            return text;
        }
        throw bad("this has to be a name in quotation marks, and is " + kind());
    }

    /** An exact decimal. */
    Ratio number() throws BadInput {
        if (node instanceof Node.Decimal(java.math.BigDecimal value)) {
            return Numbers.exact(file, path, value);
        }
        throw bad("this has to be a number without quotation marks, and is " + kind());
    }

    Ratio notNegative() throws BadInput {
        return Numbers.notNegative(file, path, number());
    }

    boolean bool() throws BadInput {
        if (node instanceof Node.Bool(boolean value)) {
            return value;
        }
        throw bad("this has to be true or false, and is " + kind());
    }

    private String kind() {
        return switch (node) {
            case Node.Fields ignored -> "an object";
            case Node.Items ignored -> "a list";
            case Node.Text(String text) -> text.isBlank() ? "a blank text" : "a text";
            case Node.Decimal ignored -> "a number";
            case Node.Bool ignored -> "true or false";
            case Node.Nothing ignored -> "null";
        };
    }
}
