package parley.simulation.world;

import java.util.concurrent.atomic.AtomicLong;
import parley.base.Randomness;

/**
 * Bytes that look random and are the same for the same seed: SplitMix64, whose whole state is one number.
 *
 * <p>Guarantees replay and that different seeds give unrelated bytes for all that a simulation can tell. Not for keys of
 * anything real. Thread-safe, although only one thread gives a replayable order.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
public final class SeededRandomness implements Randomness {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final AtomicLong state;

    public SeededRandomness(long seed) {
        state = new AtomicLong(mix(seed));
    }

    /** A seed for one purpose out of another seed: streams of different purposes are unrelated. */
    public static long derive(long seed, String purpose, long number) {
        return mix(mix(seed ^ mix(purpose.hashCode())) + GOLDEN_GAMMA * (number + 1));
    }

    @Override
    public void fill(byte[] target) {
        for (int at = 0; at < target.length; at += Long.BYTES) {
            long word = nextLong();
            for (int i = 0; i < Long.BYTES && at + i < target.length; i++) {
                target[at + i] = (byte) (word >>> (8 * i));
            }
        }
    }

    public long nextLong() {
        return mix(state.addAndGet(GOLDEN_GAMMA));
    }

    /** Where this stream stands: a stream made by {@link #at} from it goes on with the same bytes. */
    public long state() {
        return state.get();
    }

    /** A stream that goes on where {@link #state} was taken. */
    public static SeededRandomness at(long state) {
        SeededRandomness randomness = new SeededRandomness(0);
        randomness.state.set(state);
        return randomness;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
