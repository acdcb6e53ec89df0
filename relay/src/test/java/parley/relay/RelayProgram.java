package parley.relay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * Starts it; standard error goes to the test's.
     *
     * @param words more for the JVM
     */
    public static Process start(Path folder, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(words));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), RelayProgram.class.getName(), folder.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
