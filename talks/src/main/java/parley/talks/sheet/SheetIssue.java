package parley.talks.sheet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.text.Blank;
import parley.talks.text.PlainText;
import parley.talks.text.Visible;

/** One thing to be settled and the ways in which it can be. */
public record SheetIssue(String name, List<String> options) {
    /** Some forty characters of any script: names stand in the heads of tables and beside bars. */
    public static final int MOST_NAME_BYTES = 160;

    public static final int LEAST_OPTIONS = 2;
    /** More than a person can put in an order. */
    public static final int MOST_OPTIONS = 40;

    public SheetIssue {
        options = List.copyOf(options);
    }

    Optional<Refusal> objection() {
        if (options.size() < LEAST_OPTIONS || options.size() > MOST_OPTIONS) {
            return Why.SHEET_OPTIONS.refuses(Visible.inline(name), LEAST_OPTIONS, MOST_OPTIONS);
        }
        Optional<Refusal> own = nameObjection(name);
        if (own.isPresent()) {
            return own;
        }
        for (String option : options) {
            Optional<Refusal> wrong = nameObjection(option);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return twice(options);
    }

    /** Whether a name occurs twice, as {@link #plain} compares them. */
    static Optional<Refusal> twice(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (plain(names.get(i)).equals(plain(names.get(j)))) {
                    return Why.SHEET_NAME_TWICE.refuses(names.get(i));
                }
            }
        }
        return Optional.empty();
    }

    /** A name is one visible line: what can't be seen could make two options that read the same. */
    private static Optional<Refusal> nameObjection(String name) {
        int size = name.getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_NAME_BYTES) {
            return Why.SHEET_NAME_TOO_LONG.refuses(MOST_NAME_BYTES);
        }
        boolean oneLine = name.indexOf('\n') < 0 && name.indexOf('\t') < 0;
        return Blank.is(name) || !oneLine || Visible.hasMarks(name)
                ? Why.SHEET_NAME.refuses(Visible.inline(name))
                : Optional.empty();
    }

    /** With rules of our own, not of Unicode's version: a fold depends on it. */
    private static String plain(String name) {
        String text = PlainText.of(name);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Blank.isSpace(c)) {
                plain.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
            }
        }
        return plain.toString();
    }

    void digest(CanonicalWriter out) {
        out.text(name).list(options, CanonicalWriter::text);
    }

    void write(EventWriter out) {
        out.fields(2)
                .text("name", name)
                .list("options", options, (to, one) -> to.fields(1).text("name", one));
    }

    static SheetIssue read(EventReader in) throws Malformed {
        in.fields(2);
        return new SheetIssue(
                in.text("name", MOST_NAME_BYTES),
                in.list("options", MOST_OPTIONS, item -> item.fields(1).text("name", MOST_NAME_BYTES)));
    }
}
