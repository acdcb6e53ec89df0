package parley.cli;

import java.util.List;
import java.util.Locale;
import parley.base.Refusal;

/**
 * How people compared a code or room words, as it is recorded: in the words of the page that asks the same.
 *
 * <p>A voice that one does not know well proves nothing: whoever sits in between can read out words as well as anyone. So "the same"
 * counts only in person or by a known voice; "different" counts however it was heard.
 */
final class Heard {
    static final String WAYS =
            "How: \"in person\", \"voice\" (one that you know well), or \"unknown voice\", which compares nothing; stays on this node.";

    private Heard() {}

    static String how(boolean same, String given) {
        String way = given.strip().toLowerCase(Locale.ROOT).replace('-', ' ');
        return switch (way) {
            case "in person" -> say("compare.how-in-person");
            case "voice" -> say("compare.how-voice");
            case "unknown voice" -> {
                if (same) {
                    throw Stop.no(Sentences.of(Refusal.of("comparison.voice-not-known")));
                }
                yield say("compare.how-voice-unsure");
            }
            default -> {
                if (same) {
                    throw Stop.bad("--how is \"in person\", \"voice\" or \"unknown voice\"");
                }
                yield say("compare.how-other");
            }
        };
    }

    private static String say(String key) {
        return Sentences.say(key, List.of());
    }
}
