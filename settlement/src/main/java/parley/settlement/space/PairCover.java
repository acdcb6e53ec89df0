package parley.settlement.space;

/** Two parties: the first one's units only fall, so the best of the second's decides. */
final class PairCover implements Cover {
    private long best = Long.MIN_VALUE;

    @Override
    public boolean covers(long[] flat, int at) {
        return flat[at + 1] <= best;
    }

    @Override
    public void add(long[] flat, int at) {
        best = flat[at + 1];
    }
}
