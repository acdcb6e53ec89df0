package parley.relay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;

/**
 * Gathers what many threads want to write into group commits: one thread writes and forces, one signs, so that the next
 * batch is forced while the last one is signed.
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

    /** One batch is signed while the next is written: more in between would only hide a slow signer. */
    private static final int BATCHES_TO_SIGN = 2;

    private static final long CLOSING_SECONDS = 30;

    /** How often an idle thread looks whether it should end. */
    private static final long TURN_MILLIS = 100;

    private final LogStore store;
    private final HeadSigner signer;
    private final StoreLimits limits;
    private final Consumer<Throwable> onBroken;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Written> written = new ArrayBlockingQueue<>(BATCHES_TO_SIGN);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread writer;
    private final Thread signing;
    private volatile boolean closing;
    private volatile boolean stopped;

    /** Changes that came together and are answered together. */
    private record Waiting(List<Change> changes, long bytes, CompletableFuture<List<Answer<SignedHead>>> promise) {}

    private record Written(List<Waiting> groups, List<Outcome> outcomes) {}

    /** @param onBroken told once when the disk failed for good; the process should end then */
    public GroupCommit(LogStore store, HeadSigner signer, StoreLimits limits, Consumer<Throwable> onBroken) {
        this.store = store;
        this.signer = signer;
        this.limits = limits;
        this.onBroken = onBroken;
        this.writer = Thread.ofPlatform().name("relay-writer").daemon().start(() -> run(this::writeNext));
        this.signing = Thread.ofPlatform().name("relay-signer").daemon().start(() -> run(this::signNext));
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
        };
    }

    /** One turn of a thread's work; false to end. */
    @FunctionalInterface
    private interface Turn {
        boolean take() throws InterruptedException;
    }

    /** Nothing but the disk's failure ends the work, and that ends it with a word to everyone who waits. */
    private void run(Turn turn) {
        Throwable failure = null;
        try {
            while (turn.take()) {
                assert failure == null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            failure = e;
        }
        if (failure != null) {
            stopped = true;
            closing = true;
            failWaiting(failure);
            LOG.error("The relay's store failed; nothing more is acknowledged.", failure);
            onBroken.accept(failure);
        }
    }

    private boolean writeNext() throws InterruptedException {
        if (stopped) {
            return false;
        }
        Waiting first = waiting.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return !closing;
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
            groups.add(waiting.remove());
        }
        List<Change> changes =
                groups.stream().flatMap(group -> group.changes().stream()).toList();
        List<Outcome> outcomes;
        try {
            outcomes = store.commit(changes);
        } catch (Throwable e) {
            groups.forEach(group -> group.promise().completeExceptionally(e));
            throw e;
        }
        groups.forEach(group -> waitingBytes.addAndGet(-group.bytes()));
        Written done = new Written(groups, outcomes);
        while (!written.offer(done, TURN_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!signing.isAlive()) {
                groups.forEach(group -> group.promise().completeExceptionally(closed()));
                return false;
            }
        }
        return true;
    }

    private boolean signNext() throws InterruptedException {
        Written next = written.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            return writer.isAlive() || !written.isEmpty();
        }
        List<Outcome.Placed> placed = next.outcomes().stream()
                .filter(Outcome.Placed.class::isInstance)
                .map(Outcome.Placed.class::cast)
                .toList();
        List<SignedHead> heads;
        try {
            heads = signer.signAll(placed);
        } catch (Throwable e) {
            next.groups().forEach(group -> group.promise().completeExceptionally(e));
            throw e;
        }
        int outcome = 0;
        int head = 0;
        for (Waiting group : next.groups()) {
            List<Answer<SignedHead>> answers = new ArrayList<>(group.changes().size());
            for (int i = 0; i < group.changes().size(); i++) {
                answers.add(
                        switch (next.outcomes().get(outcome++)) {
                            case Outcome.Placed done -> new Answer.Given<>(heads.get(head++));
                            case Outcome.Refused refused -> new Answer.Declined<>(refused.why());
                        });
            }
            group.promise().complete(answers);
        }
        return true;
    }

    private static StoreBroken closed() {
        return new StoreBroken("the relay is closing", new IllegalStateException("closed"));
    }

    private void failWaiting(Throwable why) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.promise().completeExceptionally(why);
        }
    }

    /** Writes and answers what waits, then ends both threads. Does not close the store. */
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
            signing.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
