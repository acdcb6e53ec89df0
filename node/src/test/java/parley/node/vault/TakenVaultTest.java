package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.protocol.port.Store.StoreFailed;

/** What becomes of a vault whose folder lies in other hands, or that another program wrote: nothing is read, and nothing changed is taken for right. */
final class TakenVaultTest extends OneVault {
    @Test
    void whoever_takes_the_folder_finds_no_name_no_text_and_no_key() throws Exception {
        Vault vault = create("correct horse");
        byte[] master = vault.master().reveal();
        for (int i = 0; i < 200; i++) {
            int number = i;
            vault.transact(tx -> {
                tx.put(NAME.with(number), Bytes.utf8(TEXT + number));
                return true;
            });
        }
        List<byte[]> canaries = List.of(
                TEXT.getBytes(StandardCharsets.UTF_8),
                "canary-name".getBytes(StandardCharsets.UTF_8),
                "correct horse".getBytes(StandardCharsets.UTF_8),
                master);
        assertThat(filesWith(canaries)).isEmpty();
        lock();
        assertThat(filesWith(canaries)).isEmpty();

        Files.write(root.resolve("control"), TEXT.getBytes(StandardCharsets.UTF_8));
        assertThat(filesWith(canaries)).as("the search finds what is there").containsExactly("control");
    }

    @Test
    void sizes_show_only_in_classes() {
        assertThat(Stream.of(1, 20, 64).map(CellSeal::sizeClass)).containsOnly(64);
        assertThat(CellSeal.sizeClass(1_000))
                .isEqualTo(CellSeal.sizeClass(1_024))
                .isEqualTo(1_024);
        for (int size = 65; size < 1_000_000; size = size * 9 / 8 + 1) {
            assertThat(CellSeal.sizeClass(size)).isBetween(size, size + size / 8 + 1);
        }
    }

    @Test
    void a_damaged_cell_is_named_and_never_taken_for_absent() throws Exception {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8(TEXT.repeat(3)));
            return true;
        });
        lock();
        damage("UPDATE cell SET v = substr(v, 1, length(v) - 1) || iif(substr(v, -1) = x'00', x'01', x'00')"
                + " WHERE length(v) > 150");

        Vault again = unlock("correct horse").orThrow();
        assertThatThrownBy(() -> again.read(tx -> tx.get(NAME)))
                .isInstanceOf(StoreFailed.class)
                .hasMessage("vault.damaged-cell");
    }

    @Test
    void a_cell_moved_under_another_name_is_refused() throws Exception {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME.with(1), Bytes.utf8("x".repeat(100)));
            tx.put(NAME.with(2), Bytes.utf8("y".repeat(100)));
            return true;
        });
        lock();
        damage("UPDATE cell SET v = (SELECT max(v) FROM cell WHERE length(v) > 150) WHERE length(v) > 150");

        Vault again = unlock("correct horse").orThrow();
        int refused = 0;
        for (int i = 1; i <= 2; i++) {
            int number = i;
            try {
                again.read(tx -> tx.get(NAME.with(number)));
            } catch (StoreFailed e) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(1);
    }

    @Test
    void a_file_that_is_no_vault_is_named_and_left_as_it_is() throws Exception {
        create("correct horse");
        lock();
        byte[] other =
                "this is not a vault at all, but somebody's letter".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.write(root.resolve("vault.db"), other);

        assertThat(refusal(unlock("correct horse"))).isEqualTo(Refusal.of("vault.damaged"));
        assertThat(Files.readAllBytes(root.resolve("vault.db"))).isEqualTo(other);
    }

    @Test
    void a_database_of_another_program_is_named_and_left_as_it_is() throws Exception {
        create("correct horse");
        lock();
        damage("PRAGMA application_id = 7");
        assertThat(refusal(unlock("correct horse"))).isEqualTo(Refusal.of("vault.damaged"));
    }

    @Test
    void a_vault_all_of_whose_cells_are_gone_is_taken_for_no_new_one() throws Exception {
        create("correct horse");
        lock();
        damage("DELETE FROM cell");
        byte[] mark = Files.readAllBytes(root.resolve("vault.mark"));

        assertThat(refusal(unlock("correct horse"))).isEqualTo(Refusal.of("vault.damaged"));
        assertThat(refusal(unlock("correct horse")))
                .as("nothing was written there")
                .isEqualTo(Refusal.of("vault.damaged"));
        assertThat(Files.readAllBytes(root.resolve("vault.mark"))).isEqualTo(mark);
    }

    @Test
    void a_vault_of_a_later_parley_is_refused_and_left_as_it_is() throws Exception {
        create("correct horse");
        lock();
        damage("PRAGMA user_version = 99");
        assertThat(refusal(unlock("correct horse"))).isEqualTo(Refusal.of("vault.of-later-version"));
    }

    @Test
    void only_its_owner_may_read_the_folder_and_what_is_in_it() throws Exception {
        Path folder = root.resolve("node");
        Files.createDirectory(folder, permissions("rwxr-xr-x"));
        try (DataFolder taken = DataFolder.take(folder).orThrow()) {
            VaultDoor door = new VaultDoor(taken, Randomness.system(), CHEAP);
            door.create(secret("correct horse")).orThrow().close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            for (String file : List.of("vault.db", "vault.mark")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    @Test
    void an_erased_cell_lies_sealed_in_no_file_once_the_vault_was_scrubbed() throws Exception {
        Vault vault = create("correct horse");
        vault.transact(tx -> {
            tx.put(NAME, Bytes.utf8(TEXT.repeat(12)));
            return true;
        });
        vault.scrub();
        byte[] sealed = largestCell();
        assertThat(filesWith(List.of(sealed))).isNotEmpty();

        vault.transact(tx -> {
            tx.delete(NAME);
            return true;
        });
        vault.scrub();
        assertThat(filesWith(List.of(sealed))).isEmpty();
    }
}
