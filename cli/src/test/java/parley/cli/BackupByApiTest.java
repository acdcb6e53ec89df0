package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Role;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.node.api.ApiAccess;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.NodeGate;
import parley.protocol.port.RelayAddress;

/** A program takes a backup of one running node and makes another node's vault of it, by the API alone. */
final class BackupByApiTest {
    private static final String OF_BACKUP = "a passphrase for the safe";
    private static final String NEW = "another for the new device";
    private static final String RESTORE = "/api/v1/gate/restore";

    @TempDir
    private Path folder;

    @Test
    void what_one_node_gave_another_holds_frozen_until_it_is_renewed_and_nothing_else_is_taken_for_it()
            throws IOException {
        byte[] backup = backup();
        try (NodeHost _ = NodeHost.start(folder.resolve("new"), 0);
                NodeClient node = client("new")) {
            assertThatThrownBy(() -> node.bytes("POST", RESTORE, put(NEW, NEW, backup)))
                    .as("under another passphrase")
                    .isInstanceOf(Stop.class);
            assertThatThrownBy(() ->
                            node.bytes("POST", RESTORE, put(OF_BACKUP, NEW, Arrays.copyOf(backup, backup.length - 1))))
                    .as("cut")
                    .isInstanceOf(Stop.class);
            assertThat(state(node)).isInstanceOf(NodeGate.State.Fresh.class);

            node.bytes("POST", RESTORE, put(OF_BACKUP, NEW, backup));

            assertThat(state(node)).isInstanceOf(NodeGate.State.Unlocked.class);
            assertThat(node.get("/api/v1/tables", Outputs.Tables.class).tables())
                    .singleElement()
                    .satisfies(table -> {
                        assertThat(table.coverName()).isEqualTo("Harbour");
                        assertThat(table.renewalNeeded()).isTrue();
                    });
            node.post("/api/v1/gate/lock");
            assertThatThrownBy(() -> node.bytes("POST", RESTORE, put(OF_BACKUP, NEW, backup)))
                    .as("over a vault")
                    .isInstanceOf(Stop.class)
                    .hasMessageContaining("vault");
            node.bytes("POST", "/api/v1/gate/unlock", NEW.getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] backup() throws IOException {
        try (NodeHost _ = NodeHost.start(folder.resolve("old"), 0);
                NodeClient node = client("old")) {
            node.bytes("POST", "/api/v1/gate/create", "the one of the old device".getBytes(StandardCharsets.UTF_8));
            RelayAddress nowhere = new RelayAddress("127.0.0.1", 1, Bytes.wrap(new byte[RelayAddress.KEY_BYTES]));
            node.post("/api/v1/tables", new Inputs.OpenTable("Harbour", "Oman", Role.MEDIATOR, nowhere));
            return node.bytes("POST", "/api/v1/backup", OF_BACKUP.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] put(String of, String passphrase, byte[] backup) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((of + "\n" + passphrase + "\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(backup);
        return body.toByteArray();
    }

    private NodeClient client(String who) throws IOException {
        return new NodeClient(
                new HttpTransport(ApiAccess.read(folder.resolve(who)).orElseThrow()));
    }

    private static NodeGate.State state(NodeClient node) throws IOException {
        return node.get("/api/v1/gate", Outputs.Gate.class).state();
    }
}
