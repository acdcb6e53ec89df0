package parley.settlement;

/**
 * Points that a party gets for how several issues are settled together, beside what each is worth alone. A cell of a table
 * over a group of issues is a bonus on a region of single options; a hyper-rectangle of GENIUS is one on a region of ranges.
 *
 * @param party its index
 * @param region where
 * @param inside true when the points are for packages inside the region ({@code INCLUDES}), false for all others
 *     ({@code EXCLUDES})
 * @param points of that party; may be negative
 */
public record Bonus(int party, Region region, boolean inside, Ratio points) {
    public boolean applies(int[] options) {
        return region.holds(options) == inside;
    }
}
