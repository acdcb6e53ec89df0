package parley.settlement.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.settlement.Bargain;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;
import parley.settlement.Solution;
import parley.settlement.Watch;

/**
 * Whether a rule's package would be another if some issue or some interaction were a tenth more or less worth to some party: nobody
 * knows own weights better than that.
 *
 * @param chosen by the rule in the case as it is
 * @param changes the weights on which the package hangs; none when it is stable
 * @param tried how many weights, each once up and once down; 0 of a case in which nothing is worth anything to anybody
 * @param interactions how many of them are of interactions
 * @param complete whether all were tried; otherwise the watch said stop
 */
public record Stability(Point chosen, List<Change> changes, int tried, int interactions, boolean complete) {
    private static final Ratio UP = Ratio.of(11, 10);
    private static final Ratio DOWN = Ratio.of(9, 10);

    public Stability {
        changes = List.copyOf(changes);
    }

    /**
     * A weight that decides.
     *
     * @param up whether it was made worth more, else less
     * @param chosen then, empty where nothing is acceptable any more; its utilities are those of the case as it is
     */
    public record Change(int party, Stake stake, boolean up, Optional<Point> chosen) {}

    /** Empty where the rule chooses nothing, or the watch said stop before that was proved. */
    public static Optional<Stability> of(Bargain bargain, Rule rule, Watch watch) {
        return Varied.chosen(bargain, rule, watch).map(chosen -> of(bargain, rule, chosen, watch));
    }

    private static Stability of(Bargain bargain, Rule rule, Point chosen, Watch watch) {
        List<List<Stake>> stakes = IntStream.range(0, bargain.parties().size())
                .mapToObj(party -> Stake.of(bargain, party))
                .toList();
        int all = stakes.stream().mapToInt(List::size).sum();
        int tried = 0;
        int interactions = 0;
        List<Change> changes = new ArrayList<>();
        for (int party = 0; party < stakes.size(); party++) {
            for (Stake stake : stakes.get(party)) {
                List<Change> both = new ArrayList<>();
                for (boolean up : new boolean[] {true, false}) {
                    Solution other = Varied.solution(Varied.weight(bargain, party, stake, up ? UP : DOWN), rule, watch);
                    if (watch.stop() || !certain(other)) {
                        return new Stability(chosen, changes, tried, interactions, false);
                    }
                    Optional<Point> then = then(bargain, other);
                    if (then.isEmpty() || !Arrays.equals(then.get().utilities(), chosen.utilities())) {
                        both.add(new Change(party, stake, up, then));
                    }
                }
                changes.addAll(both);
                tried++;
                interactions += stake instanceof Stake.OfBonus ? 1 : 0;
                watch.progress(Watch.Task.ADVICE, tried, all);
            }
        }
        return new Stability(chosen, changes, tried, interactions, true);
    }

    private static boolean certain(Solution solution) {
        return switch (solution) {
            case Solution.Found(Point ignored, Solution.Proof proof) -> proof instanceof Solution.Proof.Exact;
            case Solution.None(Solution.Reason reason) -> reason == Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE;
        };
    }

    private static Optional<Point> then(Bargain bargain, Solution solution) {
        return switch (solution) {
            case Solution.Found(Point point, Solution.Proof ignored) ->
                Optional.of(new Point(bargain.utilities(point.options()), point.options()));
            case Solution.None ignored -> Optional.empty();
        };
    }
}
