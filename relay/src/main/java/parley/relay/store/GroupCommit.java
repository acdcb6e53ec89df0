package parley.relay.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;
import parley.relay.store.Answerer.Waiting;

/**
 * Gathers what many threads want to write into group commits: one thread writes and forces, another signs and answers.
 * What comes meanwhile is the next batch.
 *
 * <p>Guarantees that a promise is kept only after the force; that a caller who went away, or whatever a caller does with
 * the answer, can't stop the writer; and that after a failure of the disk nothing more is promised. Thread-safe.
 */
public final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Entries that wait for the disk take no more memory than this; who comes then is told LATER. */
    private static final long MOST_WAITING_BYTES = 64 << 20;

    /** What a change counts beside its entry's bytes. */
    private static final int CHANGE_BYTES = RecordHeader.SIZE;

    private static final long CLOSING_SECONDS = 30;

    /** How often the idle thread looks whether it should end. */
    private static final long TURN_MILLIS = 100;

    private final Logs store;
    private final Answerer answerer;
    private final StoreLimits limits;
    private final Consumer<Throwable> onBroken;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread writer;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final LongAdder batches = new LongAdder();

    /** When the batch under way began, by the system's nanosecond clock; empty between two. */
    private volatile OptionalLong begun = OptionalLong.empty();

    private volatile boolean closing;

    /** @param onBroken told once when the disk failed for good, or memory is used up; the process should end then */
    public GroupCommit(Logs store, HeadSigner signer, StoreLimits limits, Consumer<Throwable> onBroken) {
        this.store = store;
        this.limits = limits;
        this.onBroken = onBroken;
        this.answerer = new Answerer(signer, this::fail);
        this.writer = Thread.ofPlatform().name("relay-writer").daemon().start(this::run);
    }

    /** Answers in the order of the changes, once they are durable. Completes exceptionally when the store is broken. */
    public CompletableFuture<List<Answer<SignedHead>>> submit(List<Change> changes) {
        long bytes = changes.stream().mapToLong(GroupCommit::size).sum();
        CompletableFuture<List<Answer<SignedHead>>> promise = new CompletableFuture<>();
        if (waitingBytes.addAndGet(bytes) > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            promise.complete(changes.stream()
                    .map(change -> (Answer<SignedHead>) new Answer.Declined<SignedHead>(Why.LATER))
                    .toList());
            return promise;
        }
        waiting.add(new Waiting(List.copyOf(changes), bytes, promise));
        if (closing) {
            failWaiting(closed());
        }
        return promise;
    }

    private static long size(Change change) {
        return switch (change) {
            case Change.Create create -> CHANGE_BYTES;
            case Change.Append append -> CHANGE_BYTES + append.entry().size();
            case Change.Release release -> CHANGE_BYTES;
        };
    }

    /** Nothing but a failure of disk or memory ends the work, and that ends it with a word to everyone who waits. */
    private void run() {
        try {
            List<Waiting> groups = next();
            // What came just before the closing is answered too: who brought it saw that nothing was closed.
            while (!groups.isEmpty() || !closing || !waiting.isEmpty()) {
                if (!groups.isEmpty()) {
                    commit(groups);
                }
                groups = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable e) {
        closing = true;
        failWaiting(e);
        if (failed.compareAndSet(false, true)) {
            LOG.error(
                    e instanceof OutOfMemoryError
                            ? "The relay's memory is used up; nothing more is acknowledged."
                            : "The relay's store failed; nothing more is acknowledged.",
                    e);
            onBroken.accept(e);
        }
    }

    /** What waits, as far as it goes into one batch; none when nothing came for a while. */
    private List<Waiting> next() throws InterruptedException {
        Waiting first = waiting.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Waiting> groups = new ArrayList<>();
        groups.add(first);
        long bytes = first.bytes();
        int records = first.changes().size();
        for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
            bytes += next.bytes();
            records += next.changes().size();
            if (bytes > limits.batchBytes() || records > limits.batchRecords()) {
                break;
            }
            Waiting taken = waiting.poll(); // None when a close has just told those who wait.
            if (taken != null) {
                groups.add(taken);
            }
        }
        return groups;
    }

    private void commit(List<Waiting> groups) throws InterruptedException {
        try {
            List<Change> changes =
                    groups.stream().flatMap(group -> group.changes().stream()).toList();
            begun = OptionalLong.of(System.nanoTime());
            store.commit(changes, outcomes -> {
                batches.increment();
                groups.forEach(group -> waitingBytes.addAndGet(-group.bytes()));
                answerer.answer(groups, outcomes);
            });
        } catch (OutcomeUnknown e) {
            groups.forEach(group -> waitingBytes.addAndGet(-group.bytes()));
            groups.forEach(group -> group.promise().completeExceptionally(e));
        } catch (Throwable e) {
            groups.forEach(group -> group.promise().completeExceptionally(e));
            throw e;
        } finally {
            begun = OptionalLong.empty();
        }
    }

    /** How many batches were made durable since the start: each by one force, or one commit of the database. */
    public long batches() {
        return batches.sum();
    }

    /** Bytes of entries that wait for the disk. */
    public long waitingBytes() {
        return waitingBytes.get();
    }

    /** For how long the disk, or the database, has been at the batch under way; nothing between two. */
    public Duration atOneBatch() {
        OptionalLong since = begun;
        return since.isPresent() ? Duration.ofNanos(System.nanoTime() - since.getAsLong()) : Duration.ZERO;
    }

    /** Whether the store failed for good. */
    public boolean isBroken() {
        return failed.get();
    }

    private static StoreBroken closed() {
        return new StoreBroken("the relay is closing", new IllegalStateException("closed"));
    }

    private void failWaiting(Throwable why) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.promise().completeExceptionally(why);
        }
    }

    /** Writes and answers what waits, then ends the threads. Does not close the store. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answerer.close();
    }
}
