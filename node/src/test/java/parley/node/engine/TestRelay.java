package parley.node.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import parley.base.Result;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;

/** A real relay on a port of this machine. */
public final class TestRelay {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TURN_MILLIS = 100;
    private static final Duration SWEEP = Duration.ofMillis(500);

    private TestRelay() {}

    /** @param data its folder, new or with what a relay kept there */
    public static RelayServer onAnyPort(Path data) {
        return RelayServer.start(config(data, 0)).orThrow();
    }

    /**
     * A relay comes back where it was. A connection of somebody else may have got the port meanwhile, for the system
     * gives out all that are free: then it waits.
     */
    public static RelayServer again(Path data, int port) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Result<RelayServer> started = RelayServer.start(config(data, port));
            boolean taken = started instanceof Result.Refused<?> refused
                    && refused.why().key().equals("relay.address-in-use");
            if (!taken || System.nanoTime() > deadline) {
                return started.orThrow();
            }
            LockSupport.parkNanos(Duration.ofMillis(TURN_MILLIS).toNanos());
        }
    }

    private static RelayConfig config(Path data, int port) {
        return RelayConfig.of(data, "127.0.0.1", port).sweepingEvery(SWEEP);
    }
}
