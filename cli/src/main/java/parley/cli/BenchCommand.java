package parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.bench.RelayBench;
import parley.bench.RelayBenchReport;
import parley.bench.RelayCrowd;
import parley.bench.RelayOpening;
import parley.bench.RelaySoak;
import parley.bench.SettleBench;
import parley.cli.bench.ColdStart;
import parley.cli.bench.Figures;
import parley.cli.bench.Machine;
import parley.cli.bench.RecordBench;
import parley.cli.bench.StartBench;
import parley.cli.bench.TalkBench;
import parley.cli.bench.WireBench;
import parley.cli.process.JvmWords;
import parley.node.api.ApiJson;
import parley.simulation.quiet.Distinguisher;
import parley.simulation.wire.WireDistinguisher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley bench}: measures on this machine what the README claims. */
@Command(
        name = "bench",
        description = {
            "Measure on this machine: relay (durable appends beside RabbitMQ and PostgreSQL), opening (a relay's start with a",
            "million entries, after a kill), crowd (a thousand connections, and besiegers), soak (an hour of talks: is anything",
            "lost, does memory grow?), node (talk: node to node, a room of ten; record: a node with 1,000,000 messages), start",
            "(the demo's start, and the memory of its nodes), settle (exact answers to opposed parties), or quiet (can a relay",
            "tell talk from silence in a simulated quiet room, or, with --wire, who watches the wires of real nodes?)."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    /** What can be measured; {@code NODE} is {@code TALK} and {@code RECORD}. */
    enum What {
        RELAY,
        OPENING,
        CROWD,
        SOAK,
        NODE,
        TALK,
        RECORD,
        START,
        SETTLE,
        QUIET
    }

    /** Each is a connection of PostgreSQL's own, which takes no more than so many. */
    private static final int MOST_IN_FLIGHT = 10_000;

    /** A week. */
    private static final int MOST_MINUTES = 7 * 24 * 60;

    /** More than a relay of this kind takes from so few talks, of which each waits for its last answer. */
    private static final int MOST_PER_SECOND = 50_000;

    /** Fewer give too few traces of both classes from both halves of the time: a pair turns once in three minutes. */
    private static final int LEAST_WIRE_MINUTES = 20;

    private static final int USUAL_PAIRS = 48;
    private static final int LEAST_PAIRS = 4;

    /** All nodes share one address, and the relay gives an address so many connections. */
    private static final int MOST_PAIRS = 100;

    /** What was promised of a new process, in milliseconds. */
    private static final double COLD_START = 700;

    @Parameters(paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}. NODE is TALK and RECORD.")
    @SuppressWarnings("NullAway.Init")
    private What what;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "A folder on the disk to measure, empty, or with the record that was made there before (default: a temporary one).")
    private @Nullable Path dir;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "relay: appends under way at any time at each peer (default: ${DEFAULT-VALUE}).",
            defaultValue = "256")
    private int inFlight;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "soak, quiet --wire: how long (default: ${DEFAULT-VALUE}; quiet --wire: at least 20).",
            defaultValue = "60")
    private int minutes;

    @Option(
            names = "--per-second",
            paramLabel = "N",
            description = "soak: appends a second of all talks together (default: ${DEFAULT-VALUE}).",
            defaultValue = "500")
    private int perSecond;

    @Option(
            names = "--tls",
            description = "relay: ask the peers over TLS 1.3 too (default: the relay alone speaks TLS).")
    private boolean tls;

    @Option(
            names = "--wire",
            description = "quiet: watch the wires between real nodes and a relay, by the clock on the wall.")
    private boolean wire;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description =
                    "quiet --wire: pairs of nodes in quiet rooms; an eighth as many, but at least 4, in others (default: "
                            + USUAL_PAIRS + ").")
    private @Nullable Integer pairs;

    @Option(names = "--json", description = "Print one JSON object; progress goes to standard error.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            throw Stop.bad("--in-flight is from 1 to " + MOST_IN_FLIGHT);
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw Stop.bad("--minutes is from 1 to " + MOST_MINUTES);
        }
        if ((wire && what != What.QUIET) || (pairs != null && !wire)) {
            throw Stop.bad("--wire goes with quiet only, and --pairs with quiet --wire");
        }
        if (wire && minutes < LEAST_WIRE_MINUTES) {
            throw Stop.bad("--minutes is at least " + LEAST_WIRE_MINUTES + " with --wire");
        }
        if (pairs() < LEAST_PAIRS || pairs() > MOST_PAIRS) {
            throw Stop.bad("--pairs is from " + LEAST_PAIRS + " to " + MOST_PAIRS);
        }
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw Stop.bad("--per-second is from 1 to " + MOST_PER_SECOND);
        }
        Logs.quiet();
        Path folder = dir == null ? Files.createTempDirectory("parley-bench-") : Files.createDirectories(dir);
        try {
            Machine machine = Machine.here(folder);
            switch (what) {
                case RELAY -> relay(folder);
                case OPENING -> opening(folder);
                case CROWD -> crowd(folder);
                case SOAK -> soak(folder);
                case NODE -> print(machine, talk(folder), record(folder));
                case TALK -> print(machine, talk(folder));
                case RECORD -> print(machine, record(folder));
                case START -> print(machine, apart(folder, empty -> new StartBench(empty, this::progress).run()));
                case SETTLE -> settle(folder);
                case QUIET -> {
                    if (wire) {
                        quietWires(folder);
                    } else {
                        quiet();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Stop.fault("interrupted");
        } finally {
            if (dir == null) {
                Folders.delete(folder);
            }
        }
        out().flush();
        return Stop.DONE;
    }

    private int pairs() {
        return pairs == null ? USUAL_PAIRS : pairs;
    }

    private void relay(Path folder) throws IOException, InterruptedException {
        RelayBench.Report report = RelayBench.run(
                RelayBench.Options.usual(folder).inFlight(inFlight).tls(tls), this::progress);
        out().println(json ? RelayBenchReport.json(report) : RelayBenchReport.table(report));
    }

    private void opening(Path folder) throws IOException, InterruptedException {
        RelayOpening.Report report = RelayOpening.run(RelayOpening.Options.usual(folder), this::progress);
        if (json) {
            printJson(report);
            return;
        }
        out().println(report.machine());
        line("a relay without entries listens after", report.emptyMillis(), "ms");
        starts(report.options().entries() + " entries, after a kill at rest", report.millis());
        starts("the same after a kill under load, nothing acknowledged lost", report.underLoadMillis());
        line("without any index, once", report.withoutIndexesMillis(), "ms");
    }

    private void starts(String what, List<Double> millis) {
        line(what + ", median", millis.stream().sorted().toList().get(millis.size() / 2), "ms");
        line("    the slowest of " + millis.size(), Collections.max(millis), "ms");
    }

    private void crowd(Path folder) throws IOException, InterruptedException {
        RelayCrowd.Report report = RelayCrowd.run(RelayCrowd.Options.usual(folder), this::progress);
        if (json) {
            printJson(report);
            return;
        }
        out().println(report.machine());
        for (RelayCrowd.Part part : report.parts()) {
            line(part.what(), part.perSecond(), "appends/s");
            line("    p50, p99", part.p50Millis(), String.format(Locale.ROOT, "ms, %.2f ms", part.p99Millis()));
            line("    resident", (double) part.residentMib(), "MiB");
        }
    }

    private void soak(Path folder) throws IOException, InterruptedException {
        RelaySoak.Options options = RelaySoak.Options.usual(folder)
                .time(Duration.ofMinutes(minutes))
                .perSecond(perSecond);
        RelaySoak.Report report = RelaySoak.run(options, this::progress);
        if (json) {
            printJson(report);
            return;
        }
        RelaySoak.Look last = report.looks().getLast();
        out().println(report.machine());
        line("entries acknowledged, none lost", (double) last.acknowledged(), "");
        line("read by the other side, all as they were written", (double) last.read(), "");
        line("talks released", (double) last.released(), "");
        line("resident at the end", (double) last.residentMib(), "MiB");
        line("calls not answered in time, and made again", (double) report.silences(), "");
        line("grows by, second half", report.slopeMib(), "MiB an hour");
    }

    private Figures talk(Path folder) throws IOException, InterruptedException {
        return apart(folder, empty -> new TalkBench(empty, this::progress).run());
    }

    private Figures record(Path folder) throws IOException, InterruptedException {
        return new RecordBench(folder.resolve("record"), this::progress).run();
    }

    /** A measurement in a folder of its own. */
    @FunctionalInterface
    private interface Measurement {
        Figures in(Path empty) throws IOException, InterruptedException;
    }

    private static Figures apart(Path folder, Measurement measurement) throws IOException, InterruptedException {
        Path empty = Files.createTempDirectory(folder, "run-");
        try {
            return measurement.in(empty);
        } finally {
            Folders.delete(empty);
        }
    }

    private void print(Machine machine, Figures... parts) {
        Figures all = Figures.of(List.of(parts));
        if (json) {
            printJson(all.json(machine));
        } else {
            out().println(all.table(machine));
        }
    }

    private void settle(Path folder) throws IOException, InterruptedException {
        SettleBench.Report report = SettleBench.run(this::progress);
        progress("./parley settle, a case of 1,000 packages");
        ColdStart.Times cold = ColdStart.settle(JvmWords.home(), folder);
        if (json) {
            printJson(Map.of("settle", report, "coldStart", cold));
            return;
        }
        out().println(report.machine());
        for (SettleBench.Row row : report.rows()) {
            times(
                    row.what(),
                    row.median(),
                    row.slowest(),
                    row.goal(),
                    row.what().endsWith("proved")
                            ? (row.size() == 1 ? "all proved" : "not all proved")
                            : "at least " + row.size() + " points");
        }
        report.missing().forEach(out()::println);
        times(
                "./parley settle, 1,000 packages, command to answer",
                cold.median(),
                cold.slowest(),
                COLD_START,
                cold.runs() + " runs");
    }

    private void times(String what, double median, double slowest, double goal, String note) {
        out().println(String.format(
                Locale.ROOT,
                "%-56s median %8.1f ms, slowest %8.1f ms, goal %6.0f ms, %s",
                what,
                median,
                slowest,
                goal,
                note));
    }

    private void quiet() throws InterruptedException {
        Distinguisher.Report report = Distinguisher.run(Distinguisher.Options.USUAL, this::progress);
        if (json) {
            printJson(report);
            return;
        }
        line("traces of each class, judged", report.quiet().judged(), "");
        share("talk or silence, quiet room, AUC", report.quiet().auc(), "(goal at most 0.52)");
        share("    by the best single number", report.quiet().bestNumber(), "(goal at most 0.52)");
        share("who answers, quiet room, better than blind", report.quiet().gain(), "(goal at most 0.02)");
        share("talk or silence, any other room, AUC", report.aloud().auc(), "");
        share("who answers, any other room, better than blind", report.aloud().gain(), "");
    }

    private void quietWires(Path folder) throws IOException, InterruptedException {
        WireDistinguisher.Report report = WireBench.run(folder, pairs(), minutes, this::progress);
        if (json) {
            printJson(report);
        } else {
            WireBench.lines(report).forEach(out()::println);
        }
        out().flush();
        report.saysNothing().ifPresent(why -> {
            throw Stop.no(why);
        });
    }

    private void share(String what, double value, String note) {
        out().println(String.format(Locale.ROOT, "%-46s %10.3f %s", what, value, note));
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
