package parley.cpsat;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import parley.settlement.Bargain;
import parley.settlement.Watch;
import parley.settlement.solver.Question;
import parley.settlement.solver.Solver;
import parley.settlement.solver.Verdict;

/** Asks CP-SAT. Where it finds several packages equally good, which one it gives may differ from run to run. */
public final class CpSat implements Solver {
    /** Between two looks at the watch: a stop is heard at once, as people see it. */
    private static final long LOOK_EVERY_MILLIS = 50;
    /** More of its workers than that double what others do. */
    private static final int MOST_WORKERS = 8;

    /** Unpacks and loads the native library; throws an error where there is none for this machine. */
    public CpSat() {
        Loader.loadNativeLibraries();
    }

    @Override
    public String name() {
        return "cp-sat";
    }

    @Override
    public Verdict seek(Bargain bargain, Question question, Watch watch) {
        Program program = new Program(bargain, question);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()))
                .setRandomSeed(1);
        AtomicReference<CpSolverStatus> status = new AtomicReference<>(CpSolverStatus.UNKNOWN);
        // It stops when told by another thread only, and the watch wants to be asked by this one.
        Thread work =
                Thread.ofPlatform().daemon().name("cp-sat").start(() -> status.set(solver.solve(program.model())));
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = work.join(Duration.ofMillis(LOOK_EVERY_MILLIS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (!ended && (interrupted || watch.stop())) {
                solver.stopSearch();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return switch (status.get()) {
            case OPTIMAL, FEASIBLE -> new Verdict.Met(program.options(solver));
            case INFEASIBLE -> new Verdict.NotMet();
            case MODEL_INVALID, UNKNOWN, UNRECOGNIZED -> new Verdict.Unknown();
        };
    }
}
