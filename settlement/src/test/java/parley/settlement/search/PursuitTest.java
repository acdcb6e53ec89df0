package parley.settlement.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
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
import parley.settlement.tangle.Pursuit;

/** Where interactions are not listed, what each rule chooses is still proved, between any number of parties; stopped, the bound holds. */
class PursuitTest {
    private static final List<Rule> RULES =
            List.of(Rule.Named.NASH, Rule.Named.KALAI_SMORODINSKY, Rule.Named.EGALITARIAN, Rule.Named.UTILITARIAN);

    @Test
    void everyRuleChoosesWhatALookAtEveryPackageDoes() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 400; run++) {
            Bargain bargain = some(seed + run);
            BruteForce brute = new BruteForce(bargain);
            RuleSearch search = new RuleSearch(
                    bargain, Pursuit.of(bargain, List.of(), Watch.NONE).orElseThrow(), Pursuit.Effort.LITTLE);
            for (Rule rule : RULES) {
                brute.assertProved(rule, search.best(rule), "seed %d %s".formatted(seed + run, rule));
            }
        }
    }

    @Test
    void whereverItIsStoppedNoPackageIsBetterThanItsBound() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 400; run++) {
            Bargain bargain = some(seed + run);
            BruteForce brute = new BruteForce(bargain);
            AtomicInteger asked = new AtomicInteger(run % 40);
            Optional<Pursuit> pursuit = Pursuit.of(bargain, List.of(), () -> asked.getAndDecrement() <= 0);
            for (Rule rule : pursuit.isPresent() ? RULES : List.<Rule>of()) {
                Solution solution = new RuleSearch(bargain, pursuit.get(), Pursuit.Effort.MUCH).best(rule);
                if (rule != Rule.Named.KALAI_SMORODINSKY
                        && solution
                                instanceof Solution.Found(Point point, Solution.Proof.Bounded(Optional<Ratio> bound))
                        && bound.isPresent()) {
                    assertThat(bound.get())
                            .as("seed %d %s", seed + run, rule)
                            .isGreaterThanOrEqualTo(
                                    brute.measure(rule, brute.best(rule).orElseThrow()));
                }
            }
        }
    }

    @Test
    void fivePartiesWhoseInteractionsAreTooManyToListAreAnsweredWithProof() {
        Bargain bargain = new Chance(2).tangled(5, 12, 8, 60);

        Settler.answer(bargain, Request.USUAL, Watch.NONE)
                .solutions()
                .forEach((rule, solution) -> assertThat(solution)
                        .as("%s", rule)
                        .isInstanceOfSatisfying(
                                Solution.Found.class,
                                found -> assertThat(found.proof()).isEqualTo(new Solution.Proof.Exact())));
    }

    private static Bargain some(long seed) {
        Chance chance = new Chance(seed);
        int parties = 2 + (int) Math.floorMod(seed, 4L);
        return switch ((int) Math.floorMod(seed / 4, 3L)) {
            case 0 -> chance.tangled(parties, 4, 4, 15, Math.floorMod(seed, 7L) == 0 ? 1L << 50 : 1);
            case 1 -> chance.wide(parties, 4, 4, 8);
            default -> chance.entangled();
        };
    }
}
