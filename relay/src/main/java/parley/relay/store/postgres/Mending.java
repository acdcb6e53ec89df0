package parley.relay.store.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;

/** Puts back the bodies of entries that rotted in the database, when somebody brings the very same entries again. */
final class Mending {
    private Mending() {}

    /** An entry that stands in a log, as it was brought again: its name is what its bytes hash to. */
    record Brought(long log, Hash content, Bytes body) {}

    /** Within the caller's transaction, which goes on whatever of the bodies that stand could be read. */
    static void mend(Connection connection, List<Brought> again) throws SQLException {
        if (again.isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            write(connection, again, " and entry.body <> asked.body");
        } catch (SQLException e) {
            if (!Connections.unreadable(e)) {
                throw e;
            }
            connection.rollback(before);
            write(connection, again, ""); // What can't be read can't be compared.
        }
    }

    private static void write(Connection connection, List<Brought> again, String where) throws SQLException {
        try (PreparedStatement mend = connection.prepareStatement("""
                update entry set body = asked.body
                from unnest(?::bigint[], ?::bytea[], ?::bytea[]) as asked (log, content, body)
                where entry.log = asked.log and entry.content = asked.content""" + where)) {
            Columns.numbers(mend, 1, again.stream().map(Brought::log).toList());
            Columns.hashes(mend, 2, again.stream().map(Brought::content).toList());
            Columns.bytes(mend, 3, again.stream().map(Brought::body).toList());
            mend.executeUpdate();
        }
    }
}
