package parley.settlement.search;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.settlement.Bargain;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;
import parley.settlement.Solution;
import parley.settlement.Solution.Proof;
import parley.settlement.Watch;
import parley.settlement.rules.Order;
import parley.settlement.solver.Solver;
import parley.settlement.space.Space;
import parley.settlement.tangle.Pursuit;

/**
 * Finds what a rule chooses, and proves it, without listing the frontier: for spaces of 10^18 packages and more between up to five
 * parties. Stopped, it gives the best it found and a bound.
 */
public final class RuleSearch {
    private final Bargain bargain;
    private final Search search;
    private final int[] everybody;
    /** What is taken from a party's sum of choices to get its gain over its reservation value. */
    private final long[] offset;
    /** What a party's sum has to be at least. */
    private final long[] floors;

    private @Nullable Ideals ideals;

    public RuleSearch(Bargain bargain, Space space, Watch watch) {
        this(bargain, new SpaceSearch(space, watch, SpaceSearch.ASK_EVERY));
    }

    /** Where interactions can't be listed. */
    public RuleSearch(Bargain bargain, Pursuit pursuit, Pursuit.Effort effort) {
        this(bargain, new TangledSearch(pursuit, effort));
    }

    /** By another solver. */
    public RuleSearch(Bargain bargain, Solver solver, List<int[]> known, Watch watch) {
        this(bargain, new SolverSearch(bargain, solver, known, watch));
    }

    RuleSearch(Bargain bargain, Search search) {
        this.bargain = bargain;
        this.search = search;
        everybody = IntStream.range(0, search.parties()).toArray();
        offset = Arrays.stream(everybody)
                .mapToLong(party -> bargain.reservation(party) - search.base(party))
                .toArray();
        floors = Arrays.stream(offset).map(least -> Math.max(0, least)).toArray();
    }

    /** Exact, stopped with a bound, or nothing: see {@link Solution}. */
    public Solution best(Rule rule) {
        return switch (rule) {
            case Rule.Named named ->
                switch (named) {
                    case NASH -> new NashSearch(this).best();
                    case KALAI_SMORODINSKY -> kalaiSmorodinsky();
                    case EGALITARIAN -> {
                        long[] ones = new long[search.parties()];
                        Arrays.fill(ones, 1);
                        yield worst(everybody, ones, rule, pointsPerUnit(1), true);
                    }
                    case UTILITARIAN -> {
                        BigInteger[] ones = new BigInteger[search.parties()];
                        Arrays.fill(ones, BigInteger.ONE);
                        yield sum(ones, Ratio.ONE, rule);
                    }
                };
            case Rule.Weighted weighted -> {
                BigInteger[] worth = Order.whole(weighted.weights());
                int first = IntStream.range(0, worth.length)
                        .filter(party -> worth[party].signum() > 0)
                        .findFirst()
                        .orElseThrow();
                Ratio each = weighted.weights().get(first).by(new Ratio(worth[first], BigInteger.ONE));
                yield sum(worth, each, rule);
            }
        };
    }

    private Solution kalaiSmorodinsky() {
        Ideals most = ideals();
        if (!most.acceptable()) {
            return nothing(most.proved());
        }
        int[] counted = Arrays.stream(everybody)
                .filter(party -> most.gains()[party] > 0)
                .toArray();
        return worst(counted, most.gains(), Rule.Named.KALAI_SMORODINSKY, Ratio.ONE, most.proved());
    }

    private Solution worst(int[] counted, long[] unit, Rule rule, Ratio measure, boolean exactSoFar) {
        if (counted.length == 0) {
            // Nobody can gain anything: whatever is acceptable gives everybody nothing. Proved only if the ideals are.
            Solution any = sum(new BigInteger[] {BigInteger.ONE}, Ratio.ONE, rule);
            return any instanceof Solution.Found(Point point, Proof ignored) && !exactSoFar
                    ? new Solution.Found(point, new Proof.Bounded(Optional.empty()))
                    : any;
        }
        LexAim aim = new LexAim(counted, offset, unit, floors, null);
        Search.End end = search.run(aim, rule.task());
        return aim.best()
                .map(best -> found(
                        best,
                        end.proved() && exactSoFar,
                        (end.proved() ? aim.smallest() : end.bound()).map(measure::times)))
                .orElseGet(() -> nothing(end.proved()));
    }

    private Solution sum(BigInteger[] given, Ratio measure, Rule rule) {
        BigInteger[] worth = Arrays.copyOf(given, search.parties());
        for (int party = given.length; party < worth.length; party++) {
            worth[party] = BigInteger.ZERO;
        }
        SumAim aim = new SumAim(worth, floors);
        Search.End end = search.run(aim, rule.task());
        if (aim.best().isEmpty()) {
            return nothing(end.proved());
        }
        Aim.Best best = aim.best().get();
        // Of all that have this sum, leximin decides.
        SumCurve same = new SumCurve(worth, aim.worth(best.sums()));
        LexAim ties = leximinAmong(same, floors, best);
        boolean exact = end.proved() && search.run(ties, rule.task()).proved();
        BigInteger base = aim.worth(offset);
        Optional<Ratio> bound =
                end.proved() ? Optional.of(new Ratio(aim.worth(best.sums()), BigInteger.ONE)) : end.bound();
        return found(
                ties.best().orElse(best),
                exact,
                bound.map(all -> all.minus(new Ratio(base, BigInteger.ONE))
                        .times(measure)
                        .times(pointsPerUnit(1))));
    }

    /** Leximin of the gains of everybody, among packages that meet a curve, starting from one that does. */
    LexAim leximinAmong(Curve curve, long[] least, Aim.Best known) {
        long[] ones = new long[search.parties()];
        Arrays.fill(ones, 1);
        LexAim aim = new LexAim(everybody, offset, ones, least, curve);
        aim.take(known.sums(), known.choices());
        return aim;
    }

    Solution found(Aim.Best best, boolean exact, Optional<Ratio> bound) {
        long[] utilities = best.sums().clone();
        for (int party = 0; party < utilities.length; party++) {
            utilities[party] += search.base(party);
        }
        Proof proof = exact ? new Proof.Exact() : new Proof.Bounded(bound);
        return new Solution.Found(new Point(utilities, search.options(best.choices())), proof);
    }

    Solution nothing(boolean proved) {
        return new Solution.None(proved ? Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE : Solution.Reason.STOPPED);
    }

    /** What each party can gain at most in an acceptable package; found once. */
    Ideals ideals() {
        if (ideals == null) {
            ideals = Ideals.of(search, offset, floors);
        }
        return ideals;
    }

    Ratio pointsPerUnit(int power) {
        return new Ratio(BigInteger.ONE, bargain.unitsPerPoint().pow(power));
    }

    Search search() {
        return search;
    }

    long[] offset() {
        return offset;
    }

    long[] floors() {
        return floors;
    }
}
