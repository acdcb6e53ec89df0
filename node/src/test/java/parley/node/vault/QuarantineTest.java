package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.vault.Vault.Look;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

/** A person gives up a damaged row: the vault goes on without it, and nothing of it is dropped. */
final class QuarantineTest extends OneVault {
    private static final String PASSPHRASE = "correct horse";
    private static final String ITS_ROW = "(SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1)";
    /** Behind what the census knows a row by. */
    private static final String ROT =
            "UPDATE cell SET v = CAST(substr(v, 1, length(v) - 1) || iif(substr(v, -1) = x'00', x'01', x'00') AS BLOB) WHERE k = "
                    + ITS_ROW;

    private static final Key OTHER = Key.of("test/another-name");

    private Vault vault;

    @BeforeEach
    void a_vault_of_which_one_row_rotted() throws Exception {
        create(PASSPHRASE).transact(tx -> {
            tx.put(NAME, Bytes.wrap(new byte[5_000]));
            return true;
        });
        vault = rotten(ROT);
    }

    private Vault rotten(String sql) throws Exception {
        lock();
        damage(sql);
        return unlock(PASSPHRASE).orThrow();
    }

    private static List<Vault.Damaged> damaged(Vault vault) {
        List<Vault.Damaged> rows = new ArrayList<>();
        assertThat(vault.damaged(rows::add).damaged()).isEqualTo(rows.size());
        return rows;
    }

    private static void giveUp(Vault vault) {
        List<Vault.Damaged> rows = damaged(vault);
        vault.transact(tx -> {
            rows.forEach(row -> vault.giveUp(tx, row));
            return true;
        });
        Losses left = vault.cells(_ -> {});
        vault.transact(tx -> {
            vault.accept(left.forgive());
            return true;
        });
    }

    private static Look look(Vault vault) {
        Look look = Look.UNDER_WAY;
        while (look == Look.UNDER_WAY) {
            look = vault.look();
        }
        return look;
    }

    private static Result<Ok> backup(Vault vault) throws Exception {
        return VaultBackup.write(
                vault, _ -> true, secret("of the backup"), CHEAP, Randomness.system(), new ByteArrayOutputStream());
    }

    @Test
    void it_is_no_loss_any_more_and_backups_are_made_again() throws Exception {
        assertThat(look(vault)).isEqualTo(Look.LOST);
        assertThat(backup(vault)).isEqualTo(Result.refused(Refusal.of("backup.vault-damaged", 1L)));
        giveUp(vault);
        assertThat(look(vault)).isEqualTo(Look.SOUND);
        assertThat(backup(vault).isDone()).isTrue();
        lock();
        Losses later = unlock(PASSPHRASE).orThrow().cells(_ -> {});
        assertThat(later.ever()).isFalse();
        assertThat(later.givenUp()).isEqualTo(1);
    }

    @Test
    void its_cell_is_still_never_taken_for_absent() {
        giveUp(vault);
        assertThatThrownBy(() -> vault.transact(tx -> tx.get(NAME)))
                .isInstanceOf(StoreFailed.class)
                .hasMessage("vault.damaged-cell");
    }

    @Test
    void once_its_cell_is_erased_nothing_of_it_is_left() throws Exception {
        Bytes stood = damaged(vault).getFirst().content();
        giveUp(vault);
        vault.transact(tx -> {
            tx.delete(NAME);
            return true;
        });
        List<Bytes> kept = new ArrayList<>();
        Losses losses = vault.cells(cell -> kept.add(cell.value()));
        assertThat(kept).doesNotContain(stood);
        assertThat(losses.givenUp()).isZero();
        assertThat(look(vault)).isEqualTo(Look.SOUND);
    }

    @Test
    void others_are_given_up_also_where_the_count_of_them_was_lost() throws Exception {
        giveUp(vault);
        vault.transact(tx -> {
            tx.delete(Key.of("vault/quarantine-count"));
            tx.put(OTHER, Bytes.wrap(new byte[9_000]));
            return true;
        });
        vault = rotten(ROT);
        giveUp(vault);
        assertThat(look(vault)).isEqualTo(Look.SOUND);
        assertThat(vault.cells(_ -> {}).givenUp()).isEqualTo(2);
    }

    @Test
    void what_rots_after_that_is_damaged_anew() throws Exception {
        giveUp(vault);
        String itsRow = "(SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1 OFFSET 1)";
        vault = rotten("UPDATE cell SET v = zeroblob(length(v)) WHERE k IN (" + ITS_ROW + ", " + itsRow + ")");
        assertThat(damaged(vault)).isNotEmpty();
        assertThat(look(vault)).isEqualTo(Look.LOST);
    }

    @Test
    void rows_that_were_gone_before_are_awaited_no_more() throws Exception {
        vault = rotten("DELETE FROM cell WHERE k = " + ITS_ROW);
        assertThat(look(vault)).isEqualTo(Look.LOST);
        Losses gone = vault.cells(_ -> {});
        vault.transact(tx -> {
            vault.accept(gone);
            return true;
        });
        assertThat(vault.cells(_ -> {}).ever()).isTrue();
        giveUp(vault);
        assertThat(vault.cells(_ -> {}).ever()).isFalse();
    }
}
