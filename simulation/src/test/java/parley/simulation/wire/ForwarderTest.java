package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.port.RelayAddress;

/** A wire between a node and its relay changes nothing of what passes, and notes its records and connections. */
final class ForwarderTest {
    private static final byte[] ASKED = {23, 3, 3, 0, 4, 1, 2, 3, 4};
    private static final byte[] ANSWERED = {23, 3, 3, 0, 2, 5, 6};

    @Test
    void aWireCarriesAllBytesAndNotesRecordsAndConnections() throws Exception {
        try (ServerSocket relay = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                Forwarder wire = Forwarder.to(address(relay))) {
            CompletableFuture<byte[]> heard = CompletableFuture.supplyAsync(() -> answer(relay));
            try (Socket node = new Socket(wire.address().host(), wire.address().port())) {
                node.getOutputStream().write(ASKED);
                node.shutdownOutput();
                assertThat(node.getInputStream().readAllBytes()).isEqualTo(ANSWERED);
            }
            assertThat(heard.get()).isEqualTo(ASKED);
            assertThat(wire.seen())
                    .extracting(Seen::what, Seen::bytes)
                    .startsWith(
                            tuple(Seen.What.OPENED, 0),
                            tuple(Seen.What.UP, ASKED.length),
                            tuple(Seen.What.DOWN, ANSWERED.length));
        }
    }

    private static RelayAddress address(ServerSocket relay) {
        return new RelayAddress(
                relay.getInetAddress().getHostAddress(),
                relay.getLocalPort(),
                Bytes.wrap(new byte[RelayAddress.KEY_BYTES]));
    }

    private static byte[] answer(ServerSocket relay) {
        try (Socket node = relay.accept()) {
            byte[] heard = node.getInputStream().readAllBytes();
            node.getOutputStream().write(ANSWERED);
            return heard;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
