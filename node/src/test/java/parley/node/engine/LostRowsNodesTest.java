package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Role;
import parley.node.desk.Desk;
import parley.node.desk.Notice;
import parley.node.vault.Vault;
import parley.protocol.port.Key;

/** A node whose disk lost something of its vault tells so after it was unlocked, and goes on with the rest. */
final class LostRowsNodesTest {
    private static final Key LONGEST = Key.of("desk/longest");
    private static final int LONG = 200_000;
    private static final String ITS_ROW = "(SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1)";

    @TempDir
    private Path folder;

    @Test
    void a_row_that_is_gone_is_told_once_and_the_node_goes_on() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            var table = talks.open(oman, "Oman", Role.MEDIATOR);
            rotten(oman, "DELETE FROM cell WHERE k = " + ITS_ROW);

            Notice notice = awaitNotice(oman, "vault.parts-missing");
            assertThat(notice.parts()).containsExactly("1");
            assertThat(notice.grade()).isEqualTo(Notice.Grade.GRAVE);
            assertThat(oman.desk().tables().table(table)).isPresent();

            oman.awaitTrue(
                    "the loss to be accepted", _ -> oman.vault().cells(_ -> {}).places() == 0);
            oman.desk().keeping().acknowledge(notice).orThrow();
            oman.restart();
            Vault.Look look = Vault.Look.UNDER_WAY;
            while (look == Vault.Look.UNDER_WAY) {
                look = oman.vault().look();
            }
            assertThat(look).isEqualTo(Vault.Look.SOUND);
            assertThat(oman.desk().keeping().notices()).isEmpty();
        }
    }

    @Test
    void a_row_that_can_not_be_read_is_told() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            rotten(oman, "UPDATE cell SET v = zeroblob(length(v)) WHERE k = " + ITS_ROW);

            assertThat(awaitNotice(oman, "vault.parts-damaged").parts()).isEqualTo(List.of("1"));
        }
    }

    private void rotten(TestNode node, String sql) throws Exception {
        node.modified(work -> {
                    work.tx.put(LONGEST, Bytes.wrap(new byte[LONG]));
                    return Ok.done();
                })
                .orThrow();
        Path vault = folder.resolve("oman").resolve("vault.db");
        node.stop();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + vault);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        node.restart();
    }

    private static Notice awaitNotice(TestNode node, String key) {
        return node.await(key, desk -> notice(desk, key));
    }

    private static Optional<Notice> notice(Desk desk, String key) {
        return desk.keeping().notices().stream()
                .filter(one -> one.key().equals(key))
                .findFirst();
    }
}
