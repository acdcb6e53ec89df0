package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.port.Store.StoreFailed;

/** Vaults as people use them: made, opened with passphrases, read and written in transactions, locked. */
final class VaultTest extends OneVault {
    @Test
    void what_was_committed_is_there_after_unlocking_again() {
        create("correct horse").transact(tx -> {
            tx.put(NAME, Bytes.utf8(TEXT));
            return true;
        });
        lock();

        assertThat(unlock("correct horse").orThrow().<Optional<Bytes>>read(tx -> tx.get(NAME)))
                .contains(Bytes.utf8(TEXT));
    }

    @Test
    void a_transaction_that_throws_changes_nothing() {
        Vault vault = create("correct horse");
        assertThatThrownBy(() -> vault.transact(tx -> {
                    tx.put(NAME, Bytes.utf8("half"));
                    throw new IllegalArgumentException("on purpose");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(vault.<Optional<Bytes>>read(tx -> tx.get(NAME))).isEmpty();
        assertThat(vault.<Optional<Bytes>>transact(tx -> tx.get(NAME))).isEmpty();
    }

    @Test
    void a_transaction_sees_its_own_writes_and_erasures() {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("one"));
            assertThat(tx.get(NAME)).contains(Bytes.utf8("one"));
            tx.delete(NAME);
            assertThat(tx.get(NAME)).isEmpty();
            return true;
        });
        assertThat(vault.<Optional<Bytes>>read(tx -> tx.get(NAME))).isEmpty();
    }

    @Test
    void what_a_transaction_read_or_wrote_is_what_the_next_one_reads() {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("one"));
            return true;
        });
        assertThat(vault.<Optional<Bytes>>transact(tx -> tx.get(NAME))).contains(Bytes.utf8("one"));
        assertThatThrownBy(() -> vault.transact(tx -> {
                    tx.get(NAME);
                    tx.put(NAME, Bytes.utf8("half"));
                    throw new IllegalArgumentException("on purpose");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(vault.<Optional<Bytes>>transact(tx -> tx.get(NAME))).contains(Bytes.utf8("one"));
        vault.transact(tx -> {
            tx.delete(NAME);
            return true;
        });
        assertThat(vault.<Optional<Bytes>>transact(tx -> tx.get(NAME))).isEmpty();
    }

    @Test
    void what_stands_there_already_is_not_written_again() {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("one"));
            return true;
        });
        long before = vault.generation();
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("two"));
            tx.put(NAME, Bytes.utf8("one"));
            return true;
        });
        assertThat(vault.generation()).isEqualTo(before);
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("two"));
            return true;
        });
        assertThat(vault.generation()).isEqualTo(before + 1);
        assertThat(vault.<Optional<Bytes>>read(tx -> tx.get(NAME))).contains(Bytes.utf8("two"));
    }

    @Test
    void readers_see_the_last_commit_and_never_write() {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("old"));
            return true;
        });
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("new"));
            assertThat(vault.<Optional<Bytes>>read(reader -> reader.get(NAME))).contains(Bytes.utf8("old"));
            return true;
        });
        assertThat(vault.<Optional<Bytes>>read(reader -> reader.get(NAME))).contains(Bytes.utf8("new"));
        assertThatThrownBy(() -> vault.read(reader -> {
                    reader.put(NAME, Bytes.EMPTY);
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_wrong_passphrase_and_a_damaged_slot_get_the_same_answer() throws Exception {
        create("correct horse");
        lock();
        Refusal wrong = refusal(unlock("battery staple"));

        damage("UPDATE slot SET v = zeroblob(length(v))");
        assertThat(refusal(unlock("correct horse"))).isEqualTo(wrong).isEqualTo(Refusal.of("gate.wrong-passphrase"));
    }

    @Test
    void a_changed_passphrase_opens_and_the_old_one_no_more() {
        Vault vault = create("correct horse");
        assertThat(refusal(door().changePassphrase(vault, secret("wrong one"), secret("battery staple"))))
                .isEqualTo(Refusal.of("gate.wrong-passphrase"));
        door().changePassphrase(vault, secret("correct horse"), secret("battery staple"))
                .orThrow();
        lock();

        assertThat(unlock("correct horse").isDone()).isFalse();
        assertThat(unlock("battery staple").isDone()).isTrue();
    }

    @Test
    void a_reader_that_holds_the_log_leaves_a_changed_passphrase_changed_and_the_former_slot_is_told()
            throws Exception {
        Vault vault = create("correct horse");
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"))) {
            reader.setAutoCommit(false);
            try (Statement statement = reader.createStatement()) {
                statement.executeQuery("SELECT count(*) FROM slot").close();
            }
            assertThat(door().changePassphrase(vault, secret("correct horse"), secret("battery staple")))
                    .isEqualTo(Result.done(VaultDoor.Former.IN_THE_LOG));
            assertThat(vault.scrub()).isFalse();
            assertThat(vault.owesScrub()).isTrue();
        }
        assertThat(vault.scrub()).isTrue();
        assertThat(vault.owesScrub()).isFalse();
        assertThat(door().changePassphrase(vault, secret("battery staple"), secret("third passphrase")))
                .isEqualTo(Result.done(VaultDoor.Former.OVERWRITTEN));
        lock();
        assertThat(unlock("third passphrase").isDone()).isTrue();
    }

    @Test
    void several_people_open_one_vault_each_with_a_passphrase_of_their_own() {
        Vault vault = create("correct horse");
        door().addPassphrase(vault, secret("battery staple")).orThrow();
        lock();

        assertThat(unlock("battery staple").isDone()).isTrue();
        lock();
        assertThat(unlock("correct horse").isDone()).isTrue();
    }

    @Test
    void a_full_disk_refuses_in_one_word_and_loses_nothing() {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8(TEXT));
            return true;
        });
        vault.withFile(file -> {
            file.limitPages(1);
            return true;
        });
        assertThatThrownBy(() -> vault.transact(tx -> {
                    tx.put(NAME, Bytes.wrap(new byte[1_000_000]));
                    return true;
                }))
                .isInstanceOf(StoreFailed.class)
                .hasMessage("vault.full");

        assertThat(vault.<Optional<Bytes>>read(tx -> tx.get(NAME))).contains(Bytes.utf8(TEXT));
        assertThat(vault.<Optional<Bytes>>transact(tx -> {
                    tx.put(NAME.with(1), Bytes.utf8("after"));
                    return tx.get(NAME);
                }))
                .contains(Bytes.utf8(TEXT));
    }

    @Test
    void a_second_process_is_refused_while_one_holds_the_folder() {
        create("correct horse");
        assertThat(refusal(DataFolder.take(root)).key()).isEqualTo("folder.in-use");
    }

    @Test
    void a_locked_vault_answers_nothing() {
        Vault vault = create("correct horse");
        vault.close();
        assertThatThrownBy(() -> vault.read(tx -> tx.get(NAME))).hasMessage("gate.locked");
        assertThatThrownBy(() -> vault.transact(tx -> tx.get(NAME))).hasMessage("gate.locked");
    }

    @Test
    void locking_overwrites_the_cells_that_lay_open_in_memory() throws Exception {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8(TEXT));
            return true;
        });
        List<Secret> lying = CellCacheTest.lyingIn(cacheOf(vault));
        assertThat(lying).contains(Secret.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));

        vault.close();

        assertThat(CellCacheTest.lyingIn(cacheOf(vault))).isEmpty();
        assertThat(lying).allSatisfy(cell -> assertThat(cell.reveal()).containsOnly(0));
    }

    @Test
    void a_vault_that_was_only_begun_is_none_and_hinders_no_other() {
        assertThatThrownBy(() -> door().create(secret("correct horse"), begun -> {
                    begun.transact(tx -> {
                        tx.put(NAME, Bytes.utf8(TEXT));
                        return true;
                    });
                    throw new IllegalStateException("the process died here");
                }))
                .hasMessage("the process died here");
        assertThat(door().hasVault()).isFalse();

        create("another horse");
        lock();

        assertThat(unlock("another horse").isDone()).isTrue();
        assertThat(open.orElseThrow().putBack()).isFalse();
        assertThat(open.orElseThrow().<Optional<Bytes>>read(tx -> tx.get(NAME))).isEmpty();
    }

    /** What lies in memory is nobody's to ask for, so the test looks itself. */
    private static CellCache cacheOf(Vault vault) throws ReflectiveOperationException {
        Field field = Vault.class.getDeclaredField("cache");
        field.setAccessible(true);
        return (CellCache) field.get(vault);
    }
}
