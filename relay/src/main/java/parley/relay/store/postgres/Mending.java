package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;

/**
 * Keeps the bodies of entries that rotted in the database, when somebody brings the very same entries again.
 *
 * <p>They are kept in {@code chain}. What rotted is left where it is, until the operator gives it up: to change a row
 * PostgreSQL reads the page on which it stands, and those on which its old body does.
 */
final class Mending {
    private final Connection connection;
    private final Rot rot;

    Mending(Connection connection, Rot rot) {
        this.connection = connection;
        this.rot = rot;
    }

    /** An entry that stands in a log, as it was brought again: its name is what its bytes hash to. */
    record Brought(long log, Head head, Hash content, Bytes body) {
        Place place() {
            return new Place(log, head.position());
        }
    }

    private record Place(long log, long position) {}

    /** Within the caller's transaction, which goes on whatever of the bodies that stand could be read. */
    void mend(List<Brought> again) throws SQLException {
        if (again.isEmpty()) {
            return;
        }
        Set<Place> well = well(again);
        List<Brought> rotten =
                again.stream().filter(entry -> !well.contains(entry.place())).toList();
        if (!rotten.isEmpty()) {
            keep(rotten);
        }
    }

    /** Which of them stand as they were written; of those that share a page that can't be read, none. */
    private Set<Place> well(List<Brought> again) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Set<Place> well = ask(again);
            connection.releaseSavepoint(before);
            return well;
        } catch (SQLException e) {
            if (!rot.explains(e)) {
                throw e;
            }
            connection.rollback(before);
        }
        if (again.size() == 1) {
            return Set.of();
        }
        int middle = again.size() / 2;
        Set<Place> well = new HashSet<>();
        for (List<Brought> half : List.of(again.subList(0, middle), again.subList(middle, again.size()))) {
            well.addAll(well(half));
        }
        return well;
    }

    private Set<Place> ask(List<Brought> again) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select entry.log, entry.position
                from unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[])
                    as asked (log, position, content, head, body) join entry using (log, position)
                where entry.content = asked.content and entry.head = asked.head and entry.body = asked.body""")) {
            fill(select, again);
            Columns.hashes(
                    select, 4, again.stream().map(entry -> entry.head().hash()).toList());
            Columns.bytes(select, 5, again.stream().map(Brought::body).toList());
            Set<Place> well = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    well.add(new Place(row.getLong(1), row.getLong(2)));
                }
            }
            return well;
        }
    }

    private void keep(List<Brought> rotten) throws SQLException {
        try (PreparedStatement mend = connection.prepareStatement("""
                update chain set mended = asked.body
                from unnest(?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[]) as asked (log, position, content, body)
                where chain.log = asked.log and chain.position = asked.position and chain.content = asked.content
                    and chain.mended is distinct from asked.body""")) {
            fill(mend, rotten);
            Columns.bytes(mend, 4, rotten.stream().map(Brought::body).toList());
            int unused = mend.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, List<Brought> entries) throws SQLException {
        Columns.numbers(statement, 1, entries.stream().map(Brought::log).toList());
        Columns.numbers(
                statement,
                2,
                entries.stream().map(entry -> entry.head().position()).toList());
        Columns.hashes(statement, 3, entries.stream().map(Brought::content).toList());
    }
}
