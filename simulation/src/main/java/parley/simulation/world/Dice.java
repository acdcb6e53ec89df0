package parley.simulation.world;

import java.util.List;
import parley.base.Bytes;

/**
 * The choices of one run: everything that happens by chance is asked here, so that a seed replays it.
 *
 * <p>Not thread-safe: a run has one thread.
 */
public final class Dice {
    private static final int THOUSAND = 1000;

    private final SeededRandomness source;

    public Dice(long seed) {
        source = new SeededRandomness(seed);
    }

    /** A number from 0 to {@code bound − 1}; {@code bound} at least 1. */
    public int below(int bound) {
        return (int) Math.floorMod(source.nextLong(), (long) bound);
    }

    /** A number from {@code least} to {@code most}, both possible. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** True in {@code permille} of 1,000 throws. */
    public boolean chance(int permille) {
        return below(THOUSAND) < permille;
    }

    /** One of a list that isn't empty. */
    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    public Bytes bytes(int count) {
        return source.bytes(count);
    }

    /** The index of a weight, each as likely as it is heavy; their sum must be positive. */
    public int weighted(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int at = below(total);
        for (int i = 0; i < weights.length; i++) {
            at -= weights[i];
            if (at < 0) {
                return i;
            }
        }
        throw new IllegalStateException("weights changed while they were counted");
    }
}
