package parley.talks.practice;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import parley.base.Refusal;
import parley.talks.Why;

/** The few words with which a person explains a proposal. */
public final class Note {
    /** A paragraph: who needs more says it in a message. */
    public static final int MOST_BYTES = 2 * 1024;

    private Note() {}

    public static Optional<Refusal> objection(String note) {
        int size = note.getBytes(StandardCharsets.UTF_8).length;
        return size > MOST_BYTES ? Why.NOTE_TOO_LONG.refuses(size, MOST_BYTES) : Optional.empty();
    }
}
