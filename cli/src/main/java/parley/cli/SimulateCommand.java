package parley.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import parley.simulation.Report;
import parley.simulation.Simulate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley simulate}: two relays and two to seven nodes in one JVM, hostile weather, one run for each seed. */
@Command(
        name = "simulate",
        description = {
            "Run two relays and two to seven nodes under a seeded scheduler that delays, drops, reorders, crashes and lies.",
            "Exit code 1 when an invariant was violated, which the same seed shows again, or when a run of 1,000 seeds or more",
            "never came to a fault or state that so many come to."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    /** Often enough to see that it moves. */
    private static final long SAY_EVERY = 100;

    @Option(names = "--seeds", required = true, paramLabel = "N", description = "How many seeds.")
    private int seeds;

    @Option(names = "--from", paramLabel = "S", description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(
            names = "--tools",
            description =
                    "Let half of the people use phases, mandates, sheets, items by courier, soundings and papers too.")
    private boolean tools;

    @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > Simulate.MOST_SEEDS) {
            throw Stop.bad("--seeds is from 1 to " + Simulate.MOST_SEEDS);
        }
        Report report = run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            out.printf(
                    "%d seeds from %d, %d of them over libsignal: %d steps, %d violations%n",
                    report.seeds(),
                    from,
                    report.realSessionSeeds(),
                    report.steps(),
                    report.violations().size());
            report.violations()
                    .forEach(one -> out.printf(
                            "seed %d, step %d: %s: %s%n", one.seed(), one.step(), one.invariant(), one.what()));
            if (!report.unreached().isEmpty()) {
                out.println("Never came about: " + String.join(", ", report.unreached()));
            }
        }
        PrintWriter told = json ? spec.commandLine().getErr() : out;
        report.missing()
                .forEach(name -> told.printf(
                        "%s never came about, and in %d seeds it must: the simulation has lost it%n",
                        name, report.seeds()));
        told.flush();
        out.flush();
        return report.holds() ? Stop.DONE : Stop.NO;
    }

    private Report run() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return Simulate.run(from, seeds, tools, done -> {
                if (done % SAY_EVERY == 0) {
                    err.println(spec.qualifiedName() + ": " + done + " of " + seeds + " seeds");
                    err.flush();
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Stop.fault("interrupted");
        }
    }
}
