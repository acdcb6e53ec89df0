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

    private final Consumer<String> progress;

    public SettleRuns(Consumer<String> progress) {
        this.progress = progress;
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
        return rows;
    }

    private Row frontier(int parties, int issues, double goal) {
        String what = parties + " parties, 10^" + issues + " packages, whole frontier";
        progress.accept(what);
        Request request = new Request(List.of(), new Request.Extent.Full());
        Stopwatch watch = new Stopwatch();
        for (Bargain bargain : cases(parties, issues)) {
            watch.time(OF_FRONTIERS, () -> {
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
