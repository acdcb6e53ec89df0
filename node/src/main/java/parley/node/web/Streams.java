package parley.node.web;

import java.util.HashSet;
import java.util.Set;

/**
 * The threads that write streams which end only when somebody ends them: live pages, running searches. Thread-safe.
 *
 * <p>Guarantees that the interrupt which ends a stream stays with it: the server lends the same thread to its selector next, and a
 * selector that finds itself interrupted while the server stops gives up, and the server then waits for it for ever.
 */
final class Streams {
    private final Set<Thread> running = new HashSet<>();
    private boolean ended;

    /** Whether the calling thread may begin a stream: none begins while the node stops. */
    synchronized boolean begin() {
        return !ended && running.add(Thread.currentThread());
    }

    /** The calling thread's stream is over, however it ended. */
    synchronized void end() {
        running.remove(Thread.currentThread());
        boolean _ = Thread.interrupted();
    }

    synchronized void endAll() {
        ended = true;
        running.forEach(Thread::interrupt);
    }
}
