package parley.bench.relay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import parley.relay.RelayConfig;
import parley.relay.RelayMain;

/** The relay as a process of its own, on any free port of this machine; ends when its standard input does. */
public final class RelayProcess {
    private RelayProcess() {}

    /** @param args the data folder */
    public static void main(String[] args) throws Exception {
        RelayConfig config = RelayConfig.of(Path.of(args[0]), "127.0.0.1", 0);
        CompletableFuture<Void> end = CompletableFuture.runAsync(RelayProcess::awaitEnd);
        PrintStream out = System.out;
        int code = RelayMain.run(config, end, out, why -> System.err.println(why.key() + " " + why.parts()));
        System.exit(code);
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
