package parley.bench.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.protocol.port.RelayAddress;

/** A {@link RelayProcess} that listens. */
record RunningRelay(Process process, RelayAddress address) implements AutoCloseable {
    private static final String LISTENING = "listening ";
    private static final int CLOSING_SECONDS = 30;

    /** Returns when it listens. */
    static RunningRelay start(Path data) throws IOException {
        return start(data, List.of());
    }

    /** The same, taking as many entries as come. */
    static RunningRelay unbounded(Path data) throws IOException {
        return start(data, List.of(RelayProcess.UNBOUNDED));
    }

    private static RunningRelay start(Path data, List<String> more) throws IOException {
        Process process = new ProcessBuilder(Shell.asService(RelayProcess.command(data, more)))
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

    /** What it takes of the machine's memory now, in MiB; −1 where the platform does not tell. */
    long residentMib() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(-1);
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
