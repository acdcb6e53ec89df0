package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.port.Relay.Why;
import parley.relay.store.Change;
import parley.relay.store.Outcome;
import parley.relay.store.OutcomeUnknown;

/**
 * Commits batches over one connection of its own.
 *
 * <p>Guarantees that a batch is answered only after the database confirmed its commit. A batch whose line broke is tried
 * once more over a new one: entries that stand by then are found, not written again, and if the first try is still under
 * way at the server, the second waits for its locks. When nobody can tell, it says so. Used by one thread at a time.
 */
final class Writer implements AutoCloseable {
    private static final int TRIES = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Connections connections;
    private final int version;
    private final PostgresQuota quota;
    private @Nullable Connection kept;

    Writer(Connections connections, int version, PostgresQuota quota) {
        this.connections = connections;
        this.version = version;
        this.quota = quota;
    }

    synchronized List<Outcome> commit(List<? extends Change> changes) {
        quota.refresh();
        boolean unknown = false;
        boolean again = true;
        SQLException last = new SQLException("not tried");
        for (int attempt = 0; attempt < TRIES && again; attempt++) {
            boolean committing = false;
            try {
                Connection connection = connected();
                AppendTransaction transaction = new AppendTransaction(connection, version, quota);
                List<Outcome> outcomes = transaction.run(changes);
                committing = true;
                connection.commit();
                transaction.countPlaced();
                connections.found();
                return outcomes;
            } catch (SQLException e) {
                drop();
                unknown |= committing;
                again = Connections.broken(e);
                last = e;
                LOG.debug("A batch was not committed, try {}.", attempt, e);
            } catch (RuntimeException e) {
                drop(); // Its locks go with it.
                throw e;
            }
        }
        var told = connections.lost(last);
        if (unknown) {
            throw new OutcomeUnknown("the line to the database broke during a commit", told);
        }
        return changes.stream()
                .map(change -> (Outcome) new Outcome.Refused(Why.LATER))
                .toList();
    }

    private Connection connected() throws SQLException {
        Connection connection = kept;
        if (connection == null) {
            connection = connections.open();
            kept = connection;
            connection.setAutoCommit(false);
        }
        return connection;
    }

    private void drop() {
        Connection connection = kept;
        kept = null;
        if (connection != null) {
            Connections.end(connection);
        }
    }

    @Override
    public synchronized void close() {
        drop();
    }
}
