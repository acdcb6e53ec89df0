package parley.cli;

import java.time.ZoneId;
import java.util.List;
import parley.base.Refusal;
import parley.cli.term.Shown;
import parley.node.desk.Notice;
import parley.node.words.Language;
import parley.node.words.Look;
import parley.node.words.Phrase;
import parley.node.words.Words;

/** The message catalogues' English sentences, fit for a terminal and for the JSON API. Thread-safe. */
final class Sentences {
    /** Terminals disagree about isolates; what is inserted stands among English words here and is shown character by character. */
    private static final String ISOLATES = "[\u2066-\u2069]";

    private static final Words ENGLISH = new Words(new Look(Language.ENGLISH, false, ZoneId.of("UTC")));

    private Sentences() {}

    static String of(Refusal why) {
        return plain(ENGLISH.happened(why));
    }

    static String happened(Notice notice) {
        return say(notice.key() + ".happened", notice.parts());
    }

    /** The sentence of a key, or the key itself where the catalogue of this version has none. */
    static String say(String key, List<String> parts) {
        return ENGLISH.knows(key)
                ? plain(ENGLISH.sayInOrder(key, parts))
                : key + " " + Shown.line(String.join(", ", parts));
    }

    private static String plain(Phrase phrase) {
        return Shown.line(phrase.plain().replaceAll(ISOLATES, ""));
    }
}
