package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.relay.store.LogGone;
import parley.relay.store.Logs.Slice;

/**
 * Reads logs in the database, each only to before what is not what was written there.
 *
 * <p>That is found when it is read, and remembered until it is mended, at whichever instance: a member who has read further
 * then sees that something is missing, and brings it again. Thread-safe.
 */
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final AtomicBoolean told = new AtomicBoolean();

    /** Where the first such entry of a log was found. Nobody but the disk, or who writes into the tables, makes them many. */
    private final Map<LogId, Long> rotten = new ConcurrentHashMap<>();

    private record Row(long position, Hash content, Bytes body) {
        boolean standsAt(long place) {
            return position == place && Relay.entryHash(body).equals(content);
        }
    }

    Slice read(Connection connection, LogId log, long after, int mostEntries, int mostBytes, IntPredicate room)
            throws SQLException {
        Head current = current(connection, log);
        if (after >= current.position()) {
            return new Slice(List.of(), current, current);
        }
        long last = Math.min(current.position(), after + fitting(connection, log, after, mostEntries, mostBytes, room));
        List<Bytes> entries = new ArrayList<>();
        Head upTo = headAt(connection, log, after).orElseThrow(() -> new SQLException("an entry is missing"));
        for (Row row : rows(connection, log, after, last)) {
            if (!row.standsAt(upTo.position() + 1)) {
                break;
            }
            entries.add(row.body());
            upTo = upTo.next(row.content());
        }
        if (upTo.position() < last) {
            Head unused = tip(connection, log); // One that went meanwhile has no rows either, and didn't rot.
            rot(log, upTo.position() + 1);
            return new Slice(entries, upTo, upTo);
        }
        return new Slice(entries, upTo, current);
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

    /** To before the first that the database can't read. */
    private static List<Row> rows(Connection connection, LogId log, long after, long last) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select entry.position, entry.content, entry.body from log join entry on entry.log = log.number
                where log.id = ? and entry.position > ? and entry.position <= ? order by entry.position""")) {
            select.setBytes(1, log.hash().value().toArray());
            select.setLong(2, after);
            select.setLong(3, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), Columns.hash(row, 2), Bytes.wrap(row.getBytes(3))));
                }
            }
        } catch (SQLException e) {
            if (!Connections.unreadable(e)) {
                throw e;
            }
            if (last - after <= 1) {
                return List.of();
            }
            long middle = after + (last - after) / 2;
            List<Row> first = rows(connection, log, after, middle);
            rows = new ArrayList<>(first);
            if (first.size() == middle - after) {
                rows.addAll(rows(connection, log, middle, last));
            }
        }
        return rows;
    }

    /** As far as the log can be served. */
    Head current(Connection connection, LogId log) throws SQLException {
        Head tip = tip(connection, log);
        Long found = rotten.get(log);
        if (found == null || found > tip.position()) {
            return tip;
        }
        List<Row> there = rows(connection, log, found - 1, found);
        if (there.size() == 1 && there.getFirst().standsAt(found)) {
            rotten.remove(log, found); // Mended.
            return tip;
        }
        return headAt(connection, log, found - 1).orElseThrow(() -> new SQLException("an entry is missing"));
    }

    private void rot(LogId log, long position) {
        rotten.merge(log, position, Math::min);
        if (told.compareAndSet(false, true)) {
            LOG.warn("Damaged: entries in the database are not what was written. They are not given out; members bring"
                    + " lost entries again. Said once: check the database.");
        }
    }

    static Optional<Head> headAt(Connection connection, LogId log, long position) throws SQLException {
        if (position == 0) {
            return Optional.of(Head.start(log));
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select entry.head from log join entry on entry.log = log.number
                where log.id = ? and entry.position = ?""")) {
            select.setBytes(1, log.hash().value().toArray());
            select.setLong(2, position);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Head(position, Columns.hash(row, 1))) : Optional.empty();
            }
        }
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
                return new Head(row.getLong(1), Columns.hash(row, 2));
            }
        }
    }

    static boolean isGone(Connection connection, LogId log) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select 1 from gone where id = ?")) {
            select.setBytes(1, log.hash().value().toArray());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
