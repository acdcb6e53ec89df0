package parley.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import parley.cli.process.RelayRun;
import parley.simulation.wire.Verdict;
import parley.simulation.wire.WireDistinguisher;

/** What the wires of real nodes show of quiet rooms, with the relay as the process that people start. */
public final class WireBench {
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
        found(lines, "quiet rooms", report.quiet(), "(goal at most 0.52)", "(goal at most 0.02)");
        found(lines, "other rooms", report.loud(), "", "");
        lines.add("The numbers that tell most alone, in quiet rooms; of so many some do by chance:");
        for (Verdict.Telling one : report.quiet().verdict().telling()) {
            lines.add(String.format(Locale.ROOT, "    %.3f %s", one.auc(), one.number()));
        }
        return lines;
    }

    private static void found(
            List<String> lines, String rooms, WireDistinguisher.Found found, String aucGoal, String gainGoal) {
        Verdict verdict = found.verdict();
        lines.add(String.format(
                Locale.ROOT, "%s: %d minutes of talk, %d of silence", rooms, verdict.talk(), verdict.silence()));
        lines.add(line("talk or silence, AUC", verdict.auc(), verdict.error(), aucGoal));
        lines.add(line("by the best single number, AUC", verdict.bestNumber(), verdict.error(), ""));
        lines.add(line(
                "who reads " + found.follower().texts() + " texts, better than blind",
                found.follower().gain(),
                found.follower().error(),
                gainGoal));
    }

    private static String line(String what, double figure, double error, String note) {
        return String.format(Locale.ROOT, "    %-44s %.3f ± %.3f %s", what, figure, error, note)
                .stripTrailing();
    }
}
