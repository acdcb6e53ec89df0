package parley.node.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import parley.protocol.port.Store.StoreFailed;

/**
 * Leads vault files of earlier formats to the newest, one step at a time, each in one transaction.
 *
 * <p>A file of a later format is refused and left as it is: an older Parley must not write what it doesn't understand.
 */
final class Migrations {
    /** Format 1: tables {@code cell} and {@code slot}. Format 2: the cell of the generation holds a {@link Census} too. */
    static final int NEWEST = 2;

    /**
     * The i-th step leads from format i + 1 to i + 2. Without the vault's key nobody counts its rows, so the first changes nothing but
     * the format: the vault counts once it is open, and no program that doesn't count writes in it any more.
     */
    private static final List<Step> STEPS = List.of(_ -> {});

    private Migrations() {}

    /** What changes from one format to the next. */
    @FunctionalInterface
    interface Step {
        void take(Connection connection) throws SQLException;
    }

    static void bringUp(Connection connection, int format) throws SQLException {
        bringUp(connection, format, STEPS);
    }

    static void bringUp(Connection connection, int format, List<Step> steps) throws SQLException {
        int newest = steps.size() + 1;
        if (format < 1 || format > newest) {
            throw new StoreFailed("vault.of-later-version", new SQLException("format " + format));
        }
        for (int from = format; from < newest; from++) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                steps.get(from - 1).take(connection);
                statement.execute("PRAGMA user_version = " + (from + 1));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
