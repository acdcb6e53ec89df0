package parley.cli.process;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.base.Secret;
import parley.cli.Stop;
import parley.node.api.ApiJson;

/**
 * A relay or node as a process of its own, tied to this one.
 *
 * <p>Guarantees that the child ends when this process ends, however it ends: the child holds the other end of a pipe and
 * stops when it closes. Secrets go through that pipe, never through arguments or the environment. Not thread-safe.
 */
final class Child implements AutoCloseable {
    /** A clean stop writes what is in flight; longer than this, something hangs. */
    private static final long STOP_SECONDS = 10;

    /** The system takes a killed process away at once; longer than this, it is held where nobody can end it, by a disk say. */
    private static final long KILLED_SECONDS = 10;

    /** For a process that is told nothing on standard input. */
    static final Secret NOTHING = Secret.wrap(new byte[0]);

    private final String name;
    private final Process process;
    private final BufferedReader says;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.says = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process.
     *
     * @param firstLine its first line on standard input; an empty secret for none
     * @param log takes what it writes on standard error
     */
    static Child start(String name, JvmWords.Job job, List<String> words, Secret firstLine, Path log)
            throws IOException {
        Process process = new ProcessBuilder(JvmWords.command(job, words))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Child child = new Child(name, process);
        if (firstLine.size() > 0) {
            OutputStream pipe = process.getOutputStream();
            pipe.write(firstLine.reveal());
            pipe.write('\n');
            pipe.flush();
        }
        return child;
    }

    /** Waits for the line by which the process says that it is ready. */
    <T> T ready(Class<T> type, Path log) throws IOException {
        String line = says.readLine();
        if (line == null) {
            throw Stop.fault(name + " ended before it was ready; " + log + " says why");
        }
        return ApiJson.readAnswer(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), type);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it at once, as a crash or a pulled plug would. */
    void kill() throws IOException {
        process.destroyForcibly();
        await();
    }

    /** Asks it to end, and ends it when it doesn't. It has ended then, unless this thread is interrupted meanwhile. */
    @Override
    public void close() {
        try {
            if (!asked() || !process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor(KILLED_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean asked() {
        try {
            process.getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void await() throws IOException {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
