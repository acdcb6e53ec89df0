package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Hash;
import parley.base.LogId;

/**
 * Hears from the database which logs grew, at whichever instance, and rings for those who wait here.
 *
 * <p>A notice comes only after its commit. One may be lost, with the line or with a server: so whoever waits looks again by
 * itself after {@link #RECHECK_MILLIS}. Thread-safe.
 */
final class News implements AutoCloseable {
    static final String CHANNEL = "parley_relay";

    /** Stands before the name of a log that is gone. */
    static final String GONE = "-";

    /** How much later than usual an entry is seen at most, when a notice was lost: two hundred looks a second for a thousand who wait. */
    static final long RECHECK_MILLIS = 5_000;

    private static final int TURN_MILLIS = 500;
    private static final long CALM_MILLIS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final Connections connections;
    private final long recheckMillis;
    private final Consumer<Optional<LogId>> onGone;
    private final Map<LogId, Bell> bells = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread listener;

    /**
     * @param recheckMillis how long who waits relies on notices alone
     * @param onGone told which log is gone; none when that may have been missed of any
     */
    News(Connections connections, long recheckMillis, Consumer<Optional<LogId>> onGone) {
        this.connections = connections;
        this.recheckMillis = recheckMillis;
        this.onGone = onGone;
        this.listener = Thread.ofPlatform().name("relay-news").daemon().start(this::run);
    }

    /** One log's; there as long as somebody waits. */
    private static final class Bell {
        private int waiting;
        private long rings;

        synchronized long rings() {
            return rings;
        }

        synchronized void ring() {
            rings++;
            notifyAll();
        }

        synchronized void await(long heard, long millis) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (rings == heard) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        }
    }

    /** Looks whether something is there. */
    @FunctionalInterface
    interface Look {
        boolean there();
    }

    /** Waits until {@code look} finds something, at most {@code millis}. */
    void await(LogId log, long millis, Look look) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        Bell bell = bells.compute(log, (id, known) -> {
            Bell here = known == null ? new Bell() : known;
            here.waiting++;
            return here;
        });
        try {
            // Heard before it looks: what comes in between rings, and isn't slept through.
            for (long heard = bell.rings(); !look.there(); heard = bell.rings()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || closed()) {
                    return;
                }
                bell.await(heard, Math.min(left, recheckMillis));
            }
        } finally {
            bells.compute(log, (id, known) -> --bell.waiting == 0 ? null : known);
        }
    }

    private void run() {
        while (!closed()) {
            try (Connection connection = connections.open();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                onGone.accept(Optional.empty()); // What came before was not heard.
                ringAll();
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                LOG.debug("The line for notices broke; those who wait look by themselves.", e);
                calm();
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (!closed()) {
            PGNotification[] heard = connection.getNotifications(TURN_MILLIS);
            if (heard == null) {
                continue;
            }
            for (PGNotification notice : heard) {
                ring(notice.getParameter());
            }
        }
    }

    private void ring(String told) {
        boolean gone = told.startsWith(GONE);
        String said = gone ? told.substring(GONE.length()) : told;
        if (said.length() != Hash.SIZE * 2) {
            return; // Whoever may connect to the database may send notices.
        }
        try {
            LogId log = LogId.hex(said);
            if (gone) {
                onGone.accept(Optional.of(log));
            }
            Bell bell = bells.get(log);
            if (bell != null) {
                bell.ring();
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("A notice names no log.", e);
        }
    }

    private void ringAll() {
        bells.values().forEach(Bell::ring);
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void calm() {
        try {
            closing.await(CALM_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wakes those who wait, for good. */
    void wakeAll() {
        closing.countDown();
        ringAll();
    }

    @Override
    public void close() {
        wakeAll();
        try {
            listener.join(TURN_MILLIS * 4L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
