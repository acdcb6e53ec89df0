package parley.cpsat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Point;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;
import parley.settlement.search.RuleSearch;
import parley.settlement.solver.Solver;

/** What CP-SAT proves is what a look at every package shows. */
class CpSatTest {
    private final Solver cpSat = new CpSat();

    @Test
    void itIsFoundByItsName() {
        assertThat(ServiceLoader.load(Solver.class)).extracting(Solver::name).containsExactly("cp-sat");
    }

    @Test
    void everyRuleChoosesWhatALookAtEveryPackageDoes() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 60; run++) {
            Chance chance = new Chance(seed + run);
            Bargain bargain = switch (run % 3) {
                case 0 -> chance.entangled();
                case 1 -> chance.wide(2 + run % 4, 4, 4, 6);
                default -> chance.tangled(2 + run % 4, 4, 4, 12, run % 2 == 0 ? 1 : 1L << 40);
            };
            BruteForce brute = new BruteForce(bargain);
            RuleSearch search = new RuleSearch(bargain, cpSat, List.of(), Watch.NONE);
            for (Rule rule : Rule.Named.values()) {
                brute.assertProved(rule, search.best(rule), "seed %d %s".formatted(seed + run, rule));
            }
        }
    }

    @Test
    void sixtyRegionsOverTwentyIssuesAreProvedBetweenThreeParties() {
        Bargain bargain = new Chance(1).wide(3, 20, 10, 60);

        Answer answer = Settler.answer(bargain, Request.USUAL, cpSat, Watch.NONE);

        answer.solutions()
                .forEach((rule, solution) -> assertThat(solution)
                        .as("%s", rule)
                        .isInstanceOfSatisfying(
                                Solution.Found.class,
                                found -> assertThat(found.proof()).isEqualTo(new Solution.Proof.Exact())));
    }

    @Test
    void aStopIsHeard() {
        Bargain bargain = new Chance(1).tangled(5, 30, 10, 300);
        AtomicInteger asked = new AtomicInteger();
        RuleSearch search = new RuleSearch(bargain, cpSat, List.of(), () -> asked.incrementAndGet() > 10);

        assertThat(search.best(Rule.Named.UTILITARIAN))
                .matches(solution -> !(solution instanceof Solution.Found(Point ignored, Solution.Proof.Exact exact)));
        assertThat(asked.get()).isLessThan(100);
    }
}
