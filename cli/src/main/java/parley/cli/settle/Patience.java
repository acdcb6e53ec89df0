package parley.cli.settle;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.settlement.Watch;

/** Stops the engine when the time is over, and says now and then what it is at. */
public final class Patience implements Watch {
    /** Nobody wants to read of what is done sooner; then one line every so often shows that it moves. */
    private static final long SAY_EVERY = 2_000_000_000L;

    private final long start = System.nanoTime();
    private final long limit;
    private final String who;
    private final PrintWriter err;
    private long said = start;
    private boolean advised;

    /** @param seconds null for no limit */
    public Patience(@Nullable Double seconds, String who, PrintWriter err) {
        limit = seconds == null ? Long.MAX_VALUE : (long) (seconds * 1e9);
        this.who = who;
        this.err = err;
    }

    @Override
    public boolean stop() {
        return System.nanoTime() - start > limit;
    }

    @Override
    public void progress(Task task, long done, long all) {
        long now = System.nanoTime();
        if (now - said > SAY_EVERY) {
            said = now;
            err.println(who + ": " + task.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + done
                    + (all > 0 ? " of " + all : " nodes searched"));
            if (all == 0 && limit == Long.MAX_VALUE && !advised) {
                advised = true;
                err.println(who + ": nobody knows how long this takes; --time-limit S ends it with the best found");
            }
            err.flush();
        }
    }
}
