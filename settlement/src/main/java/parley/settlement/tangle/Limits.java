package parley.settlement.tangle;

/**
 * What may be spent on a group of interacting issues.
 *
 * @param listed joint choices up to which all are listed
 * @param room joint choices of a mini-bucket at most
 * @param climbs by which good choices of three parties and more are sought
 * @param nodes of the walk that looks for all efficient choices of two
 */
public record Limits(long listed, int room, int climbs, long nodes) {
    /** Contests took some ten thousand nodes. Most that did not end with these, after minutes, did not end at all. */
    public static final Limits USUAL = new Limits(Listing.MOST_CHOICES, Tangle.ROOM, Seeking.CLIMBS, 20_000_000);
    /** Where a solver stands ready, which may be quicker, and where there are many more questions: a second or two. */
    public static final Limits BRIEF = new Limits(Listing.MOST_CHOICES, Tangle.ROOM, Seeking.CLIMBS, 200_000);
}
