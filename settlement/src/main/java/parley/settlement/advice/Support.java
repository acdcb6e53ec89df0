package parley.settlement.advice;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Watch;
import parley.settlement.linear.Simplex;
import parley.settlement.rules.Order;

/**
 * Weights of the parties' points with which no package comes to more in all than a deal: whoever doubts that the deal is efficient needs only to add up. They
 * exist where the deal lies on the hull of the frontier, not in a dent of it.
 */
final class Support {
    /** Points of a frontier that are compared, each in exact fractions: a second or two. */
    private static final int MOST_COMPARED = 5_000;

    private Support() {}

    /**
     * Positive whole numbers without a common divisor; empty where there are none, nothing can be compared, or the watch said stop.
     *
     * @param answer whose frontier is compared where scores don't only add up
     */
    static Optional<List<BigInteger>> of(Bargain bargain, Point deal, Answer answer, Watch watch) {
        if (bargain.isAdditive()) {
            return weights(byIssue(bargain, deal), watch);
        }
        return answer.frontier()
                .filter(frontier -> frontier.complete() && frontier.points().size() <= MOST_COMPARED)
                .map(Frontier::points)
                .flatMap(points -> weights(
                        points.stream()
                                .map(point -> more(point.utilities(), deal.utilities()))
                                .toList(),
                        watch));
    }

    /** What each other option of each issue gives more: where none gives more by weight, no package does. */
    private static List<long[]> byIssue(Bargain bargain, Point deal) {
        List<long[]> all = new ArrayList<>();
        for (int at = 0; at < deal.options().length; at++) {
            int issue = at;
            for (int other = 0; other < bargain.issues().get(issue).options().size(); other++) {
                int option = other;
                long[] more = new long[bargain.parties().size()];
                Arrays.setAll(
                        more,
                        party -> bargain.score(party, issue, option)
                                - bargain.score(party, issue, deal.options()[issue]));
                all.add(more);
            }
        }
        return all;
    }

    private static long[] more(long[] one, long[] other) {
        long[] more = one.clone();
        Arrays.setAll(more, party -> one[party] - other[party]);
        return more;
    }

    /** Of all weights that add up to 1 and give no more to any of these, those whose least is greatest. */
    private static Optional<List<BigInteger>> weights(List<long[]> all, Watch watch) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int parties = all.getFirst().length;
        List<Ratio[]> constraints = new ArrayList<>();
        List<Ratio> most = new ArrayList<>();
        for (long[] more : all) {
            Ratio[] row = row(parties);
            for (int party = 0; party < parties; party++) {
                row[party] = Ratio.of(more[party]);
            }
            constraints.add(row);
            most.add(Ratio.ZERO);
        }
        for (int party = 0; party < parties; party++) {
            Ratio[] row = row(parties);
            row[party] = Ratio.of(-1);
            row[parties] = Ratio.ONE;
            constraints.add(row);
            most.add(Ratio.ZERO);
        }
        for (int sign : new int[] {1, -1}) {
            Ratio[] row = row(parties);
            Arrays.fill(row, 0, parties, Ratio.of(sign));
            constraints.add(row);
            most.add(Ratio.of(sign));
        }
        Ratio[] cost = row(parties);
        cost[parties] = Ratio.of(-1);
        return Simplex.least(cost, constraints, most, watch::stop)
                .filter(found -> found[parties].signum() > 0)
                .map(found -> lowest(List.of(found).subList(0, parties)));
    }

    private static Ratio[] row(int parties) {
        Ratio[] row = new Ratio[parties + 1];
        Arrays.fill(row, Ratio.ZERO);
        return row;
    }

    private static List<BigInteger> lowest(List<Ratio> weights) {
        BigInteger[] whole = Order.whole(weights);
        BigInteger common = Arrays.stream(whole).reduce(BigInteger.ZERO, BigInteger::gcd);
        return Arrays.stream(whole).map(one -> one.divide(common)).toList();
    }
}
