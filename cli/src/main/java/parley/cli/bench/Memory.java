package parley.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** What a process holds of the machine, where the system tells: {@code /proc} of Linux. */
final class Memory {
    private static final String RESIDENT = "VmRSS:";
    private static final double KIB_A_MIB = 1024;

    private Memory() {}

    /** MiB resident now, shared pages included. */
    static OptionalDouble resident(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_A_MIB)
                .findFirst();
    }
}
