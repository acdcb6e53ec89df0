package parley.base.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * Runs Jazzer on one target, in a process of its own, and keeps what it finds.
 *
 * <p>Needs Jazzer on the class path: the Maven profile {@code fuzz} puts it there. Everything it leaves lies in {@code
 * target/fuzz/NAME}.
 */
final class Jazzer {
    /** What branches are counted in, and comparisons watched: our own code, and the libraries that parse for us. */
    private static final String INSTRUMENTED = "parley.**:tools.jackson.**:org.snakeyaml.**";

    /** Larger inputs are made by the seeds and never kept; for finding new paths they are too slow: a text of 64 KiB takes a second. */
    private static final int MOST_BYTES = 16 << 10;

    /** Seconds for one input, in case the budget of {@link Trial} is never asked: an endless loop. The first takes long where much else runs. */
    private static final int HANGS = 120;

    private final Class<? extends Targets> targets;
    private final Target target;
    private final Path folder;

    Jazzer(Class<? extends Targets> targets, Target target) {
        this.targets = targets;
        this.target = target;
        this.folder = Path.of("target/fuzz", target.name());
    }

    /** Fuzzes for so many seconds; the input that broke the promise, if one did. */
    Optional<Bytes> run(long seconds) throws IOException, InterruptedException {
        Path found = Files.createDirectories(folder.resolve("found"));
        Path broken = Files.createDirectories(folder.resolve("broken"));
        for (Path old : files(broken)) {
            Files.delete(old);
        }
        List<Bytes> known = new ArrayList<>(target.seeds().values());
        known.addAll(new Kept(target).all());
        for (Bytes input : known) {
            if (input.size() <= MOST_BYTES) {
                Files.write(found.resolve(Hash.of("input", input).toHex()), input.toArray());
            }
        }
        int exit = start("run.log", "-max_total_time=" + seconds, "-artifact_prefix=" + broken + "/", found.toString());
        List<Path> breaking = files(broken);
        if (breaking.isEmpty() && exit != 0) {
            throw new IOException("Jazzer ended with " + exit + ", see " + folder.resolve("run.log"));
        }
        return breaking.isEmpty() ? Optional.empty() : Optional.of(Bytes.wrap(Files.readAllBytes(breaking.getFirst())));
    }

    /** Puts the shortest inputs that together reach everything that was reached into the file of kept ones. */
    void keep() throws IOException, InterruptedException {
        Path least = folder.resolve("least");
        if (Files.exists(least)) {
            for (Path old : files(least)) {
                Files.delete(old);
            }
        }
        Files.createDirectories(least);
        start("merge.log", "-merge=1", least.toString(), folder.resolve("found").toString());
        List<Bytes> inputs = new ArrayList<>();
        for (Path file : files(least)) {
            inputs.add(Bytes.wrap(Files.readAllBytes(file)));
        }
        new Kept(target).replace(inputs);
    }

    /** Jazzer's last words of a run: inputs, branches, corpus. */
    String summary() throws IOException {
        return Files.readAllLines(folder.resolve("run.log")).stream()
                .filter(line -> line.matches("#\\d+\t.*"))
                .reduce("", (_, last) -> last);
    }

    private int start(String log, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + Jazzed.TARGETS + "=" + targets.getName(),
                "-D" + Jazzed.NAME + "=" + target.name(),
                "-cp",
                System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Jazzed.class.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--reproducer_path=" + folder,
                "-max_len=" + MOST_BYTES,
                "-timeout=" + HANGS,
                "-report_slow_units=" + HANGS,
                "-rss_limit_mb=0"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start()
                .waitFor();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
