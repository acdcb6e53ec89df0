package parley.bench.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import parley.bench.SettleBench.Row;
import parley.bench.SettleBench.Stopwatch;
import parley.settlement.Bargain;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** The questions of the goals, each to several cases. */
public final class SettleRuns {
    private static final int CASES = 5;
    /** The first ones warm the JVM up; the best counts. */
    private static final int OF_FRONTIERS = 8;

    private static final int OF_SEARCHES = 2;

    /** Goals for interacting issues, in milliseconds: of up to ten, and of more. */
    private static final double FEW_INTERACT = 2_000;

    private static final double MANY_INTERACT = 30_000;

    private final List<Outside.Set> outside = Outside.sets();
    private final Consumer<String> progress;

    public SettleRuns(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What could not be asked, in a sentence each. */
    public List<String> missing() {
        return outside.isEmpty()
                ? List.of("no data here: " + Outside.NAMED_BY + " names no folder with nonlinear sets of GENIUS")
                : List.of();
    }

    public List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(frontier(2, 9, 5));
        rows.add(frontier(2, 18, 20));
        rows.add(frontier(2, 100, 1_000));
        rows.add(frontier(3, 10, 1_000));
        for (Rule rule : List.of(Rule.Named.NASH, Rule.Named.KALAI_SMORODINSKY, Rule.Named.EGALITARIAN)) {
            rows.add(proved(rule));
        }
        rows.add(interacting(10, FEW_INTERACT));
        rows.add(interacting(30, MANY_INTERACT));
        outside.forEach(set -> rows.add(outside(set)));
        return rows;
    }

    private Row frontier(int parties, int issues, double goal) {
        return frontier(
                parties + " parties, 10^" + issues + " packages, whole frontier",
                cases(parties, issues),
                OF_FRONTIERS,
                goal);
    }

    private Row interacting(int issues, double goal) {
        List<Bargain> cases = IntStream.rangeClosed(1, CASES)
                .mapToObj(seed -> Contest.of(issues, seed))
                .toList();
        return frontier("interactions, 10^" + issues + " packages, whole frontier", cases, OF_SEARCHES, goal);
    }

    private Row outside(Outside.Set set) {
        int digits = set.bargain().packages().toString().length() - 1;
        return frontier(
                set.name() + " of GENIUS, 10^" + digits + " packages, whole frontier",
                List.of(set.bargain()),
                OF_SEARCHES,
                digits <= 10 ? FEW_INTERACT : MANY_INTERACT);
    }

    private Row frontier(String what, List<Bargain> cases, int repetitions, double goal) {
        progress.accept(what);
        Request request = new Request(List.of(), new Request.Extent.Full());
        Stopwatch watch = new Stopwatch();
        for (Bargain bargain : cases) {
            watch.time(repetitions, () -> {
                var frontier =
                        Settler.answer(bargain, request, Watch.NONE).frontier().orElseThrow();
                if (!frontier.complete()) {
                    throw new IllegalStateException("a frontier was not whole");
                }
                return (long) frontier.points().size();
            });
        }
        return watch.row(what, goal);
    }

    private Row proved(Rule rule) {
        String what = "5 parties, 10^18 packages, " + rule + " proved";
        progress.accept(what);
        Request request = new Request(List.of(rule), new Request.Extent.Nothing());
        Stopwatch watch = new Stopwatch();
        for (Bargain bargain : cases(5, 18)) {
            watch.time(OF_SEARCHES, () -> {
                Solution solution =
                        Settler.answer(bargain, request, Watch.NONE).solutions().get(rule);
                return solution instanceof Solution.Found(var point, Solution.Proof.Exact exact) ? 1L : 0L;
            });
        }
        return watch.row(what, 1_000);
    }

    private static List<Bargain> cases(int parties, int issues) {
        return IntStream.rangeClosed(1, CASES)
                .mapToObj(seed -> Opposed.of(parties, issues, seed))
                .toList();
    }
}
