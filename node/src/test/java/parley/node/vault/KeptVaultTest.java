package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

/** Vaults of earlier formats open for ever: the files kept here were written by the releases that had those formats. */
final class KeptVaultTest {
    private static final String FORMAT_1 = "vault-format-1.db";

    @TempDir
    private Path root;

    @Test
    void a_vault_of_format_1_opens_with_what_was_in_it() throws Exception {
        try (InputStream kept = Objects.requireNonNull(KeptVaultTest.class.getResourceAsStream(FORMAT_1))) {
            Files.copy(kept, root.resolve("vault.db"));
        }
        try (DataFolder folder = DataFolder.take(root).orThrow()) {
            VaultDoor door = new VaultDoor(folder, Randomness.system());
            try (Vault vault = door.open(passphrase()).orThrow()) {
                assertThat(vault.<Optional<Bytes>>read(tx -> tx.get(Key.of("kept/text"))))
                        .contains(Bytes.utf8("written by format 1"));
                assertThat(vault.<Long>read(tx -> tx.count(Key.of("kept/count").with(7))))
                        .isEqualTo(42L);
            }
        }
    }

    @Test
    void rows_that_nobody_counted_in_format_1_are_counted_by_the_first_look_and_missed_from_then_on() throws Exception {
        try (InputStream kept = Objects.requireNonNull(KeptVaultTest.class.getResourceAsStream(FORMAT_1))) {
            Files.copy(kept, root.resolve("vault.db"));
        }
        try (DataFolder folder = DataFolder.take(root).orThrow()) {
            VaultDoor door = new VaultDoor(folder, Randomness.system());
            try (Vault vault = door.open(passphrase()).orThrow()) {
                assertThat(vault.look()).isEqualTo(Vault.Look.SOUND);
                vault.transact(tx -> {
                    tx.put(Key.of("kept/later"), Bytes.wrap(new byte[1_000]));
                    return true;
                });
                assertThat(vault.look()).isEqualTo(Vault.Look.SOUND);
            }
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"))) {
                run(connection, "DELETE FROM cell WHERE k = (SELECT max(k) FROM cell WHERE length(v) < 110)");
            }
            try (Vault vault = door.open(passphrase()).orThrow()) {
                assertThat(vault.look()).isEqualTo(Vault.Look.LOST);
                assertThat(vault.cells(_ -> {}).missing()).isEqualTo(1);
            }
        }
    }

    @Test
    void migrations_run_one_after_another_each_once() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("old.db"))) {
            run(connection, "CREATE TABLE story (line TEXT)", "PRAGMA user_version = 1");
            List<Migrations.Step> steps = List.of(
                    one -> run(one, "INSERT INTO story VALUES ('second')"),
                    one -> run(one, "INSERT INTO story VALUES ('third')"));

            Migrations.bringUp(connection, 1, steps);
            Migrations.bringUp(connection, 3, steps);
            assertThat(text(connection, "SELECT group_concat(line) FROM story")).isEqualTo("second,third");
            assertThat(text(connection, "PRAGMA user_version")).isEqualTo("3");
        }
    }

    @Test
    void a_migration_that_fails_leaves_the_file_as_it_was() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("old.db"))) {
            run(connection, "CREATE TABLE story (line TEXT)", "PRAGMA user_version = 1");
            List<Migrations.Step> steps = List.of(one -> {
                run(one, "INSERT INTO story VALUES ('half')");
                throw new SQLException("on purpose");
            });

            assertThatThrownBy(() -> Migrations.bringUp(connection, 1, steps)).isInstanceOf(SQLException.class);
            assertThat(text(connection, "SELECT count(*) FROM story")).isEqualTo("0");
            assertThat(text(connection, "PRAGMA user_version")).isEqualTo("1");
        }
    }

    @Test
    void a_later_format_is_refused() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("later.db"))) {
            assertThatThrownBy(() -> Migrations.bringUp(connection, Migrations.NEWEST + 1))
                    .isInstanceOf(StoreFailed.class)
                    .hasMessage("vault.of-later-version");
        }
    }

    private static void run(Connection connection, String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static Secret passphrase() {
        return Secret.of(Bytes.utf8("kept for ever"));
    }
}
