package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

final class VaultTest {
    private static final Stretching CHEAP = new Stretching(64, 1);
    private static final int LARGE = 300_000;
    private static final Key NAME = Key.of("test/canary-name");
    private static final String TEXT = "a text that nobody else may read, canary 7e1f";

    @TempDir
    private Path root;

    private Optional<DataFolder> held = Optional.empty();
    private Optional<Vault> open = Optional.empty();

    @AfterEach
    void letGo() throws IOException {
        open.ifPresent(Vault::close);
        if (held.isPresent()) {
            held.get().close();
        }
    }

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
    void several_people_open_one_vault_each_with_a_passphrase_of_their_own() {
        Vault vault = create("correct horse");
        door().addPassphrase(vault, secret("battery staple")).orThrow();
        lock();

        assertThat(unlock("battery staple").isDone()).isTrue();
        lock();
        assertThat(unlock("correct horse").isDone()).isTrue();
    }

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
                + " WHERE length(v) > 105");

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
        damage("UPDATE cell SET v = (SELECT max(v) FROM cell WHERE length(v) > 120) WHERE length(v) > 120");

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
            later.transact(tx -> {
                tx.put(NAME, Bytes.utf8("now!".repeat(200)));
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

    private byte[] largestCell() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT v FROM cell ORDER BY length(v) DESC LIMIT 1")) {
            assertThat(rows.next()).isTrue();
            return rows.getBytes(1);
        }
    }

    @Test
    void a_vault_of_a_later_parley_is_refused_and_left_as_it_is() throws Exception {
        create("correct horse");
        lock();
        damage("PRAGMA user_version = 99");
        assertThat(refusal(unlock("correct horse"))).isEqualTo(Refusal.of("vault.of-later-version"));
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

    /** What lies in memory is nobody's to ask for, so the test looks itself. */
    private static CellCache cacheOf(Vault vault) throws ReflectiveOperationException {
        Field field = Vault.class.getDeclaredField("cache");
        field.setAccessible(true);
        return (CellCache) field.get(vault);
    }

    private Vault create(String passphrase) {
        Vault vault = door().create(secret(passphrase)).orThrow();
        open = Optional.of(vault);
        return vault;
    }

    private Result<Vault> unlock(String passphrase) {
        Result<Vault> result = door().open(secret(passphrase));
        if (result instanceof Result.Done<Vault>(Vault vault)) {
            open = Optional.of(vault);
        }
        return result;
    }

    private void lock() {
        open.ifPresent(Vault::close);
        open = Optional.empty();
    }

    private VaultDoor door() {
        if (held.isEmpty()) {
            held = Optional.of(DataFolder.take(root).orThrow());
        }
        return new VaultDoor(held.get(), Randomness.system(), CHEAP);
    }

    private void damage(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> filesWith(List<byte[]> canaries) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> canaries.stream().anyMatch(canary -> contains(file, canary)))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean contains(Path file, byte[] canary) {
        try {
            String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return all.contains(new String(canary, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Secret secret(String passphrase) {
        return Secret.wrap(passphrase.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refusal(Result<?> result) {
        return switch (result) {
            case Result.Done<?> done -> throw new AssertionError("was not refused");
            case Result.Refused<?>(Refusal why) -> why;
        };
    }
}
