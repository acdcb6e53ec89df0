package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.TestLog.given;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;

/** A relay that nodes reach by a forwarder, under the forwarder's name and port and the relay's key. */
class ForwarderTest {
    private static final int LINES = 20;

    @TempDir
    Path folder;

    private RelayServer server;
    private Forwarder forwarder;

    @BeforeEach
    void start() throws IOException {
        TestKey.into(folder);
        server = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0)).orThrow();
        forwarder = new Forwarder(server.address().port());
    }

    @AfterEach
    void stop() throws IOException {
        forwarder.close();
        server.close();
    }

    private HttpRelay caller() {
        RelayAddress shown =
                new RelayAddress("127.0.0.1", forwarder.port(), server.address().key());
        return HttpRelay.to(shown, Optional.empty());
    }

    @Test
    void a_forwarder_that_passes_bytes_through_changes_nothing() {
        TestLog log = TestLog.of("room");
        try (HttpRelay relay = caller()) {
            log.createAt(relay);
            given(log.append(relay, TestLog.entry("said")));
            assertThat(log.read(relay, 0).entries()).containsExactly(TestLog.entry("said"));
        }
    }

    /** As one that is restarted, or that takes a line for idle. */
    @Test
    void after_a_forwarder_cut_all_lines_calls_go_by_new_ones_and_nothing_stands_twice() throws Exception {
        TestLog log = TestLog.of("room");
        Bytes entry = TestLog.entry("said once");
        try (HttpRelay relay = caller()) {
            log.createAt(relay);
            for (int i = 0; i < 5; i++) {
                forwarder.cut();
                assertThat(asNodesDo(() -> log.append(relay, entry)))
                        .as("round %d", i)
                        .isInstanceOf(Answer.Given.class);
            }
            assertThat(log.read(relay, 0).entries()).containsExactly(entry);
        }
    }

    /** Asks again when nothing is answered: each line of the pool may have to be found cut. */
    private static Answer<?> asNodesDo(Supplier<Answer<?>> call) {
        Answer<?> answer = call.get();
        for (int i = 0; i < LINES && answer instanceof Answer.Silent<?>; i++) {
            answer = call.get();
        }
        return answer;
    }

    /** Leads every caller to one port of this machine. */
    private static final class Forwarder implements AutoCloseable {
        private final ServerSocket door;
        private final int target;
        private final List<Socket> open = new CopyOnWriteArrayList<>();

        Forwarder(int target) throws IOException {
            this.target = target;
            this.door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return door.getLocalPort();
        }

        private void serve() {
            while (!door.isClosed()) {
                try {
                    Socket caller = door.accept();
                    Socket there = new Socket();
                    there.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), target));
                    open.addAll(List.of(caller, there));
                    Thread.ofVirtual().start(() -> pass(caller, there));
                    Thread.ofVirtual().start(() -> pass(there, caller));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private static void pass(Socket from, Socket to) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                in.transferTo(out);
            } catch (IOException gone) {
                assertThat(gone).isNotNull(); // One of the two hung up, which the other sees by its own end.
            }
        }

        void cut() throws IOException {
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        }

        @Override
        public void close() throws IOException {
            door.close();
            cut();
        }
    }
}
