package parley.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import parley.cli.process.RelayRun;
import parley.simulation.wire.Planted;
import parley.simulation.wire.Verdict;
import parley.simulation.wire.WireDistinguisher;

/** What the wires of real nodes show of quiet rooms, with the relay as the process that people start. */
public final class WireBench {
    private static final String AUC_GOAL = "(goal at most 0.52)";
    private static final String GAIN_GOAL = "(goal at most 0.02)";

    private WireBench() {}

    public static WireDistinguisher.Report run(Path folder, int pairs, int minutes, Consumer<String> progress)
            throws IOException, InterruptedException {
        try (RelayRun relay = RelayRun.start(folder.resolve("relay"), 0, folder.resolve("relay.log"))) {
            return WireDistinguisher.run(
                    WireDistinguisher.Options.usual(pairs, minutes), folder.resolve("nodes"), relay.ready(), progress);
        }
    }

    public static List<String> lines(WireDistinguisher.Report report) {
        List<String> lines = new ArrayList<>();
        found(lines, "quiet rooms", report.quiet(), AUC_GOAL, GAIN_GOAL);
        found(lines, "other rooms", report.loud(), "", "");
        for (Planted one : report.planted()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "quiet rooms, and a leak planted: in talk \"%s\" is greater by %.1f of its deviations",
                    one.number(),
                    one.deviations()));
            verdict(lines, one.verdict(), "");
        }
        report.quiet().verdict().ifPresent(verdict -> telling(lines, verdict));
        return lines;
    }

    private static void found(
            List<String> lines, String rooms, WireDistinguisher.Found found, String aucGoal, String gainGoal) {
        lines.add(String.format(
                Locale.ROOT,
                "%s: %d minutes of talk, %d of silence; left out, since nobody said anything, %d",
                rooms,
                found.verdict().map(Verdict::talk).orElse(0),
                found.verdict().map(Verdict::silence).orElse(0),
                found.mute()));
        verdict(lines, found.verdict(), aucGoal);
        lines.add(line(
                "who reads " + found.follower().texts() + " texts, better than blind",
                found.follower().gain(),
                found.follower().error(),
                gainGoal));
    }

    private static void verdict(List<String> lines, Optional<Verdict> verdict, String goal) {
        verdict.ifPresentOrElse(
                one -> {
                    lines.add(line("talk or silence, AUC", one.auc(), one.error(), goal));
                    lines.add(line("by the best single number, AUC", one.bestNumber(), one.bestError(), goal));
                },
                () -> lines.add("    too few minutes for a verdict"));
    }

    private static void telling(List<String> lines, Verdict verdict) {
        lines.add("The numbers that tell most alone, in quiet rooms; of so many some do by chance:");
        for (Verdict.Telling one : verdict.telling()) {
            lines.add(String.format(Locale.ROOT, "    %.3f %s", one.auc(), one.number()));
        }
    }

    private static String line(String what, double figure, double error, String note) {
        return String.format(Locale.ROOT, "    %-44s %.3f ± %.3f %s", what, figure, error, note)
                .stripTrailing();
    }
}
