package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.link.NodeClient;
import parley.cli.link.Transport;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.Attachments;

/** What of a file goes to the node, and from where on. */
final class UploadsTest implements Transport {
    private static final int SIZE = 3 * 1024 * 1024;
    /** Where it was broken off. */
    private static final long BEGUN = SIZE - 5;

    private final List<String> puts = new ArrayList<>();
    private long taken = BEGUN;

    @TempDir
    private Path folder;

    @Override
    public Reply call(String method, String target, byte[] body) {
        if (method.equals("GET")) {
            return answer(new Outputs.Uploads(List.of(upload())));
        }
        long offset = Long.parseLong(target.substring(target.indexOf('=') + 1));
        puts.add(offset + "+" + body.length);
        taken = Math.max(taken, offset + body.length);
        return answer(upload());
    }

    private Attachments.Upload upload() {
        return new Attachments.Upload("a1", NodeWithARoom.ROOM, "map.pdf", SIZE, taken, 0, Optional.empty());
    }

    private static Reply answer(Object what) {
        return new Reply(200, new ByteArrayInputStream(ApiJson.write(what)));
    }

    @Test
    void a_file_that_goes_on_is_sent_from_its_beginning_so_that_the_node_can_compare() throws IOException {
        Path file = Files.write(folder.resolve("map.pdf"), new byte[SIZE]);
        try (NodeClient node = new NodeClient(this)) {
            assertThat(new Uploads(node, _ -> {}).resume(NodeWithARoom.ROOM, file))
                    .isEqualTo("a1");
        }
        assertThat(puts).containsExactly("0+2097152", "2097152+1048576");
    }

    @Override
    public void close() {}
}
