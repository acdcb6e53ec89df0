package parley.node.words;

import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Refusal;

/**
 * Speaks one reader's language: sentences of the catalogue with their parts put in, numbers, instants.
 *
 * <p>No sentence is glued from pieces: a page asks for a whole one and names the parts. Thread-safe.
 */
public final class Words {
    private final Language language;
    private final Catalogue catalogue;
    private final ULocale locale;
    private final Calendars calendars;

    public Words(Look look) {
        language = look.language();
        catalogue = Catalogue.of(language);
        locale = look.locale();
        calendars = new Calendars(look);
    }

    public Language language() {
        return language;
    }

    public Calendars calendars() {
        return calendars;
    }

    /**
     * The sentence of {@code key}.
     *
     * @param namesAndParts names and parts in turn; numbers stay numbers, so that plurals agree; instants become dates
     * @throws IllegalArgumentException if the catalogue has no such key: a test holds that none is missing
     */
    public Phrase say(String key, Object... namesAndParts) {
        Map<String, Object> parts = new HashMap<>();
        for (int i = 0; i < namesAndParts.length; i += 2) {
            parts.put((String) namesAndParts[i], namesAndParts[i + 1]);
        }
        return format(pattern(key), parts);
    }

    /** A sentence whose parts have places instead of names: refusals and notices. */
    public Phrase sayInOrder(String key, List<String> parts) {
        return format(pattern(key), inOrder(parts));
    }

    public boolean knows(String key) {
        return catalogue.pattern(key).isPresent();
    }

    /** What happened, as one sentence: for a terminal or a single line. */
    public Phrase happened(Refusal why) {
        return knows(why.key()) ? sayInOrder(why.key(), why.parts()) : say("refused.unknown", "key", why.key());
    }

    /** Names of several in one list, each isolated, joined as the language joins them. */
    public Phrase list(Collection<String> names) {
        List<String> parts = names.stream().map(Phrase::part).toList();
        return new Phrase(com.ibm.icu.text.ListFormatter.getInstance(locale).format(parts));
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A number of more or less with its sign, which stands before it in every script; 0 has none. */
    public String change(long number) {
        return NumberFormatter.withLocale(locale)
                .sign(NumberFormatter.SignDisplay.EXCEPT_ZERO)
                .format(number)
                .toString();
    }

    /** As people type it into a form: no separators between thousands. */
    public String plainNumber(long number) {
        NumberFormat format = NumberFormat.getIntegerInstance(locale);
        format.setGroupingUsed(false);
        return format.format(number);
    }

    /** A size of a file for people: in bytes, kB, MB or GB of 1,000. */
    public Phrase size(long bytes) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        if (bytes < 1_000) {
            return say("size.bytes", "n", bytes);
        }
        if (bytes < 1_000_000) {
            return say("size.kb", "n", format.format(bytes / 1_000.0));
        }
        if (bytes < 1_000_000_000) {
            return say("size.mb", "n", format.format(bytes / 1_000_000.0));
        }
        return say("size.gb", "n", format.format(bytes / 1_000_000_000.0));
    }

    private String pattern(String key) {
        return catalogue
                .pattern(key)
                .orElseThrow(() -> new IllegalArgumentException("no sentence " + key + " in " + language.tag()));
    }

    private Phrase format(String pattern, Map<String, Object> parts) {
        String marked = pattern.replace("<b>", String.valueOf(Phrase.BOLD_BEGINS))
                .replace("</b>", String.valueOf(Phrase.BOLD_ENDS));
        Map<String, Object> prepared = new HashMap<>();
        parts.forEach((name, part) -> prepared.put(
                name, pattern.contains("{" + name + ", select,") ? selector(part.toString()) : part(part)));
        return new Phrase(new MessageFormat(marked, locale).format(prepared));
    }

    /** Words of the domain have hyphens, which message formats don't take in the names of their cases. */
    private static String selector(String word) {
        return word.replace('-', '_');
    }

    private Map<String, Object> inOrder(List<String> parts) {
        Map<String, Object> placed = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            placed.put(String.valueOf(i), readable(parts.get(i)));
        }
        return placed;
    }

    /** Refusals and notices carry numbers and instants as text; a reader sees them in numerals and calendar of their own. */
    private Object readable(String part) {
        if (part.matches("-?[0-9]{1,18}")) {
            return Long.valueOf(part);
        }
        if (part.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z")) {
            try {
                return Instant.parse(part);
            } catch (java.time.format.DateTimeParseException e) {
                return part;
            }
        }
        return part;
    }

    private Object part(Object value) {
        return switch (value) {
            case Number number -> number;
            case Phrase phrase -> phrase.marked();
            case Instant instant -> Phrase.part(calendars.moment(instant));
            default -> Phrase.part(value.toString());
        };
    }
}
