package parley.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import parley.node.api.ApiJson;

/** How long {@code ./parley settle} takes, as people start it, from the command to its answer on a small case. */
public final class ColdStart {
    /** An odd number, so that one is in the middle. */
    private static final int RUNS = 11;

    private static final int ISSUES = 3;
    private static final int OPTIONS = 10;
    private static final int WORTH = 1_000;
    private static final int NOISE = 50;
    private static final long SEED = 1;

    private ColdStart() {}

    /**
     * In milliseconds.
     *
     * @param runs how many there were, one after the other
     */
    public record Times(int runs, double median, double slowest) {}

    /**
     * Whole processes of the script with what is built: it looks for a JDK, and the JVM starts, reads the case, and answers.
     *
     * @param home the folder of {@code ./parley}
     * @param folder for the case
     */
    public static Times settle(Path home, Path folder) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("case.json"), ApiJson.write(opposed()));
        ProcessBuilder command = new ProcessBuilder(home.resolve("parley").toString(), "settle", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // A source that was edited meanwhile would have it build first, and that isn't measured here.
        command.environment().put("PARLEY_NO_BUILD", "1");
        Samples times = new Samples();
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            int status = command.start().waitFor();
            if (status != 0) {
                throw new IOException("parley settle ended with " + status);
            }
            times.add(System.nanoTime() - begun);
        }
        return new Times(RUNS, times.median(), times.most());
    }

    /** Two parties, of whom the second wants nearly the reverse of the first; 1,000 packages. */
    private static Map<String, Object> opposed() {
        Random random = new Random(SEED);
        List<Map<String, Object>> issues = new ArrayList<>();
        Map<String, Object> first = new HashMap<>();
        Map<String, Object> second = new HashMap<>();
        List<String> options = IntStream.range(0, OPTIONS)
                .mapToObj(option -> "option " + option)
                .toList();
        for (int at = 0; at < ISSUES; at++) {
            String issue = "issue " + at;
            Map<String, Integer> one = new HashMap<>();
            Map<String, Integer> other = new HashMap<>();
            for (String option : options) {
                int score = random.nextInt(WORTH);
                one.put(option, score);
                other.put(option, WORTH - score + random.nextInt(NOISE));
            }
            issues.add(Map.of("name", issue, "options", options));
            first.put(issue, one);
            second.put(issue, other);
        }
        return Map.of(
                "issues",
                issues,
                "parties",
                List.of(Map.of("name", "A", "scores", first), Map.of("name", "B", "scores", second)));
    }
}
