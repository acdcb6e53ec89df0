package parley.simulation;

import java.time.Duration;
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
 * @param settling how long the nodes took to come to one head
 */
public record Report(
        long seeds,
        long steps,
        List<Violation> violations,
        long realSessionSeeds,
        Map<String, Long> faults,
        Map<String, Long> states,
        Settling settling) {
    public Report {
        violations = List.copyOf(violations);
        faults = new TreeMap<>(faults);
        states = new TreeMap<>(states);
    }

    /**
     * How long seeds took, in simulated time after their faults had stopped, until all stood at one head with nothing left to say.
     *
     * @param seeds how many came there; in the others something waits in vain, which {@code states} tells, or an invariant was violated
     */
    public record Settling(int seeds, Duration median, Duration slowest) {
        /** Sums up what single seeds took; zero where there are none. */
        public static Settling of(List<Duration> took) {
            List<Duration> sorted = took.stream().sorted().toList();
            return sorted.isEmpty()
                    ? new Settling(0, Duration.ZERO, Duration.ZERO)
                    : new Settling(sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
        }
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
        out.append(",\"convergedSeeds\":").append(settling.seeds());
        out.append(",\"medianToConvergeSeconds\":").append(settling.median().toSeconds());
        out.append(",\"slowestToConvergeSeconds\":").append(settling.slowest().toSeconds());
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
