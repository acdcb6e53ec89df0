package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.Damage;
import parley.relay.store.LogGone;
import parley.relay.store.Logs;
import parley.relay.store.Outcome;

/**
 * Logs in the database.
 *
 * <p>Guarantees beside those of {@link Logs}: nothing is remembered that another instance could change; bytes that don't
 * hash to what their place was given to are never passed on, and a member who brings the very same again mends them. Does
 * not guarantee anything against somebody who writes into the tables: that the members notice by the chain.
 */
final class PostgresLogs implements Logs {
    /** Capabilities of a log never change, for its name is made of them. Some 20 MiB. */
    private static final int KEPT = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLogs.class);

    private final Connections connections;
    private final Writer writer;
    private final News news;
    private final Expiry expiry;
    private final AtomicBoolean rotToldOnce = new AtomicBoolean();
    private final Map<LogId, Capabilities> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Capabilities> eldest) {
            return size() > KEPT;
        }
    };

    PostgresLogs(Connections connections, int version, long recheckMillis, PostgresQuota quota) {
        this.connections = connections;
        this.expiry = new Expiry(connections);
        this.writer = new Writer(connections, version, quota);
        this.news = new News(connections, recheckMillis, this::forget);
    }

    @Override
    public Optional<Capabilities> capabilities(LogId log) {
        synchronized (kept) {
            Capabilities known = kept.get(log);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Capabilities> found = connections.ask(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select read_hash, append_hash from log where id = ?")) {
                select.setBytes(1, log.hash().value().toArray());
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Capabilities(hash(row, 1), hash(row, 2)))
                                    .filter(by -> LogRef.idOf(by.readHash(), by.appendHash())
                                            .equals(log))
                            : Optional.empty();
                }
            }
        });
        synchronized (kept) {
            found.ifPresent(by -> kept.put(log, by));
        }
        return found;
    }

    /** Of one log that went, or of all: whoever asks next asks the database. */
    private void forget(Optional<LogId> log) {
        synchronized (kept) {
            log.ifPresentOrElse(kept::remove, kept::clear);
        }
    }

    @Override
    public boolean isGone(LogId log) {
        synchronized (kept) {
            if (kept.containsKey(log)) {
                return false; // If it went just now, whatever is done with it finds that.
            }
        }
        return connections.ask(connection -> isGone(connection, log));
    }

    private static boolean isGone(Connection connection, LogId log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from gone where id = ?")) {
            select.setBytes(1, log.hash().value().toArray());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public boolean onChain(LogId log, Head head) {
        if (head.position() == 0) {
            return capabilities(log).isPresent() && head.equals(Head.start(log));
        }
        return connections
                .ask(connection -> headAt(connection, log, head.position()))
                .filter(head::equals)
                .isPresent();
    }

    private static Optional<Head> headAt(Connection connection, LogId log, long position) throws SQLException {
        if (position == 0) {
            return Optional.of(Head.start(log));
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select entry.head from log join entry on entry.log = log.number
                where log.id = ? and entry.position = ?""")) {
            select.setBytes(1, log.hash().value().toArray());
            select.setLong(2, position);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Head(position, hash(row, 1))) : Optional.empty();
            }
        }
    }

    @Override
    public void pass(int keptDays) {
        expiry.pass(keptDays);
    }

    @Override
    public Slice read(LogId log, long after, int mostEntries, int mostBytes, IntPredicate room) {
        expiry.read(log);
        return connections.ask(connection -> {
            Head tip = tip(connection, log);
            if (after >= tip.position()) {
                return new Slice(List.of(), tip, tip);
            }
            long last = after + fitting(connection, log, after, mostEntries, mostBytes, room);
            List<Bytes> entries = new ArrayList<>();
            Head upTo = headAt(connection, log, after).orElseThrow(() -> new SQLException("an entry is missing"));
            try (PreparedStatement select = connection.prepareStatement("""
                    select entry.content, entry.body from log join entry on entry.log = log.number
                    where log.id = ? and entry.position > ? and entry.position <= ? order by entry.position""")) {
                select.setBytes(1, log.hash().value().toArray());
                select.setLong(2, after);
                select.setLong(3, last);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Bytes body = Bytes.wrap(row.getBytes(2));
                        if (!Relay.entryHash(body).equals(hash(row, 1))) {
                            tellRot();
                            break;
                        }
                        entries.add(body);
                        upTo = upTo.next(hash(row, 1));
                    }
                }
            }
            return new Slice(entries, upTo, tip);
        });
    }

    /** How many entries the reader takes, by their sizes alone: bodies of entries that don't fit are never in memory. */
    private static int fitting(
            Connection connection, LogId log, long after, int mostEntries, int mostBytes, IntPredicate room)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select octet_length(entry.body) from log join entry on entry.log = log.number
                where log.id = ? and entry.position > ? order by entry.position limit ?""")) {
            select.setBytes(1, log.hash().value().toArray());
            select.setLong(2, after);
            select.setInt(3, mostEntries);
            int taken = 0;
            long total = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && total < mostBytes && room.test(row.getInt(1))) {
                    total += row.getInt(1);
                    taken++;
                }
            }
            return taken;
        }
    }

    private void tellRot() {
        if (rotToldOnce.compareAndSet(false, true)) {
            LOG.warn("Damaged: entries in the database are not what was written. They are not given out; members bring"
                    + " lost entries again. Said once: check the database.");
        }
    }

    @Override
    public Head current(LogId log) {
        return connections.ask(connection -> tip(connection, log));
    }

    private static Head tip(Connection connection, LogId log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select position, head from log where id = ?")) {
            select.setBytes(1, log.hash().value().toArray());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    if (isGone(connection, log)) {
                        throw new LogGone();
                    }
                    throw new IllegalArgumentException("no such log");
                }
                return new Head(row.getLong(1), hash(row, 2));
            }
        }
    }

    @Override
    public void awaitBeyond(LogId log, long after, long millis) throws InterruptedException {
        news.await(log, millis, () -> current(log).position() > after);
    }

    /** None are known before they are read; then they are told to the operator. */
    @Override
    public List<Damage> damages() {
        return List.of();
    }

    @Override
    public List<Outcome> commit(List<? extends Change> changes) {
        return writer.commit(changes);
    }

    @Override
    public void wakeAll() {
        news.wakeAll();
    }

    @Override
    public void close() {
        news.close();
        writer.close();
        connections.close();
    }

    private static Hash hash(ResultSet row, int column) throws SQLException {
        return new Hash(Bytes.wrap(row.getBytes(column)));
    }
}
