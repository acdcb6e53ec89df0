package parley.settlement.space;

import java.util.Arrays;

/**
 * Four parties and more: accepted vectors in blocks, each with its greatest value for each party, so that most blocks are
 * passed over at one look. Whatever covered last is asked first, for neighbours tend to be covered by the same.
 */
final class BlockCover implements Cover {
    /** Measured: from 16 to 64 makes no difference that can be told from noise. */
    private static final int BLOCK = 32;

    private final int parties;
    private long[] vectors;
    private long[] greatest;
    private int count;
    private int last;

    BlockCover(int parties) {
        this.parties = parties;
        vectors = new long[BLOCK * parties];
        greatest = new long[parties];
    }

    @Override
    public boolean covers(long[] flat, int at) {
        if (count > 0 && reaches(vectors, last * parties, flat, at)) {
            return true;
        }
        for (int block = 0; block * BLOCK < count; block++) {
            if (reaches(greatest, block * parties, flat, at) && coversInBlock(block, flat, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean coversInBlock(int block, long[] flat, int at) {
        int end = Math.min(count, (block + 1) * BLOCK);
        for (int one = block * BLOCK; one < end; one++) {
            if (reaches(vectors, one * parties, flat, at)) {
                last = one;
                return true;
            }
        }
        return false;
    }

    @Override
    public void add(long[] flat, int at) {
        if (count * parties == vectors.length) {
            vectors = Arrays.copyOf(vectors, 2 * vectors.length);
        }
        System.arraycopy(flat, at, vectors, count * parties, parties);
        int block = count / BLOCK;
        if (count % BLOCK == 0) {
            greatest = Arrays.copyOf(greatest, (block + 1) * parties);
            System.arraycopy(flat, at, greatest, block * parties, parties);
        }
        for (int party = 0; party < parties; party++) {
            int side = block * parties + party;
            greatest[side] = Math.max(greatest[side], flat[at + party]);
        }
        count++;
    }

    private boolean reaches(long[] from, int there, long[] flat, int at) {
        // The first party's units only fall, so it needs no look; starting from the last finds most misses at once.
        for (int party = parties - 1; party > 0; party--) {
            if (from[there + party] < flat[at + party]) {
                return false;
            }
        }
        return true;
    }
}
