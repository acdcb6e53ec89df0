package parley.settlement.search;

import parley.settlement.space.Space;

/** Betters the best package so far by changing one or two of its choices, until nothing of the kind reaches the aim. */
final class Climb {
    /** Pairs of changes tried a round: some milliseconds. Beyond, only single changes are tried. */
    private static final long MOST_PAIRS = 1_000_000;
    /** Each round betters the aim, but by how little nobody knows. */
    private static final int MOST_ROUNDS = 50;

    private final Space space;
    private final Aim aim;
    private final boolean pairs;

    Climb(Space space, Aim aim) {
        this.space = space;
        this.aim = aim;
        long all = 0;
        for (int block = 0; block < space.size(); block++) {
            all += space.block(block).size();
        }
        pairs = all * all / 2 <= MOST_PAIRS;
    }

    void run() {
        int rounds = 0;
        while (rounds < MOST_ROUNDS
                && aim.best().isPresent()
                && round(aim.best().get())) {
            rounds++;
        }
    }

    private boolean round(Aim.Best from) {
        int[] choices = from.choices().clone();
        for (int block = 0; block < choices.length; block++) {
            int kept = choices[block];
            for (int choice = 0; choice < space.block(block).size(); choice++) {
                if (choice == kept) {
                    continue;
                }
                choices[block] = choice;
                long[] sums = changed(from.sums(), block, kept, choice);
                if (aim.take(sums, choices) || (pairs && second(sums, choices, block))) {
                    return true;
                }
            }
            choices[block] = kept;
        }
        return false;
    }

    private boolean second(long[] sums, int[] choices, int first) {
        for (int block = first + 1; block < choices.length; block++) {
            int kept = choices[block];
            for (int choice = 0; choice < space.block(block).size(); choice++) {
                if (choice != kept) {
                    choices[block] = choice;
                    if (aim.take(changed(sums, block, kept, choice), choices)) {
                        return true;
                    }
                }
            }
            choices[block] = kept;
        }
        return false;
    }

    private long[] changed(long[] sums, int block, int from, int to) {
        long[] changed = sums.clone();
        long[] off = space.block(block).vector(from);
        long[] on = space.block(block).vector(to);
        for (int party = 0; party < changed.length; party++) {
            changed[party] += on[party] - off[party];
        }
        return changed;
    }
}
