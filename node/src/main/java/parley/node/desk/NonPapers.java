package parley.node.desk;

import java.time.Duration;
import java.time.Instant;
import parley.base.Hash;
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
     * @param forOthers whether the mediators of this caucus may lay it before others
     */
    record Laying(
            String text, String language, Direction direction, Instant lapses, boolean standing, boolean forOthers) {}

    /**
     * As a mediator, lays a paper that its delegation gave for others before another room. A record goes into its caucus first; once that
     * counts, the same words are laid there, as a paper like any other: nothing in it leads back.
     *
     * @param line index of the paper in its caucus
     */
    Result<Ok> carry(RoomRef from, long line, LayingElsewhere carrying);

    /**
     * @param to a room of the same table
     * @param lapses its hour there, never later than in its caucus. Counted from now: the caucus's own hour would say when it was written
     */
    record LayingElsewhere(RoomRef to, Instant lapses, boolean standing) {}

    /**
     * A paper that is to be laid elsewhere and isn't yet.
     *
     * @param position at which it was laid in its caucus
     * @param recorded whether the record counts there
     * @param othersRead whether somebody reads there now of whom the record doesn't tell: then it isn't laid
     */
    record OnTheWay(
            Hash id,
            String fromName,
            long position,
            RoomRef to,
            String roomName,
            Instant lapses,
            boolean recorded,
            boolean othersRead) {}
}
