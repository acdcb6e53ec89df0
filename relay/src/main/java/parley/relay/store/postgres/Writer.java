package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.LogId;
import parley.protocol.port.Relay.Why;
import parley.relay.store.Change;
import parley.relay.store.Outcome;
import parley.relay.store.OutcomeUnknown;

/**
 * Commits batches over one connection of its own.
 *
 * <p>Guarantees that a batch is answered only after the database confirmed its commit. A batch whose line broke is tried
 * once more over a new one: entries that stand by then are found, not written again, and if the first try is still under
 * way at the server, the second waits for its locks. When nobody can tell, it says so. Where the database can't read what it
 * kept of one log, the batch's other logs are served without it. Used by one thread at a time.
 */
final class Writer implements AutoCloseable {
    private static final int TRIES = 2;

    /** Some five logs of a thousand are found so; where more can't be read, writing is put off for all. */
    private static final int MOST_PARTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Connections connections;
    private final int version;
    private final PostgresQuota quota;
    private @Nullable Connection kept;
    private int parts;

    Writer(Connections connections, int version, PostgresQuota quota) {
        this.connections = connections;
        this.version = version;
        this.quota = quota;
    }

    /** @param endingEarly logs in which something rotted */
    synchronized List<Outcome> commit(List<? extends Change> changes, Set<LogId> endingEarly) {
        quota.refresh();
        parts = 0;
        return commitPart(changes, endingEarly);
    }

    private List<Outcome> commitPart(List<? extends Change> changes, Set<LogId> endingEarly) {
        parts++;
        boolean unknown = false;
        boolean again = true;
        SQLException last = new SQLException("not tried");
        for (int attempt = 0; attempt < TRIES && again; attempt++) {
            boolean committing = false;
            try {
                Connection connection = connected();
                AppendTransaction transaction =
                        new AppendTransaction(connection, version, quota, connections.rot(), endingEarly);
                List<Outcome> outcomes = transaction.run(changes);
                committing = true;
                connection.commit();
                transaction.countPlaced();
                connections.found();
                return outcomes;
            } catch (SQLException e) {
                drop();
                if (!committing && connections.rot().explains(e)) {
                    return apart(changes, endingEarly);
                }
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
        return later(changes);
    }

    /** The logs of a batch in two halves, until those are alone whose rows can't be read. */
    private List<Outcome> apart(List<? extends Change> changes, Set<LogId> endingEarly) {
        List<LogId> logs = changes.stream().map(Change::log).distinct().toList();
        if (logs.size() == 1 || parts >= MOST_PARTS) {
            return later(changes);
        }
        Set<LogId> half = Set.copyOf(logs.subList(0, logs.size() / 2));
        Map<Boolean, List<Change>> halves =
                changes.stream().collect(Collectors.partitioningBy(change -> half.contains(change.log())));
        Iterator<Outcome> ones =
                commitPart(halves.getOrDefault(true, List.of()), endingEarly).iterator();
        Iterator<Outcome> others =
                commitPart(halves.getOrDefault(false, List.of()), endingEarly).iterator();
        return changes.stream()
                .map(change -> half.contains(change.log()) ? ones.next() : others.next())
                .toList();
    }

    private static List<Outcome> later(List<? extends Change> changes) {
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
