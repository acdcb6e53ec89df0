package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.protocol.port.Store.StoreFailed;

/** A vault that was put back from an earlier copy, whole or in part, and what an ended process left. */
final class PutBackVaultTest extends OneVault {
    private static final int LARGE = 300_000;

    @Test
    void a_cell_of_a_later_generation_is_refused_in_an_earlier_copy() throws Exception {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8("then".repeat(200)));
            return true;
        });
        lock();
        byte[] copy = Files.readAllBytes(root.resolve("vault.db"));
        Vault later = unlock("correct horse").orThrow();
        for (int i = 0; i < 10; i++) {
            String now = "now" + i;
            later.transact(tx -> {
                tx.put(NAME, Bytes.utf8(now.repeat(200)));
                return true;
            });
        }
        lock();
        byte[] sealed = largestCell();
        Files.write(root.resolve("vault.db"), copy);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"));
                var put = connection.prepareStatement("UPDATE cell SET v = ? WHERE length(v) > 500")) {
            put.setBytes(1, sealed);
            assertThat(put.executeUpdate()).isOne();
        }

        Vault mixed = unlock("correct horse").orThrow();
        assertThatThrownBy(() -> mixed.read(tx -> tx.get(NAME)))
                .isInstanceOf(StoreFailed.class)
                .hasMessage("vault.damaged-cell");
    }

    @Test
    void a_vault_put_back_from_an_earlier_copy_is_noticed() throws Exception {
        create("correct horse").transact(tx -> {
            tx.put(NAME, Bytes.utf8("old"));
            return true;
        });
        lock();
        byte[] copy = Files.readAllBytes(root.resolve("vault.db"));
        Vault later = unlock("correct horse").orThrow();
        assertThat(later.putBack()).as("an ordinary restart").isFalse();
        later.transact(tx -> {
            tx.put(NAME, Bytes.utf8("new"));
            return true;
        });
        lock();

        Files.write(root.resolve("vault.db"), copy);
        assertThat(unlock("correct horse").orThrow().putBack()).isTrue();
    }

    @Test
    void that_it_was_put_back_is_told_at_every_unlocking_until_it_is_minded() throws Exception {
        create("correct horse");
        lock();
        byte[] copy = Files.readAllBytes(root.resolve("vault.db"));
        unlock("correct horse").orThrow();
        lock();
        Files.write(root.resolve("vault.db"), copy);

        assertThat(unlock("correct horse").orThrow().putBack()).isTrue();
        lock();
        Vault again = unlock("correct horse").orThrow();
        assertThat(again.putBack()).as("nobody minded it the first time").isTrue();
        again.transact(tx -> {
            again.putBackMinded(tx);
            return true;
        });
        lock();
        assertThat(unlock("correct horse").orThrow().putBack()).isFalse();
    }

    @Test
    void a_vault_without_its_mark_counts_as_put_back() throws Exception {
        create("correct horse");
        lock();
        Files.delete(root.resolve("vault.mark"));
        assertThat(unlock("correct horse").orThrow().putBack()).isTrue();
    }

    /** A force that failed once may not say so again, so what an ended process left in the log is written once more. */
    @Test
    void what_stands_in_the_log_of_an_ended_process_is_in_the_file_before_anything_is_said_of_it() throws IOException {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Randomness.system().bytes(LARGE));
            return true;
        });
        Path log = root.resolve("vault.db-wal");
        byte[] left = Files.readAllBytes(log);
        byte[] file = Files.readAllBytes(root.resolve("vault.db"));
        lock();
        Files.write(root.resolve("vault.db"), file);
        Files.write(log, left);
        assertThat(left).hasSizeGreaterThan(LARGE);

        assertThat(unlock("correct horse").isDone()).isTrue();

        assertThat(log).satisfies(now -> assertThat(Files.size(now)).isLessThan(LARGE));
        assertThat(root.resolve("vault.db"))
                .satisfies(now -> assertThat(Files.size(now)).isGreaterThan(LARGE));
    }
}
