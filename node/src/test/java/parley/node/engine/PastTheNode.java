package parley.node.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes a vault's file while its node runs, as a failing or a full disk does. */
final class PastTheNode {
    private PastTheNode() {}

    static void execute(Path vault, String statement) throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + vault);
                Statement sql = file.createStatement()) {
            sql.execute("PRAGMA busy_timeout = 10000");
            sql.execute(statement);
        }
    }
}
