package parley.protocol.testing;

import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;

/** The same bytes for the same seed, on every platform and for ever: golden vectors are made from it. */
public final class SeededRandomness implements Randomness {
    private final long seed;
    private long block;

    public SeededRandomness(long seed) {
        this.seed = seed;
    }

    @Override
    public synchronized void fill(byte[] target) {
        for (int at = 0; at < target.length; at += Hash.SIZE) {
            Bytes drawn = Hash.of("test-randomness", Hash.number(seed), Hash.number(block++))
                    .value();
            System.arraycopy(drawn.toArray(), 0, target, at, Math.min(Hash.SIZE, target.length - at));
        }
    }
}
