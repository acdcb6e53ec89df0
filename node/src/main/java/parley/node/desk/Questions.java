package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.talks.message.Direction;

/** The questions at a table that nobody answered yet. */
public interface Questions {
    /** Of all rooms in which this node's principal sits, the longest open first. */
    List<Open> open(TableId table);

    /**
     * An open question.
     *
     * @param message its {@link Line.Message#reference}: what an answer replies to
     * @param toNames the room's other members, all of whom it was put to
     * @param asked empty when it was put before this principal came to the room
     */
    record Open(
            Hash message,
            RoomRef room,
            String roomName,
            PrincipalId by,
            String byName,
            boolean own,
            List<String> toNames,
            Optional<Asked> asked) {
        public Open {
            toNames = List.copyOf(toNames);
        }
    }

    /**
     * Where and when this node folded a question.
     *
     * @param line index of its line
     * @param words empty when they were erased
     */
    record Asked(long line, Instant arrived, Optional<Words> words) {}

    /** The question as its author typed it. */
    record Words(String text, String language, Direction direction) {}
}
