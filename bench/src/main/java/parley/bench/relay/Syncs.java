package parley.bench.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts a server's forces to disk by strace, so that nobody is compared who acknowledges before. */
final class Syncs implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile(
            "^\\s*[0-9.]+\\s+[0-9.]+\\s+[0-9]+\\s+([0-9]+)\\s.*\\b(fsync|fdatasync|sync_file_range)$",
            Pattern.MULTILINE);
    private static final int CLOSING_SECONDS = 20;

    private final Process strace;
    private final Path summary;

    private Syncs(Process strace, Path summary) {
        this.strace = strace;
        this.summary = summary;
    }

    static boolean available() {
        return Files.isExecutable(Path.of("/usr/bin/strace"));
    }

    static Syncs count(List<Long> processes) throws IOException {
        Path summary = Files.createTempFile("parley-bench", ".strace");
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", summary.toString()));
        processes.forEach(pid -> command.addAll(List.of("-p", Long.toString(pid))));
        return new Syncs(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                summary);
    }

    /** Ends the counting; empty when strace could not attach. */
    OptionalLong end() throws IOException {
        Shell.run("kill", "-INT", Long.toString(strace.pid()));
        try {
            if (!strace.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                return OptionalLong.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
        Matcher line = LINE.matcher(Files.readString(summary, StandardCharsets.UTF_8));
        long total = 0;
        while (line.find()) {
            total += Long.parseLong(line.group(1));
        }
        return OptionalLong.of(total);
    }

    @Override
    public void close() throws IOException {
        strace.destroyForcibly();
        Files.deleteIfExists(summary);
    }
}
