package parley.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A relay as a process of its own, to be killed by tests; ends when its standard input does. */
public final class RelayProgram {
    private RelayProgram() {}

    /** @param args the data folder */
    public static void main(String[] args) throws Exception {
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
            try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        System.exit(RelayMain.run(
                RelayConfig.of(Path.of(args[0]), "127.0.0.1", 0),
                end,
                System.out,
                why -> System.err.println(why.key())));
    }

    /** Starts it; standard error goes to the test's. */
    public static Process start(Path folder) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProgram.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
