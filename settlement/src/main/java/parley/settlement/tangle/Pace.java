package parley.settlement.tangle;

import parley.settlement.Watch;

/**
 * How whoever waits follows and ends the building of tables and blocks, which can take long before any answer is sought: asked so rarely
 * that it costs nothing, so often that a stop is heard within a tenth of a second. Once stopped it stays so.
 */
public final class Pace {
    /** Numbers looked at between two questions: some ten milliseconds. */
    private static final int ASK_EVERY = 1 << 22;
    /**
     * The same for the first rough bounds, a tenth of a second: whoever stops before these has nothing, and whoever stops after them is told how far the
     * best may be.
     */
    private static final int ASK_EVERY_AT_FIRST = 1 << 26;
    /** Whether a package lies in a region takes as long as so many numbers. */
    static final int REGION = 16;

    private final Watch watch;
    private final int every;
    private long numbers;
    private boolean stopped;

    private Pace(Watch watch, int every) {
        this.watch = watch;
        this.every = every;
    }

    public Pace(Watch watch) {
        this(watch, ASK_EVERY);
    }

    /** Another that is asked less often. */
    static Pace atFirst(Watch watch) {
        return new Pace(watch, ASK_EVERY_AT_FIRST);
    }

    Watch watch() {
        return watch;
    }

    /** Whether the watch said stop when it was last asked. */
    public boolean stopped() {
        return stopped;
    }

    /**
     * Whether to stop, after so many numbers more.
     *
     * @param done of {@code all} parts of the present work
     * @param all 0 when unknown
     */
    public boolean stops(long looked, long done, long all) {
        numbers += looked;
        if (!stopped && numbers >= every) {
            numbers = 0;
            watch.progress(Watch.Task.FRONTIER, done, all);
            stopped = watch.stop();
        }
        return stopped;
    }
}
