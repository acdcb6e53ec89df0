package parley.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parley.settlement.Solution.Proof;
import parley.settlement.frontier.Above;
import parley.settlement.frontier.Efficient;
import parley.settlement.rules.Scan;
import parley.settlement.search.RuleSearch;
import parley.settlement.solver.Solver;
import parley.settlement.space.Joined;
import parley.settlement.space.Space;
import parley.settlement.tangle.Pace;
import parley.settlement.tangle.Pursuit;

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
        return answer(bargain, request, Optional.empty(), Means.ALONE, watch);
    }

    /** The same; what it can't prove of rules, the solver is asked, and where that says that nothing is better, it is believed. */
    public static Answer answer(Bargain bargain, Request request, Solver solver, Watch watch) {
        return answer(bargain, request, Optional.empty(), Means.with(solver), watch);
    }

    /**
     * The same, with no package on the frontier that leaves a party below its reservation value.
     *
     * @param known allowed packages that leave nobody below, to begin from; there may be none
     */
    public static Answer improving(Bargain bargain, Request request, List<int[]> known, Watch watch) {
        return answer(bargain, request, Optional.of(known), Means.ALONE, watch);
    }

    /** The same for one of many questions: where interactions are too many to list, it gives up sooner. */
    public static Answer soon(Bargain bargain, Request request, Watch watch) {
        return answer(bargain, request, Optional.of(List.of()), Means.BRIEF, watch);
    }

    /** @param acceptable where the frontier is to hold acceptable packages alone, those that are known */
    static Answer answer(Bargain bargain, Request request, Optional<List<int[]>> acceptable, Means means, Watch watch) {
        Pace pace = new Pace(watch);
        Joined.Blocks blocks = Joined.of(bargain, means.limits(), pace);
        List<int[]> known = acceptable.orElse(List.of());
        if (blocks.nothingIsAllowed()) {
            return nothing(request, Optional.of(none(bargain)), Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE);
        }
        if (blocks.isWithoutChoice()) {
            return known.isEmpty()
                    ? ofAny(bargain, request, means, watch)
                    : new Answer(Optional.empty(), pursued(bargain, request, Optional.empty(), known, means, watch));
        }
        Space space = Space.of(bargain, blocks.all(), pace);
        long[] floors = new long[space.parties()];
        Arrays.setAll(floors, party -> acceptable.isPresent() ? bargain.reservation(party) : Long.MIN_VALUE);
        if (!blocks.whole()) {
            return partly(bargain, space, request, blocks.within(), floors, known, means, watch);
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
        Optional<Frontier> found = frontier(bargain, space, request.frontier(), floors, means, watch);
        if (listed) {
            Optional<Frontier> complete = found.filter(Frontier::complete)
                    .or(() -> Optional.of(Efficient.of(space, floors, means.points(), watch))
                            .filter(Frontier::complete));
            if (complete.isPresent()) {
                Scan scan = new Scan(bargain, complete.get());
                request.rules().forEach(rule -> solutions.put(rule, chosen(scan, rule)));
            } else {
                search(bargain, space, request, watch, solutions);
            }
        }
        if (found.filter(one -> !one.complete()).isPresent() && watch.stop()) {
            found = found.map(one -> with(one, chosen(solutions)));
            chooseFrom(bargain, found.get(), solutions);
        }
        return new Answer(found.flatMap(one -> Above.of(one, floors)), solutions);
    }

    /** What a frontier met until it was stopped may be better by a rule than what the search for that rule did. */
    private static void chooseFrom(Bargain bargain, Frontier met, Map<Rule, Solution> solutions) {
        Scan scan = new Scan(bargain, met);
        solutions.replaceAll((rule, so) -> switch (so) {
            case Solution.Found(Point ignored, Proof.Bounded bounded) ->
                // Shares count in ideals, of which the search may know greater ones.
                rule == Rule.Named.KALAI_SMORODINSKY
                        ? so
                        : chosen(scan, rule, bounded).orElse(so);
            case Solution.Found exact -> exact;
            case Solution.None(Solution.Reason reason) ->
                reason == Solution.Reason.STOPPED
                        ? chosen(scan, rule, new Proof.Bounded(scan.bound(rule)))
                                .orElse(so)
                        : so;
        });
    }

    private static Optional<Solution> chosen(Scan scan, Rule rule, Proof.Bounded proof) {
        return scan.best(rule).map(point -> new Solution.Found(point, proof));
    }

    private static Frontier none(Bargain bargain) {
        return new Frontier(List.of(), true, new long[bargain.parties().size()]);
    }

    /** Where no package was met yet: either there is one to begin from, or it is proved that nothing is allowed. */
    private static Answer ofAny(Bargain bargain, Request request, Means means, Watch watch) {
        long[] nothing = new long[bargain.parties().size()];
        Arrays.fill(nothing, -Bargain.MOST_UNITS);
        Request any = new Request(List.of(Rule.Named.UTILITARIAN), new Request.Extent.Nothing());
        Map<Rule, Solution> met =
                pursued(bargain.withReservations(nothing), any, Optional.empty(), List.of(), means, watch);
        List<int[]> known = new ArrayList<>();
        for (Solution solution : met.values()) {
            switch (solution) {
                case Solution.Found(Point point, Proof ignored) -> known.add(point.options());
                case Solution.None(Solution.Reason reason) -> {
                    if (reason == Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE) {
                        return nothing(request, Optional.of(none(bargain)), reason);
                    }
                }
            }
        }
        return new Answer(Optional.empty(), pursued(bargain, request, Optional.empty(), known, means, watch));
    }

    /** What can be said when interactions were not resolved to the end: packages that were found, and what others can be better by. */
    private static Answer partly(
            Bargain bargain,
            Space space,
            Request request,
            long[] within,
            long[] floors,
            List<int[]> known,
            Means means,
            Watch watch) {
        // What stands for a package above the floors may itself lie below them.
        long[] lowered = floors.clone();
        Arrays.setAll(
                lowered,
                party -> floors[party] < Long.MIN_VALUE + within[party]
                        ? Long.MIN_VALUE
                        : floors[party] - within[party]);
        Frontier listed = Efficient.of(space, lowered, means.points(), watch);
        long[] apart = listed.within().clone();
        Arrays.setAll(apart, party -> Frontier.together(apart[party], within[party]));
        Frontier found = with(new Frontier(listed.points(), false, apart), points(bargain, known));
        Map<Rule, Solution> solutions = pursued(bargain, request, Optional.of(found), known, means, watch);
        return new Answer(
                request.frontier() instanceof Request.Extent.Nothing
                        ? Optional.empty()
                        : Above.of(with(found, chosen(solutions)), floors),
                solutions);
    }

    private static List<Point> chosen(Map<Rule, Solution> solutions) {
        return solutions.values().stream()
                .flatMap(solution -> solution instanceof Solution.Found(Point point, Proof ignored)
                        ? Stream.of(point)
                        : Stream.empty())
                .toList();
    }

    private static List<Point> points(Bargain bargain, List<int[]> packages) {
        return packages.stream()
                .map(options -> new Point(bargain.utilities(options), options.clone()))
                .toList();
    }

    /** What rules choose where interactions are too many to list: pursued from packages that were found, and bounded by what these may fall short of. */
    private static Map<Rule, Solution> pursued(
            Bargain bargain, Request request, Optional<Frontier> found, List<int[]> begin, Means means, Watch watch) {
        List<int[]> known = new ArrayList<>(begin);
        found.map(Frontier::points).orElse(List.of()).forEach(point -> known.add(point.options()));
        Optional<Scan> scan = found.map(frontier -> new Scan(bargain, frontier));
        Map<Rule, Solution> solutions = new LinkedHashMap<>();
        for (Rule rule : request.rules()) {
            solutions.put(
                    rule,
                    scan.flatMap(of -> chosen(of, rule, new Proof.Bounded(of.bound(rule))))
                            .orElseGet(() -> new Solution.None(Solution.Reason.STOPPED)));
        }
        Optional<Pursuit> pursuit = watch.stop() ? Optional.empty() : Pursuit.of(bargain, known, watch);
        List<RuleSearch> searches = new ArrayList<>();
        pursuit.ifPresent(of -> means.efforts().forEach(effort -> searches.add(new RuleSearch(bargain, of, effort))));
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

    /** A frontier with further packages, and without what they better. */
    private static Frontier with(Frontier frontier, List<Point> more) {
        List<Point> points = new ArrayList<>(frontier.points());
        for (Point point : more) {
            if (points.stream().noneMatch(one -> covers(one.utilities(), point.utilities()))) {
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
            Bargain bargain, Space space, Request.Extent extent, long[] floors, Means means, Watch watch) {
        return switch (extent) {
            case Request.Extent.Nothing ignored -> Optional.empty();
            case Request.Extent.Full ignored -> Optional.of(Efficient.of(space, floors, means.points(), watch));
            case Request.Extent.Within(Ratio points) -> {
                long[] error = new long[space.parties()];
                Ratio units = points.times(new Ratio(bargain.unitsPerPoint(), BigInteger.ONE));
                Arrays.fill(
                        error,
                        units.over()
                                .divide(units.under())
                                .min(BigInteger.valueOf(Bargain.MOST_UNITS))
                                .longValueExact());
                yield Optional.of(Efficient.within(error, space, floors, watch));
            }
        };
    }
}
