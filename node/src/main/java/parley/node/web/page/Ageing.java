package parley.node.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.node.desk.Questions;

/**
 * An open question as pages show it: who asked whom, how long ago, and how it begins.
 *
 * @param days whole days since this node folded it; empty when it was put before this principal came
 * @param path where it stands, with the composer below it
 */
public record Ageing(Questions.Open question, Optional<Long> days, String path, Optional<Questions.Words> beginning) {
    /** The bar is full then; the words go on counting. Nothing is late: no time to answer was agreed. */
    public static final int FULL_DAYS = 14;

    /** Characters of a question by which people recognise it. */
    private static final int BEGINNING = 120;

    static List<Ageing> of(List<Questions.Open> open, Instant now) {
        return open.stream().map(one -> of(one, now)).toList();
    }

    private static Ageing of(Questions.Open question, Instant now) {
        return new Ageing(
                question,
                question.asked()
                        .map(asked -> Math.max(
                                0, Duration.between(asked.arrived(), now).toDays())),
                Paths.room(question.room())
                        + question.asked()
                                .map(asked -> "?before=" + (asked.line() + 1) + "#m" + asked.line())
                                .orElse(""),
                question.asked().flatMap(Questions.Asked::words).map(Ageing::begin));
    }

    private static Questions.Words begin(Questions.Words words) {
        String text = words.text();
        int end = text.offsetByCodePoints(0, Math.min(BEGINNING, text.codePointCount(0, text.length())));
        return end < text.length()
                ? new Questions.Words(text.substring(0, end) + "…", words.language(), words.direction())
                : words;
    }
}
