package parley.settlement.tangle;

/**
 * A region over too many joint choices to be written out: what a party gets inside it, or outside, or that nothing may lie inside.
 *
 * @param scope at least two variables, ascending
 * @param inside for each of them, whether an option lies inside
 * @param party whose number it is; {@link #FORBIDS} for a constraint
 * @param within whether the number is for choices inside, else for all others
 * @param number of that party; without meaning for a constraint
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Box(int[] scope, boolean[][] inside, int party, boolean within, long number) {
    /** Instead of a party. */
    static final int FORBIDS = -1;

    boolean forbids() {
        return party == FORBIDS;
    }

    boolean isInside(int side, int option) {
        return inside[side][option];
    }

    /** On how many sides a choice lies outside. */
    int misses(int[] options) {
        int misses = 0;
        for (int side = 0; side < scope.length; side++) {
            misses += inside[side][options[scope[side]]] ? 0 : 1;
        }
        return misses;
    }

    /** Whether the number counts, or the constraint holds, for a choice that lies outside on so many sides. */
    boolean counts(int misses) {
        return (misses == 0) == within;
    }

    /** The same number divided. */
    Box by(long common) {
        return new Box(scope, inside, party, within, number / common);
    }
}
