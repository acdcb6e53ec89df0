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
import parley.settlement.Watch;

/**
 * Whether a rule's package would be another if some issue or some interaction were a tenth more or less worth to some party: nobody
 * knows own weights better than that.
 *
 * @param chosen by the rule in the case as it is
 * @param changes the weights on which the package hangs; none when it is stable
 * @param tried how many weights, each once up and once down; 0 of a case in which nothing is worth anything to anybody
 * @param interactions how many of them are of interactions
 * @param complete whether all were tried; otherwise the watch said stop, or some could not be answered with proof, or are too large for more
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
        return of(new Variations(bargain, List.of(rule), watch), rule);
    }

    static Optional<Stability> of(Variations variations, Rule rule) {
        return Varied.chosen(variations.bargain(), rule, variations.watch())
                .map(chosen -> of(variations, rule, chosen));
    }

    private static Stability of(Variations variations, Rule rule, Point chosen) {
        Bargain bargain = variations.bargain();
        Watch watch = variations.watch();
        List<List<Stake>> stakes = IntStream.range(0, bargain.parties().size())
                .mapToObj(party -> Stake.of(bargain, party))
                .toList();
        int all = stakes.stream().mapToInt(List::size).sum();
        int tried = 0;
        int looked = 0;
        int interactions = 0;
        List<Change> changes = new ArrayList<>();
        for (int party = 0; party < stakes.size(); party++) {
            for (Stake stake : stakes.get(party)) {
                Optional<List<Change>> both = changes(variations, rule, chosen, party, stake);
                if (watch.stop()) {
                    return new Stability(chosen, changes, tried, interactions, false);
                }
                if (both.isPresent()) {
                    changes.addAll(both.get());
                    tried++;
                    interactions += stake instanceof Stake.OfBonus ? 1 : 0;
                }
                watch.progress(Watch.Task.ADVICE, ++looked, all);
            }
        }
        return new Stability(chosen, changes, tried, interactions, tried == all);
    }

    /** Of one weight; empty where either way could not be answered with proof. */
    private static Optional<List<Change>> changes(
            Variations variations, Rule rule, Point chosen, int party, Stake stake) {
        List<Change> both = new ArrayList<>();
        for (boolean up : new boolean[] {true, false}) {
            Optional<Optional<Point>> other =
                    variations.chosen(party, new Misreport.Told.Weight(stake, up ? UP : DOWN), rule);
            if (other.isEmpty()) {
                return Optional.empty();
            }
            Optional<Point> then = other.get()
                    .map(point -> new Point(variations.bargain().utilities(point.options()), point.options()));
            if (then.isEmpty() || !Arrays.equals(then.get().utilities(), chosen.utilities())) {
                both.add(new Change(party, stake, up, then));
            }
        }
        return Optional.of(both);
    }
}
