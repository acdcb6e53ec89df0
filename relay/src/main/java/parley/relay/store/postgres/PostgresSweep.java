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
import parley.relay.store.StoreAway;
import parley.relay.store.Stores;

/**
 * Deletes the rows of logs that are gone, and has the database take back their room.
 *
 * <p>Piece by piece, each in a transaction of its own, so that no instance waits for it. Several instances may do it at one
 * time. The bytes of deleted rows stay in free parts of pages until others are written there.
 */
final class PostgresSweep implements Stores.Sweep {
    /** So many rows are deleted at once: some 40 MB of the smallest entries, far within the time that a statement may take. */
    private static final int AT_ONCE = 10_000;

    private static final List<String> TABLES = List.of("entry", "blob", "release");

    private static final String DONE = "delete from leaving where log = ?"
            + TABLES.stream()
                    .map(table -> " and not exists (select from " + table + " where log = ?)")
                    .collect(Collectors.joining());

    private final Connections connections;

    PostgresSweep(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void run() throws IOException {
        try {
            List<Long> leaving = leaving();
            for (long log : leaving) {
                for (String table : TABLES) {
                    while (deleted(table, log) > 0) {
                        // The next piece.
                    }
                }
                done(log);
            }
            if (!leaving.isEmpty()) {
                vacuum();
            }
        } catch (StoreAway | SQLException e) {
            throw new IOException("gone logs could not be deleted", e);
        }
    }

    private List<Long> leaving() {
        return connections.ask(connection -> {
            List<Long> logs = new ArrayList<>();
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select log from leaving")) {
                while (row.next()) {
                    logs.add(row.getLong(1));
                }
            }
            return logs;
        });
    }

    private int deleted(String table, long log) {
        return connections.ask(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from " + table + " where ctid = any (array(select ctid from "
                            + table + " where log = ? limit " + AT_ONCE + "))")) {
                delete.setLong(1, log);
                return delete.executeUpdate();
            }
        });
    }

    /** Another instance may have held the rows of a piece, and have ended before the next: then the log stays to be swept. */
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

    /** Over a line of its own, for it may take longer than a question may. */
    private void vacuum() throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            for (String table : TABLES) {
                statement.execute("vacuum " + table);
            }
        }
    }
}
