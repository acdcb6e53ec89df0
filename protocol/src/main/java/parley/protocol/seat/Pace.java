package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;

/**
 * The only instants at which a log may be read: one every so often, wherever the last answer came and whatever it held.
 *
 * @param every at least a second
 * @param from one of the instants
 */
public record Pace(Duration every, Instant from) {
    /** A node that was away reads page after page at this pace: not at once, for opening a page takes as long as it holds texts. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(1);

    /**
     * The next instant after {@code now}.
     *
     * @param atEnd whether the last answer showed the end of the log; until then there is more to read
     */
    public Instant next(Instant now, boolean atEnd) {
        long step = (atEnd ? every : CATCHING_UP).toMillis();
        long since = Math.floorDiv(now.toEpochMilli() - from.toEpochMilli(), step);
        return from.plusMillis((since + 1) * step);
    }
}
