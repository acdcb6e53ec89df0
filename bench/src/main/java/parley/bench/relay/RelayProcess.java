package parley.bench.relay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import parley.relay.RelayConfig;
import parley.relay.RelayMain;
import parley.relay.server.RelayLimits;
import parley.relay.store.StoreLimits;

/** The relay as a process of its own, on any free port of this machine; ends when its standard input does. */
public final class RelayProcess {
    private static final int ANY_RATE = 1_000_000;

    /** Peers are measured with small messages too. */
    private static final int ANY_SIZE = 1;

    private RelayProcess() {}

    /** How it is started, with the words for the JVM with which {@code ./parley} starts a relay. */
    static List<String> command(Path data) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RelayProcess.class.getName(),
                data.toString());
    }

    /** @param args the data folder */
    public static void main(String[] args) throws Exception {
        RelayConfig config = new RelayConfig(
                Path.of(args[0]), "127.0.0.1", 0, unhurried(RelayLimits.USUAL), StoreLimits.USUAL, Optional.empty());
        CompletableFuture<Void> end = CompletableFuture.runAsync(RelayProcess::awaitEnd);
        PrintStream out = System.out;
        int code = RelayMain.run(config, end, out, why -> System.err.println(why.key() + " " + why.parts()));
        System.exit(code);
    }

    /** A few hundred logs stand for the thousands that would bring such a load, so the rate of each is not limited here. */
    private static RelayLimits unhurried(RelayLimits usual) {
        return new RelayLimits(
                ANY_RATE,
                ANY_RATE,
                ANY_SIZE,
                usual.createsPerSecond(),
                usual.createBurst(),
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.bodySeconds(),
                usual.answerSeconds(),
                usual.idleSeconds());
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent: only the end counts.
            }
        } catch (IOException e) {
            // As good as the end.
        }
    }
}
