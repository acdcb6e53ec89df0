package parley.relay.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.LogId;

/**
 * The port behind which a relay keeps its logs: files of its own ({@link LogStore}), or a database that several instances
 * share.
 *
 * <p>Every implementation guarantees: {@link #commit} returns only after what it placed would survive power loss; nobody
 * reads an entry before that; a log is one chain and holds the same bytes at most once, for its whole life. What can't be
 * asked just now throws {@link StoreAway}, and nothing happened.
 *
 * <p>Bytes that rotted are never passed on. The log of a room shows itself only to before them and refuses to grow (LATER),
 * until a member brings the very same bytes again: each of them has them. Mail is brought again by nobody, so an inbox goes
 * on: it takes new mail, and once the same was found to have rotted twice, by two readings, its owner is told how far nothing
 * can be given, and gets what stands behind. An inbox is a log whose capability to read is another than that to append.
 *
 * <p>{@link #commit} must not be called by two threads at once ({@link GroupCommit} sees to that); everything else is
 * thread-safe.
 */
public interface Logs extends AutoCloseable {
    /** Empty for a log that nobody created here, or that is gone. */
    Optional<Capabilities> capabilities(LogId log);

    /** Whether the log was here and is gone, for good: then everything else that is asked of it may throw {@link LogGone}. */
    boolean isGone(LogId log);

    /** Whether this head is, or was, a head of the log. */
    boolean onChain(LogId log, Head head);

    /**
     * What a reader gets.
     *
     * @param after behind which position {@code entries} stand: what was asked for, or in an inbox a further one, and no entries,
     *     when nothing through there can be given any more
     * @param upTo the head behind the last of {@code entries}; without entries the head at {@code after}, or {@code current}
     *     when the reader has seen more than is here
     * @param current the head of the log as far as it can be served
     */
    record Slice(long after, List<Bytes> entries, Head upTo, Head current) {
        public Slice {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Entries behind position {@code after}: at least one if there is any that did not rot, at most {@code mostEntries}, about {@code
     * mostBytes} in all, and none for which there is no {@code room}.
     *
     * @param room asked for each entry, with its size
     */
    Slice read(LogId log, long after, int mostEntries, int mostBytes, IntPredicate room);

    /** The head as far as the log can be served. */
    Head current(LogId log);

    /** Waits up to {@code millis} until there is something behind {@code after}. */
    void awaitBeyond(LogId log, long after, long millis) throws InterruptedException;

    /** Everything found so far that is not what was written. */
    List<Damage> damages();

    /**
     * Makes a batch durable; answers in the order of the changes.
     *
     * @throws StoreBroken when the store failed in a way after which nothing can be promised; it is then unusable
     * @throws OutcomeUnknown when nobody can tell whether the batch is durable; the store goes on
     */
    List<Outcome> commit(List<? extends Change> changes);

    /** As {@link #commit(List)}, but tells what came of it as soon as it is durable: before what no promise depends on is written. */
    default void commit(List<? extends Change> changes, Durable durable) throws InterruptedException {
        durable.tell(commit(changes));
    }

    /** Who waits for a batch. */
    @FunctionalInterface
    interface Durable {
        void tell(List<Outcome> outcomes) throws InterruptedException;
    }

    /**
     * An hour passed that this relay itself saw pass. Logs go that nobody wrote or read for so many days of such hours, a day more
     * at the most. May be called while {@link #commit} runs.
     */
    void pass(int keptDays);

    /** Lets everybody go who waits for entries, and nobody wait again: so that a port can close before the store does. */
    void wakeAll();

    /** Wakes those who wait and lets go of files and connections. */
    @Override
    void close() throws IOException;
}
