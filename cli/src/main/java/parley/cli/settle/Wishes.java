package parley.cli.settle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import parley.cli.Stop;
import parley.cli.term.Shown;
import parley.settlement.Bargain;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.file.AnswerJson;

/** Reads {@code --solutions}, {@code --frontier} and {@code --time-limit}. */
public final class Wishes {
    private static final String FRONTIERS =
            "--frontier is none, full or epsilon=E with E in points, such as epsilon=0.5";
    private static final String WEIGHTED = "weighted=";
    /** Digits of a number on the command line. */
    private static final int MOST_LENGTH = 30;

    private static final String TIMES = "--time-limit is a number of seconds above 0, at most a week, such as 30";
    /** Longer is a slip of the finger. */
    private static final Ratio WEEK = Ratio.of(7 * 24 * 3600);

    private Wishes() {}

    /** Names of rules between commas; for weights, {@code weighted=2:1} with one weight for each party. */
    public static List<Rule> rules(String words, Bargain bargain) {
        List<Rule> rules = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            Rule rule = word.startsWith(WEIGHTED)
                    ? weighted(
                            word.substring(WEIGHTED.length()), bargain.parties().size())
                    : named(word);
            if (!rules.contains(rule)) {
                rules.add(rule);
            }
        }
        return rules;
    }

    public static Request.Extent extent(String word) {
        if (word.startsWith("epsilon=")) {
            Ratio points = number(word.substring("epsilon=".length()), FRONTIERS);
            if (points.signum() > 0) {
                return new Request.Extent.Within(points);
            }
            throw Stop.bad(FRONTIERS);
        }
        return switch (word) {
            case "none" -> new Request.Extent.Nothing();
            case "full" -> new Request.Extent.Full();
            default -> throw Stop.bad(FRONTIERS);
        };
    }

    public static double seconds(String word) {
        Ratio seconds = number(word, TIMES);
        if (seconds.signum() == 0 || seconds.compareTo(WEEK) > 0) {
            throw Stop.bad(TIMES);
        }
        return seconds.doubleValue();
    }

    private static Rule named(String word) {
        for (Rule.Named rule : Rule.Named.values()) {
            if (AnswerJson.name(rule).equals(word)) {
                return rule;
            }
        }
        throw Stop.bad("--solutions knows no \"" + Shown.line(word)
                + "\"; it is a list of nash, kalaiSmorodinsky, egalitarian, utilitarian and weighted=W:W");
    }

    private static Rule weighted(String words, int parties) {
        String usage = "weighted= needs a weight of 0 or more for each of the " + parties + " parties, such as "
                + WEIGHTED + "2:1" + ":1".repeat(parties - 2);
        List<Ratio> weights = new ArrayList<>();
        for (String word : words.split(":", -1)) {
            weights.add(number(word, usage));
        }
        if (weights.size() != parties || weights.stream().allMatch(weight -> weight.signum() == 0)) {
            throw Stop.bad(usage);
        }
        return new Rule.Weighted(weights);
    }

    private static Ratio number(String word, String usage) {
        if (word.length() > MOST_LENGTH || !word.matches("\\d+(\\.\\d+)?")) {
            throw Stop.bad(usage);
        }
        return Ratio.of(new BigDecimal(word));
    }
}
