package parley.node.engine;

import java.time.Duration;
import java.time.Instant;

/** Judges an hour that somebody chose as "so long from now". Pure. */
final class Hours {
    /** Who chose it counted from when it was chosen, and a page or a command needs a moment to bring it here. */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    private Hours() {}

    static boolean within(Instant hour, Instant now, Duration least, Duration most) {
        return !hour.isBefore(now.plus(least).minus(ON_ITS_WAY)) && !hour.isAfter(now.plus(most));
    }
}
