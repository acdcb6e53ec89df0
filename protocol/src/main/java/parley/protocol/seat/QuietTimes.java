package parley.protocol.seat;

import java.time.Duration;

/** The fixed times of a room in quiet mode ({@code docs/protocol.md}, "Quiet mode"). */
public final class QuietTimes {
    /**
     * Every member's node places one entry in each: an hour costs a room of four 1 MB at the relay and at each node, and what
     * is said waits a minute at most for its turn.
     */
    public static final Duration SLOT = Duration.ofMinutes(1);
    /**
     * So long before its slot an entry is sealed: what sealing costs (a text has sessions to move, cover has none) is over
     * long before anything goes.
     */
    public static final Duration LEAD = Duration.ofSeconds(5);
    /** A node that comes so much too late to a slot (it slept) lets it pass, rather than show by the second when it woke. */
    public static final Duration LATE = Duration.ofSeconds(5);
    /** The log is read at instants so far apart: a quarter of a slot more is what reading adds to the wait. */
    public static final Duration READ_EVERY = Duration.ofSeconds(15);

    private QuietTimes() {}
}
