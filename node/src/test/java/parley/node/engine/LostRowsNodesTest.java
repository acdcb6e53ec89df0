package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.vault.Vault;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

/** A node whose disk lost something of its vault tells so after it was unlocked, and goes on with the rest. */
@Tag("wide")
final class LostRowsNodesTest {
    private static final Key LONGEST = Key.of("desk/longest");
    private static final int LONG = 200_000;
    private static final String MISSING = "vault.parts-missing";
    private static final Duration SOON = Duration.ofMillis(100);
    private static final String ITS_ROW = "(SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1)";

    @TempDir
    private Path folder;

    @Test
    void a_row_that_is_gone_is_told_once_and_the_node_goes_on() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            var table = talks.open(oman, "Oman", Role.MEDIATOR);
            rotten(oman, "DELETE FROM cell WHERE k = " + ITS_ROW);

            Notice notice = awaitNotice(oman, MISSING);
            assertThat(notice.parts()).containsExactly("1");
            assertThat(notice.grade()).isEqualTo(Notice.Grade.GRAVE);
            assertThat(oman.desk().tables().table(table)).isPresent();

            oman.awaitTrue(
                    "the loss to be accepted", _ -> !oman.vault().cells(_ -> {}).any());
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

    /** Searches that pass it miss others too: that nobody knows how much is missing is said beside what is damaged. */
    @Test
    void a_row_whose_name_rotted_into_text_is_told_as_a_place_that_can_not_be_read() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            talks.open(oman, "Oman", Role.MEDIATOR);
            rotten(oman, "UPDATE cell SET k = CAST(k AS TEXT) WHERE k = " + ITS_ROW);

            assertThat(awaitNotice(oman, "vault.parts-damaged").parts()).containsExactly("1");
            assertThat(awaitNotice(oman, "vault.place-unreadable").grade()).isEqualTo(Notice.Grade.GRAVE);
            assertThat(oman.desk().keeping().lost().orThrow().names()).containsExactly("–");
        }
    }

    @Test
    void a_second_loss_is_told_anew_and_counted_with_the_first_until_people_read_of_it() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            String gone = "DELETE FROM cell WHERE k = " + ITS_ROW;
            rotten(oman, gone);
            Notice first = awaitNotice(oman, MISSING);

            rotten(oman, gone);
            Notice both = oman.await(
                    "the second loss",
                    desk -> notice(desk, MISSING).filter(one -> one.parts().equals(List.of("2"))));
            assertThat(both.since()).isAfter(first.since());
            assertThat(oman.desk().keeping().notices()).hasSize(1);
            oman.desk().keeping().acknowledge(both).orThrow();

            rotten(oman, gone);
            assertThat(awaitNotice(oman, MISSING).parts()).containsExactly("1");
        }
    }

    @Test
    void files_that_nothing_names_stay_when_rows_were_lost_that_may_have_named_them() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            Path files = Files.createDirectories(folder.resolve("files"));
            Hash file = Hash.of("a file");
            Path there = Files.write(files.resolve(file.toHex()), new byte[1]);
            rotten(oman, "DELETE FROM cell WHERE k = " + ITS_ROW);
            var unused = awaitNotice(oman, MISSING);
            oman.restart();

            try (FileStore store = new FileStore(files, oman.vault().keyFor("files"), Randomness.system())) {
                StrayFiles.sweep(oman.engine(), store, Set.of(file));
            }
            assertThat(there).exists();
        }
    }

    @Test
    void what_its_person_gave_up_refuses_no_backup_and_keeps_no_file() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            rotten(oman, "UPDATE cell SET v = zeroblob(length(v)) WHERE k = " + ITS_ROW);
            var unused = awaitNotice(oman, "vault.parts-damaged");
            Keeping keeping = oman.desk().keeping();
            Keeping.Lost lost = keeping.lost().orThrow();
            assertThat(lost.damaged()).isEqualTo(1);
            assertThat(lost.names()).hasSize(1);
            assertThat(TestTable.keyOf(backup(keeping))).isEqualTo("backup.vault-damaged");

            assertThat(TestTable.keyOf(keeping.giveUp(2))).isEqualTo("vault.lost-otherwise");
            keeping.giveUp(1).orThrow();

            assertThat(keeping.lost().orThrow()).isEqualTo(new Keeping.Lost(0, List.of(), 1, false));
            assertThat(backup(keeping).isDone()).isTrue();
            assertThat(notice(oman.desk(), "vault.parts-damaged")).isEmpty();
            Path files = Files.createDirectories(folder.resolve("files"));
            Hash file = Hash.of("a file");
            Path there = Files.write(files.resolve(file.toHex()), new byte[1]);
            try (FileStore store = new FileStore(files, oman.vault().keyFor("files"), Randomness.system())) {
                StrayFiles.sweep(oman.engine(), store, Set.of(file));
            }
            assertThat(there).doesNotExist();
        }
    }

    /** Whoever gave up what one read of would else give up what nobody told. */
    @Test
    void what_was_lost_since_people_were_told_is_not_given_up_with_the_rest() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            rotten(oman, "UPDATE cell SET v = zeroblob(length(v)) WHERE k = " + ITS_ROW);
            var told = awaitNotice(oman, "vault.parts-damaged");
            run(
                    folder.resolve("oman").resolve("vault.db"),
                    "DELETE FROM cell WHERE k = (SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1 OFFSET 1)");
            Keeping keeping = oman.desk().keeping();
            assertThat(TestTable.keyOf(keeping.giveUp(1))).isEqualTo("vault.lost-untold");
            assertThat(keeping.lost().orThrow().keepsFiles()).isTrue();
            assertThat(notice(oman.desk(), "vault.parts-damaged")).contains(told);

            oman.restart();
            assertThat(awaitNotice(oman, MISSING).parts()).containsExactly("1");
        }
    }

    private static Result<Ok> backup(Keeping keeping) {
        return keeping.backup(TestNode.passphrase(), OutputStream.nullOutputStream());
    }

    @Test
    void a_disk_that_can_not_be_read_is_told_when_it_fails_again() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            new LostRows(oman.engine(), new Failing(2), SOON).look();
            assertThat(notice(oman.desk(), "vault.place-unreadable")).isPresent();
        }
    }

    @Test
    void a_disk_that_failed_once_is_looked_at_again() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            Failing disk = new Failing(1);
            new LostRows(oman.engine(), disk, SOON).look();
            assertThat(disk.asked).isEqualTo(2);
            assertThat(oman.desk().keeping().notices()).isEmpty();
        }
    }

    @Test
    void what_can_not_be_told_at_once_is_told_later() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            // Two failures are a disk at rest if nothing was written between them; this is what a node writes by
            // itself.
            oman.awaitTrue(
                    "housekeeping",
                    _ -> oman.vault()
                            .read(tx -> tx.get(Key.of("desk/believed-time")))
                            .isPresent());
            for (int i = 0; i < 2; i++) {
                var unused = oman.modified(work -> {
                    throw new StoreFailed("vault.full", new IOException("for this test"));
                });
            }
            assertThat(TestTable.keyOf(oman.modified(work -> Ok.done())))
                    .as("while it rests")
                    .isEqualTo("vault.full");

            new LostRows(oman.engine(), () -> Vault.Look.LOST, SOON).look();
            assertThat(notice(oman.desk(), "vault.place-unreadable")).isPresent();
        }
    }

    /** Looks of which the first ones fail, as a sector does that can't be read. */
    private static final class Failing implements Supplier<Vault.Look> {
        private final int times;
        private int asked;

        private Failing(int times) {
            this.times = times;
        }

        @Override
        public Vault.Look get() {
            if (asked++ < times) {
                throw new StoreFailed(
                        "vault.failed", new SQLiteException("for this test", SQLiteErrorCode.SQLITE_IOERR_READ));
            }
            return Vault.Look.SOUND;
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
        run(vault, sql);
        node.restart();
    }

    private static void run(Path vault, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + vault);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
