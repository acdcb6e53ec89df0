package parley.relay.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.SignedHead;
import parley.relay.wire.Call;

/**
 * Gathers appends of many threads into few requests: what comes while requests are under way goes together in the next.
 * A lone append is sent at once. Thread-safe.
 */
final class AppendQueue {
    /**
     * Two whose answers are read, two at the relay's disk, two on their way there; what comes meanwhile fills the next request. With
     * half as many, disk and processors wait for one another, and a tenth less is carried.
     */
    private static final int MOST_UNDER_WAY = 6;

    /** Little enough to go through a slow line within the time that a relay allows; one entry alone may be larger. */
    private static final int MOST_GROUP_BYTES = 512 << 10;

    private final Function<List<Call.Append.Item>, List<Answer<SignedHead>>> send;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore free = new Semaphore(MOST_UNDER_WAY);

    private record Waiting(Call.Append.Item item, CompletableFuture<Answer<SignedHead>> answer) {}

    /** @param send answers as many as it is given, whatever happens */
    AppendQueue(Function<List<Call.Append.Item>, List<Answer<SignedHead>>> send) {
        this.send = send;
    }

    CompletableFuture<Answer<SignedHead>> add(Call.Append.Item item) {
        Waiting added = new Waiting(item, new CompletableFuture<>());
        waiting.add(added);
        pump();
        return added.answer();
    }

    private void pump() {
        while (!waiting.isEmpty() && free.tryAcquire()) {
            Thread.ofVirtual().name("relay-append").start(this::sendWhatWaits);
        }
    }

    private void sendWhatWaits() {
        try {
            for (List<Waiting> group = group(); !group.isEmpty(); group = group()) {
                settle(group);
            }
        } finally {
            free.release();
        }
        pump(); // What came between the last look and the release must not lie.
    }

    private void settle(List<Waiting> group) {
        try {
            List<Answer<SignedHead>> answers =
                    send.apply(group.stream().map(Waiting::item).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException e) {
            group.forEach(one -> one.answer().completeExceptionally(e)); // Nobody waits for ever.
        }
    }

    private synchronized List<Waiting> group() {
        List<Waiting> group = new ArrayList<>();
        int bytes = 0;
        for (Waiting next = waiting.peek(); next != null && group.size() < Call.MOST_APPENDS; next = waiting.peek()) {
            bytes += next.item().entry().size() + Call.APPEND_OVERHEAD;
            if (bytes > MOST_GROUP_BYTES && !group.isEmpty()) {
                break;
            }
            waiting.poll();
            if (!next.answer().isCancelled()) {
                group.add(next);
            }
        }
        return group;
    }
}
