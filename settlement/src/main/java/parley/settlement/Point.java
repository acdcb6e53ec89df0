package parley.settlement;

/**
 * A package and what it is worth.
 *
 * @param utilities to each party, in units; not to be changed
 * @param options the index of one option for each issue; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of them; whoever compares, compares the arrays
public record Point(long[] utilities, int[] options) {}
