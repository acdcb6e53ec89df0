package parley.settlement.space;

/**
 * Vectors that were accepted, and whether a further one is covered: at most as good as one of them for everybody.
 *
 * <p>Vectors must come in descending lexicographic order, so that none that comes later dominates one that was accepted. Then what
 * is not covered is efficient. Vectors lie in flat arrays, one after the other.
 */
public sealed interface Cover permits PairCover, Staircase, BlockCover {
    boolean covers(long[] flat, int at);

    /** Takes in a vector that is not covered. */
    void add(long[] flat, int at);

    static Cover of(int parties) {
        return switch (parties) {
            case 2 -> new PairCover();
            case 3 -> new Staircase();
            default -> new BlockCover(parties);
        };
    }

    /** Descending lexicographic order of two vectors: negative when the first comes first. */
    static int order(long[] one, int at, long[] other, int there, int parties) {
        for (int party = 0; party < parties; party++) {
            int order = Long.compare(other[there + party], one[at + party]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
