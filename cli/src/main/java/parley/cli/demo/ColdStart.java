package parley.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parley.cli.process.JvmWords;

/** How long {@code parley settle} takes from a new process to its answer on a small case. */
public final class ColdStart {
    private static final int RUNS = 5;
    private static final double NANOS_A_MILLI = 1e6;
    private static final String CASE = """
            {"issues":[{"name":"price","options":["low","high"]},{"name":"date","options":["soon","late"]}],
             "parties":[{"name":"A","scores":{"price":{"low":60,"high":0},"date":{"soon":40,"late":0}}},
                        {"name":"B","scores":{"price":{"low":0,"high":30},"date":{"soon":0,"late":70}}}]}
            """;

    private ColdStart() {}

    /** In milliseconds: the middle of several runs. The JVM alone, without the script that finds it. */
    public static double settleMillis(Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("case.json"), CASE);
        double[] times = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(
                            JvmWords.command(JvmWords.Job.COMMAND, List.of("settle", file.toString(), "--json")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("parley settle ended with " + process.exitValue());
            }
            times[run] = (System.nanoTime() - begun) / NANOS_A_MILLI;
        }
        java.util.Arrays.sort(times);
        return times[RUNS / 2];
    }
}
