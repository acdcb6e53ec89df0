package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.port.Key;

/** A backup is read whole, as it was written, or not at all. */
final class VaultBackupTest {
    private static final Stretching CHEAP = new Stretching(64, 1);
    private static final Key NAME = Key.of("test/backed-up");
    private static final String HEADING = "parley backup, version 1\n";
    /** Two of them fill a piece of a backup. */
    private static final int HALF_A_PIECE = 600 * 1024;

    private static final int CELLS = 4;
    private static final int PIECES = CELLS / 2;

    @TempDir
    private Path root;

    private DataFolder folder;
    private Vault vault;

    @BeforeEach
    void aVaultOfSeveralPieces() {
        folder = DataFolder.take(root.resolve("one")).orThrow();
        vault = new VaultDoor(folder, Randomness.system(), CHEAP)
                .create(passphrase())
                .orThrow();
        for (int i = 0; i < CELLS; i++) {
            int number = i;
            vault.transact(tx -> {
                tx.put(NAME.with(number), Bytes.wrap(new byte[HALF_A_PIECE]));
                return true;
            });
        }
    }

    @AfterEach
    void letGo() throws IOException {
        vault.close();
        folder.close();
    }

    @Test
    void whole_it_is_read() throws Exception {
        assertThat(read(backup())).isEqualTo(Ok.done());
    }

    @Test
    void a_large_one_is_read_piece_by_piece_and_never_held_whole() throws Exception {
        byte[] backup = backup();
        try (DataFolder other = DataFolder.take(root.resolve("two")).orThrow();
                Vault into = new VaultDoor(other, Randomness.system(), CHEAP)
                        .create(passphrase())
                        .orThrow()) {
            long before = into.generation();
            read(backup, into).orThrow();
            assertThat(into.generation() - before)
                    .as("transactions, each of one piece at most")
                    .isGreaterThanOrEqualTo(PIECES);
        }
    }

    @Test
    void cut_behind_a_piece_that_is_made_the_last_it_is_refused() throws Exception {
        byte[] whole = backup();
        int piece = firstPiece(whole);
        byte[] cut = java.util.Arrays.copyOf(
                whole, piece + 5 + ByteBuffer.wrap(whole).getInt(piece + 1));
        assertThat(cut.length).isLessThan(whole.length);
        cut[piece] = 1;
        assertThat(read(cut)).isEqualTo(Result.refused("backup.damaged"));
    }

    @Test
    void with_two_of_its_pieces_exchanged_it_is_refused() throws Exception {
        byte[] whole = backup();
        int first = firstPiece(whole);
        int second = first + 5 + ByteBuffer.wrap(whole).getInt(first + 1);
        int third = second + 5 + ByteBuffer.wrap(whole).getInt(second + 1);
        ByteArrayOutputStream exchanged = new ByteArrayOutputStream();
        exchanged.write(whole, 0, first);
        exchanged.write(whole, second, third - second);
        exchanged.write(whole, first, second - first);
        exchanged.write(whole, third, whole.length - third);
        assertThat(read(exchanged.toByteArray())).isEqualTo(Result.refused("backup.damaged"));
    }

    @Test
    void of_another_version_it_is_refused() throws Exception {
        byte[] later = backup();
        later[HEADING.indexOf('1')] = '2';
        assertThat(read(later)).isEqualTo(Result.refused("backup.not-a-backup"));
    }

    @Test
    void of_a_damaged_vault_it_is_not_taken_for_whole() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.vault());
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE cell SET v = substr(v, 1, length(v) - 1) || iif(substr(v, -1) = x'00', x'01', x'00') WHERE k IN"
                            + " (SELECT k FROM cell WHERE length(v) > 500000 LIMIT 1)");
        }
        assertThat(write(new ByteArrayOutputStream())).isEqualTo(Result.refused("backup.vault-damaged", 1L));
    }

    @Test
    void of_a_vault_that_lost_a_row_it_is_not_taken_for_whole() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.vault());
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM cell WHERE k IN (SELECT k FROM cell WHERE length(v) > 500000 LIMIT 1)");
        }
        assertThat(write(new ByteArrayOutputStream())).isEqualTo(Result.refused("backup.vault-lost"));
    }

    private byte[] backup() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        write(to).orThrow();
        return to.toByteArray();
    }

    private Result<Ok> write(ByteArrayOutputStream to) throws IOException {
        return VaultBackup.write(
                vault, key -> key.name().startsWith(NAME.name()), passphrase(), CHEAP, Randomness.system(), to);
    }

    private static int firstPiece(byte[] backup) {
        return HEADING.length() + Integer.BYTES + ByteBuffer.wrap(backup).getInt(HEADING.length());
    }

    private Result<Ok> read(byte[] backup) throws IOException {
        try (DataFolder other = DataFolder.take(root.resolve("two")).orThrow()) {
            VaultDoor door = new VaultDoor(other, Randomness.system(), CHEAP);
            Result<Ok> read = door.create(passphrase(), fresh -> read(backup, fresh))
                    .map(made -> {
                        assertThat(made.<Optional<Bytes>>read(tx -> tx.get(NAME.with(0))))
                                .isPresent();
                        made.close();
                        return Ok.OK;
                    });
            assertThat(door.hasVault()).as("all or nothing").isEqualTo(read.isDone());
            return read;
        }
    }

    private static Result<Ok> read(byte[] backup, Vault into) {
        try {
            return VaultBackup.read(new ByteArrayInputStream(backup), passphrase(), into, _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Secret passphrase() {
        return Secret.wrap("a passphrase for the safe".getBytes(StandardCharsets.UTF_8));
    }
}
