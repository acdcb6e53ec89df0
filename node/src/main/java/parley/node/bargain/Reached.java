package parley.node.bargain;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import parley.node.desk.Bargaining.FairBy;
import parley.settlement.Bargain;
import parley.settlement.Ratio;
import parley.settlement.Solution;

/** How near a package that was found comes to the fairest there could be, when nobody knows the fairest. Pure. */
record Reached(Bargain bargain) {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /** At least so many hundredths of what any package reaches by this measure; none where that would say nothing. */
    Optional<Long> hundredths(FairBy by, long[] worth, Solution.Proof proof) {
        return switch (proof) {
            case Solution.Proof.Exact _ -> Optional.empty();
            case Solution.Proof.Bounded(Optional<Ratio> bound) ->
                bound.filter(most -> most.over().signum() > 0)
                        .map(most -> part(measure(by, worth), most))
                        .filter(part -> part > 0);
        };
    }

    private static long part(Ratio reached, Ratio most) {
        return HUNDRED.multiply(reached.over())
                .multiply(most.under())
                .divide(reached.under().multiply(most.over()))
                .longValueExact();
    }

    /** The bound's measure. */
    private Ratio measure(FairBy by, long[] worth) {
        return switch (by) {
            case NASH -> gains(worth).mapToObj(Ratio::of).reduce(Ratio::times).orElse(Ratio.ONE);
            case EGALITARIAN -> Ratio.of(gains(worth).min().orElse(0));
            case UTILITARIAN -> Ratio.of(gains(worth).sum());
            case KALAI_SMORODINSKY -> leastShare(worth);
        };
    }

    private LongStream gains(long[] worth) {
        return IntStream.range(0, worth.length).mapToLong(side -> worth[side] - bargain.reservation(side));
    }

    /** Of each side's best options, whether others would accept them or not: no less than its ideal, so that the share is no greater. */
    private Ratio leastShare(long[] worth) {
        return IntStream.range(0, worth.length)
                .filter(side -> greatest(side) > bargain.reservation(side))
                .mapToObj(side ->
                        Ratio.of(worth[side] - bargain.reservation(side), greatest(side) - bargain.reservation(side)))
                .min(Ratio::compareTo)
                .orElse(Ratio.ONE);
    }

    /** What the best option of every issue is worth to a side. */
    long greatest(int side) {
        return IntStream.range(0, bargain.issues().size())
                .mapToLong(issue -> IntStream.range(
                                0, bargain.issues().get(issue).options().size())
                        .mapToLong(option -> bargain.score(side, issue, option))
                        .max()
                        .orElse(0))
                .sum();
    }
}
