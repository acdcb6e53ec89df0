package parley.protocol.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;

/**
 * One relay, as a node sees it: hostile until its answers are checked. Nothing that it says is believed without
 * {@link SignedHead} and the chain; callers verify both. Calls block; implementations are thread-safe.
 */
public interface Relay {
    /** Creates a log; the same call again, also after the relay lost it, does no harm. */
    Answer<SignedHead> create(Hash readHash, Hash appendHash);

    /**
     * Appends one entry and returns after it is durable.
     *
     * @param base a head that must be on the log's chain; empty for inboxes
     * @param at when present, the entry goes right behind this head or nowhere (healing)
     */
    Answer<SignedHead> append(LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at);

    /** Entries after position {@code after}; waits up to {@code wait} while there are none. */
    Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait);

    /** Keeps an attachment's sealed blob beside a log; idempotent. */
    Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob);

    Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob);

    /** Parks a sealed invitation under a locator that only its words yield; kept for a limited time. */
    Answer<Hash> park(Hash locator, Bytes sealed);

    Answer<Bytes> collect(Hash locator);

    /**
     * Entries {@code after+1 … after+entries.size()} and the head of the whole log as it stands.
     *
     * @param upTo the signed head at the last entry of this page when {@code current} stands further; needed so that a
     *     page is checked when it arrives
     */
    record Page(long after, List<Bytes> entries, SignedHead upTo, SignedHead current) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /** What a relay answered. */
    sealed interface Answer<T> {
        record Given<T>(T value) implements Answer<T> {}

        /** The relay understood and declines. */
        record Declined<T>(Why why) implements Answer<T> {}

        /** No answer that could be understood: the act may or may not have happened. */
        record Silent<T>(String what) implements Answer<T> {}
    }

    /** Why a relay declines. */
    enum Why {
        NO_SUCH_LOG,
        WRONG_CAPABILITY,
        /** The base is not on the log's chain. */
        OTHER_CHAIN,
        /** The place asked for by {@code at} is taken. */
        PLACE_TAKEN,
        TOO_LARGE,
        NOT_FOUND,
        /** Rate or space: ask again later. */
        LATER,
        MALFORMED
    }
}
