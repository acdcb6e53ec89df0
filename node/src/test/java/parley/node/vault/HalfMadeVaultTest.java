package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.port.Key;

/** What a crash left of a vault that was being made hinders nobody from making it again. */
final class HalfMadeVaultTest {
    private static final Stretching CHEAP = new Stretching(64, 1);

    @TempDir
    private Path root;

    /** SQLite's journals by its documentation of temporary files, and what a later version might write there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault.db",
                "vault.db-journal",
                "vault.db-wal",
                "vault.db-shm",
                "vault.mark",
                "of a later version"
            })
    void whatever_file_is_left_the_vault_is_made(String left) throws IOException {
        Path making = Files.createDirectories(root.resolve("vault.new"));
        Files.writeString(making.resolve(left), "half");
        try (DataFolder folder = DataFolder.take(root).orThrow();
                Vault made = new VaultDoor(folder, Randomness.system(), CHEAP)
                        .create(Secret.of(Bytes.utf8("correct horse battery")))
                        .orThrow()) {
            assertThat(made.<Optional<Bytes>>read(tx -> tx.get(Key.of("anything"))))
                    .isEmpty();
            assertThat(making).doesNotExist();
        }
    }
}
