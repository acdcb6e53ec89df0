package parley.relay.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.relay.store.StoreAway;
import parley.relay.store.Stores;

/**
 * Deletes the rows of logs that are gone, and has the database take back their room.
 *
 * <p>Piece by piece, each in a transaction of its own, so that no instance waits for it. What can't be deleted of one log holds
 * up no other. A log stands in {@code leaving} until its rows are deleted and the tables vacuumed after that: so what was not
 * done is done by the next sweep, of whichever instance. Several may do it at one time. The bytes of deleted rows stay in free
 * parts of pages until others are written there.
 */
final class PostgresSweep implements Stores.Sweep {
    /**
     * So many bytes are deleted at once, and one row more. Beside the tables PostgreSQL keeps them in rows of 2,000 bytes, of
     * which it deletes each by itself: 2,600 of them are far within the time that a statement may take, on a slow disk too.
     */
    private static final long PIECE_BYTES = 4 << 20;

    /** Rows without a body are many in few bytes. */
    private static final int PIECE_ROWS = 1_000;

    private static final List<Table> TABLES = List.of(
            new Table("entry", "body"),
            new Table("chain", "mended"),
            new Table("blob", "body"),
            new Table("release", "token"));

    private static final String DONE = "delete from leaving where log = ?"
            + TABLES.stream()
                    .map(table -> " and not exists (select from " + table.name() + " where log = ?)")
                    .collect(Collectors.joining());

    private final Connections connections;

    /** Whether rows were deleted since the tables were last vacuumed: by whoever ran before, nobody knows. */
    private boolean owed = true;

    PostgresSweep(Connections connections) {
        this.connections = connections;
    }

    /** Of which gone logs have rows, and in which column what is large stands. */
    private record Table(String name, String body) {}

    @Override
    public void run() throws IOException {
        Failure failure = new Failure();
        try {
            List<Long> leaving = connections.ask(PostgresSweep::leaving);
            for (long log : leaving) {
                try {
                    delete(log);
                } catch (StoreAway e) {
                    failure.add(e);
                    if (isAway(e)) {
                        break;
                    }
                }
            }
            if (!leaving.isEmpty() && owed) {
                owed = !vacuumed(failure);
            }
            if (!owed) {
                for (long log : leaving) {
                    done(log);
                }
            }
        } catch (StoreAway e) {
            failure.add(e);
        }
        failure.tell();
    }

    /** The first of what failed: the others are mostly the same. */
    private static final class Failure {
        private @Nullable Exception first;

        void add(Exception e) {
            first = first == null ? e : first;
        }

        void tell() throws IOException {
            if (first != null) {
                throw new IOException("not all of the gone logs could be deleted", first);
            }
        }
    }

    /** Whether it is the line or the server, and not this log: then the others would fail one by one. */
    private static boolean isAway(StoreAway e) {
        return e.getCause() instanceof SQLException why && Connections.broken(why);
    }

    private static List<Long> leaving(Connection connection) throws SQLException {
        List<Long> logs = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select log from leaving order by log")) {
            while (row.next()) {
                logs.add(row.getLong(1));
            }
        }
        return logs;
    }

    private void delete(long log) {
        for (Table table : TABLES) {
            while (connections.ask(connection -> deleted(connection, table, log))) {
                owed = true;
            }
        }
    }

    /** False when there was nothing. */
    private static boolean deleted(Connection connection, Table table, long log) throws SQLException {
        List<String> piece = piece(connection, table, log);
        if (piece.isEmpty()) {
            return false;
        }
        // Another sweep may have deleted them meanwhile, and another log's rows may stand in their places.
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from " + table.name() + " where ctid = any (?::tid[]) and log = ?")) {
            delete.setArray(1, connection.createArrayOf("text", piece.toArray(String[]::new)));
            delete.setLong(2, log);
            int unused = delete.executeUpdate();
        }
        return true;
    }

    /** Where rows stand of which so many may be deleted at once, by their sizes alone: no body is read. */
    private static List<String> piece(Connection connection, Table table, long log) throws SQLException {
        List<String> places = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select ctid::text, octet_length(" + table.body()
                + ") from " + table.name() + " where log = ? limit " + PIECE_ROWS)) {
            select.setLong(1, log);
            long bytes = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.add(row.getString(1));
                    bytes += row.getInt(2);
                    if (bytes >= PIECE_BYTES) {
                        break;
                    }
                }
            }
        }
        return places;
    }

    /** A log of which rows are left, as those that could not be deleted, stays to be swept. */
    private void done(long log) {
        int unused = connections.ask(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DONE)) {
                for (int place = 1; place <= 1 + TABLES.size(); place++) {
                    delete.setLong(place, log);
                }
                return delete.executeUpdate();
            }
        });
    }

    /**
     * Whether all tables are. Over a line of its own without the bounds on a question, for of a table of gigabytes it takes
     * longer; a table that can't be vacuumed, as where another instance is at it, holds up no other.
     */
    private boolean vacuumed(Failure failure) {
        boolean all = true;
        for (Table table : TABLES) {
            try (Connection connection = connections.open();
                    Statement statement = connection.createStatement()) {
                connection.setNetworkTimeout(Runnable::run, 0);
                statement.execute("set statement_timeout = 0");
                statement.execute("vacuum " + table.name());
            } catch (SQLException e) {
                failure.add(e);
                all = false;
            }
        }
        return all;
    }
}
