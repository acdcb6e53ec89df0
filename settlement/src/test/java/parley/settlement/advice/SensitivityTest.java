package parley.settlement.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.BruteForce;
import parley.settlement.Builder;
import parley.settlement.Chance;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Region;
import parley.settlement.Rule;
import parley.settlement.Watch;

/** What a rule's package hangs on, and who could gain by telling something else. */
class SensitivityTest {
    @Test
    void aTieIsDecidedByEveryWeightInIt() {
        // Two issues, each wanted alike by both: who gets which hangs on any tenth.
        Bargain bargain = winner(List.of("Port", "Road"), new long[][] {{50, 45}, {50, 45}});

        Stability stability =
                Stability.of(bargain, Rule.Named.EGALITARIAN, Watch.NONE).orElseThrow();

        assertThat(stability.complete()).isTrue();
        assertThat(stability.tried()).isEqualTo(4);
        assertThat(stability.changes()).isNotEmpty().allSatisfy(change -> {
            Point then = change.chosen().orElseThrow();
            assertThat(then.utilities()).as("worth in the case as it is").isEqualTo(bargain.utilities(then.options()));
        });
    }

    @Test
    void aWeightThatWasTriedByHalfCountsForNothing() {
        Bargain bargain = winner(List.of("Port", "Road"), new long[][] {{50, 45}, {50, 45}});
        int stopped = 0;
        for (int asked = 1; asked < 400; asked++) {
            AtomicInteger left = new AtomicInteger(asked);
            Optional<Stability> stability =
                    Stability.of(bargain, Rule.Named.EGALITARIAN, () -> left.decrementAndGet() < 0);
            if (stability.filter(one -> !one.complete()).isPresent()) {
                stopped++;
                int tried = stability.get().tried();
                assertThat(stability.get().changes())
                        .allMatch(one ->
                                one.stake() instanceof Stake.OfIssue(int issue) && one.party() * 2 + issue < tried);
            }
        }
        assertThat(stopped).as("times that it was stopped on the way").isPositive();
    }

    @Test
    void whatBothWantApartIsStable() {
        Bargain bargain = winner(List.of("Port", "Road"), new long[][] {{90, 10}, {10, 90}});

        Stability stability = Stability.of(bargain, Rule.Named.NASH, Watch.NONE).orElseThrow();

        assertThat(stability.chosen().utilities()).containsExactly(90, 90);
        assertThat(stability.changes()).isEmpty();
        assertThat(Misreport.of(bargain, Rule.Named.NASH, Watch.NONE))
                .allSatisfy(one -> assertThat(one.gain()).isZero());
    }

    /** Nothing was varied where all that parties want lies in interactions, and the package was called stable. */
    @Test
    void whatHangsOnAnInteractionIsNotCalledStable() {
        Bargain bargain = together(20, 19);

        Stability stability =
                Stability.of(bargain, Rule.Named.UTILITARIAN, Watch.NONE).orElseThrow();

        assertThat(stability.chosen().utilities()).containsExactly(20, 0);
        assertThat(stability.tried()).isEqualTo(2);
        assertThat(stability.interactions()).isEqualTo(2);
        assertThat(stability.changes())
                .extracting(change -> change.party() + " " + change.stake() + " " + change.up())
                .containsExactly("0 OfBonus[bonus=0] false", "1 OfBonus[bonus=1] true");
    }

    @Test
    void whoSaysThatAnInteractionIsWorthMoreGainsIt() {
        List<Misreport> all = Misreport.of(together(20, 15), Rule.Named.UTILITARIAN, Watch.NONE);

        assertThat(all.get(0).gain()).isZero();
        assertThat(all.get(1).gain()).isEqualTo(15);
        assertThat(all.get(1).best()).contains(new Misreport.Told.Weight(new Stake.OfBonus(1), Ratio.of(2)));
    }

    @Test
    void whatIsWorthNothingIsNoWeight() {
        Bargain bargain = winner(List.of("Port", "Road"), new long[][] {{90, 0}, {0, 0}});

        Stability stability = Stability.of(bargain, Rule.Named.NASH, Watch.NONE).orElseThrow();

        assertThat(stability.complete()).isTrue();
        assertThat(stability.tried()).isEqualTo(1);
        assertThat(stability.interactions()).isZero();
    }

    @Test
    void whoHidesThatItGainsMuchGainsMore() {
        // To be equal in points, A may have half the road only if it seems to want it little.
        Bargain bargain = new Chance(3).opposed(2, 5, 5, 100);

        List<Misreport> all = Misreport.of(bargain, Rule.Named.EGALITARIAN, Watch.NONE);

        assertThat(all).hasSize(2).anySatisfy(one -> {
            assertThat(one.complete()).isTrue();
            assertThat(one.gain()).isPositive();
            assertThat(one.best()).isPresent();
        });
    }

    @Test
    void changesAreThoseThatLookingAtEveryPackageFinds() {
        int unstable = 0;
        for (long seed = 0; seed < 150; seed++) {
            long which = seed;
            Bargain bargain = new Chance(seed).small();
            for (Rule rule : Rule.Named.values()) {
                Optional<Stability> stability = Stability.of(bargain, rule, Watch.NONE);
                assertThat(stability.isPresent())
                        .as("seed %d", seed)
                        .isEqualTo(new BruteForce(bargain).best(rule).isPresent());
                unstable += stability.filter(one -> !one.changes().isEmpty()).isPresent() ? 1 : 0;
                stability.stream().flatMap(one -> one.changes().stream()).forEach(change -> {
                    Bargain then = Varied.weight(
                                    bargain, change.party(), change.stake(), Ratio.of(change.up() ? 11 : 9, 10))
                            .orElseThrow();
                    BruteForce brute = new BruteForce(then);
                    assertThat(change.chosen().isPresent())
                            .as("seed %d", which)
                            .isEqualTo(brute.best(rule).isPresent());
                    change.chosen()
                            .ifPresent(point -> assertThat(brute.order(rule)
                                            .compare(
                                                    brute.best(rule).orElseThrow(),
                                                    brute.gains(then.utilities(point.options()))))
                                    .as("seed %d", which)
                                    .isZero());
                });
            }
        }
        assertThat(unstable).isPositive();
    }

    @Test
    void whatIsSolvedOnceForAllRulesIsWhatEachHasAlone() {
        List<Rule> rules = List.of(Rule.Named.values());
        for (long seed = 0; seed < 60; seed++) {
            Bargain bargain = new Chance(seed).entangled();

            Advice together = Advisor.sensitivity(bargain, rules, Optional.empty(), Watch.NONE);

            for (Rule rule : rules) {
                assertThat(together.stability().get(rule))
                        .as("seed %d", seed)
                        .usingRecursiveComparison()
                        .isEqualTo(Stability.of(bargain, rule, Watch.NONE));
                assertThat(together.misreports().get(rule))
                        .as("seed %d", seed)
                        .usingRecursiveComparison()
                        .isEqualTo(Misreport.of(bargain, rule, Watch.NONE));
            }
        }
    }

    @Test
    void stoppedItSaysThatNotAllWasTried() {
        Bargain bargain = new Chance(1).opposed(2, 8, 8, 1_000);
        int[] asked = {0};

        Optional<Stability> stability = Stability.of(bargain, Rule.Named.NASH, () -> ++asked[0] > 10);

        assertThat(stability).hasValueSatisfying(one -> {
            assertThat(one.complete()).isFalse();
            assertThat(one.tried()).isPositive();
        });
        Trades trades = Logrolling.of(bargain, new int[8], 5, () -> true);
        assertThat(trades.complete()).isFalse();
    }

    @Test
    void weightsOfWhichATenthMoreCannotBeCountedAreLeftOut() {
        long most = Bargain.MOST_UNITS;
        Bargain bargain = winner(List.of("Port", "Road"), new long[][] {{most - 30, 10}, {10, most / 4}});

        Stability stability = Stability.of(bargain, Rule.Named.NASH, Watch.NONE).orElseThrow();

        assertThat(stability.complete()).isFalse();
        assertThat(stability.tried())
                .as("all but what A's first issue is worth")
                .isEqualTo(3);
        assertThat(Misreport.of(bargain, Rule.Named.NASH, Watch.NONE))
                .extracting(Misreport::complete)
                .containsExactly(false, true);
    }

    @Test
    void whatCannotBeProvedSoonIsNotSaidToStay() {
        Bargain bargain = new Chance(1).wide(3, 20, 10, 40);

        Variations variations = new Variations(bargain, List.of(Rule.Named.UTILITARIAN), Watch.NONE);

        assertThat(variations.chosen(0, new Misreport.Told.Reservation(Ratio.ZERO), Rule.Named.UTILITARIAN))
                .isEmpty();
    }

    /** Two issues that nobody wants for themselves: one party wants both settled in one way, the other in the other. */
    private static Bargain together(long first, long second) {
        List<Issue> issues = List.of(new Issue("Port", List.of("A", "B")), new Issue("Road", List.of("A", "B")));
        List<List<Ratio>> nothing = List.of(List.of(Ratio.ZERO, Ratio.ZERO), List.of(Ratio.ZERO, Ratio.ZERO));
        return new Builder(issues, List.of(new Party("A", Ratio.ZERO, nothing), new Party("B", Ratio.ZERO, nothing)))
                .bonuses(List.of(
                        new Bonus(0, both(0), true, Ratio.of(first)), new Bonus(1, both(1), true, Ratio.of(second))))
                .build();
    }

    private static Region both(int option) {
        return new Region(new TreeMap<>(Map.of(0, new TreeSet<>(List.of(option)), 1, new TreeSet<>(List.of(option)))));
    }

    /** Issues that one of two parties wins whole. */
    private static Bargain winner(List<String> names, long[][] points) {
        List<Issue> issues =
                names.stream().map(name -> new Issue(name, List.of("A", "B"))).toList();
        List<Party> parties = new ArrayList<>();
        for (int at = 0; at < 2; at++) {
            int party = at;
            List<List<Ratio>> scores = new ArrayList<>();
            for (long worth : points[party]) {
                scores.add(
                        List.of(party == 0 ? Ratio.of(worth) : Ratio.ZERO, party == 1 ? Ratio.of(worth) : Ratio.ZERO));
            }
            parties.add(new Party(party == 0 ? "A" : "B", Ratio.ZERO, scores));
        }
        return Bargain.of(issues, parties);
    }
}
