package parley.settlement.rules;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import parley.settlement.Ratio;
import parley.settlement.Rule;

/** When one vector of gains is better than another by a rule: positive when the first is. Exact; gains are units, none negative. */
public final class Order {
    /** Leximin of the gains themselves. */
    public static final Comparator<long[]> LEXIMIN = Leximin.ofGains();

    private Order() {}

    /**
     * The order of a rule, whose ties leximin breaks.
     *
     * @param ideals each party's greatest gain in an acceptable package, in units; only Kalai-Smorodinsky looks at them
     */
    public static Comparator<long[]> of(Rule rule, long[] ideals) {
        return switch (rule) {
            case Rule.Named named ->
                switch (named) {
                    case NASH -> Order::byProduct;
                    case KALAI_SMORODINSKY -> Leximin.ofShares(ideals);
                    case EGALITARIAN -> LEXIMIN;
                    case UTILITARIAN -> (one, other) -> bySum(ones(one.length), one, other);
                };
            case Rule.Weighted weighted -> {
                BigInteger[] weights = whole(weighted.weights());
                yield (one, other) -> bySum(weights, one, other);
            }
        };
    }

    /** Whole numbers in the same proportion. */
    public static BigInteger[] whole(List<Ratio> weights) {
        BigInteger shared = weights.stream()
                .map(Ratio::under)
                .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));
        return weights.stream()
                .map(weight -> weight.over().multiply(shared.divide(weight.under())))
                .toArray(BigInteger[]::new);
    }

    private static BigInteger[] ones(int parties) {
        BigInteger[] ones = new BigInteger[parties];
        java.util.Arrays.fill(ones, BigInteger.ONE);
        return ones;
    }

    /** More parties with a gain first; then the greater product of those gains. */
    private static int byProduct(long[] one, long[] other) {
        int order = Integer.compare(gaining(one), gaining(other));
        if (order == 0) {
            order = product(one).compareTo(product(other));
        }
        return order == 0 ? LEXIMIN.compare(one, other) : order;
    }

    private static int gaining(long[] gains) {
        int count = 0;
        for (long gain : gains) {
            count += gain > 0 ? 1 : 0;
        }
        return count;
    }

    /** Of the gains that are not 0. */
    public static BigInteger product(long[] gains) {
        BigInteger product = BigInteger.ONE;
        for (long gain : gains) {
            product = gain > 0 ? product.multiply(BigInteger.valueOf(gain)) : product;
        }
        return product;
    }

    private static int bySum(BigInteger[] weights, long[] one, long[] other) {
        int order = sum(weights, one).compareTo(sum(weights, other));
        return order == 0 ? LEXIMIN.compare(one, other) : order;
    }

    private static BigInteger sum(BigInteger[] weights, long[] gains) {
        BigInteger sum = BigInteger.ZERO;
        for (int party = 0; party < gains.length; party++) {
            sum = sum.add(weights[party].multiply(BigInteger.valueOf(gains[party])));
        }
        return sum;
    }
}
