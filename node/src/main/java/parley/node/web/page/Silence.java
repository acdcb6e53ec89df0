package parley.node.web.page;

import java.time.Instant;
import java.util.Optional;

/**
 * The relay of the page gives no answer, or takes nothing.
 *
 * @param relay its name and port
 * @param kind ends the keys of the sentences about it
 * @param since when it was heard last, if ever, or took something
 */
public record Silence(String relay, String kind, Optional<Instant> since) {
    static Silence otherKey(String relay) {
        return new Silence(relay, "other-key", Optional.empty());
    }

    static Silence stale(String relay, Optional<Instant> since) {
        return new Silence(relay, since.isPresent() ? "stale" : "stale-never", since);
    }

    /** It answers. */
    static Silence declines(String relay, Instant since) {
        return new Silence(relay, "declines", Optional.of(since));
    }
}
