package parley.node.vault;

/** What a vault has lost on its disk, as far as a look at every row shows it. */
public final class Losses {
    private final long damaged;
    private final long missing;
    private final boolean otherwise;
    private final Census correction;

    Losses(long damaged, long missing, boolean otherwise, Census correction) {
        this.damaged = damaged;
        this.missing = missing;
        this.otherwise = otherwise;
        this.correction = correction;
    }

    /** Rows that aren't what was written under their name. */
    public long damaged() {
        return damaged;
    }

    /** Rows that are no longer there, at least. */
    public long missing() {
        return missing;
    }

    /**
     * Whether neither explains what the census says: a row was put back to what it held before, came beside the others, or was
     * damaged and then written over.
     */
    public boolean otherwise() {
        return otherwise;
    }

    /** In how many places something is lost. */
    public long places() {
        return damaged + missing + (otherwise ? 1 : 0);
    }

    /** What makes the census say what is there. */
    Census correction() {
        return correction;
    }
}
