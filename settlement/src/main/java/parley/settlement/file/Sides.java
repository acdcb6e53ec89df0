package parley.settlement.file;

/** Counts the options that the regions of a case name, in all of its files together. */
final class Sides {
    /** Each takes some sixty bytes. Twenty times what the largest set of GENIUS names; a few numbers in a small file can name any number. */
    private static final int MOST = 1_000_000;

    static final String CURE = "up to here regions name over " + MOST
            + " options in all; leave out sides that hold all options of their issue, or write fewer options or regions";

    private int named;

    /** Whether so many more are not too many. */
    boolean takes(int more) {
        named += more;
        return named <= MOST;
    }
}
