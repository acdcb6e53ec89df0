package parley.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import parley.relay.server.AddressShare;
import parley.relay.server.RelayLimits;
import parley.relay.store.Quota;
import parley.relay.store.StoreLimits;
import parley.relay.store.postgres.DatabaseAddress;

/** A relay as a process of its own, to be killed by tests; ends when its standard input does. */
public final class RelayProgram {
    private static final String ANY = "parley.test.unhurried";

    /** For the JVM: takes entries of any size at any rate. */
    static final String UNHURRIED = "-D" + ANY + "=true";

    private static final int ANY_RATE = 1_000_000;

    private RelayProgram() {}

    /** @param args the data folder, and a database if it keeps things there */
    public static void main(String[] args) throws Exception {
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
            try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        System.exit(RelayMain.run(config(args), end, System.out, why -> System.err.println(why.key())));
    }

    private static RelayConfig config(String[] args) {
        RelayLimits limits = Boolean.getBoolean(ANY)
                ? new RelayLimits(
                        ANY_RATE, ANY_RATE, 1, ANY_RATE, ANY_RATE, 10_000, 10_000, 20, 30, 60, AddressShare.USUAL)
                : RelayLimits.USUAL;
        // As many records in a segment as of the smallest entries that a relay takes by its usual limits.
        StoreLimits store = Boolean.getBoolean(ANY)
                ? new StoreLimits(2 << 20, 1 << 20, 4096, Quota.Most.ofThisMachine())
                : StoreLimits.USUAL;
        RelayConfig inFolder = new RelayConfig(
                Path.of(args[0]),
                "127.0.0.1",
                0,
                limits,
                store,
                OptionalInt.empty(),
                RelayConfig.USUAL_SWEEP,
                Optional.empty());
        return args.length == 1
                ? inFolder
                : inFolder.in(DatabaseAddress.parse(args[1], Optional.empty()).orThrow());
    }

    /** Starts it over a database. */
    public static Process startOver(DatabaseAddress database, Path folder) throws IOException {
        return start(List.of(), List.of(folder.toString(), database.url()));
    }

    /**
     * Starts it; standard error goes to the test's.
     *
     * @param words more for the JVM
     */
    public static Process start(Path folder, String... words) throws IOException {
        return start(List.of(words), List.of(folder.toString()));
    }

    private static Process start(List<String> words, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(words);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RelayProgram.class.getName()));
        command.addAll(args);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
