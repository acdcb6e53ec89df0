package parley.node.desk;

import java.time.Duration;
import java.time.Instant;
import parley.base.Ok;
import parley.base.Result;
import parley.talks.message.Direction;

/** Papers without an author that lapse at their hour. */
public interface NonPapers {
    /** Long enough to be read by whoever is awake. */
    Duration LEAST_HOUR = Duration.ofMinutes(10);
    /** What shall be here longer is a message. */
    Duration MOST_HOUR = Duration.ofDays(30);

    /**
     * Lays a non-paper before the readers of a room. It names no author; what keyboard and program add to a text is left out. At its
     * hour every node of Parley erases it.
     */
    Result<Ok> lay(RoomRef room, Laying laying);

    /**
     * @param lapses its hour
     * @param standing whether this node's principal, as a mediator, marks to each reader that it comes from a level that can deliver
     */
    record Laying(String text, String language, Direction direction, Instant lapses, boolean standing) {}
}
