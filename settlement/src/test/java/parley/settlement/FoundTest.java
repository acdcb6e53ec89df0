package parley.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Solution.Proof;
import parley.settlement.tangle.Limits;
import parley.settlement.tangle.Pursuit;

/**
 * Where so little may be spent that hardly anything of a tangled case is found whole, all that is said of what was found is true of a look at every package: by how much others may
 * be better, what no package is better than, what is proved, and that nothing is allowed. Each run has other cases, and a failure says the seed of its own.
 */
class FoundTest {
    private static final int CASES = 2_000;

    private final Map<String, Integer> met = new HashMap<>();

    @Test
    void whatIsSaidOfACaseHolds() {
        each((what, chance, bargain, brute) -> {
            Answer answer =
                    Settler.answer(bargain, request(chance, bargain), Optional.empty(), means(chance), watch(chance));
            holds(what, bargain, brute, answer, Optional.empty());
        });
        assertMet(
                "within",
                "complete",
                "nothing found",
                "exact",
                "NASH",
                "KALAI_SMORODINSKY",
                "EGALITARIAN",
                "UTILITARIAN");
    }

    @Test
    void whatIsSaidOfAllThatBettersADealHolds() {
        each((what, chance, bargain, brute) -> {
            int[] deal = bargain.issues().stream()
                    .mapToInt(issue -> chance.upTo(issue.options().size() - 1))
                    .toArray();
            Bargain noWorse = bargain.withReservations(bargain.utilities(deal));
            List<int[]> known = bargain.allows(deal) ? List.of(deal) : List.of();
            Answer answer =
                    Settler.answer(noWorse, request(chance, noWorse), Optional.of(known), means(chance), watch(chance));
            holds(
                    what + ", deal " + Arrays.toString(deal),
                    noWorse,
                    new BruteForce(noWorse),
                    answer,
                    Optional.of(noWorse));
        });
        assertMet("within", "complete", "nothing found", "exact", "EGALITARIAN", "UTILITARIAN");
    }

    @Test
    void whereNothingIsAllowedThatIsSaid() {
        int[] forbidden = {0};
        each((what, chance, bargain, brute) -> {
            if (brute.all().isEmpty()) {
                forbidden[0]++;
                Means means = new Means(
                        new Limits(1, 8, 3, 1), List.of(Pursuit.Effort.LITTLE), Integer.MAX_VALUE, Optional.empty());
                Answer answer = Settler.answer(bargain, Request.USUAL, Optional.empty(), means, Watch.NONE);
                assertThat(answer.frontier()).as(what).hasValueSatisfying(frontier -> {
                    assertThat(frontier.complete()).isTrue();
                    assertThat(frontier.points()).isEmpty();
                });
                assertThat(answer.solutions().values())
                        .as(what)
                        .containsOnly(new Solution.None(Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE));
            }
        });
        assertThat(forbidden[0]).isGreaterThan(CASES / 100);
    }

    @FunctionalInterface
    private interface Look {
        void at(String what, Chance chance, Bargain bargain, BruteForce brute);
    }

    private static void each(Look look) {
        long seed = new Random().nextInt() * 1_000_000L;
        for (int run = 0; run < CASES; run++, seed++) {
            Chance chance = new Chance(seed);
            int parties = 2 + run % 3;
            Bargain bargain = switch (run / 3 % 4) {
                case 0 -> chance.tangled(parties, 2 + chance.upTo(3), 4, 15, run % 7 == 0 ? 1L << 45 : 1);
                case 1 -> chance.wide(parties, 2 + chance.upTo(2), 4, 8);
                case 2 -> chance.knots(parties);
                default -> chance.entangled();
            };
            look.at("seed " + seed + ", run " + run, chance, bargain, new BruteForce(bargain));
        }
    }

    private static Means means(Chance chance) {
        Limits limits =
                new Limits(chance.upTo(3) == 0 ? 20 : 1, 1 + chance.upTo(9), chance.upTo(3), chance.upTo(4) * 2L);
        List<Pursuit.Effort> efforts = IntStream.range(0, chance.upTo(2))
                .mapToObj(at -> new Pursuit.Effort(1 + chance.upTo(7), chance.upTo(20)))
                .toList();
        return new Means(
                limits, efforts, chance.upTo(2) == 0 ? 2 + chance.upTo(5) : Integer.MAX_VALUE, Optional.empty());
    }

    /** Most are never stopped: then it is spending alone that ends a search. */
    private static Watch watch(Chance chance) {
        int asks = chance.upTo(3) == 0 ? chance.upTo(40) : Integer.MAX_VALUE;
        int[] asked = {0};
        return () -> ++asked[0] > asks;
    }

    private static Request request(Chance chance, Bargain bargain) {
        List<Rule> rules = new ArrayList<>(List.of(Rule.Named.values()));
        rules.add(new Rule.Weighted(bargain.parties().stream()
                .map(party -> Ratio.of(1 + chance.upTo(3), 1 + chance.upTo(2)))
                .toList()));
        return new Request(
                rules,
                chance.upTo(3) == 0
                        ? new Request.Extent.Within(Ratio.of(1 + chance.upTo(9)))
                        : new Request.Extent.Full());
    }

    private void holds(String what, Bargain bargain, BruteForce brute, Answer answer, Optional<Bargain> above) {
        answer.frontier()
                .ifPresentOrElse(
                        frontier -> holds(what, bargain, brute, frontier, above),
                        () -> met.merge("nothing found", 1, Integer::sum));
        answer.solutions().forEach((rule, solution) -> holds(what + ", " + rule, bargain, brute, rule, solution));
    }

    private void holds(String what, Bargain bargain, BruteForce brute, Frontier frontier, Optional<Bargain> above) {
        List<long[]> wanted = brute.frontier().stream()
                .filter(one -> above.isEmpty() || above.get().acceptable(one))
                .toList();
        List<long[]> listed = frontier.points().stream().map(Point::utilities).toList();
        for (Point point : frontier.points()) {
            assertThat(bargain.utilities(point.options())).as(what).isEqualTo(point.utilities());
            assertThat(bargain.allows(point.options())).as("%s: allowed", what).isTrue();
            assertThat(above.isEmpty() || bargain.acceptable(point.utilities()))
                    .as("%s: nobody loses", what)
                    .isTrue();
        }
        met.merge(frontier.complete() ? "complete" : "within", 1, Integer::sum);
        if (frontier.complete()) {
            assertThat(listed).as("%s: called complete", what).containsExactlyElementsOf(wanted);
        }
        for (long[] one : wanted) {
            assertThat(listed)
                    .as("%s: stands for %s within %s", what, Arrays.toString(one), Arrays.toString(frontier.within()))
                    .anyMatch(stands -> IntStream.range(0, one.length)
                            .allMatch(party -> one[party] - stands[party] <= frontier.within()[party]));
        }
    }

    private void holds(String what, Bargain bargain, BruteForce brute, Rule rule, Solution solution) {
        Optional<List<Ratio>> best = brute.best(rule);
        switch (solution) {
            case Solution.Found(Point point, Proof proof) -> {
                assertThat(bargain.utilities(point.options())).as(what).isEqualTo(point.utilities());
                assertThat(bargain.allows(point.options())).as(what).isTrue();
                assertThat(bargain.acceptable(point.utilities())).as(what).isTrue();
                List<Ratio> gains = brute.gains(point.utilities());
                switch (proof) {
                    case Proof.Exact() -> {
                        met.merge("exact", 1, Integer::sum);
                        assertThat(brute.order(rule).compare(gains, best.orElseThrow()))
                                .as("%s: called proved", what)
                                .isZero();
                    }
                    case Proof.Bounded(Optional<Ratio> bound) ->
                        bound.ifPresent(most -> {
                            met.merge(rule.task().name(), 1, Integer::sum);
                            assertThat(most)
                                    .as("%s: bound", what)
                                    .isGreaterThanOrEqualTo(measure(brute, rule, best.orElseThrow()))
                                    .isGreaterThanOrEqualTo(measure(brute, rule, gains));
                        });
                }
            }
            case Solution.None(Solution.Reason reason) -> {
                if (reason == Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE) {
                    assertThat(best).as("%s: nothing is acceptable", what).isEmpty();
                }
            }
        }
    }

    /** Where not all can gain, the product is of those who do. */
    private static Ratio measure(BruteForce brute, Rule rule, List<Ratio> gains) {
        return rule == Rule.Named.NASH
                ? gains.stream().filter(gain -> gain.signum() > 0).reduce(Ratio.ONE, Ratio::times)
                : brute.measure(rule, gains);
    }

    private void assertMet(String... kinds) {
        for (String kind : kinds) {
            assertThat(met.getOrDefault(kind, 0)).as("%s of %s", kind, met).isGreaterThan(CASES / 100);
        }
    }
}
