package parley.settlement.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;
import parley.settlement.rules.Order;

/** On random small cases and deals, advice says what looking at every package says. */
class AdviceTest {
    private static final int CASES = 1_500;
    private static final int ALL = 1_000;

    @Test
    void tradesAreThoseInWhichNobodyLosesAndEveryChangeMatters() {
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = seed % 2 == 0 ? chance.small() : chance.entangled();
            int[] deal = deal(chance, bargain);

            Trades trades = Logrolling.of(bargain, deal, ALL, Watch.NONE);

            assertThat(trades.complete()).isTrue();
            for (int size = 1; size <= Trades.MOST_ISSUES; size++) {
                List<Trade> found = trades.bySize().get(size - 1);
                assertThat(found.stream().map(trade -> Arrays.toString(after(deal, trade))))
                        .as("seed %d, %d issues", seed, size)
                        .containsExactlyInAnyOrderElementsOf(wanted(bargain, deal, size));
                assertThat(found)
                        .as("seed %d: gains are what the package after is worth more", seed)
                        .allSatisfy(trade -> assertThat(
                                        minus(bargain.utilities(after(deal, trade)), bargain.utilities(deal)))
                                .isEqualTo(trade.gains()));
                assertThat(found.stream().map(Trade::gains))
                        .as("seed %d: the best come first", seed)
                        .isSortedAccordingTo(Order.LEXIMIN.reversed());
            }
        }
    }

    @Test
    void ofManyTradesTheBestAreKept() {
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = chance.small();
            int[] deal = deal(chance, bargain);

            Trades all = Logrolling.of(bargain, deal, ALL, Watch.NONE);
            Trades few = Logrolling.of(bargain, deal, 2, Watch.NONE);

            for (int size = 0; size < Trades.MOST_ISSUES; size++) {
                assertThat(few.bySize().get(size).stream().map(Trade::gains))
                        .as("seed %d", seed)
                        .usingElementComparator(Order.LEXIMIN)
                        .containsExactlyElementsOf(all.bySize().get(size).stream()
                                .limit(2)
                                .map(Trade::gains)
                                .toList());
            }
        }
    }

    @Test
    void improvementsAreTheEfficientPackagesThatCostNobodyAnything() {
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = seed % 2 == 0 ? chance.small() : chance.entangled();
            int[] deal = deal(chance, bargain);
            long[] worth = bargain.utilities(deal);

            Answer answer = Appraiser.improvements(bargain, deal, Request.USUAL, Watch.NONE);

            assertThat(answer.frontier().orElseThrow().complete()).isTrue();
            assertThat(answer.frontier().orElseThrow().points().stream().map(Point::utilities))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(new BruteForce(bargain)
                            .frontier().stream()
                                    .filter(one ->
                                            Arrays.stream(minus(one, worth)).allMatch(gain -> gain >= 0))
                                    .toList());
        }
    }

    @Test
    void aDealIsEfficientOrShownToBeDominated() {
        int efficient = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = seed % 2 == 0 ? chance.small() : chance.entangled();
            int[] deal = deal(chance, bargain);
            long[] worth = bargain.utilities(deal);
            BruteForce brute = new BruteForce(bargain);
            boolean dominated = brute.all().stream().anyMatch(other -> BruteForce.dominates(other, worth));

            Appraisal appraisal =
                    Appraiser.of(bargain, deal, Settler.answer(bargain, Request.USUAL, Watch.NONE), Watch.NONE);

            switch (appraisal.efficiency()) {
                case Appraisal.Efficiency.Efficient ignored -> {
                    efficient++;
                    assertThat(dominated).as("seed %d", seed).isFalse();
                }
                case Appraisal.Efficiency.Dominated(Point by) -> {
                    assertThat(BruteForce.dominates(by.utilities(), worth))
                            .as("seed %d", seed)
                            .isTrue();
                    assertThat(bargain.utilities(by.options())).isEqualTo(by.utilities());
                    assertThat(bargain.allows(by.options())).isTrue();
                }
                case Appraisal.Efficiency.Unknown ignored ->
                    assertThat(seed).as("nothing stopped it").isNegative();
            }
            assertThat(appraisal.acceptable()).as("seed %d", seed).isEqualTo(bargain.acceptable(worth));
            shares(seed, bargain, brute, worth, appraisal);
        }
        assertThat(efficient).as("both kinds were met").isBetween(CASES / 20, CASES - CASES / 20);
    }

    @Test
    void whatARuleChoosesIsAtNoDistanceFromIt() {
        Bargain bargain = new Chance(5).opposed(2, 6, 4, 1_000);
        Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
        Solution.Found nash =
                (Solution.Found) Objects.requireNonNull(answer.solutions().get(Rule.Named.NASH));

        Appraisal appraisal = Appraiser.of(bargain, nash.point().options(), answer, Watch.NONE);

        assertThat(appraisal.distances().get(Rule.Named.NASH)).containsOnly(0);
        assertThat(appraisal.distances().keySet()).containsExactly(Rule.Named.values());
        assertThat(appraisal.efficiency()).isInstanceOf(Appraisal.Efficiency.Efficient.class);
    }

    private static void shares(long seed, Bargain bargain, BruteForce brute, long[] worth, Appraisal appraisal) {
        List<long[]> acceptable =
                brute.all().stream().filter(bargain::acceptable).toList();
        assertThat(appraisal.shares().isEmpty()).as("seed %d", seed).isEqualTo(acceptable.isEmpty());
        for (int at = 0; at < appraisal.shares().size(); at++) {
            int party = at;
            Appraisal.Share share = appraisal.shares().get(party);
            long ideal =
                    acceptable.stream().mapToLong(one -> one[party]).max().orElseThrow() - bargain.reservation(party);
            assertThat(share.ideal()).as("seed %d", seed).isEqualTo(ideal);
            assertThat(share.gain()).isEqualTo(worth[party] - bargain.reservation(party));
            share.ofIdeal().ifPresent(part -> {
                assertThat(part).isEqualTo(Ratio.of(share.gain(), ideal));
                Ratio most = appraisal.shares().stream()
                        .flatMap(other -> other.ofIdeal().stream())
                        .reduce(part, Ratio::max);
                assertThat(share.envy()).as("seed %d", seed).isEqualTo(most.minus(part));
            });
        }
    }

    /** Packages that differ from the deal in exactly {@code size} issues, cost nobody anything, and lose by any change left out. */
    private static List<String> wanted(Bargain bargain, int[] deal, int size) {
        List<String> wanted = new ArrayList<>();
        for (int[] other : packages(bargain)) {
            long differing = IntStream.range(0, deal.length)
                    .filter(issue -> deal[issue] != other[issue])
                    .count();
            if (differing == size
                    && bargain.allows(other)
                    && pays(bargain, deal, other)
                    && minimal(bargain, deal, other)) {
                wanted.add(Arrays.toString(other));
            }
        }
        return wanted;
    }

    private static boolean pays(Bargain bargain, int[] deal, int[] other) {
        return BruteForce.dominates(bargain.utilities(other), bargain.utilities(deal));
    }

    /** Whether every package between the deal and this one gives somebody less than this one, or is forbidden. */
    private static boolean minimal(Bargain bargain, int[] deal, int[] other) {
        long[] worth = bargain.utilities(other);
        return packages(bargain).stream()
                .filter(between -> IntStream.range(0, deal.length)
                        .allMatch(issue -> between[issue] == deal[issue] || between[issue] == other[issue]))
                .filter(between -> !Arrays.equals(between, other) && !Arrays.equals(between, deal))
                .filter(bargain::allows)
                .noneMatch(between ->
                        Arrays.stream(minus(bargain.utilities(between), worth)).allMatch(gain -> gain >= 0));
    }

    private static List<int[]> packages(Bargain bargain) {
        List<int[]> all = new ArrayList<>();
        all.add(new int[bargain.issues().size()]);
        for (int at = 0; at < bargain.issues().size(); at++) {
            int issue = at;
            all = all.stream()
                    .flatMap(one -> IntStream.range(
                                    0, bargain.issues().get(issue).options().size())
                            .mapToObj(option -> {
                                int[] more = one.clone();
                                more[issue] = option;
                                return more;
                            }))
                    .toList();
        }
        return all;
    }

    private static int[] deal(Chance chance, Bargain bargain) {
        return bargain.issues().stream()
                .mapToInt(issue -> chance.upTo(issue.options().size() - 1))
                .toArray();
    }

    private static int[] after(int[] deal, Trade trade) {
        int[] after = deal.clone();
        trade.changes().forEach(change -> {
            assertThat(change.from()).isEqualTo(deal[change.issue()]);
            after[change.issue()] = change.to();
        });
        return after;
    }

    private static long[] minus(long[] one, long[] other) {
        long[] difference = one.clone();
        for (int at = 0; at < difference.length; at++) {
            difference[at] -= other[at];
        }
        return difference;
    }
}
