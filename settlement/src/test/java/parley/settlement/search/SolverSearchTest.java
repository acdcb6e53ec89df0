package parley.settlement.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Point;
import parley.settlement.Rule;
import parley.settlement.Solution;
import parley.settlement.Watch;
import parley.settlement.solver.Question;
import parley.settlement.solver.Solver;
import parley.settlement.solver.Verdict;

/** What another solver is asked is just what each rule asks, and what it answers is not taken for more than it is. */
class SolverSearchTest {
    @Test
    void aSolverThatTellsTheTruthProvesWhatALookAtEveryPackageDoes() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 500; run++) {
            Chance chance = new Chance(seed + run);
            Bargain bargain = run % 2 == 0 ? chance.entangled() : chance.wide(2 + run % 4, 3, 4, 6);
            BruteForce brute = new BruteForce(bargain);
            RuleSearch search = new RuleSearch(bargain, new Enumerating(new Random(seed + run)), List.of(), Watch.NONE);
            for (Rule rule : Rule.Named.values()) {
                brute.assertProved(rule, search.best(rule), "seed %d %s".formatted(seed + run, rule));
            }
        }
    }

    @Test
    void aSolverThatGivesTheSamePackageAgainAndAgainProvesNothing() {
        for (long seed = 0; seed < 50; seed++) {
            Bargain bargain = new Chance(seed).wide(3, 3, 4, 6);
            Solver stubborn = new Named(
                    (of, question, watch) -> new Verdict.Met(new int[of.issues().size()]));
            RuleSearch search = new RuleSearch(bargain, stubborn, List.of(), Watch.NONE);

            for (Rule rule : Rule.Named.values()) {
                assertThat(search.best(rule)).as("seed %d", seed).matches(solution -> !certain(solution));
            }
        }
    }

    @Test
    void aSolverThatIsNotSureProvesNothing() {
        Bargain bargain = new Chance(1).wide(3, 3, 4, 6);
        Solver unsure = new Named((of, question, watch) -> new Verdict.Unknown());

        for (Rule rule : Rule.Named.values()) {
            assertThat(new RuleSearch(bargain, unsure, List.of(), Watch.NONE).best(rule))
                    .matches(solution -> !certain(solution));
        }
    }

    private static boolean certain(Solution solution) {
        return switch (solution) {
            case Solution.Found(Point ignored, Solution.Proof proof) -> proof instanceof Solution.Proof.Exact;
            case Solution.None(Solution.Reason reason) -> reason != Solution.Reason.STOPPED;
        };
    }

    private interface Seeking {
        Verdict seek(Bargain bargain, Question question, Watch watch);
    }

    private record Named(Seeking seeking) implements Solver {
        @Override
        public String name() {
            return "named";
        }

        @Override
        public Verdict seek(Bargain bargain, Question question, Watch watch) {
            return seeking.seek(bargain, question, watch);
        }
    }

    /** Looks at every package and gives any that meets the question. */
    private record Enumerating(Random random) implements Solver {
        @Override
        public String name() {
            return "enumerating";
        }

        @Override
        public Verdict seek(Bargain bargain, Question question, Watch watch) {
            List<int[]> met = new ArrayList<>();
            visit(bargain, question, new int[bargain.issues().size()], 0, met);
            return met.isEmpty() ? new Verdict.NotMet() : new Verdict.Met(met.get(random.nextInt(met.size())));
        }

        private static void visit(Bargain bargain, Question question, int[] options, int issue, List<int[]> met) {
            if (issue == options.length) {
                if (bargain.allows(options) && meets(question, bargain.utilities(options))) {
                    met.add(options.clone());
                }
                return;
            }
            for (int option = 0; option < bargain.issues().get(issue).options().size(); option++) {
                options[issue] = option;
                visit(bargain, question, options, issue + 1, met);
            }
        }

        private static boolean meets(Question question, long[] utilities) {
            return reached(question.least(), utilities) == utilities.length
                    && question.demands().stream().allMatch(demand -> switch (demand) {
                        case Question.Demand.Several(int count, long[] each) -> reached(each, utilities) >= count;
                        case Question.Demand.Weighted(long[] weights, BigInteger least) ->
                            Curve.dot(weights, utilities).compareTo(least) >= 0;
                    });
        }

        private static int reached(long[] each, long[] utilities) {
            int reached = 0;
            for (int party = 0; party < each.length; party++) {
                reached += utilities[party] >= each[party] ? 1 : 0;
            }
            return reached;
        }
    }
}
