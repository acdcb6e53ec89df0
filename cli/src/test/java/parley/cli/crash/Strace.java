package parley.cli.crash;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a {@link Fault} into a process's calls to the system, from the instant at which it is attached.
 *
 * <p>strace counts each kind of call of each thread by itself. {@link Home} lets the program have one thread for all its
 * small tasks, and the disk is written by one thread in a relay and by one in a node: so hardly two calls share a number.
 */
final class Strace implements AutoCloseable {
    private static final int MOST_SECONDS = 5;

    /** A thread and the name of its call, as strace writes them. */
    private static final Pattern CALL = Pattern.compile("^([0-9]+) +([a-z][a-z0-9_]*)\\(");

    private final Process process;
    private final Path calls;

    private Strace(Process process, Path calls) {
        this.process = process;
        this.calls = calls;
    }

    /** Skips the test where there is no strace, or it may not attach. */
    static void needed(Path folder) throws IOException {
        Process sleeper;
        try {
            run(List.of("strace", "--version"));
            sleeper = new ProcessBuilder("sleep", "60").start();
        } catch (IOException e) {
            abort("strace is not installed, so no fault can be put into the program's calls");
            return;
        }
        try (Strace tried = at(sleeper.pid(), Fault.NONE, folder.resolve("tried"))) {
            tried.end();
        } catch (NotAttached e) {
            abort("strace may not attach to a process here (" + e.getMessage() + "), so no fault can be put into it");
        } finally {
            sleeper.destroyForcibly();
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
    }

    private static final class NotAttached extends IOException {
        private static final long serialVersionUID = 1L;

        private NotAttached(String said) {
            super(said);
        }
    }

    /**
     * Returns when it is attached to all threads.
     *
     * @param calls a file that takes the calls
     */
    static Strace at(long pid, Fault fault, Path calls) throws IOException {
        List<String> command = before(fault, calls);
        command.addAll(List.of("-p", Long.toString(pid)));
        Process process = new ProcessBuilder(command).start();
        BufferedReader says = process.errorReader(StandardCharsets.UTF_8);
        String line = says.readLine();
        if (line == null || !line.contains(" attached")) {
            process.destroyForcibly();
            throw new NotAttached(String.valueOf(line));
        }
        Thread.ofVirtual().start(() -> says.lines().forEach(more -> {}));
        return new Strace(process, calls);
    }

    /**
     * The words before a command that is to run under a fault from its start.
     *
     * @param calls a file that takes the calls
     */
    static List<String> before(Fault fault, Path calls) {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", calls.toString()));
        command.addAll(fault.words());
        return command;
    }

    /** Lets the process go, with no more faults; harmless when it has ended. */
    void end() throws IOException {
        // Through the handle: Process.destroy would close the stream that is still read.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly(); // The system then lets its process go.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whether a fault was put into some call so far. */
    boolean struck() throws IOException {
        return Files.readString(calls, StandardCharsets.ISO_8859_1).contains("(INJECTED)");
    }

    /** All calls that were traced, each as {@link Fault} kills at it. */
    List<Fault> kills() throws IOException {
        return kills(calls);
    }

    static List<Fault> kills(Path calls) throws IOException {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (String line : Files.readAllLines(calls, StandardCharsets.ISO_8859_1)) {
            Matcher call = CALL.matcher(line);
            if (call.find()) {
                counts.computeIfAbsent(call.group(2), name -> new HashMap<>()).merge(call.group(1), 1, Integer::sum);
            }
        }
        List<Fault> kills = new ArrayList<>();
        counts.forEach((name, byThread) -> {
            int most = Collections.max(byThread.values());
            for (int n = 1; n <= most; n++) {
                kills.add(Fault.killAt(name, n));
            }
        });
        return kills;
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
