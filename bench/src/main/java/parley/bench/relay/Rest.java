package parley.bench.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the peers have done what they put off while they were asked.
 *
 * <p>A quorum queue moves its entries from one file to another, and a database writes its pages, long after they have
 * answered. In turns without a rest, each peer is measured while it shares the machine with the others' arrears.
 */
final class Rest {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Less than this part of one processor is what idle servers use. */
    private static final double IDLE = 0.15;

    private static final Duration MOST = Duration.ofSeconds(20);

    private Rest() {}

    static void await(List<Peer> peers) throws IOException, InterruptedException {
        Shell.run("sync");
        long end = System.nanoTime() + MOST.toNanos();
        Duration before = used(peers);
        while (System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            Duration now = used(peers);
            if (now.minus(before).toNanos() < LOOK.toNanos() * IDLE) {
                return;
            }
            before = now;
        }
    }

    private static Duration used(List<Peer> peers) throws IOException {
        Duration all = Duration.ZERO;
        for (Peer peer : peers) {
            all = all.plus(Cpu.used(peer));
        }
        return all;
    }
}
