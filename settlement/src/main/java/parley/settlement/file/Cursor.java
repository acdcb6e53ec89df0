package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.settlement.Ratio;

/**
 * A node of a document that knows where it stands, and how to complain. Its path is put together only when somebody asks: a long name above
 * a million others would be copied a million times.
 *
 * @param file the file's name
 * @param above what it stands in; null at the root
 * @param step how to get there from above, such as {@code [0]} or {@code .scores}
 */
record Cursor(String file, @Nullable Cursor above, String step, Node node) {
    /** What stands in place of a number is shown if it fits on the line. */
    private static final int MOST_QUOTED = 60;

    static Cursor root(String file, Node node) {
        return new Cursor(file, null, "", node);
    }

    /** Such as {@code parties[0].scores.Sinai}. */
    String path() {
        Deque<String> steps = new ArrayDeque<>();
        for (Cursor at = this; at != null; at = at.above) {
            steps.push(at.step);
        }
        String all = String.join("", steps);
        return all.startsWith(".") ? all.substring(1) : all;
    }

    BadInput bad(String cure) {
        return new BadInput(file, path(), cure);
    }

    /** Of all numbers here and below the first that is last in this order. */
    Optional<Cursor> greatestNumber(Comparator<BigDecimal> order) throws BadInput {
        if (node instanceof Node.Decimal) {
            return Optional.of(this);
        }
        Optional<Cursor> greatest = Optional.empty();
        for (Cursor child : children()) {
            Optional<Cursor> one = child.greatestNumber(order);
            if (greatest.isEmpty() || (one.isPresent() && order.compare(value(one.get()), value(greatest.get())) > 0)) {
                greatest = one;
            }
        }
        return greatest;
    }

    private Collection<Cursor> children() throws BadInput {
        return switch (node) {
            case Node.Fields ignored -> fields().values();
            case Node.Items ignored -> items();
            case Node.Text ignored -> List.of();
            case Node.Decimal ignored -> List.of();
            case Node.Bool ignored -> List.of();
            case Node.Nothing ignored -> List.of();
        };
    }

    private static BigDecimal value(Cursor of) {
        return of.node instanceof Node.Decimal(BigDecimal value) ? value : BigDecimal.ZERO;
    }

    /** The fields of an object, in the order of the file. */
    Map<String, Cursor> fields() throws BadInput {
        if (!(node instanceof Node.Fields(Map<String, Node> all))) {
            throw bad("this has to be an object, and is " + kind() + "; write named fields in braces");
        }
        Map<String, Cursor> cursors = new LinkedHashMap<>();
        all.forEach((name, value) -> cursors.put(name, new Cursor(file, this, "." + name, value)));
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
            throw bad("this has to be a list, and is " + kind() + "; put it in square brackets");
        }
        List<Cursor> cursors = new ArrayList<>();
        for (Node one : all) {
            cursors.add(new Cursor(file, this, "[" + cursors.size() + "]", one));
        }
        return cursors;
    }

    /** A text that isn't blank. */
    String name() throws BadInput {
        if (node instanceof Node.Text(String text) && !text.isBlank()) {
            return text;
        }
        throw bad("this has to be a name, and is " + kind() + "; write one in quotation marks");
    }

    /** An exact decimal. */
    Ratio number() throws BadInput {
        if (node instanceof Node.Decimal(BigDecimal value)) {
            return Numbers.isShort(value) ? Ratio.of(value.stripTrailingZeros()) : Numbers.exact(file, path(), value);
        }
        if (node instanceof Node.Text(String text) && text.length() <= MOST_QUOTED) {
            throw bad(
                    Numbers.isWritten(text)
                            ? "\"" + text + "\" is a text; write " + new BigDecimal(text.strip())
                                    + " without quotation marks"
                            : "\"" + text + "\" is no finite number; write one without quotation marks, such as 0.25");
        }
        throw bad("this has to be a number, and is " + kind() + "; write one without quotation marks, such as 0.25");
    }

    Ratio notNegative() throws BadInput {
        Ratio number = number();
        return number.signum() >= 0 ? number : Numbers.notNegative(file, path(), number);
    }

    boolean bool() throws BadInput {
        if (node instanceof Node.Bool(boolean value)) {
            return value;
        }
        throw bad("this has to be true or false, and is " + kind() + "; write one of the two without quotation marks");
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
