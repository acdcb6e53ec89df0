package parley.bench;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import parley.bench.RelayBench.Line;
import parley.bench.RelayBench.Report;

/** A {@link Report} for people and for programs. */
public final class RelayBenchReport {
    private RelayBenchReport() {}

    /** A table, then the ratios and what is missing. */
    public static String table(Report report) {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "Durable appends of %d bytes, %d in flight, %d rounds of %d s each in turns; %s%n%n",
                report.options().messageBytes(),
                report.options().inFlight(),
                report.options().rounds(),
                report.options().time().toSeconds(),
                report.machine()));
        out.append(String.format(
                Locale.ROOT,
                "%-16s %12s %8s %9s %9s %8s %14s%n",
                "",
                "appends/s",
                "ratio",
                "p50 ms",
                "p99 ms",
                "CPU us",
                "forces/append"));
        for (Line line : report.lines()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-16s %,12.0f %8s %9.2f %9.2f %8.1f %14s%n",
                    line.peer(),
                    line.medianPerSecond(),
                    String.format(Locale.ROOT, "%.1f x", line.ratio()),
                    line.p50Millis(),
                    line.p99Millis(),
                    line.cpuMicros(),
                    forces(line)));
        }
        out.append(System.lineSeparator());
        for (Line line : report.lines()) {
            out.append(String.format(Locale.ROOT, "%s: %s%n", line.peer(), line.what()));
        }
        report.absent().forEach(why -> out.append(String.format(Locale.ROOT, "not measured: %s%n", why)));
        return out.toString();
    }

    private static String forces(Line line) {
        return line.syncs() < 0 || line.syncedAppends() == 0
                ? "not counted"
                : String.format(Locale.ROOT, "%.4f", (double) line.syncs() / line.syncedAppends());
    }

    /** One object. */
    public static String json(Report report) {
        StringJoiner peers = new StringJoiner(",", "[", "]");
        for (Line line : report.lines()) {
            StringJoiner rounds = new StringJoiner(",", "[", "]");
            line.perSecond().forEach(value -> rounds.add(String.format(Locale.ROOT, "%.1f", value)));
            peers.add(String.format(
                    Locale.ROOT,
                    "{\"peer\":%s,\"what\":%s,\"perSecond\":%s,\"medianPerSecond\":%.1f,\"ratio\":%.2f,"
                            + "\"p50Millis\":%.3f,\"p99Millis\":%.3f,\"cpuMicros\":%.2f,\"forces\":%d,\"forcedAppends\":%d}",
                    quoted(line.peer()),
                    quoted(line.what()),
                    rounds,
                    line.medianPerSecond(),
                    line.ratio(),
                    line.p50Millis(),
                    line.p99Millis(),
                    line.cpuMicros(),
                    line.syncs(),
                    line.syncedAppends()));
        }
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"relay\",\"machine\":%s,\"messageBytes\":%d,\"inFlight\":%d,\"logs\":%d,\"rounds\":%d,\"tls\":%b,"
                        + "\"roundSeconds\":%d,\"peers\":%s,\"notMeasured\":%s}",
                quoted(report.machine()),
                report.options().messageBytes(),
                report.options().inFlight(),
                report.options().logs(),
                report.options().rounds(),
                report.options().tls(),
                report.options().time().toSeconds(),
                peers,
                list(report.absent()));
    }

    private static String list(List<String> values) {
        StringJoiner all = new StringJoiner(",", "[", "]");
        values.forEach(value -> all.add(quoted(value)));
        return all.toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
