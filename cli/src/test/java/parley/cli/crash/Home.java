package parley.cli.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the program start itself as {@code ./parley} starts it, with the same words for the JVM and two more: one thread
 * carries all virtual ones, so that {@link Strace} counts their calls together, and the compiler that is quickest at a start.
 */
public final class Home {
    private static final Path WORDS = Path.of("cli", "src", "main", "jvm");
    private static final List<String> MORE =
            List.of("-XX:TieredStopAtLevel=1", "-Djdk.virtualThreadScheduler.parallelism=1");

    private Home() {}

    /** For all processes that this one starts from now on. */
    public static void in(Path folder) throws IOException {
        Path words = Files.createDirectories(folder.resolve(WORDS));
        try (Stream<Path> all = Files.list(Path.of("..").resolve(WORDS))) {
            all.forEach(file -> copy(file, words.resolve(file.getFileName())));
        }
        Files.write(words.resolve("all"), MORE, StandardOpenOption.APPEND);
        System.setProperty("parley.home", folder.toString());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
