package parley.settlement.divide;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import parley.settlement.Ratio;

/**
 * Adjusted Winner for two parties (S. J. Brams and A. D. Taylor, Fair Division, Cambridge 1996, chapter 4): each issue goes to whoever
 * gives it more points; then the leader hands over the issues whose points differ least in proportion, the last one in part, until
 * both have the same points. The result is efficient, equitable and, when both gave the same total, free of envy. It is exact.
 *
 * <p>It is not proof against strategy: who knows the other's points can gain by misreporting its own.
 */
public final class AdjustedWinner {
    private AdjustedWinner() {}

    /**
     * @param first the points of the first party for each issue, none negative, not all 0
     * @param second those of the second, as many
     */
    public static Division of(List<Ratio> first, List<Ratio> second) {
        check(first);
        check(second);
        if (first.size() != second.size()) {
            throw new IllegalArgumentException("both parties give points to the same issues");
        }
        // From the issue that the first party wants most in proportion to the one that it wants least.
        List<Integer> order = IntStream.range(0, first.size())
                .boxed()
                // What nobody wants goes last: it has no proportion.
                .sorted(Comparator.<Integer, Boolean>comparing(issue ->
                                first.get(issue).plus(second.get(issue)).signum() == 0)
                        .thenComparing((one, other) -> second.get(one)
                                .times(first.get(other))
                                .compareTo(second.get(other).times(first.get(one)))))
                .toList();
        Ratio[] shares = new Ratio[first.size()];
        Ratio secondHas = sum(second);
        Ratio firstHas = Ratio.ZERO;
        for (int issue : order) {
            // With this part of the issue both have the same: firstHas + part · a = secondHas − part · b.
            Ratio both = first.get(issue).plus(second.get(issue));
            Ratio part = both.signum() == 0
                    ? Ratio.ZERO
                    : secondHas.minus(firstHas).by(both).max(Ratio.ZERO).min(Ratio.ONE);
            shares[issue] = part;
            firstHas = firstHas.plus(part.times(first.get(issue)));
            secondHas = secondHas.minus(part.times(second.get(issue)));
        }
        return new Division(firstHas, List.of(shares));
    }

    private static Ratio sum(List<Ratio> points) {
        return points.stream().reduce(Ratio.ZERO, Ratio::plus);
    }

    private static void check(List<Ratio> points) {
        if (points.stream().anyMatch(one -> one.signum() < 0) || sum(points).signum() == 0) {
            throw new IllegalArgumentException("points are not negative, and not all 0");
        }
    }
}
