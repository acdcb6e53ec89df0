package parley.talks.rules;

import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.talks.Why;

/**
 * What people agreed on the four questions that ground rules of talks usually leave open: what is told to the media, how
 * long confidentiality lasts, what follows a breach, and what outsiders say when one is alleged.
 *
 * <p>People keep these, not the software, which can't see what is said elsewhere: pages say so beside each.
 *
 * @param media what may be told to the media, and by whom; empty while not agreed, as the others
 */
public record Discretion(String media, String lasting, String breach, String alleged) {
    /** Nobody has answered anything: Rules without answers, and all Rules of before there were any. */
    public static final Discretion UNANSWERED = new Discretion("", "", "", "");

    /** A paragraph in any script; four of them leave Rules within {@link Rules#MOST_BYTES}. */
    public static final int MOST_BYTES = 2 * 1024;

    /** The answers, in the order in which pages ask. */
    public List<String> answers() {
        return List.of(media, lasting, breach, alleged);
    }

    /** Which questions have no answer yet; empty when all have one, as a table needs before it opens. */
    public Optional<Refusal> unanswered() {
        return answers().stream().anyMatch(String::isEmpty)
                ? Why.RULES_TO_ANSWER.refuses(answers().stream()
                        .map(answer -> answer.isEmpty() ? "open" : "answered")
                        .toArray())
                : Optional.empty();
    }

    boolean inRange() {
        return answers().stream().allMatch(answer -> MediaLine.isPlain(answer, MOST_BYTES));
    }

    void write(CanonicalWriter out) {
        answers().forEach(out::text);
    }

    static Discretion read(CanonicalReader in) throws Malformed {
        return new Discretion(
                in.text(Rules.MOST_BYTES),
                in.text(Rules.MOST_BYTES),
                in.text(Rules.MOST_BYTES),
                in.text(Rules.MOST_BYTES));
    }
}
