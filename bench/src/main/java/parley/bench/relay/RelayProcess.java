package parley.bench.relay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import parley.relay.RelayConfig;
import parley.relay.RelayMain;
import parley.relay.server.RelayLimits;
import parley.relay.store.Quota;
import parley.relay.store.StoreLimits;

/** The relay as a process of its own, on any free port of this machine; ends when its standard input does. */
public final class RelayProcess {
    /** Names the folder of {@code ./parley}. */
    private static final String HOME = "parley.home";

    private static final int ANY_RATE = 1_000_000;

    /** Second word: no bound on entries, for a load that brings more in minutes than a relay gets in years and is small enough. */
    static final String UNBOUNDED = "unbounded";

    /** Peers are measured with small messages too. */
    private static final int ANY_SIZE = 1;

    private RelayProcess() {}

    /**
     * How it is started: with the words for the JVM with which {@code ./parley} starts a relay, read from the same files, for
     * with more memory than the shipped relay has it would be another relay that is measured.
     *
     * @throws IOException outside of {@code ./parley}, which says where those files are
     */
    static List<String> command(Path data, List<String> more) throws IOException {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new IOException("a relay is measured by ./parley, which says where its words for the JVM are");
        }
        Path words = Path.of(home, "cli", "src", "main", "jvm");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + words.resolve("all"),
                "@" + words.resolve("relay")));
        Path cache = Path.of(home, "cli", "target", "parley", "parley.aot");
        if (Files.isReadable(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        String own = System.getenv("PARLEY_JAVA_OPTS");
        if (own != null && !own.isBlank()) {
            command.addAll(List.of(own.strip().split("\\s+")));
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), RelayProcess.class.getName(), data.toString()));
        command.addAll(more);
        return command;
    }

    /** @param args the data folder, and {@link #UNBOUNDED} or nothing */
    public static void main(String[] args) throws Exception {
        RelayConfig config = new RelayConfig(
                Path.of(args[0]),
                "127.0.0.1",
                0,
                unhurried(RelayLimits.USUAL),
                args.length > 1 && args[1].equals(UNBOUNDED)
                        ? StoreLimits.USUAL.taking(Quota.Most.UNBOUNDED)
                        : StoreLimits.USUAL,
                OptionalInt.empty(),
                RelayConfig.USUAL_SWEEP,
                Optional.empty());
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
                usual.idleSeconds(),
                usual.perAddress());
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
