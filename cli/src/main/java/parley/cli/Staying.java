package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps a server command running until it is told to stop: by a signal, by the end of its standard input where it was started
 * so, or by its own failure. Thread-safe.
 */
final class Staying {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread atExit;

    /** @param close what ends the server cleanly; may be run more than once */
    Staying(Runnable close) {
        atExit = new Thread(close, "stop");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Also stops at the end of this stream: then whoever held its other end is gone, however it ended. */
    void untilEndOf(InputStream in) {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try (in) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // A broken pipe says the same as a closed one.
            }
            stop();
        });
    }

    void stop() {
        stopped.countDown();
    }

    void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
