package parley.protocol.testing;

/** Draws a seed and prints it, so that a failure can be run again with {@code -Dparley.seed=…}. */
public final class Seeds {
    private Seeds() {}

    public static long next() {
        long seed = Long.getLong("parley.seed", System.nanoTime() & Long.MAX_VALUE);
        System.out.println("seed " + seed);
        return seed;
    }
}
