package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Where in the minute a node of a quiet room places its entries, as its wire shows it.
 *
 * @param millis from 0 to 59,999
 */
record Phase(long millis) {
    static final long MINUTE = 60_000;
    /** Between two readings of a quiet room, which begin half as much after the slot: an observer knows it from the source. */
    static final long READING = 15_000;

    /** What goes up with an entry is larger, and nothing else that a node asks for is. */
    static final int LEAST_ENTRY_BYTES = 4_096;

    /** Instants of one slot lie within. */
    private static final long NEAR = 2_000;

    /** The one near which most large records went up since; the beginning of the minute where there were none. */
    static Phase of(List<Seen> wire, Instant since) {
        List<Long> times = wire.stream()
                .filter(one -> isEntry(one) && !one.at().isBefore(since))
                .map(one -> Math.floorMod(one.at().toEpochMilli(), MINUTE))
                .toList();
        return new Phase(times.stream()
                .max(Comparator.comparingLong(time -> times.stream()
                        .filter(other -> apart(time, other, MINUTE) < NEAR)
                        .count()))
                .orElse(0L));
    }

    static boolean isEntry(Seen one) {
        return one.what() == Seen.What.UP && one.bytes() >= LEAST_ENTRY_BYTES;
    }

    /** When this node's slot begins in the minute from {@code begin} on. */
    Instant in(Instant begin) {
        return begin.plusMillis(Math.floorMod(millis - begin.toEpochMilli(), MINUTE));
    }

    /** Where minutes can be cut so that no instant at which one of these nodes writes or reads is near the cut. */
    static Duration cut(List<Phase> nodes) {
        long best = 0;
        long farthest = -1;
        for (long at = 0; at < MINUTE; at += 100) {
            long here = at;
            long nearest = nodes.stream()
                    .mapToLong(node ->
                            Math.min(apart(here, node.millis, MINUTE), apart(here, node.millis + READING / 2, READING)))
                    .min()
                    .orElse(0);
            if (nearest > farthest) {
                farthest = nearest;
                best = at;
            }
        }
        return Duration.ofMillis(best);
    }

    private static long apart(long one, long other, long period) {
        long ahead = Math.floorMod(one - other, period);
        return Math.min(ahead, period - ahead);
    }
}
