package parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.bench.NodeBench;
import parley.bench.RelayBench;
import parley.bench.RelayBenchReport;
import parley.bench.SettleBench;
import parley.cli.demo.ColdStart;
import parley.cli.demo.StartBench;
import parley.node.api.ApiJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley bench}: measures on this machine what the README claims. */
@Command(
        name = "bench",
        description = {
            "Measure on this machine: relay (durable appends beside RabbitMQ and PostgreSQL), node (node to node, a room of ten),",
            "start (the demo's start, and the memory of its processes), or settle (exact answers to opposed parties)."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    /** What can be measured. */
    enum What {
        RELAY,
        NODE,
        START,
        SETTLE
    }

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private What what;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "An empty folder on the disk to measure (default: a temporary one).")
    private @Nullable Path dir;

    @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        Path folder = dir == null ? Files.createTempDirectory("parley-bench-") : dir;
        try {
            switch (what) {
                case RELAY -> relay(folder);
                case NODE -> node(folder);
                case START -> start(folder);
                case SETTLE -> settle(folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Stop.fault("interrupted");
        }
        out().flush();
        return Stop.DONE;
    }

    private void relay(Path folder) throws IOException, InterruptedException {
        RelayBench.Report report = RelayBench.run(RelayBench.Options.usual(folder), this::progress);
        out().println(json ? RelayBenchReport.json(report) : RelayBenchReport.table(report));
    }

    private void node(Path folder) throws IOException, InterruptedException {
        NodeBench.Report report = NodeBench.run(NodeBench.Options.usual(folder), this::progress);
        if (json) {
            printJson(report);
            return;
        }
        out().println(report.machine());
        line("send to folded at the reader, p50", report.sendToFoldedP50(), "ms");
        line("send to folded at the reader, p95", report.sendToFoldedP95(), "ms");
        line("forcing 4 KiB to disk, p50 (three a message)", report.fsyncP50(), "ms");
        line("round trip to the relay, p50", report.roundTripP50(), "ms");
        line("room of " + report.members() + ", asked for", report.asked(), "messages/s");
        line("room of " + report.members() + ", folded by all", report.reached(), "messages/s");
        line("last message at all members after", report.lastBehind(), "ms");
    }

    private void start(Path folder) throws IOException {
        StartBench.Report report = StartBench.run(folder, this::progress);
        if (json) {
            printJson(report);
            return;
        }
        line("three pages answer after", report.pagesMillis(), "ms");
        line("three vaults open after", report.unlockedMillis(), "ms");
        report.residentMib().forEach((who, mib) -> line("resident at rest, " + who, mib, "MiB"));
    }

    private void settle(Path folder) throws IOException, InterruptedException {
        SettleBench.Report report = SettleBench.run(this::progress);
        progress("a new process, a small case");
        double cold = ColdStart.settleMillis(folder);
        if (json) {
            printJson(Map.of("settle", report, "coldStartMillis", cold));
            return;
        }
        out().println(report.machine());
        for (SettleBench.Row row : report.rows()) {
            out().println(String.format(
                    Locale.ROOT,
                    "%-56s median %8.1f ms, slowest %8.1f ms, goal %6.0f ms, %s",
                    row.what(),
                    row.median(),
                    row.slowest(),
                    row.goal(),
                    row.what().endsWith("proved")
                            ? (row.size() == 1 ? "all proved" : "not all proved")
                            : "at least " + row.size() + " points"));
        }
        line("a new process to its answer on a small case", cold, "ms (goal 700)");
    }

    private void line(String what, double value, String unit) {
        out().println(String.format(Locale.ROOT, "%-46s %10.2f %s", what, value, unit));
    }

    private void printJson(Object report) {
        out().println(new String(ApiJson.write(report), StandardCharsets.UTF_8));
    }

    private void progress(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + what);
        err.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
