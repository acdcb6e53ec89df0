package parley.settlement.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;
import parley.settlement.Solution;
import parley.settlement.Solution.Proof;
import parley.settlement.Watch;
import parley.settlement.space.Space;

/** Wherever a search is stopped, what it says holds: nothing is better than its bound, and it calls proved only what is. */
class StoppedSearchTest {
    private static final int CASES = 600;
    /** Ideals of five parties, the weights for each, and the rule itself: later than this, little is left to stop. */
    private static final int LONG = 4_000;

    @Test
    void aStoppedSearchBoundsWhatLookingAtEveryPackageFinds() {
        Map<String, Integer> bounded = new HashMap<>();
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = chance.small();
            BruteForce brute = new BruteForce(bargain);
            for (Rule rule : rules(chance, bargain.parties().size())) {
                for (int asks : List.of(chance.upTo(20), 600 + chance.upTo(20), chance.upTo(LONG))) {
                    String what = "seed " + seed + ", " + rule + ", stopped after " + asks;
                    if (holds(what, bargain, brute, rule, stopped(bargain, asks).best(rule))) {
                        bounded.merge(rule instanceof Rule.Weighted ? "weighted" : rule.toString(), 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(bounded)
                .as("bounds that were looked at, of all five rules")
                .hasSize(5)
                .allSatisfy((rule, times) -> assertThat(times).isGreaterThan(50));
    }

    /** Whether there was a bound to look at. */
    private static boolean holds(String what, Bargain bargain, BruteForce brute, Rule rule, Solution solution) {
        Optional<List<Ratio>> best = brute.best(rule);
        return switch (solution) {
            case Solution.Found(Point point, Proof proof) -> {
                assertThat(bargain.utilities(point.options())).as(what).isEqualTo(point.utilities());
                assertThat(bargain.acceptable(point.utilities())).as(what).isTrue();
                int order = brute.order(rule).compare(brute.gains(point.utilities()), best.orElseThrow());
                assertThat(order)
                        .as("%s: found what is no better than the best", what)
                        .isNotPositive();
                yield switch (proof) {
                    case Proof.Exact() -> {
                        assertThat(order).as("%s: called proved", what).isZero();
                        yield false;
                    }
                    case Proof.Bounded(Optional<Ratio> bound) -> {
                        bound.ifPresent(most -> assertThat(most)
                                .as("%s: bound", what)
                                .isGreaterThanOrEqualTo(brute.measure(rule, best.orElseThrow())));
                        yield bound.isPresent();
                    }
                };
            }
            case Solution.None(Solution.Reason reason) -> {
                assertThat(reason)
                        .as(what)
                        .isIn(
                                best.isPresent()
                                        ? List.of(Solution.Reason.STOPPED)
                                        : List.of(Solution.Reason.STOPPED, Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE));
                yield false;
            }
        };
    }

    private static RuleSearch stopped(Bargain bargain, int asks) {
        int[] asked = {0};
        Watch watch = () -> ++asked[0] > asks;
        return new RuleSearch(bargain, new SpaceSearch(Space.of(bargain), watch, 1));
    }

    private static List<Rule> rules(Chance chance, int parties) {
        List<Ratio> weights = IntStream.range(0, parties)
                .mapToObj(party -> Ratio.of(party == 0 ? 1 : chance.upTo(3), 1 + chance.upTo(2)))
                .toList();
        return List.of(
                Rule.Named.NASH,
                Rule.Named.KALAI_SMORODINSKY,
                Rule.Named.EGALITARIAN,
                Rule.Named.UTILITARIAN,
                new Rule.Weighted(weights));
    }
}
