package parley.settlement.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;

/** Chooses from a whole frontier. Whatever a rule chooses is efficient, so nothing else needs a look. */
public final class Scan {
    private final List<Point> acceptable;
    private final List<long[]> gains;
    private final long[] ideals;

    private final Bargain bargain;
    private final Frontier frontier;

    /** Of a frontier; where it isn't complete, what is chosen is the best that was found. */
    public Scan(Bargain bargain, Frontier frontier) {
        this.bargain = bargain;
        this.frontier = frontier;
        acceptable = frontier.points().stream()
                .filter(point -> bargain.acceptable(point.utilities()))
                .toList();
        gains = new ArrayList<>(acceptable.size());
        ideals = new long[bargain.parties().size()];
        for (Point point : acceptable) {
            long[] gain = point.utilities().clone();
            for (int party = 0; party < gain.length; party++) {
                gain[party] -= bargain.reservation(party);
                ideals[party] = Math.max(ideals[party], gain[party]);
            }
            gains.add(gain);
        }
    }

    /** Each party's greatest gain in an acceptable package, in units; not to be changed. */
    public long[] ideals() {
        return ideals;
    }

    /** The first of the best by a rule; empty where nothing is acceptable. */
    public Optional<Point> best(Rule rule) {
        Comparator<long[]> order = Order.of(rule, ideals);
        int best = -1;
        for (int at = 0; at < gains.size(); at++) {
            if (best < 0 || order.compare(gains.get(at), gains.get(best)) > 0) {
                best = at;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(acceptable.get(best));
    }

    /** Acceptable packages that are as good by a rule, to the last, as one of them, and not worth the same to each party. */
    public List<Point> alike(Rule rule, Point chosen) {
        Comparator<long[]> order = Order.of(rule, ideals);
        long[] gain = chosen.utilities().clone();
        Arrays.setAll(gain, party -> gain[party] - bargain.reservation(party));
        List<Point> alike = new ArrayList<>();
        for (int at = 0; at < gains.size(); at++) {
            if (order.compare(gains.get(at), gain) == 0 && !Arrays.equals(gains.get(at), gain)) {
                alike.add(acceptable.get(at));
            }
        }
        return alike;
    }

    /**
     * What the rule's measure can be at most in any package, when those that are not listed give nobody more than the frontier's error; see
     * {@link parley.settlement.Solution.Proof.Bounded}. Of a product nothing where no listed package gives everybody a gain: then it may be of fewer
     * parties' gains, and a product of more may be less.
     */
    public Optional<Ratio> bound(Rule rule) {
        if (rule == Rule.Named.NASH
                && gains.stream().noneMatch(gain -> Arrays.stream(gain).allMatch(units -> units > 0))) {
            return Optional.empty();
        }
        Optional<Ratio> most = Optional.empty();
        for (Point point : frontier.points()) {
            List<Ratio> gains = new ArrayList<>();
            for (int party = 0; party < ideals.length; party++) {
                gains.add(bargain.points(point.utilities()[party])
                        .plus(bargain.points(frontier.within()[party]))
                        .minus(bargain.points(bargain.reservation(party))));
            }
            if (gains.stream().allMatch(gain -> gain.signum() >= 0)) {
                Optional<Ratio> one = measure(rule, gains);
                if (one.isEmpty()) {
                    return one;
                }
                most = most.isEmpty() ? one : Optional.of(most.get().max(one.get()));
            }
        }
        return most;
    }

    private Optional<Ratio> measure(Rule rule, List<Ratio> gains) {
        return switch (rule) {
            case Rule.Named named ->
                switch (named) {
                    case NASH -> gains.stream().reduce(Ratio::times);
                    case KALAI_SMORODINSKY -> {
                        List<Ratio> shares = new ArrayList<>();
                        for (int party = 0; party < ideals.length; party++) {
                            if (ideals[party] > 0) {
                                shares.add(gains.get(party).by(bargain.points(ideals[party])));
                            }
                        }
                        // Where nothing is known to be gained, a share is of nothing.
                        yield shares.size() < ideals.length
                                ? Optional.empty()
                                : shares.stream().reduce(Ratio::min);
                    }
                    case EGALITARIAN -> gains.stream().reduce(Ratio::min);
                    case UTILITARIAN -> gains.stream().reduce(Ratio::plus);
                };
            case Rule.Weighted(List<Ratio> weights) -> {
                Ratio sum = Ratio.ZERO;
                for (int party = 0; party < ideals.length; party++) {
                    sum = sum.plus(weights.get(party).times(gains.get(party)));
                }
                yield Optional.of(sum);
            }
        };
    }
}
