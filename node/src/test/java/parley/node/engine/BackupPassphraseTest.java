package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Result;
import parley.base.Secret;
import parley.node.Node;

/** A backup travels: its passphrase is held to what a vault's is, and opens however a keyboard composed it. */
final class BackupPassphraseTest {
    /** The same word: one letter with its accent, and a letter followed by one. */
    private static final String COMPOSED = "r\u00e9sum\u00e9 of the talks";

    private static final String DECOMPOSED = "re\u0301sume\u0301 of the talks";

    @TempDir
    private Path folder;

    @Test
    void a_short_one_writes_nothing() throws Exception {
        try (TestNode node = new TestNode(folder.resolve("one"))) {
            ByteArrayOutputStream backup = new ByteArrayOutputStream();
            assertThat(node.desk().keeping().backup(secret("short"), backup))
                    .isEqualTo(Result.refused("gate.passphrase-too-short", 10));
            assertThat(backup.size()).isZero();
        }
    }

    @Test
    void one_that_was_typed_on_another_keyboard_opens_it() throws Exception {
        ByteArrayOutputStream backup = new ByteArrayOutputStream();
        try (TestNode node = new TestNode(folder.resolve("one"))) {
            node.desk().keeping().backup(secret(DECOMPOSED), backup).orThrow();
        }
        try (Node other = TestNode.process(folder.resolve("two"))) {
            assertThat(other.gate()
                            .restore(
                                    new ByteArrayInputStream(backup.toByteArray()),
                                    secret(COMPOSED),
                                    TestNode.passphrase())
                            .isDone())
                    .isTrue();
        }
    }

    private static Secret secret(String text) {
        return Secret.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
