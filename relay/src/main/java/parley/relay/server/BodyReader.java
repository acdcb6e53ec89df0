package parley.relay.server;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import parley.base.Bytes;

/**
 * Reads the body of one request.
 *
 * <p>Guarantees: it takes memory only as bytes come, never as they are announced; no more than its limit; and no longer
 * than its time, however steadily bytes drip. Used by one virtual thread.
 */
final class BodyReader {
    private static final int FIRST = 4096;

    private final Request request;
    private final int most;
    private final CallMemory.Lease memory;
    private byte[] content = {};
    private int size;

    BodyReader(Request request, int most, CallMemory.Lease memory) {
        this.request = request;
        this.most = most;
        this.memory = memory;
    }

    /** What came of reading. */
    sealed interface Read {
        record Whole(Bytes body) implements Read {}

        /** Larger than it may be. */
        record TooLarge() implements Read {}

        /** The relay has too much under way. */
        record NoRoom() implements Read {}
    }

    /**
     * @throws TimeoutException when it did not come in time
     * @throws ExecutionException when the caller is gone
     */
    Read read(long seconds) throws InterruptedException, TimeoutException, ExecutionException {
        if (request.getLength() > most) {
            return new Read.TooLarge();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                awaitMore(end);
                continue;
            }
            if (Content.Chunk.isFailure(chunk)) {
                throw new ExecutionException(chunk.getFailure());
            }
            Optional<Read> refused;
            try {
                refused = add(chunk.getByteBuffer());
            } finally {
                chunk.release();
            }
            if (refused.isPresent()) {
                return refused.get();
            }
            if (chunk.isLast()) {
                return new Read.Whole(Bytes.wrap(size == content.length ? content : Arrays.copyOf(content, size)));
            }
        }
    }

    private void awaitMore(long end) throws InterruptedException, TimeoutException, ExecutionException {
        CompletableFuture<Boolean> more = new CompletableFuture<>();
        request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, () -> more.complete(true)));
        more.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private Optional<Read> add(ByteBuffer bytes) {
        int more = bytes.remaining();
        if (more > most - size) {
            return Optional.of(new Read.TooLarge());
        }
        int needed = size + more;
        if (needed > content.length) {
            int room = Math.max(needed, Math.min(announced(), Math.max(FIRST, 2 * content.length)));
            if (!memory.grow(room - content.length)) {
                return Optional.of(new Read.NoRoom());
            }
            content = Arrays.copyOf(content, room);
        }
        bytes.get(content, size, more);
        size = needed;
        return Optional.empty();
    }

    /** As large as it says it will be, or may be. */
    private int announced() {
        return request.getLength() < 0 ? most : (int) request.getLength();
    }
}
