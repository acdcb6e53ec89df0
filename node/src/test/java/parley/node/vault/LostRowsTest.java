package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.vault.Vault.Look;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

/** A vault whose rows are no longer those that were written: no list misses them, so a look at all of them tells. */
final class LostRowsTest extends FilledVault {
    private static final Key LONGEST = NAME.with(CELLS);
    /** Behind its first bytes, which the census knows it by. */
    private static final String ROT_OF_ANOTHER = "UPDATE cell SET v = substr(v, 1, length(v) - 1)"
            + " || iif(substr(v, -1) = x'00', x'01', x'00')"
            + " WHERE k = (SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1 OFFSET 1)";

    @Test
    void while_all_is_there_a_look_finds_nothing_lost_whatever_was_written_over_and_erased() {
        Vault vault = filled();
        vault.transact(tx -> {
            tx.delete(NAME.with(1));
            tx.delete(Key.of("test/never-there"));
            tx.put(NAME.with(2), Bytes.utf8("another"));
            return true;
        });
        assertThat(look(vault)).isEqualTo(Look.SOUND);
        lock();
        assertThat(look(unlocked())).isEqualTo(Look.SOUND);
    }

    @Test
    void what_is_written_while_the_look_goes_on_is_made_up_for() {
        Vault vault = filled();
        Random choice = new Random(7);
        int turns = 0;
        for (int i = 0; i < 2_000; i++) {
            int cell = 1_000 + i;
            vault.transact(tx -> {
                tx.put(NAME.with(cell), text(cell));
                return true;
            });
        }
        Look look = Look.UNDER_WAY;
        while (look == Look.UNDER_WAY) {
            look = vault.look();
            turns++;
            for (int i = 0; i < 20; i++) {
                Key key = NAME.with(choice.nextInt(3_500));
                boolean erases = choice.nextBoolean();
                vault.transact(tx -> {
                    if (erases) {
                        tx.delete(key);
                    } else {
                        tx.put(key, Bytes.utf8("written at " + choice.nextLong()));
                    }
                    return true;
                });
            }
        }
        assertThat(turns).isGreaterThan(2);
        assertThat(look).isEqualTo(Look.SOUND);
    }

    @Test
    void a_transaction_that_failed_is_not_counted() {
        Vault vault = filled();
        assertThat(vault.look()).isNotEqualTo(Look.LOST);
        try {
            vault.transact(tx -> {
                tx.put(Key.of("test/never-kept"), Bytes.utf8("lost"));
                tx.put(Key.of("test/never-kept").with(1), Bytes.wrap(new byte[65 * 1024 * 1024]));
                throw new StoreFailed("vault.failed", new IOException("for this test"));
            });
        } catch (StoreFailed e) {
            assertThat(e).hasMessage("vault.failed");
        }
        assertThat(look(vault)).isEqualTo(Look.SOUND);
    }

    @Test
    void any_row_that_was_taken_away_is_missed() throws Exception {
        filled();
        lock();
        OnDisk whole = onDisk();
        SequencedMap<String, String> rows = rows();
        assertThat(rows).hasSizeGreaterThan(CELLS);
        int ofTheGeneration = 0;
        for (String row : rows.keySet()) {
            lay(whole.file().toArray(), whole);
            damage("DELETE FROM cell WHERE k = x'" + row + "'");
            switch (unlock(PASSPHRASE)) {
                case Result.Refused<Vault>(Refusal why) -> {
                    assertThat(why).isEqualTo(Refusal.of("vault.damaged"));
                    ofTheGeneration++;
                }
                case Result.Done<Vault>(Vault vault) -> {
                    assertThat(look(vault)).as(row).isEqualTo(Look.LOST);
                    assertThat(lost(vault).missing()).as(row).isEqualTo(1);
                    assertThat(lost(vault).damaged()).as(row).isZero();
                    assertThat(lost(vault).otherwise()).as(row).isFalse();
                    lock();
                }
            }
        }
        assertThat(ofTheGeneration).isEqualTo(1);
    }

    @Test
    void a_row_whose_name_rotted_is_damaged() throws Exception {
        filled();
        lock();
        damage("UPDATE cell SET k = x'00' || substr(k, 2) WHERE length(v) = (SELECT max(length(v)) FROM cell)");

        Vault vault = unlocked();
        assertThat(look(vault)).isEqualTo(Look.LOST);
        assertThat(lost(vault).damaged()).isEqualTo(1);
        assertThat(lost(vault).missing()).isZero();
    }

    @Test
    void a_row_that_was_put_back_to_what_it_held_before_is_noticed() throws Exception {
        Vault vault = filled();
        Bytes before = vault.<Optional<Bytes>>read(tx -> tx.get(LONGEST)).orElseThrow();
        String sealed = writtenOver();
        lock();
        putBack(sealed);

        Vault again = unlocked();
        assertThat(again.<Optional<Bytes>>read(tx -> tx.get(LONGEST))).contains(before);
        assertThat(look(again)).isEqualTo(Look.LOST);
        assertThat(lost(again).otherwise()).isTrue();
        assertThat(lost(again).damaged()).isZero();
        assertThat(lost(again).missing()).isZero();
    }

    @Test
    void a_row_that_was_put_back_hides_behind_no_damaged_one() throws Exception {
        filled();
        String sealed = writtenOver();
        lock();
        damage(ROT_OF_ANOTHER);
        putBack(sealed);

        Losses both = lost(unlocked());
        assertThat(both.damaged()).isEqualTo(1);
        assertThat(both.otherwise()).isTrue();
    }

    @Test
    void a_row_that_was_put_back_is_noticed_while_a_damaged_one_stands_that_was_told() throws Exception {
        filled();
        String sealed = writtenOver();
        lock();
        damage(ROT_OF_ANOTHER);
        Vault vault = unlocked();
        assertThat(lost(vault).otherwise())
                .as("its seal is damaged, and not the row")
                .isFalse();
        accept(vault);
        assertThat(lost(vault).damaged()).isEqualTo(1);
        lock();
        putBack(sealed);

        Vault again = unlocked();
        assertThat(look(again)).isEqualTo(Look.LOST);
        assertThat(lost(again).otherwise()).isTrue();
    }

    @Test
    void that_rows_were_lost_is_remembered_when_they_are_told_no_more() throws Exception {
        Vault whole = filled();
        assertThat(lost(whole).ever()).isFalse();
        lock();
        takeAway();
        accept(unlocked());
        lock();

        Vault vault = unlocked();
        assertThat(look(vault)).isEqualTo(Look.SOUND);
        vault.transact(tx -> {
            tx.put(NAME.with(2), Bytes.utf8("another"));
            return true;
        });
        assertThat(lost(vault).any()).isFalse();
        assertThat(lost(vault).ever()).isTrue();
    }

    @Test
    void a_row_that_stands_for_another_is_noticed_though_their_number_is_right() throws Exception {
        Vault vault = filled();
        SequencedMap<String, String> before = rows();
        vault.transact(tx -> {
            tx.delete(NAME.with(3));
            tx.put(Key.of("test/other"), text(3));
            return true;
        });
        lock();
        SequencedMap<String, String> after = rows();
        String erased = before.keySet().stream()
                .filter(k -> !after.containsKey(k))
                .findFirst()
                .orElseThrow();
        String added = after.keySet().stream()
                .filter(k -> !before.containsKey(k))
                .findFirst()
                .orElseThrow();
        damage("DELETE FROM cell WHERE k = x'" + added + "'");
        damage("INSERT INTO cell VALUES (x'" + erased + "', x'" + before.get(erased) + "')");

        Vault again = unlocked();
        assertThat(look(again)).isEqualTo(Look.LOST);
        assertThat(lost(again).otherwise()).isTrue();
    }

    @Test
    void a_loss_that_was_accepted_is_told_no_more_and_the_next_one_is() throws Exception {
        filled();
        lock();
        takeAway();
        Vault vault = unlocked();
        assertThat(look(vault)).isEqualTo(Look.LOST);
        accept(vault);
        assertThat(look(vault)).isEqualTo(Look.SOUND);
        lock();

        takeAway();
        Vault again = unlocked();
        assertThat(look(again)).isEqualTo(Look.LOST);
        assertThat(lost(again).missing()).isEqualTo(1);
    }

    @Test
    void a_loss_whose_telling_failed_is_told_again() throws Exception {
        filled();
        lock();
        takeAway();
        Vault vault = unlocked();
        try {
            vault.transact(tx -> {
                vault.accept(lost(vault));
                throw new StoreFailed("vault.full", new IOException("for this test"));
            });
        } catch (StoreFailed e) {
            assertThat(e).hasMessage("vault.full");
        }
        vault.transact(tx -> {
            tx.put(NAME.with(2), Bytes.utf8("another"));
            return true;
        });
        assertThat(lost(vault).missing()).isEqualTo(1);
    }

    /** What the longest row held before it was written over. */
    private String writtenOver() throws SQLException {
        String sealed = HexFormat.of().formatHex(largestCell());
        Vault vault = open.orElseThrow();
        vault.transact(tx -> {
            int size = tx.get(LONGEST).orElseThrow().size();
            tx.put(LONGEST, Bytes.wrap(new byte[size]));
            return true;
        });
        return sealed;
    }

    private void putBack(String sealed) throws SQLException {
        damage("UPDATE cell SET v = x'" + sealed + "' WHERE length(v) = " + sealed.length() / 2);
    }

    private void takeAway() throws SQLException {
        damage("DELETE FROM cell WHERE k = (SELECT k FROM cell ORDER BY length(v) DESC LIMIT 1)");
    }

    private SequencedMap<String, String> rows() throws SQLException {
        SequencedMap<String, String> all = new TreeMap<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT hex(k), hex(v) FROM cell")) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getString(2));
            }
        }
        return all;
    }
}
