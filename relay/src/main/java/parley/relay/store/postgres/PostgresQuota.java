package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.relay.store.DiskFull;
import parley.relay.store.Quota;
import parley.relay.store.StoreAway;

/**
 * Says whether the database may take more, where its operator set a bound.
 *
 * <p>What all instances hold together is asked of the database every few seconds, and what this one placed since is added: a
 * counter that each batch of every instance had to change would have them wait for one another. So beyond the bound comes at
 * most what the <em>other</em> instances place in those seconds, and where the database can't be asked, what comes until it
 * can. Bytes are those of the tables as they are: room that deletions left in them counts as taken. Thread-safe.
 */
final class PostgresQuota {
    private static final long ASKED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What a row takes beside its bytes: its head, its names, its places in indexes. */
    private static final int ROW_BYTES = 512;

    /** What all tables take, as an expression. */
    static final String TABLES = """
            (select sum(pg_total_relation_size(oid))::bigint from pg_class
             where relnamespace = '%s'::regnamespace and relkind = 'r')""".formatted(Schema.NAME);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresQuota.class);

    private final Connections connections;
    private final Quota.Most most;
    private final AtomicBoolean told = new AtomicBoolean();
    private long logs;
    private long bytes;
    private long asked;

    PostgresQuota(Connections connections, Quota.Most most) {
        this.connections = connections;
        this.most = most;
        this.asked = System.nanoTime() - ASKED_EVERY_NANOS;
    }

    private boolean unbounded() {
        return most.logs() == Long.MAX_VALUE && most.diskBytes() == Long.MAX_VALUE;
    }

    /** Asks the database when it wasn't asked of late. Never within a transaction: it may wait for a connection. */
    void refresh() {
        if (!unbounded()) {
            refreshBounded();
        }
    }

    private synchronized void refreshBounded() {
        if (System.nanoTime() - asked >= ASKED_EVERY_NANOS) {
            ask();
        }
    }

    /** Whether there is room for so much more, as far as is known. */
    boolean hasRoomFor(int moreLogs, int moreRows, long moreBytes) {
        boolean room = fits(moreLogs, bytesOf(moreLogs + moreRows, moreBytes));
        if (!room && told.compareAndSet(false, true)) {
            LOG.warn(
                    "As much is kept as may be, by --most-logs or --most-gib: what is new is put off from now on, and reading"
                            + " goes on. Started with a larger one the relay takes more.");
        }
        return room;
    }

    private synchronized boolean fits(int moreLogs, long moreBytes) {
        boolean logsFit = moreLogs == 0 || moreLogs <= most.logs() - logs;
        return logsFit && bytes <= most.diskBytes() - moreBytes;
    }

    /** @throws DiskFull when there is no room for a row with so many bytes */
    void require(long moreBytes) throws DiskFull {
        refresh();
        if (!hasRoomFor(0, 1, moreBytes)) {
            throw new DiskFull("as much is kept as may be");
        }
    }

    /** Counts what was committed. */
    synchronized void placed(int moreLogs, int moreRows, long moreBytes) {
        logs += moreLogs;
        bytes += bytesOf(moreLogs + moreRows, moreBytes);
    }

    private static long bytesOf(int rows, long bytes) {
        return (long) rows * ROW_BYTES + bytes;
    }

    private void ask() {
        try {
            long[] found = connections.ask(connection ->
                    new long[] {number(connection, "select count(*) from log"), number(connection, "select " + TABLES)
                    });
            logs = found[0];
            bytes = found[1];
        } catch (StoreAway e) {
            LOG.debug("What is kept can't be asked just now; what was known last counts.", e);
        }
        asked = System.nanoTime();
    }

    private static long number(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }
}
