package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.protocol.port.RelayAddress;

/** A node on a watched wire leaves nothing open. */
final class WatchedNodeTest {
    @Test
    void aWireWhoseNodeDoesNotStartIsClosed(@TempDir Path folder) throws Exception {
        Path noFolder = Files.createFile(folder.resolve("a file"));
        try (Forwarder wire =
                Forwarder.to(new RelayAddress("127.0.0.1", 1, Bytes.wrap(new byte[RelayAddress.KEY_BYTES])))) {
            assertThat(wire.isClosed()).isFalse();
            assertThatThrownBy(() -> WatchedNode.start(noFolder, wire)).isInstanceOf(IllegalStateException.class);
            assertThat(wire.isClosed()).isTrue();
        }
    }
}
