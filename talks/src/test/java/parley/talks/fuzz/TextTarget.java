package parley.talks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import parley.base.Bytes;
import parley.base.fuzz.Bombs;
import parley.base.fuzz.Budget;
import parley.base.fuzz.Target;
import parley.talks.message.Messages;
import parley.talks.rules.Language;
import parley.talks.text.LookAlike;
import parley.talks.text.PlainText;
import parley.talks.text.Visible;

/** A name or text as somebody wrote it: nothing of it is lost when it is shown, and nothing unseen reaches the screen. */
final class TextTarget implements Target {
    /** Those that turn, embed or isolate directions, and the tags: never to be shown, wherever they stand. */
    private static final String NEVER =
            ".*[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u200E\\u200F\\uFEFF\\x{E0000}-\\x{E007F}].*";

    /** As long as a message may be. */
    private static final int LONGEST = Messages.MOST_TEXT_BYTES;

    @Override
    public String name() {
        return "text";
    }

    @Override
    public Map<String, Bytes> seeds() {
        Map<String, Bytes> seeds = new LinkedHashMap<>();
        seeds.put("Persian", Bytes.utf8("\u0646\u0645\u06cc\u200c\u062a\u0648\u0627\u0646\u06cc\u0645"));
        seeds.put("plain", Bytes.utf8("Delegation A"));
        seeds.put("turned", Bytes.utf8("a\u202Egnp.exe \u2066b\u2069 \uD83D\uDE00\uFE0F c\u200Dd"));
        seeds.put("typed", Bytes.utf8("  \u201Ca\u201D \u2014 b\u2026\t\t c\u00A0d \n\n\n\n e \n"));
        seeds.put("a language", Bytes.utf8("zh-Hant-TW"));
        seeds.put("as many as there may be: marks", Bytes.utf8("\u202E".repeat(LONGEST / 3)));
        seeds.put("as many as there may be: long forms", Bytes.utf8("\uFDFA".repeat(LONGEST / 3)));
        seeds.put("as many as there may be: blanks", Bombs.filled(LONGEST, ' '));
        seeds.put("as many as there may be: lines", Bytes.utf8(" \n\n\t".repeat(LONGEST / 4)));
        seeds.put("half a character", Bytes.hex("61f09f98"));
        return seeds;
    }

    @Override
    public Set<String> refused() {
        return Set.of("turned");
    }

    /** One of three bytes can stand for eighteen letters, and each mark is shown as a run of its own. */
    @Override
    public Budget budget() {
        return new Budget(1 << 20, 4_096, Budget.USUAL.processor());
    }

    @Override
    public Verdict read(Bytes input) {
        String text = input.asUtf8();
        assertThat(Visible.runs(text).stream().map(Visible.Run::raw).collect(Collectors.joining()))
                .isEqualTo(text);
        String inline = Visible.inline(text);
        assertThat(inline.matches("(?s)" + NEVER)).as("shown in a line").isFalse();
        assertThat(inline).doesNotContain("\n", "\r", "\0");
        String plain = PlainText.of(text);
        assertThat(PlainText.of(plain)).as("plain twice").isEqualTo(plain);
        assertThat(plain.matches("(?s)" + NEVER)).as("plain").isFalse();
        assertThat(LookAlike.confusable(text, text)).isFalse();
        LookAlike.skeleton(text);
        return Language.isTag(text) || !Visible.hasMarks(text) ? Verdict.READ : Verdict.REFUSED;
    }
}
