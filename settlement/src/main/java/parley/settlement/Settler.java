package parley.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Solution.Proof;
import parley.settlement.frontier.Efficient;
import parley.settlement.rules.Scan;
import parley.settlement.search.RuleSearch;
import parley.settlement.solver.Solver;
import parley.settlement.space.Joined;
import parley.settlement.space.Space;
import parley.settlement.tangle.Pace;
import parley.settlement.tangle.Pursuit;
import parley.settlement.tangle.Tangle;

/**
 * Answers what is asked of a case, each question by the method that proves it soonest: by looking through the frontier where there is
 * a whole one, else by a search for each rule. Every answer says how sure it is.
 */
public final class Settler {
    /** So many packages are looked through sooner than a search has found its weights. */
    private static final BigInteger FEW = BigInteger.valueOf(5_000);

    private Settler() {}

    /** Deterministic, but for when the watch says stop. */
    public static Answer answer(Bargain bargain, Request request, Watch watch) {
        return answer(bargain, request, false, Means.ALONE, watch);
    }

    /** The same; what it can't prove of rules, the solver is asked, and where that says that nothing is better, it is believed. */
    public static Answer answer(Bargain bargain, Request request, Solver solver, Watch watch) {
        return answer(bargain, request, false, new Means(false, Optional.of(solver)), watch);
    }

    /** The same, with no package on the frontier that leaves a party below its reservation value. */
    public static Answer improving(Bargain bargain, Request request, Watch watch) {
        return answer(bargain, request, true, Means.ALONE, watch);
    }

    /** The same for one of many questions: where interactions are too many to list, it gives up sooner. */
    public static Answer soon(Bargain bargain, Request request, Watch watch) {
        return answer(bargain, request, true, new Means(true, Optional.empty()), watch);
    }

    /**
     * What may be spent where interactions are too many to list.
     *
     * @param brief whether there are many more questions
     * @param solver another one to be asked
     */
    private record Means(boolean brief, Optional<Solver> solver) {
        static final Means ALONE = new Means(false, Optional.empty());

        /** Whether what is hard is left to others, or left open. */
        boolean little() {
            return brief || solver.isPresent();
        }
    }

    private static Answer answer(Bargain bargain, Request request, boolean acceptableOnly, Means means, Watch watch) {
        Pace pace = new Pace(watch);
        Joined.Blocks blocks = Joined.of(bargain, means.little() ? Tangle.FEW_NODES : Tangle.MOST_NODES, pace);
        boolean whole = blocks.whole();
        if (blocks.all().stream().anyMatch(block -> block.options().length == 0)) {
            Frontier none =
                    new Frontier(List.of(), true, new long[bargain.parties().size()]);
            return whole
                    ? nothing(request, Optional.of(none), Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE)
                    : new Answer(Optional.empty(), pursued(bargain, request, Optional.empty(), means, watch));
        }
        Space space = Space.of(bargain, blocks.all(), pace);
        long[] floors = new long[space.parties()];
        Arrays.setAll(floors, party -> acceptableOnly ? bargain.reservation(party) : Long.MIN_VALUE);
        if (!whole) {
            return partly(bargain, space, request, blocks.within(), floors, means, watch);
        }
        if (pace.stopped()) {
            return nothing(request, Optional.empty(), Solution.Reason.STOPPED);
        }
        boolean listed = space.parties() == 2 || space.combinations().compareTo(FEW) <= 0;
        Map<Rule, Solution> solutions = new LinkedHashMap<>();
        if (!listed) {
            // A frontier may take long or never end; what is proved without it should not wait for it.
            search(bargain, space, request, watch, solutions);
        }
        Optional<Frontier> frontier = frontier(bargain, space, request.frontier(), floors, watch);
        if (listed) {
            Optional<Frontier> complete = frontier.filter(Frontier::complete)
                    .or(() -> Efficient.of(space, floors, watch).filter(Frontier::complete));
            if (complete.isPresent()) {
                Scan scan = new Scan(bargain, complete.get());
                request.rules().forEach(rule -> solutions.put(rule, chosen(scan, rule)));
            } else {
                search(bargain, space, request, watch, solutions);
            }
        }
        return new Answer(frontier, solutions);
    }

    /** What can be said when interactions were not resolved to the end: packages that were found, and what others can be better by. */
    private static Answer partly(
            Bargain bargain, Space space, Request request, long[] within, long[] floors, Means means, Watch watch) {
        Optional<Frontier> found = Efficient.of(space, floors, watch).map(listed -> {
            long[] apart = listed.within().clone();
            Arrays.setAll(apart, party -> Frontier.together(apart[party], within[party]));
            return new Frontier(listed.points(), false, apart);
        });
        if (found.isEmpty()) {
            return nothing(request, Optional.empty(), Solution.Reason.STOPPED);
        }
        Map<Rule, Solution> solutions = pursued(bargain, request, found, means, watch);
        return new Answer(
                request.frontier() instanceof Request.Extent.Nothing
                        ? Optional.empty()
                        : Optional.of(with(found.get(), solutions)),
                solutions);
    }

    /** What rules choose where interactions are too many to list: pursued from packages that were found, and bounded by what these may fall short of. */
    private static Map<Rule, Solution> pursued(
            Bargain bargain, Request request, Optional<Frontier> found, Means means, Watch watch) {
        List<int[]> known = found.map(Frontier::points).orElse(List.of()).stream()
                .map(Point::options)
                .toList();
        Optional<Scan> scan = found.map(frontier -> new Scan(bargain, frontier));
        Map<Rule, Solution> solutions = new LinkedHashMap<>();
        for (Rule rule : request.rules()) {
            solutions.put(
                    rule,
                    scan.flatMap(of -> of.best(rule)
                                    .<Solution>map(
                                            point -> new Solution.Found(point, new Proof.Bounded(of.bound(rule)))))
                            .orElseGet(() -> new Solution.None(Solution.Reason.STOPPED)));
        }
        Optional<Pursuit> pursuit = watch.stop() ? Optional.empty() : Pursuit.of(bargain, known, watch);
        List<RuleSearch> searches = new ArrayList<>();
        pursuit.ifPresent(of -> {
            searches.add(new RuleSearch(bargain, of, Pursuit.Effort.LITTLE));
            if (!means.little()) {
                searches.add(new RuleSearch(bargain, of, Pursuit.Effort.MUCH));
            }
        });
        List<int[]> met = new ArrayList<>(known);
        means.solver().ifPresent(of -> searches.add(new RuleSearch(bargain, of, met, watch)));
        // A hard question shouldn't take the time of an easy one.
        for (RuleSearch search : searches) {
            solutions.replaceAll((rule, so) -> isOpen(so) && !watch.stop() ? better(rule, search.best(rule), so) : so);
            for (Solution solution : solutions.values()) {
                if (solution instanceof Solution.Found(Point point, Proof ignored)) {
                    met.add(point.options());
                    pursuit.ifPresent(of -> of.know(point.options()));
                }
            }
        }
        return solutions;
    }

    private static boolean isOpen(Solution solution) {
        return switch (solution) {
            case Solution.Found(Point ignored, Proof proof) -> proof instanceof Proof.Bounded;
            case Solution.None(Solution.Reason reason) -> reason == Solution.Reason.STOPPED;
        };
    }

    /** What a search came to that began where another one ended, with what both of them prove. */
    private static Solution better(Rule rule, Solution searched, Solution met) {
        return switch (searched) {
            case Solution.Found(Point point, Proof.Bounded(Optional<Ratio> bound)) -> {
                Optional<Ratio> other = met instanceof Solution.Found(Point ignored, Proof.Bounded(Optional<Ratio> of))
                        ? of
                        : Optional.empty();
                // Shares count in ideals, of which the search may know greater ones.
                boolean apart = rule == Rule.Named.KALAI_SMORODINSKY && bound.isPresent();
                yield new Solution.Found(
                        point,
                        new Proof.Bounded(
                                apart || other.isEmpty()
                                        ? bound
                                        : Optional.of(bound.map(own -> own.min(other.get()))
                                                .orElse(other.get()))));
            }
            case Solution.Found exact -> exact;
            case Solution.None(Solution.Reason reason) -> reason == Solution.Reason.STOPPED ? met : searched;
        };
    }

    /** A frontier with what rules chose beside it, and without what that betters. */
    private static Frontier with(Frontier frontier, Map<Rule, Solution> solutions) {
        List<Point> points = new ArrayList<>(frontier.points());
        for (Solution solution : solutions.values()) {
            if (solution instanceof Solution.Found(Point point, Proof ignored)
                    && points.stream().noneMatch(one -> covers(one.utilities(), point.utilities()))) {
                points.removeIf(one -> covers(point.utilities(), one.utilities()));
                points.add(point);
            }
        }
        points.sort((one, other) -> Arrays.compare(other.utilities(), one.utilities()));
        return new Frontier(points, false, frontier.within());
    }

    private static boolean covers(long[] one, long[] other) {
        for (int party = 0; party < one.length; party++) {
            if (one[party] < other[party]) {
                return false;
            }
        }
        return true;
    }

    private static Answer nothing(Request request, Optional<Frontier> frontier, Solution.Reason reason) {
        Map<Rule, Solution> none = new LinkedHashMap<>();
        request.rules().forEach(rule -> none.put(rule, new Solution.None(reason)));
        return new Answer(frontier, none);
    }

    private static void search(Bargain bargain, Space space, Request request, Watch watch, Map<Rule, Solution> into) {
        RuleSearch search = new RuleSearch(bargain, space, watch);
        request.rules().forEach(rule -> into.put(rule, search.best(rule)));
    }

    private static Solution chosen(Scan scan, Rule rule) {
        return scan.best(rule)
                .<Solution>map(point -> new Solution.Found(point, new Proof.Exact()))
                .orElseGet(() -> new Solution.None(Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE));
    }

    private static Optional<Frontier> frontier(
            Bargain bargain, Space space, Request.Extent extent, long[] floors, Watch watch) {
        return switch (extent) {
            case Request.Extent.Nothing ignored -> Optional.empty();
            case Request.Extent.Full ignored -> Efficient.of(space, floors, watch);
            case Request.Extent.Within(Ratio points) -> {
                long[] error = new long[space.parties()];
                Ratio units = points.times(new Ratio(bargain.unitsPerPoint(), BigInteger.ONE));
                Arrays.fill(
                        error,
                        units.over()
                                .divide(units.under())
                                .min(BigInteger.valueOf(Bargain.MOST_UNITS))
                                .longValueExact());
                yield Efficient.within(error, space, floors, watch);
            }
        };
    }
}
