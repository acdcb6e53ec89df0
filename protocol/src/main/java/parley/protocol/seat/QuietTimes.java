package parley.protocol.seat;

import java.time.Duration;

/** The times of a room in quiet mode that are the same however long its slots are ({@code docs/protocol.md}, "Quiet mode"). */
public final class QuietTimes {
    /**
     * So long before its slot an entry is sealed: what sealing costs (a text has sessions to move, cover has none) is over
     * long before anything goes.
     */
    public static final Duration LEAD = Duration.ofSeconds(5);
    /** A node that comes so much too late to a slot (it slept) lets it pass, rather than show by the second when it woke. */
    public static final Duration LATE = Duration.ofSeconds(5);
    /** The log is read at instants so far apart: what reading adds to the wait. A minute, and so every slot, is a multiple of it. */
    public static final Duration READ_EVERY = Duration.ofSeconds(15);

    private QuietTimes() {}
}
