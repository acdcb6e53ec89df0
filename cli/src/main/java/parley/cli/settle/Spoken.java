package parley.cli.settle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.settlement.Ratio;
import parley.settlement.elicit.Question;
import parley.settlement.elicit.Reply;

/** What was typed at a terminal, as an answer to a question. */
public final class Spoken {
    /** A comma may stand within a number in some languages, so it doesn't part them. */
    private static final Pattern NUMBERS = Pattern.compile("[\\s;]+");

    private static final Pattern PLACES = Pattern.compile("[\\s,;>]+");

    private Spoken() {}

    /** Empty where it isn't understood. */
    public static Optional<Reply> reply(Question question, String line) {
        String said = line.strip().toLowerCase(Locale.ROOT);
        if (said.equals("skip")) {
            return Optional.of(new Reply.Skip());
        }
        return switch (question) {
            case Question.Options ignored -> numbers(said).map(Reply.Options::new);
            case Question.Swings ignored -> numbers(said).map(Reply.Swings::new);
            case Question.Swap ignored ->
                switch (said) {
                    case "yes", "y" -> Optional.of(new Reply.Swap(Reply.Verdict.YES));
                    case "no", "n" -> Optional.of(new Reply.Swap(Reply.Verdict.NO));
                    case "even", "e" -> Optional.of(new Reply.Swap(Reply.Verdict.EVEN));
                    default -> Optional.empty();
                };
            case Question.Rank ignored -> places(said).map(Reply.Rank::new);
            case Question.Settle ignored ->
                switch (said) {
                    case "fit" -> Optional.of(new Reply.Settle(true));
                    case "keep" -> Optional.of(new Reply.Settle(false));
                    default -> Optional.empty();
                };
            case Question.Walking ignored ->
                numbers(said).filter(all -> all.size() == 1).map(all -> new Reply.Walking(all.getFirst()));
        };
    }

    private static Optional<List<Ratio>> numbers(String said) {
        List<Ratio> all = new ArrayList<>();
        for (String word : NUMBERS.splitAsStream(said).toList()) {
            if (!word.matches("\\d{1,3}(\\.\\d{1,6})?")) {
                return Optional.empty();
            }
            all.add(Ratio.of(new BigDecimal(word)));
        }
        return Optional.of(all);
    }

    private static Optional<List<Integer>> places(String said) {
        List<Integer> all = new ArrayList<>();
        for (String word : PLACES.splitAsStream(said).toList()) {
            if (!word.matches("\\d{1,3}")) {
                return Optional.empty();
            }
            all.add(Integer.parseInt(word) - 1);
        }
        return Optional.of(all);
    }
}
