package parley.relay.server;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what all calls under way hold in memory together, and how much of that callers from one address may hold.
 *
 * <p>Without it a few thousand callers who send or take a body slowly would fill the memory of a relay, each well within
 * its own limit. Thread-safe.
 */
final class CallMemory {
    /** Callers from one address may hold one part in so many: who floods from one place leaves room for others. */
    private static final int SHARES = 2;

    /** A relay needs most of its memory for the index of its logs. */
    private static final int PART_OF_HEAP = 4;

    private final long most;
    private final Map<Object, Long> held = new HashMap<>();
    private long total;

    /** @param most bytes, of all calls together */
    CallMemory(long most) {
        this.most = most;
    }

    /** A part of what this JVM may have. */
    static CallMemory ofThisMachine() {
        return new CallMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** @param from an address, or what stands for one */
    Lease lease(Object from) {
        return new Lease(from);
    }

    private synchronized boolean take(Object from, int bytes) {
        long own = held.getOrDefault(from, 0L);
        if (total + bytes > most || own + bytes > most / SHARES) {
            return false;
        }
        total += bytes;
        held.put(from, own + bytes);
        return true;
    }

    private synchronized void give(Object from, long bytes) {
        total -= bytes;
        held.computeIfPresent(from, (who, own) -> own == bytes ? null : own - bytes);
    }

    /** What one call holds, until it is closed. Used by one thread. */
    final class Lease implements AutoCloseable {
        private final Object from;
        private long bytes;

        private Lease(Object from) {
            this.from = from;
        }

        /** False when there is no room for so much more just now. */
        boolean grow(int more) {
            if (!take(from, more)) {
                return false;
            }
            bytes += more;
            return true;
        }

        @Override
        public void close() {
            if (bytes > 0) {
                give(from, bytes);
                bytes = 0;
            }
        }
    }
}
