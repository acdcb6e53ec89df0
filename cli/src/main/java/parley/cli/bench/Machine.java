package parley.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that was measured on, as far as the system tells.
 *
 * @param load runnable processes over the last minute before the measurement; −1 where the system doesn't tell. Above
 *     the number of cores, others were at work and the figures are worse than the machine's
 */
public record Machine(String cpu, int cores, long memoryMib, String disk, String system, String jdk, double load) {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final long KIB_A_MIB = 1024;

    /** @param folder on the disk that is measured */
    public static Machine here(Path folder) throws IOException {
        return new Machine(
                found(CPU, "model name\\s*:\\s*(.*)").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                found(MEMORY, "MemTotal:\\s*([0-9]+) kB")
                        .map(kib -> Long.parseLong(kib) / KIB_A_MIB)
                        .orElse(-1L),
                disk(folder),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                found(LOAD, "^([0-9.]+)").map(Double::parseDouble).orElse(-1.0));
    }

    private static String disk(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return store.type() + " on " + store.name();
    }

    private static Optional<String> found(Path file, String pattern) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        Matcher match = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        return match.find() ? Optional.of(match.group(1).strip()) : Optional.empty();
    }

    List<String> lines() {
        return List.of(
                String.format(Locale.ROOT, "%s, %d cores, %,d MiB memory, %s", cpu, cores, memoryMib, disk),
                String.format(Locale.ROOT, "%s, %s; load before: %.2f", system, jdk, load));
    }
}
