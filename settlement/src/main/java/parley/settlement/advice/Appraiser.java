package parley.settlement.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** Says of a deal what an advisor would want to know before defending it. */
public final class Appraiser {
    private Appraiser() {}

    /**
     * Appraises a deal.
     *
     * @param deal an option's index for each issue
     * @param answer what rules choose in this case: distances are measured from these
     */
    public static Appraisal of(Bargain bargain, int[] deal, Answer answer, Watch watch) {
        Point point = new Point(bargain.utilities(deal), deal.clone());
        boolean acceptable = bargain.acceptable(point.utilities());
        Map<Rule, long[]> distances = new LinkedHashMap<>();
        answer.solutions().forEach((rule, solution) -> {
            if (solution instanceof Solution.Found(Point chosen, Solution.Proof ignored)) {
                distances.put(rule, minus(chosen.utilities(), point.utilities()));
            }
        });
        Appraisal.Efficiency efficiency = efficiency(bargain, point, watch);
        return new Appraisal(
                point,
                bargain.allows(deal),
                acceptable,
                efficiency,
                efficiency instanceof Appraisal.Efficiency.Efficient && bargain.allows(deal)
                        ? Support.of(bargain, point, answer, watch)
                        : Optional.empty(),
                shares(bargain, point, watch),
                distances);
    }

    /**
     * All that betters a deal: the answer about the same case in which nobody may lose against the deal, with gains counted from
     * it. Its frontier holds improvements alone; the deal itself is among them where it is efficient.
     *
     * @param deal an option's index for each issue, allowed
     */
    public static Answer improvements(Bargain bargain, int[] deal, Request request, Watch watch) {
        return Settler.improving(
                bargain.withReservations(bargain.utilities(deal)), request, known(bargain, deal), watch);
    }

    private static Appraisal.Efficiency efficiency(Bargain bargain, Point deal, Watch watch) {
        // Whatever betters the deal for somebody has a greater sum: where the greatest sum is the deal's own, nothing
        // does.
        Bargain noWorse = bargain.withReservations(deal.utilities());
        return switch (Varied.solution(noWorse, Rule.Named.UTILITARIAN, known(bargain, deal.options()), watch)) {
            case Solution.Found(Point best, Solution.Proof ignored)
            when !Arrays.equals(best.utilities(), deal.utilities()) -> new Appraisal.Efficiency.Dominated(best);
            case Solution.Found(Point ignored, Solution.Proof.Exact exact) -> new Appraisal.Efficiency.Efficient();
            case Solution.Found ignored -> new Appraisal.Efficiency.Unknown();
            case Solution.None(Solution.Reason reason) ->
                switch (reason) {
                    // A forbidden deal can be worth more than all that is allowed.
                    case NO_PACKAGE_IS_ACCEPTABLE -> new Appraisal.Efficiency.Efficient();
                    case STOPPED -> new Appraisal.Efficiency.Unknown();
                };
        };
    }

    private static List<int[]> known(Bargain bargain, int[] deal) {
        return bargain.allows(deal) ? List.of(deal) : List.of();
    }

    private static List<Appraisal.Share> shares(Bargain bargain, Point deal, Watch watch) {
        int parties = bargain.parties().size();
        long[] gains = new long[parties];
        long[] ideals = new long[parties];
        List<Optional<Ratio>> parts = new ArrayList<>();
        for (int party = 0; party < parties; party++) {
            Optional<Point> best = Varied.chosen(bargain, aloneCounts(party, parties), watch);
            if (best.isEmpty()) {
                return List.of();
            }
            gains[party] = deal.utilities()[party] - bargain.reservation(party);
            ideals[party] = best.get().utilities()[party] - bargain.reservation(party);
            parts.add(ideals[party] > 0 ? Optional.of(Ratio.of(gains[party], ideals[party])) : Optional.empty());
        }
        List<Appraisal.Share> shares = new ArrayList<>();
        for (int party = 0; party < parties; party++) {
            shares.add(new Appraisal.Share(gains[party], ideals[party], parts.get(party), envy(parts, party)));
        }
        return shares;
    }

    private static Ratio envy(List<Optional<Ratio>> parts, int party) {
        Optional<Ratio> own = parts.get(party);
        if (own.isEmpty()) {
            return Ratio.ZERO;
        }
        Ratio most = parts.stream().flatMap(Optional::stream).reduce(own.get(), Ratio::max);
        return most.minus(own.get());
    }

    /** The rule by which one party's wishes alone count, among packages that all accept. */
    static Rule aloneCounts(int party, int parties) {
        List<Ratio> weights = new ArrayList<>();
        for (int at = 0; at < parties; at++) {
            weights.add(at == party ? Ratio.ONE : Ratio.ZERO);
        }
        return new Rule.Weighted(weights);
    }

    private static long[] minus(long[] one, long[] other) {
        long[] difference = one.clone();
        for (int at = 0; at < difference.length; at++) {
            difference[at] -= other[at];
        }
        return difference;
    }
}
