package parley.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import parley.protocol.port.RelayAddress;

/** A {@link RelayProcess} that listens. */
record RunningRelay(Process process, RelayAddress address) implements AutoCloseable {
    private static final String LISTENING = "listening ";
    private static final int CLOSING_SECONDS = 30;

    /** Returns when it listens. */
    static RunningRelay start(Path data) throws IOException {
        Process process = new ProcessBuilder(Shell.asService(RelayProcess.command(data)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IOException("the relay did not start");
        }
        return new RunningRelay(
                process, RelayAddress.parse(line.substring(LISTENING.length())).orThrow());
    }

    /** Ends it as power loss would, but for the system's cache. */
    void kill() throws IOException {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            await();
        } finally {
            process.destroyForcibly();
        }
    }

    private void await() throws IOException {
        try {
            if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the relay did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
