package parley.node.web.page;

import java.time.Instant;
import java.util.Optional;

/**
 * The relay of the page gives no answer, or takes nothing.
 *
 * @param relay its name and port
 * @param kind ends the keys of the sentences about it ({@link Page#key})
 * @param since when it was heard last, if ever, or took something
 */
public record Silence(String relay, Kind kind, Optional<Instant> since) {
    public enum Kind {
        OTHER_KEY,
        STALE,
        STALE_NEVER,
        /** It answers. */
        DECLINES
    }

    static Silence otherKey(String relay) {
        return new Silence(relay, Kind.OTHER_KEY, Optional.empty());
    }

    static Silence stale(String relay, Optional<Instant> since) {
        return new Silence(relay, since.isPresent() ? Kind.STALE : Kind.STALE_NEVER, since);
    }

    static Silence declines(String relay, Instant since) {
        return new Silence(relay, Kind.DECLINES, Optional.of(since));
    }
}
