package parley.relay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;

/**
 * Signs and answers batches that are durable, while the writer is at its next one: a signature takes about a fifth of what a
 * fast disk takes for a batch.
 *
 * <p>Guarantees that batches are answered in the order in which they were given, and each caller once. {@link #answer} is
 * for one thread; {@link #close} for any.
 */
final class Answerer implements AutoCloseable {
    /** Enough to never wait while both go at one pace; a writer that is ahead by more would only fill memory. */
    private static final int MOST_AHEAD = 2;

    private static final long CLOSING_SECONDS = 30;

    /** How often the idle thread looks whether it should end. */
    private static final long TURN_MILLIS = 100;

    private final HeadSigner signer;
    private final Consumer<Throwable> onFailure;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(MOST_AHEAD);
    private final Thread thread;
    private volatile boolean closing;

    /** Who is to be told what came of one commit: as many outcomes as all groups have changes, in their order. */
    record Batch(List<Waiting> groups, List<Outcome> outcomes) {}

    /** So many changes that came together and are answered together. */
    record Waiting(List<Change> changes, long bytes, CompletableFuture<List<Answer<SignedHead>>> promise) {}

    /** @param onFailure told when a batch could not be signed, whose callers are told nothing but that */
    Answerer(HeadSigner signer, Consumer<Throwable> onFailure) {
        this.signer = signer;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name("relay-answerer").daemon().start(this::run);
    }

    /** Takes a batch over; waits while two others are before it. */
    void answer(List<Waiting> groups, List<Outcome> outcomes) throws InterruptedException {
        batches.put(new Batch(groups, outcomes));
    }

    private void run() {
        try {
            for (Batch next = next(); next != null || !closing; next = next()) {
                if (next != null) {
                    tell(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Batch next() throws InterruptedException {
        return batches.poll(TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell(Batch batch) {
        try {
            settle(batch);
        } catch (Throwable e) {
            batch.groups().forEach(group -> group.promise().completeExceptionally(e));
            onFailure.accept(e);
        }
    }

    private void settle(Batch batch) {
        List<SignedHead> heads = signer.signAll(batch.outcomes().stream()
                .filter(Outcome.Placed.class::isInstance)
                .map(Outcome.Placed.class::cast)
                .toList());
        int outcome = 0;
        int head = 0;
        for (Waiting group : batch.groups()) {
            List<Answer<SignedHead>> answers = new ArrayList<>(group.changes().size());
            for (int i = 0; i < group.changes().size(); i++) {
                answers.add(
                        switch (batch.outcomes().get(outcome++)) {
                            case Outcome.Placed done -> new Answer.Given<>(heads.get(head++));
                            case Outcome.Refused refused -> new Answer.Declined<>(refused.why());
                        });
            }
            group.promise().complete(answers);
        }
    }

    /** Answers what was taken over, then ends. Nothing may be given to it any more. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
