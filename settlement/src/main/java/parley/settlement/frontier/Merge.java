package parley.settlement.frontier;

import org.jspecify.annotations.Nullable;
import parley.settlement.Watch;
import parley.settlement.space.Block;
import parley.settlement.space.Cover;

/**
 * Adds one block to a level: each choice shifts the whole level, the shifted lists are merged in descending order through a
 * heap, and what an earlier vector covers is passed over. With two parties whole stretches are passed over at once.
 */
final class Merge {
    /** How often the watch is asked: a merged vector takes well under a microsecond. */
    private static final int ASK_EVERY = 1 << 14;

    private final int parties;
    private final long[] from;
    private final int size;
    private final long[] least;
    private final Block block;
    private final Cover cover;
    private final Level into;
    /** The next vector of each choice's list, and its place in the level before. */
    private final long[] head;

    private final int[] place;
    /** Choices that still have a next vector, the first in order on top. */
    private final int[] heap;

    private int heaped;

    private Merge(Level before, Block block, long[] least) {
        parties = least.length;
        this.least = least;
        this.block = block;
        from = before.flat();
        size = before.size();
        cover = Cover.of(parties);
        into = new Level(parties);
        head = new long[block.size() * parties];
        place = new int[block.size()];
        heap = new int[block.size()];
    }

    /**
     * The level that holds one block more; null when the watch said stop or it would hold more than {@code most} vectors.
     *
     * @param least for each party, what a vector has to have to be of use
     */
    static @Nullable Level level(Level before, Block block, long[] least, int most, Watch watch) {
        return new Merge(before, block, least).run(most, watch);
    }

    private @Nullable Level run(int most, Watch watch) {
        if (size == 0) {
            return into;
        }
        // The choices stand in descending order, so the heap is one from the start.
        for (int choice = 0; choice < block.size(); choice++) {
            load(choice);
            heap[heaped++] = choice;
        }
        int untilAsked = ASK_EVERY;
        while (heaped > 0) {
            int choice = heap[0];
            if (isOfUse(choice) && !cover.covers(head, choice * parties)) {
                if (into.size() == most) {
                    return null;
                }
                cover.add(head, choice * parties);
                into.add(head, choice * parties, place[choice], choice);
            }
            place[choice] = parties == 2 ? beyond(choice) : place[choice] + 1;
            if (place[choice] < size) {
                load(choice);
            } else {
                heap[0] = heap[--heaped];
            }
            sink();
            if (--untilAsked == 0) {
                untilAsked = ASK_EVERY;
                if (watch.stop()) {
                    return null;
                }
            }
        }
        return into;
    }

    private boolean isOfUse(int choice) {
        for (int party = 0; party < parties; party++) {
            if (head[choice * parties + party] < least[party]) {
                return false;
            }
        }
        return true;
    }

    private void load(int choice) {
        long[] shift = block.vector(choice);
        for (int party = 0; party < parties; party++) {
            head[choice * parties + party] = from[place[choice] * parties + party] + shift[party];
        }
    }

    /** Two parties: the next place of a list at which the second one's units exceed all that was accepted; gallops there. */
    private int beyond(int choice) {
        int low = place[choice] + 1;
        if (into.size() == 0) {
            return low;
        }
        long reached = into.flat()[(into.size() - 1) * 2 + 1] - block.vector(choice)[1];
        if (low >= size || from[low * 2 + 1] > reached) {
            return low;
        }
        int step = 1;
        while (low + step < size && from[(low + step) * 2 + 1] <= reached) {
            low += step;
            step *= 2;
        }
        int high = Math.min(size, low + step);
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (from[middle * 2 + 1] > reached) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private void sink() {
        int at = 0;
        int moved = heap[0];
        while (2 * at + 1 < heaped) {
            int child = 2 * at + 1;
            if (child + 1 < heaped && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }

    private boolean before(int one, int other) {
        return Cover.order(head, one * parties, head, other * parties, parties) < 0;
    }
}
