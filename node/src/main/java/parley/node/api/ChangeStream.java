package parley.node.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import parley.node.desk.Change;
import parley.node.desk.Desk;

/**
 * Tells one listener of every change at the desk, as server-sent events, until it hangs up or the node is locked.
 *
 * <p>Events are {@code change} with a {@link Change}, and {@code missed} when the listener was too slow: then everything
 * that it shows must be read anew. For use by one thread.
 */
final class ChangeStream {
    /** A slow listener holds this many changes at most. */
    private static final int MOST_WAITING = 1024;

    /** Below what proxies and browsers take for a dead connection; also how soon a listener that is gone is noticed. */
    private static final int BEAT_SECONDS = 15;

    private final Desk desk;
    private final BlockingQueue<Change> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean missed = new AtomicBoolean();

    ChangeStream(Desk desk) {
        this.desk = desk;
    }

    void writeTo(OutputStream out) throws IOException {
        try (Desk.Subscription _ = desk.subscribe(this::heard)) {
            say(out, ": listening\n\n");
            while (true) {
                Change change = waiting.poll(BEAT_SECONDS, TimeUnit.SECONDS);
                if (missed.getAndSet(false)) {
                    say(out, "event: missed\ndata: {}\n\n");
                }
                if (change == null) {
                    say(out, ": still here\n\n");
                    continue;
                }
                say(out, "event: change\ndata: " + new String(ApiJson.write(change), StandardCharsets.UTF_8) + "\n\n");
                if (change instanceof Change.Locked) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void heard(Change change) {
        if (!waiting.offer(change)) {
            // What is dropped is named by no event, so the listener is told to read everything anew.
            missed.set(true);
            if (change instanceof Change.Locked) {
                do {
                    waiting.clear();
                } while (!waiting.offer(change)); // Another thread may have told of something in between.
            }
        }
    }

    private static void say(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
