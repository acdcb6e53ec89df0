package parley.node.vault;

/** What a vault has lost on its disk, as far as a look at every row shows it. */
public final class Losses {
    private final long damaged;
    private final long givenUp;
    private final long missing;
    private final boolean otherwise;
    private final boolean unordered;
    private final boolean before;
    private final Census correction;
    private final boolean forgiven;

    /** @param forgiven whether a person gave up all that was lost: see {@link #forgive} */
    Losses(
            long damaged,
            long givenUp,
            long missing,
            boolean otherwise,
            boolean unordered,
            boolean before,
            Census correction,
            boolean forgiven) {
        this.damaged = damaged;
        this.givenUp = givenUp;
        this.missing = missing;
        this.otherwise = otherwise;
        this.unordered = unordered;
        this.before = before;
        this.correction = correction;
        this.forgiven = forgiven;
    }

    /** What to accept where a person gave up all that was lost: from then on nothing counts as lost before. */
    public Losses forgive() {
        return new Losses(0, givenUp, 0, false, false, false, Census.NONE, true);
    }

    boolean forgiven() {
        return forgiven;
    }

    /** Rows that aren't what was written under their name, but for those that a person gave up. */
    public long damaged() {
        return damaged;
    }

    /** Damaged rows that a person gave up. */
    public long givenUp() {
        return givenUp;
    }

    /** Rows that are no longer there, at least. */
    public long missing() {
        return missing;
    }

    /**
     * Whether the rows aren't those of the census though their number is enough: one was put back to what it held before, came beside
     * the others, was damaged and then written over, or is damaged where it begins. Which of these nobody can say; and where
     * rows are {@link #missing} it can't be told whether one was put back too.
     */
    public boolean otherwise() {
        return otherwise;
    }

    /**
     * Whether rows lie in another order than their names, so that others than these can't be found either: a search that passes one
     * turns the wrong way. Nothing that a person gives up mends that, so it isn't among {@link #any}.
     */
    public boolean unordered() {
        return unordered;
    }

    /** Whether anything isn't as it was written last. */
    public boolean any() {
        return damaged > 0 || ofRows();
    }

    /** Whether anything is lost now, or rows were before and people were told. */
    public boolean ever() {
        return before || any();
    }

    /** Whether rows aren't those of the census. */
    boolean ofRows() {
        return missing > 0 || otherwise;
    }

    /** What makes the census say what is there. */
    Census correction() {
        return correction;
    }
}
