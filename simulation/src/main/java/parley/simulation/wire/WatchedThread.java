package parley.simulation.wire;

import org.jspecify.annotations.Nullable;

/** A virtual thread that tells what it died of: who doesn't ask takes one that died for one that has nothing to do. Thread-safe. */
final class WatchedThread implements AutoCloseable {
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private WatchedThread(String name, Life life) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> live(life));
    }

    /** What it does until it is closed. */
    @FunctionalInterface
    interface Life {
        void live() throws InterruptedException;
    }

    static WatchedThread start(String name, Life life) {
        WatchedThread started = new WatchedThread(name, life);
        started.thread.start();
        return started;
    }

    private void live(Life life) {
        try {
            life.live();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** What a thread died of. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String who, Throwable why) {
            super(who + " failed: " + why, why);
        }
    }

    /** Throws {@link Failed} if it failed. */
    void check() {
        Throwable why = failure;
        if (why != null) {
            throw new Failed(thread.getName(), why);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
