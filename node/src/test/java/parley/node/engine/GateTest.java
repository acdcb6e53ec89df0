package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Secret;
import parley.node.Node;
import parley.node.desk.NodeGate;

/** Whoever sits down before a locked node and guesses. */
final class GateTest {
    @TempDir
    private Path folder;

    private Node node;
    private NodeGate gate;

    @BeforeEach
    void aLockedNode() {
        node = TestNode.process(folder);
        gate = node.gate();
        gate.create(TestNode.passphrase()).orThrow();
        gate.lock();
    }

    @AfterEach
    void end() throws Exception {
        node.close();
    }

    @Test
    void after_some_wrong_ones_each_further_guess_has_to_wait() {
        for (int i = 1; i < NodeGate.WRONG_BEFORE_PAUSE; i++) {
            assertThat(guess("another horse battery")).isEqualTo("gate.wrong-passphrase");
        }
        assertThat(guess("another horse battery")).isEqualTo("gate.wrong-passphrase-pause");
    }

    @Test
    void while_it_waits_no_guess_is_looked_at() {
        for (int i = 0; i < NodeGate.WRONG_BEFORE_PAUSE; i++) {
            guess("another horse battery");
        }
        assertThat(TestTable.keyOf(gate.unlock(TestNode.passphrase()))).isEqualTo("gate.paused");
        assertThat(gate.desk()).isEmpty();
    }

    @Test
    void what_is_no_text_counts_as_a_wrong_guess() {
        Secret noText = Secret.wrap(new byte[] {(byte) 0xff, (byte) 0xfe, 'c', 'o', 'r', 'r', 'e', 'c', 't', ' '});
        assertThat(TestTable.keyOf(gate.unlock(noText))).isEqualTo("gate.wrong-passphrase");
    }

    @Test
    void no_backup_is_restored_over_a_vault() {
        assertThat(TestTable.keyOf(gate.restore(
                        new ByteArrayInputStream(new byte[0]), TestNode.passphrase(), TestNode.passphrase())))
                .isEqualTo("gate.vault-exists");
        gate.unlock(TestNode.passphrase()).orThrow();
    }

    private String guess(String passphrase) {
        return TestTable.keyOf(gate.unlock(Secret.wrap(passphrase.getBytes(StandardCharsets.UTF_8))));
    }
}
