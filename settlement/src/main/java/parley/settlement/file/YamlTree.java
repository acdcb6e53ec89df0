package parley.settlement.file;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Parses YAML into the tree that JSON is parsed into. Only events of the parser are used, so no file names a class or a constructor;
 * tags and aliases are refused, so nothing in it unfolds; depth and size are bounded as they are for JSON.
 *
 * <p>Plain texts are taken for numbers, truth and nothing where Python's reader (YAML 1.1) and YAML 1.2 agree to; what only one of them takes
 * for a number, such as {@code 012}, stays a text.
 */
final class YamlTree {
    private static final Pattern NUMBER = Pattern.compile("[+-]?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");

    /** What some editors put before a text in UTF-8. */
    private static final String MARK = "\uFEFF";

    /** The parser's time grows with the square of a line's length. */
    private static final int LONGEST_LINE = 100_000;

    private static final List<Cure> CURES = List.of(
            new Cure(
                    "mapping values are not allowed",
                    "put a text with a colon in it in quotation marks, or begin a line"),
            new Cure("TAB|'\\\\t", "write blanks in place of tabs"),
            new Cure("unexpected end of stream", "close the quotation marks"),
            new Cure("expected ',' or '.', but got '?[\\]}]", "close what was opened last first"),
            new Cure("expected ',' or '.', but got '?<(?:stream end|block end)>", "close the bracket"),
            new Cure("expected ',' or", "write a comma between one and the next, or close the bracket"),
            new Cure("<block end>", "let the lines of a list, and those of an object, begin at one column"));

    private final Source source;
    private final Iterator<Event> events;

    private YamlTree(Source source, String text) {
        this.source = source;
        LoadSettings settings = LoadSettings.builder()
                .setLabel("file")
                .setCodePointLimit(Source.MOST_BYTES)
                .build();
        events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    static Node parse(Source source) throws BadInput {
        String whole = Encoded.text(source, 0, StandardCharsets.UTF_8);
        String text = whole.startsWith(MARK) ? whole.substring(1) : whole;
        shortLines(source, text);
        try {
            return new YamlTree(source, text).document();
        } catch (MarkedYamlEngineException e) {
            throw new BadInput(
                    source.name(),
                    place(e.getProblemMark()),
                    Cure.of(String.valueOf(e.getProblem()), CURES, "mend the YAML there"));
        } catch (ReaderException e) {
            int before = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            throw new BadInput(
                    source.name(),
                    Encoded.place(text.substring(0, before)),
                    "YAML knows no character U+%04X; delete it".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new BadInput(source.name(), "", e.getMessage() + "; mend the YAML");
        }
    }

    private static void shortLines(Source source, String text) throws BadInput {
        int number = 1;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            if (stop - start > LONGEST_LINE) {
                throw new BadInput(
                        source.name(),
                        "line " + number,
                        "this line has more than " + LONGEST_LINE + " characters; write a list with one entry a line");
            }
            start = stop + 1;
            number++;
        }
    }

    private Node document() throws BadInput {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            throw new BadInput(source.name(), "", "the file is empty; give a domain or the preferences of a party");
        }
        Node root = node(events.next(), 0);
        events.next();
        Event last = events.next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw bad(last, "a second document follows; give it as a file of its own");
        }
        return root;
    }

    private Node node(Event event, int depth) throws BadInput {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag().isPresent() ? tagged(event) : value(scalar);
        }
        if (event instanceof AliasEvent) {
            throw bad(event, "aliases are not read; write out what \"*\" stands for");
        }
        if (event instanceof CollectionStartEvent start && start.getTag().isPresent()) {
            return tagged(event);
        }
        if (depth >= JsonTree.MOST_DEPTH) {
            throw bad(event, "this lies deeper than " + JsonTree.MOST_DEPTH + " levels; give a flatter file");
        }
        return event.getEventId() == Event.ID.SequenceStart ? items(depth) : fields(depth);
    }

    private Node items(int depth) throws BadInput {
        List<Node> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, depth + 1));
        }
        return new Node.Items(items);
    }

    private Node fields(int depth) throws BadInput {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Optional<String> name = label(node(next, depth + 1));
            if (name.isEmpty()) {
                throw bad(next, "a name has to be a text or a number; change it");
            }
            if (fields.putIfAbsent(name.get(), node(events.next(), depth + 1)) != null) {
                throw bad(next, "\"" + name.get() + "\" stands here a second time; delete one");
            }
        }
        return new Node.Fields(fields);
    }

    /** What names an option or a field: texts as they are, numbers in one way however they were written. */
    static Optional<String> label(Node node) {
        return switch (node) {
            case Node.Text(String text) -> Optional.of(text);
            case Node.Decimal(BigDecimal value) -> {
                BigDecimal plain = value.stripTrailingZeros();
                yield Math.abs((long) plain.scale()) > Numbers.MOST_EXPONENT
                        ? Optional.empty()
                        : Optional.of(plain.toPlainString());
            }
            case Node.Bool(boolean value) -> Optional.of(Boolean.toString(value));
            case Node.Fields ignored -> Optional.empty();
            case Node.Items ignored -> Optional.empty();
            case Node.Nothing ignored -> Optional.empty();
        };
    }

    private Node value(ScalarEvent scalar) throws BadInput {
        String text = scalar.getValue();
        if (text.length() > JsonTree.MOST_TEXT) {
            throw bad(scalar, "a text has more than " + JsonTree.MOST_TEXT + " characters; shorten it");
        }
        if (!scalar.isPlain()) {
            return new Node.Text(text);
        }
        if (text.length() <= Numbers.MOST_LENGTH && NUMBER.matcher(text).matches()) {
            return new Node.Decimal(new BigDecimal(text));
        }
        if (NOTHING.contains(text)) {
            return new Node.Nothing();
        }
        return TRUE.contains(text) || FALSE.contains(text) ? new Node.Bool(TRUE.contains(text)) : new Node.Text(text);
    }

    private Node tagged(Event event) throws BadInput {
        throw bad(event, "tags are not read; delete what begins with \"!\"");
    }

    private BadInput bad(Event event, String cure) {
        return new BadInput(source.name(), place(event.getStartMark()), cure);
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
                .orElse("");
    }
}
