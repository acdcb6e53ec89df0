package parley.node.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.port.Key;

/** One vault in a folder of a test's own, which it makes, locks and opens again: what tests of vaults start from. */
abstract class OneVault {
    static final Stretching CHEAP = new Stretching(64, 1);
    static final Key NAME = Key.of("test/canary-name");
    static final String TEXT = "a text that nobody else may read, canary 7e1f";

    @TempDir
    Path root;

    Optional<DataFolder> held = Optional.empty();
    Optional<Vault> open = Optional.empty();

    @AfterEach
    void letGo() throws IOException {
        open.ifPresent(Vault::close);
        if (held.isPresent()) {
            held.get().close();
        }
    }

    Vault create(String passphrase) {
        Vault vault = door().create(secret(passphrase)).orThrow();
        open = Optional.of(vault);
        return vault;
    }

    Result<Vault> unlock(String passphrase) {
        Result<Vault> result = door().open(secret(passphrase));
        if (result instanceof Result.Done<Vault>(Vault vault)) {
            open = Optional.of(vault);
        }
        return result;
    }

    void lock() {
        open.ifPresent(Vault::close);
        open = Optional.empty();
    }

    VaultDoor door() {
        if (held.isEmpty()) {
            held = Optional.of(DataFolder.take(root).orThrow());
        }
        return new VaultDoor(held.get(), Randomness.system(), CHEAP);
    }

    void damage(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> filesWith(List<byte[]> canaries) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> canaries.stream().anyMatch(canary -> contains(file, canary)))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    static boolean contains(Path file, byte[] canary) {
        try {
            String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return all.contains(new String(canary, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    byte[] largestCell() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("vault.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT v FROM cell ORDER BY length(v) DESC LIMIT 1")) {
            assertThat(rows.next()).isTrue();
            return rows.getBytes(1);
        }
    }

    static Secret secret(String passphrase) {
        return Secret.wrap(passphrase.getBytes(StandardCharsets.UTF_8));
    }

    static Refusal refusal(Result<?> result) {
        return switch (result) {
            case Result.Done<?> done -> throw new AssertionError("was not refused");
            case Result.Refused<?>(Refusal why) -> why;
        };
    }
}
