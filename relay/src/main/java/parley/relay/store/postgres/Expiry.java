package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import parley.base.LogId;

/**
 * Lets logs go that nobody wrote or read for long.
 *
 * <p>Time is a count of hours in the database that all instances share. An instance counts one on only if the count is still
 * what it was an hour of its own ago: so many instances count no faster than one, and no clock is asked. Used by one thread,
 * but for {@link #read}.
 */
final class Expiry {
    /** As in a relay's own files, so that both promise the same. */
    private static final int MORE_HOURS = 24;

    private static final int HOURS_A_DAY = 24;

    /** Beyond, who reads is not remembered until the next hour: these logs then count as used a little earlier. */
    private static final int MOST_READ = 1 << 16;

    /** So many rows are far within the time that a statement may take. */
    private static final int AT_ONCE = 1_000;

    private final Connections connections;
    private final Set<LogId> read = ConcurrentHashMap.newKeySet();
    private long seen = -1;

    Expiry(Connections connections) {
        this.connections = connections;
    }

    void read(LogId log) {
        if (read.size() < MOST_READ) {
            read.add(log);
        }
    }

    /** What was read is noted before anything expires. In pieces, for who writes waits for each row that is noted. */
    void pass(int keptDays) {
        long kept = (long) HOURS_A_DAY * keptDays + MORE_HOURS;
        seen = connections.change(this::counted);
        List<LogId> used = List.copyOf(read);
        for (int from = 0; from < used.size(); from += AT_ONCE) {
            List<LogId> piece = used.subList(from, Math.min(from + AT_ONCE, used.size()));
            int unused = connections.change(connection -> note(connection, piece, seen));
            piece.forEach(read::remove);
        }
        while (connections.change(connection -> expire(connection, seen - kept)) > 0) {
            // The next piece.
        }
    }

    private long counted(Connection connection) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("update about set hours = hours + 1 where hours = ?")) {
            count.setLong(1, seen);
            count.executeUpdate();
        }
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select hours from about")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Locks in the order of names, as a batch of entries does: else the two might wait for each other. */
    private static int note(Connection connection, List<LogId> used, long hours) throws SQLException {
        try (PreparedStatement note = connection.prepareStatement("""
                update log set used = ? from (
                    select number from log where id = any (?::bytea[]) and used < ? order by id for update) as read
                where log.number = read.number""")) {
            note.setLong(1, hours);
            Columns.hashes(note, 2, used.stream().map(LogId::hash).toList());
            note.setLong(3, hours);
            return note.executeUpdate();
        }
    }

    /** How many went. */
    private static int expire(Connection connection, long usedBefore) throws SQLException {
        try (PreparedStatement expire = connection.prepareStatement("""
                with expired as (
                        delete from log where number = any (array(select number from log where used <= ? limit %d))
                        and used <= ? returning id, number),
                    kept as (insert into gone (id) select id from expired on conflict do nothing),
                    later as (insert into leaving (log) select number from expired)
                select pg_notify('%s', '%s' || encode(id, 'hex')) from expired""".formatted(AT_ONCE, News.CHANNEL, News.GONE))) {
            expire.setLong(1, usedBefore);
            expire.setLong(2, usedBefore);
            int gone = 0;
            try (ResultSet row = expire.executeQuery()) {
                while (row.next()) {
                    gone++;
                }
            }
            return gone;
        }
    }
}
