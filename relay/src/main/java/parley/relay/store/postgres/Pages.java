package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.relay.store.LogGone;
import parley.relay.store.Logs.Slice;

/**
 * Reads logs in the database, and passes on nothing that is not what was written there.
 *
 * <p>That is found when it is read. A room's log ends before it, which is remembered until it is mended, at whichever instance:
 * a member who has read further then sees that something is missing, and brings it again. Nobody brings mail again: the owner
 * of an inbox is told how far nothing can be given, and reads on behind it. Thread-safe.
 */
final class Pages {
    private final Rot rot;

    /** Where the first such entry of a room's log was found. Nobody but the disk, or who writes into the tables, makes them many. */
    private final Map<LogId, Long> rotten = new ConcurrentHashMap<>();

    /** What an inbox was last found to have lost: a disk may fail to read what it reads well the next time. */
    private final Map<LogId, Loss> losses = new ConcurrentHashMap<>();

    Pages(Rot rot) {
        this.rot = rot;
    }

    /** Where entries stand: as they were written, or as a member brought them again. */
    private enum Copy {
        WRITTEN("""
                select entry.position, entry.content, entry.head, entry.body from log join entry on entry.log = log.number
                where log.id = ? and entry.position > ? and entry.position <= ? order by entry.position"""),
        MENDED("""
                select chain.position, chain.content, chain.head, chain.mended from log join chain on chain.log = log.number
                where log.id = ? and chain.position > ? and chain.position <= ? and chain.mended is not null
                order by chain.position""");

        private final String rows;

        Copy(String rows) {
            this.rows = rows;
        }
    }

    private record Row(Head head, Hash content, Bytes body) {
        boolean standsBehind(Head before) {
            return before.next(content).equals(head) && Relay.entryHash(body).equals(content);
        }
    }

    /** Nothing can be given of the letters behind {@code after}, through the one at this head. */
    private record Loss(long after, Head through) {
        /** What both say is lost, which begins where this one does. */
        Loss and(Loss other) {
            return other.through.position() < through.position() ? other : this;
        }
    }

    /** @param inbox whether nobody brings again what rotted: then the log doesn't end there */
    Slice read(
            Connection connection,
            LogId log,
            boolean inbox,
            long after,
            int mostEntries,
            int mostBytes,
            IntPredicate room)
            throws SQLException {
        Head current = current(connection, log);
        if (after >= current.position()) {
            return new Slice(after, List.of(), current, current);
        }
        long faults = rot.faults();
        Optional<Head> from = headAt(connection, log, after);
        if (from.isEmpty()) {
            return inbox
                    ? passing(connection, log, after, current, current, faults)
                    : endsBefore(connection, log, after);
        }
        long last = Math.min(current.position(), after + fitting(connection, log, after, mostEntries, mostBytes, room));
        List<Bytes> entries = new ArrayList<>();
        Head upTo = from.get();
        for (Row row : standing(connection, log, upTo, last)) {
            entries.add(row.body());
            upTo = row.head();
        }
        if (upTo.position() < last) {
            if (inbox) {
                return entries.isEmpty()
                        ? passing(connection, log, after, upTo, current, faults)
                        : new Slice(after, entries, upTo, current);
            }
            Head unused = tip(connection, log); // One that went meanwhile has no rows either, and didn't rot.
            rot(log, upTo.position() + 1);
            return new Slice(after, entries, upTo, upTo);
        }
        return new Slice(after, entries, upTo, current);
    }

    /** Nothing is left of the entry at this place. */
    private Slice endsBefore(Connection connection, LogId log, long position) throws SQLException {
        Head unused = tip(connection, log);
        rot(log, position);
        Head end = current(connection, log);
        return new Slice(position, List.of(), end, end);
    }

    /**
     * Nothing the first time that letters behind {@code after} are found to be lost; the next time, how far.
     *
     * @param faults as they were before: with more, what was not found may only not have been readable
     */
    private Slice passing(Connection connection, LogId log, long after, Head upTo, Head current, long faults)
            throws SQLException {
        Loss now = loss(connection, log, after, current);
        Head unused = tip(connection, log); // One that went meanwhile has no rows either, and didn't rot.
        Loss before = losses.remove(log);
        if (rot.faults() != faults) {
            return new Slice(after, List.of(), upTo, current);
        }
        rot.lost(log, after + 1);
        if (before == null || before.after() != after) {
            losses.put(log, now);
            return new Slice(after, List.of(), upTo, current);
        }
        Head through = now.and(before).through();
        return new Slice(through.position(), List.of(), through, current);
    }

    /** All that is lost behind {@code after}, to before what stands again; a page of them at the most, and further where no head is left. */
    private Loss loss(Connection connection, LogId log, long after, Head current) throws SQLException {
        for (long position = after + 1; position < current.position(); position++) {
            Optional<Head> here = headAt(connection, log, position);
            if (here.isPresent()
                    && (position - after >= Relay.MOST_PAGE_ENTRIES
                            || !standing(connection, log, here.get(), position + 1)
                                    .isEmpty())) {
                return new Loss(after, here.get());
            }
        }
        return new Loss(after, current);
    }

    /**
     * How many entries the reader takes, by their sizes alone: bodies of entries that don't fit are never in memory. An entry
     * whose size can't be read counts as one of the largest.
     */
    private int fitting(Connection connection, LogId log, long after, int mostEntries, int mostBytes, IntPredicate room)
            throws SQLException {
        int taken = 0;
        try (PreparedStatement select = connection.prepareStatement("""
                select entry.position, octet_length(entry.body) from log join entry on entry.log = log.number
                where log.id = ? and entry.position > ? order by entry.position limit ?""")) {
            select.setBytes(1, log.hash().value().toArray());
            select.setLong(2, after);
            select.setInt(3, mostEntries);
            long total = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && row.getLong(1) == after + taken + 1) {
                    if (total >= mostBytes || !room.test(row.getInt(2))) {
                        return taken;
                    }
                    total += row.getInt(2);
                    taken++;
                }
            }
        } catch (SQLException e) {
            if (!rot.explains(e)) {
                throw e;
            }
            if (mostEntries > 1) {
                return fitting(connection, log, after, mostEntries / 2, mostBytes, room);
            }
        }
        return taken == 0 && mostEntries > 0 && room.test(Relay.MOST_ENTRY_BYTES) ? 1 : taken;
    }

    /** Entries behind this head as they stand in either copy, to before the first that stands in none. */
    private List<Row> standing(Connection connection, LogId log, Head from, long last) throws SQLException {
        List<Row> standing = new ArrayList<>();
        Head upTo = from;
        boolean more = true;
        while (more) {
            more = false;
            for (Copy copy : Copy.values()) {
                for (Row row : rows(connection, copy, log, upTo.position(), last)) {
                    if (!row.standsBehind(upTo)) {
                        break;
                    }
                    standing.add(row);
                    upTo = row.head();
                    more = upTo.position() < last;
                }
                if (upTo.position() == last) {
                    return standing;
                }
            }
        }
        return standing;
    }

    /** To before the first that the database can't read. */
    private List<Row> rows(Connection connection, Copy copy, LogId log, long after, long last) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(copy.rows)) {
            select.setBytes(1, log.hash().value().toArray());
            select.setLong(2, after);
            select.setLong(3, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            new Head(row.getLong(1), Columns.hash(row, 3)),
                            Columns.hash(row, 2),
                            Bytes.wrap(row.getBytes(4))));
                }
            }
        } catch (SQLException e) {
            if (!rot.explains(e)) {
                throw e;
            }
            if (last - after <= 1) {
                return List.of();
            }
            long middle = after + (last - after) / 2;
            List<Row> first = rows(connection, copy, log, after, middle);
            rows = new ArrayList<>(first);
            if (first.size() == middle - after) {
                rows.addAll(rows(connection, copy, log, middle, last));
            }
        }
        return rows;
    }

    /** As far as the log can be served. */
    Head current(Connection connection, LogId log) throws SQLException {
        Head tip = tip(connection, log);
        for (Long found = rotten.get(log); found != null && found <= tip.position(); found = rotten.get(log)) {
            Optional<Head> before = headAt(connection, log, found - 1);
            if (before.isEmpty()) {
                rot(log, found - 1);
            } else if (standing(connection, log, before.get(), found).isEmpty()) {
                return before.get();
            } else {
                rotten.remove(log, found); // Mended.
            }
        }
        return tip;
    }

    private void rot(LogId log, long position) {
        rotten.merge(log, position, Math::min);
        rot.lost(log, position);
    }

    /** Logs of which something rotted when they were last read here. */
    Set<LogId> endingEarly() {
        return rotten.keySet();
    }

    Optional<Head> headAt(Connection connection, LogId log, long position) throws SQLException {
        if (position == 0) {
            return Optional.of(Head.start(log));
        }
        for (String table : List.of("chain", "entry")) {
            try (PreparedStatement select = connection.prepareStatement(
                    "select %1$s.head from log join %1$s on %1$s.log = log.number where log.id = ? and %1$s.position = ?"
                            .formatted(table))) {
                select.setBytes(1, log.hash().value().toArray());
                select.setLong(2, position);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return Optional.of(new Head(position, Columns.hash(row, 1)));
                    }
                }
            } catch (SQLException e) {
                if (!rot.explains(e)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
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
