package parley.relay.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.relay.store.StoreAway;

/**
 * Opens connections to the database and keeps a few for short questions.
 *
 * <p>Guarantees that each connection confirms a commit only when it is durable, whatever the database's own settings say;
 * that none can hold a lock for long, not even one whose process was stopped in the middle; and that a lost database is
 * told to the operator once, not once a call. Thread-safe.
 */
final class Connections implements AutoCloseable {
    /** Questions at one time. Each takes a millisecond; a server usually bears a hundred connections from everybody. */
    private static final int MOST = 8;

    private static final int WAIT_SECONDS = 5;

    /**
     * A process that is stopped in the middle of a transaction keeps its locks, and others wait: the server ends such a
     * transaction before they give up. A stronger setting than "on" is left as it is. A small table would be read as a whole
     * for one row, and a page that rotted then met by everybody, not only by those whose rows stand there. Where nothing
     * else is possible that is reckoned so dear that PostgreSQL would compile a short question first.
     */
    private static final String SETTINGS = """
            set search_path to parley_relay;
            set statement_timeout to '20s';
            set lock_timeout to '10s';
            set idle_in_transaction_session_timeout to '4s';
            set enable_seqscan to off;
            set jit to off;
            select set_config('synchronous_commit', 'on', false)
                where current_setting('synchronous_commit') <> 'remote_apply'
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final DatabaseAddress address;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Rot rot = new Rot();
    private volatile boolean closed;

    Connections(DatabaseAddress address) {
        this.address = address;
    }

    /** What is done with a connection. Done twice when the line broke, so doing it again must do no harm. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Answers a question, each of its statements a transaction of its own. */
    <T> T ask(Work<T> work) {
        return borrow(work);
    }

    /** Does everything or nothing. */
    <T> T change(Work<T> work) {
        return borrow(connection -> {
            connection.setAutoCommit(false);
            T done = work.with(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return done;
        });
    }

    private <T> T borrow(Work<T> work) {
        try {
            if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreAway("no connection is free", new SQLException("too many questions at one time"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("interrupted", e);
        }
        try {
            Connection kept = idle.poll();
            if (kept != null) {
                try {
                    return use(kept, work);
                } catch (SQLException e) {
                    if (!broken(e)) {
                        throw lost(e);
                    }
                    LOG.debug("A kept connection was broken; a new one is tried.", e);
                }
            }
            return use(open(), work);
        } catch (SQLException e) {
            throw lost(e);
        } finally {
            free.release();
        }
    }

    private <T> T use(Connection connection, Work<T> work) throws SQLException {
        boolean well = false;
        try {
            T done = work.with(connection);
            well = true;
            return done;
        } finally {
            if (!well || closed) {
                end(connection);
            } else {
                found();
                idle.add(connection);
            }
        }
    }

    Rot rot() {
        return rot;
    }

    /** A new connection, the caller's to close. */
    Connection open() throws SQLException {
        if (closed) {
            throw new SQLException("the relay is closing");
        }
        Connection connection;
        try {
            connection = DriverManager.getConnection(address.url(), address.properties());
        } catch (IOException e) {
            throw new SQLException("the password file can't be read", e);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        } catch (SQLException e) {
            end(connection);
            throw e;
        }
        return connection;
    }

    /** Whether the same might be done over a new connection, or by another turn of chance, without harm and with hope. */
    static boolean broken(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("08");
        return state.startsWith("08") // the line
                || state.startsWith("57P") // the server ends, or ended the session
                || state.equals("25P03") // the session slept in the middle of a transaction
                || state.startsWith("40"); // a deadlock
    }

    /** Tells the operator, once until {@link #found}; of rot, once. */
    StoreAway lost(SQLException e) {
        if (rot.explains(e)) {
            return new StoreAway("the database can't read what it kept", e);
        }
        if (!closed && away.compareAndSet(false, true)) {
            LOG.warn(
                    "The database can't be asked ({}): {}. Callers are told to come later.",
                    e.getSQLState(),
                    e.getMessage());
        }
        return new StoreAway("the database can't be asked", e);
    }

    void found() {
        if (away.compareAndSet(true, false)) {
            LOG.warn("The database answers again.");
        }
    }

    static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection did not close.", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            end(connection);
        }
    }
}
