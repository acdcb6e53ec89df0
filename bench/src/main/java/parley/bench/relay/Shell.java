package parley.bench.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the peers' own commands. */
final class Shell {
    private static final int MOST_SECONDS = 120;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Shell() {}

    static boolean isRoot() {
        return System.getProperty("user.name", "").equals("root");
    }

    /** Runs a command to its end and returns what it said. */
    static String run(String... command) throws IOException {
        return run(List.of(command));
    }

    /** PostgreSQL refuses to run as root, so its commands run as its user then. */
    static String asPostgres(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(List.of(command));
        return run(all);
    }

    private static String run(List<String> command) throws IOException {
        // Into a file: a daemon that inherits a pipe would keep it open for ever.
        Path said = Files.createTempFile("parley-bench", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " did not end");
            }
            String words = Files.readString(said, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + words.strip());
            }
            return words;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(said);
        }
    }

    /**
     * The command in a session of its own, as a service has it: Linux deals the processor out between sessions first, so a
     * server in the bench's own would have to share with the bench.
     */
    static List<String> asService(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of(SETSID.toString()));
        all.addAll(command);
        return all;
    }

    /** Running processes whose command's last part is this. */
    static List<Long> processes(String name) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .map(command -> command.endsWith("/" + name))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .toList();
    }
}
