package parley.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import parley.simulation.run.Coverage;
import parley.simulation.run.Violation;

/**
 * What a simulation found.
 *
 * @param steps over all seeds
 * @param violations in the order of the seeds
 * @param realSessionSeeds how many seeds ran over libsignal itself
 * @param faults how often each fault really happened
 * @param states how often each verdict, condition and fact was reached
 * @param slowestToConverge seconds of simulated time that the slowest seed needed after its faults had stopped
 */
public record Report(
        long seeds,
        long steps,
        List<Violation> violations,
        long realSessionSeeds,
        Map<String, Long> faults,
        Map<String, Long> states,
        long slowestToConverge) {
    public Report {
        violations = List.copyOf(violations);
        faults = new TreeMap<>(faults);
        states = new TreeMap<>(states);
    }

    /** Faults and states that no seed came to. */
    public List<String> unreached() {
        return Coverage.unreached(faults, states);
    }

    /** What so many seeds should have come to and didn't; empty in a short run. */
    public List<String> missing() {
        return Coverage.missing(seeds, faults, states);
    }

    /** Whether nothing was violated, and nothing is missing. */
    public boolean holds() {
        return violations.isEmpty() && missing().isEmpty();
    }

    /** One JSON object; its fields are a contract of {@code docs/cli.md}. */
    public String json() {
        StringBuilder out = new StringBuilder();
        out.append("{\"seeds\":").append(seeds).append(",\"steps\":").append(steps);
        out.append(",\"violations\":[");
        String comma = "";
        for (Violation one : violations) {
            out.append(comma).append("{\"seed\":").append(one.seed());
            out.append(",\"step\":").append(one.step());
            out.append(",\"invariant\":").append(quoted(one.invariant().name()));
            out.append(",\"what\":").append(quoted(one.what())).append('}');
            comma = ",";
        }
        out.append("],\"realSessionSeeds\":").append(realSessionSeeds);
        out.append(",\"slowestToConvergeSeconds\":").append(slowestToConverge);
        out.append(",\"faults\":").append(object(faults));
        out.append(",\"states\":").append(object(states));
        out.append(",\"unreached\":").append(list(unreached()));
        out.append(",\"missing\":").append(list(missing()));
        return out.append('}').toString();
    }

    private static String list(List<String> names) {
        return names.stream().map(Report::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String object(Map<String, Long> counts) {
        StringBuilder out = new StringBuilder("{");
        String comma = "";
        for (Map.Entry<String, Long> one : counts.entrySet()) {
            out.append(comma).append(quoted(one.getKey())).append(':').append(one.getValue());
            comma = ",";
        }
        return out.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
