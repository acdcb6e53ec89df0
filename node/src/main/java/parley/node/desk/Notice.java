package parley.node.desk;

import java.time.Instant;
import java.util.List;

/**
 * Something that people must know and that no act of theirs asked for, in three sentences.
 *
 * <p>The message catalogues hold for every {@code key}: {@code <key>.happened} (what happened), {@code <key>.safe} (what is
 * safe), {@code <key>.todo} (what to do); each may insert the {@code parts} in order.
 *
 * @param parts names, instants (ISO-8601, UTC), positions; never a secret
 * @param since when this node found it out
 */
public record Notice(String key, List<String> parts, Grade grade, Instant since) {
    public Notice {
        parts = List.copyOf(parts);
    }

    /** How loud it is. */
    public enum Grade {
        /** Think first. */
        CARE,
        /** Something stopped. */
        GRAVE
    }
}
