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
    /**
     * The smallest entry that a relay takes: that of the smallest size class, for nodes write none below it. An entry costs
     * a relay memory for ever, however small it is, so who may write a byte an entry fills that memory with next to nothing.
     */
    int LEAST_ENTRY_BYTES = 4_096;

    /** The largest entry that a relay takes: far above every size class, far below what would hurt a small relay's memory. */
    int MOST_ENTRY_BYTES = 1 << 20;

    /** An attachment's blob: 64 KiB of plaintext and room for its seal. */
    int MOST_BLOB_BYTES = (64 << 10) + 1024;

    /** A sealed invitation with its pairing bundle takes some 10 KiB. */
    int MOST_PARKED_BYTES = 64 << 10;

    /** Capabilities are 32 random bytes. */
    int CAPABILITY_BYTES = 32;

    /** A relay returns at most so many entries in one page, and fewer when they are large. */
    int MOST_PAGE_ENTRIES = 1_000;

    /** A log has at most so many members; so it is never kept for want of more releases than a relay may remember. */
    int MOST_MEMBERS = 30;

    /** How long a relay keeps a parked invitation: they are answered within days, and words of a longer-lived one would lie about too long. */
    Duration PARKED = Duration.ofDays(14);

    /** The longest that {@link #read} waits, whatever is asked: below the idle time-outs of usual middle boxes. */
    Duration LONGEST_WAIT = Duration.ofSeconds(50);

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

    /**
     * Says that one member needs the log no more (protocol.md, "Erasure"). Answers the log's head while others still need it; declined
     * as {@link Why#GONE} once it is gone, and as {@link Why#MALFORMED} by a relay that doesn't know this call.
     *
     * @param capability to read
     * @param token the same for a member however often it asks, and nobody else's
     * @param members 1 to {@link #MOST_MEMBERS}: when so many released the log, it is gone
     */
    Answer<SignedHead> release(LogId log, Secret capability, Hash token, int members);

    /** Keeps an attachment's sealed blob beside a log; idempotent. Answers its {@link #blobHash}. */
    Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob);

    Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob);

    /**
     * Parks a sealed invitation under a locator that only its words yield; kept for a limited time. Answers its
     * {@link #parkedHash}; other bytes under a taken locator are declined as {@link Why#PLACE_TAKEN}.
     */
    Answer<Hash> park(Hash locator, Bytes sealed);

    Answer<Bytes> collect(Hash locator);

    /** The name of a blob. */
    static Hash blobHash(Bytes blob) {
        return Hash.of("blob", blob);
    }

    /** What {@link #park} answers. */
    static Hash parkedHash(Bytes sealed) {
        return Hash.of("parked", sealed);
    }

    /** What an entry contributes to the chain: see {@link Head#next}. */
    static Hash entryHash(Bytes entry) {
        return Hash.of("entry", entry);
    }

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

        /**
         * No answer that could be understood: the act may or may not have happened.
         *
         * @param otherKey whether somebody answered at the relay's address who holds another key than it names: nothing was sent
         */
        record Silent<T>(String what, boolean otherKey) implements Answer<T> {
            public Silent(String what) {
                this(what, false);
            }
        }
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
        MALFORMED,
        /** The log was here and is gone, for good: all members released it, or it expired. */
        GONE
    }
}
