package parley.settlement.elicit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/** Chooses what to ask to see whether values and weights are meant as they were given. The same sheet and answers give the same questions. */
final class Probes {
    /** Trades that are asked: after three a tired person says anything. */
    private static final int MOST_TRADES = 3;
    /** Packages to rank: five can still be held side by side. */
    static final int MOST_PACKAGES = 5;
    /** Packages tried for it. */
    private static final int TRIED = 400;
    /** Options of one issue that are looked at for a trade. */
    private static final int MOST_OPTIONS = 50;

    private final List<Issue> issues;
    /** For each issue, for each option, from 0 to 1. */
    private final List<List<Ratio>> values;

    private final Weights weights;

    Probes(List<Issue> issues, List<List<Ratio>> values, Weights weights) {
        this.issues = issues;
        this.values = values;
        this.weights = weights;
    }

    /** From each issue to the one that matters next: the trade that should be nearest to even. */
    List<Question.Trade> trades() {
        List<Integer> order = IntStream.range(0, issues.size())
                .boxed()
                .filter(issue -> weights.of().get(issue).signum() > 0)
                .sorted(Comparator.<Integer, Ratio>comparing(
                                issue -> weights.of().get(issue))
                        .reversed())
                .toList();
        List<Question.Trade> trades = new ArrayList<>();
        for (int at = 1; at < order.size() && trades.size() < MOST_TRADES; at++) {
            trades.add(between(order.get(at - 1), order.get(at)));
        }
        return trades;
    }

    private Question.Trade between(int issue, int other) {
        int best = extreme(issue, true);
        int worst = extreme(other, false);
        int to = extreme(issue, false);
        int otherTo = extreme(other, true);
        Ratio nearest = uneven(issue, best, to, other, worst, otherTo);
        for (int one = 0; one < Math.min(MOST_OPTIONS, values.get(issue).size()); one++) {
            for (int two = 0; two < Math.min(MOST_OPTIONS, values.get(other).size()); two++) {
                Ratio here = uneven(issue, best, one, other, worst, two);
                if (values.get(issue).get(one).compareTo(values.get(issue).get(best)) < 0
                        && values.get(other)
                                        .get(two)
                                        .compareTo(values.get(other).get(worst))
                                > 0
                        && here.compareTo(nearest) < 0) {
                    nearest = here;
                    to = one;
                    otherTo = two;
                }
            }
        }
        return new Question.Trade(issue, best, to, other, worst, otherTo);
    }

    private int extreme(int issue, boolean best) {
        List<Ratio> all = values.get(issue);
        int found = 0;
        for (int option = 1; option < all.size(); option++) {
            int order = all.get(option).compareTo(all.get(found));
            found = (best ? order > 0 : order < 0) ? option : found;
        }
        return found;
    }

    private Ratio uneven(int issue, int from, int to, int other, int otherFrom, int otherTo) {
        Ratio difference = weights.of()
                .get(other)
                .times(values.get(other).get(otherTo).minus(values.get(other).get(otherFrom)))
                .minus(weights.of()
                        .get(issue)
                        .times(values.get(issue)
                                .get(from)
                                .minus(values.get(issue).get(to))));
        return difference.max(difference.negated());
    }

    /** Packages none of which is better than another on every issue, so that to rank them says something of weights. */
    List<List<Integer>> packages() {
        List<List<Integer>> chosen = new ArrayList<>();
        for (int tried = 0; tried < TRIED && chosen.size() < MOST_PACKAGES; tried++) {
            int at = tried;
            List<Integer> one = IntStream.range(0, issues.size())
                    .mapToObj(issue -> option(at, issue))
                    .toList();
            if (chosen.stream().noneMatch(other -> covers(one, other) || covers(other, one))) {
                chosen.add(one);
            }
        }
        return chosen;
    }

    /** As if at random: the golden ratio's bits, mixed (S. Vigna's constants of splitmix64). */
    private int option(int tried, int issue) {
        long mixed = (tried * 1_000L + issue + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(
                mixed ^ (mixed >>> 31), issues.get(issue).options().size());
    }

    private boolean covers(List<Integer> better, List<Integer> worse) {
        return IntStream.range(0, issues.size())
                .filter(issue -> weights.of().get(issue).signum() > 0)
                .allMatch(issue -> values.get(issue)
                                .get(better.get(issue))
                                .compareTo(values.get(issue).get(worse.get(issue)))
                        >= 0);
    }
}
