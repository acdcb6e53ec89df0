package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.TestLog.given;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/**
 * A relay with little memory, and hundreds of callers from one address who each keep within every limit of their own: they
 * send large bodies and never end them, or ask for full pages and take nothing. Others are served all the while.
 */
@Tag("wide")
class MemoryUnderAttackTest {
    private static final int CALLERS = 200;

    /** What all bodies, and all pages, together would take is several times this. */
    private static final String HEAP = "-Xmx96m";

    /** Answers were sent long before they are looked for. */
    private static final int ANSWER_MILLIS = 500;

    @TempDir
    Path folder;

    private final TestLog log = TestLog.of("room");
    private final List<SSLSocket> hostile = new ArrayList<>();
    private Process process;
    private RelayAddress address;

    @BeforeEach
    void start() throws IOException {
        TestKey.into(folder);
        process = RelayProgram.start(folder, HEAP);
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertThat(line).startsWith("listening ");
        address = RelayAddress.parse(line.substring("listening ".length())).orThrow();
        try (HttpRelay relay = honest()) {
            log.createAt(relay);
            for (int i = 0; i < 3; i++) {
                byte[] large = new byte[400_000];
                new Random(i).nextBytes(large);
                given(log.append(relay, Bytes.wrap(large)));
            }
        }
    }

    @AfterEach
    void end() throws IOException {
        for (SSLSocket socket : hostile) {
            socket.close();
        }
        process.destroyForcibly();
    }

    private HttpRelay honest() {
        return HttpRelay.to(address, Optional.empty());
    }

    @Test
    void bodies_that_never_end_leave_room_for_others() throws Exception {
        byte[] most = new byte[1_500_000];
        for (int i = 0; i < CALLERS; i++) {
            SSLSocket socket = new RawCaller(address.port()).narrow("127.0.0.2");
            hostile.add(socket);
            send(socket, most);
        }
        othersAreServed();
        assertThat(hostile.stream().filter(MemoryUnderAttackTest::isAnswered).count())
                .as("callers who were told to go, before their body had ended")
                .isGreaterThan(CALLERS / 2);
    }

    private static void send(SSLSocket socket, byte[] most) {
        try {
            socket.getOutputStream().write(RawCaller.head(Route.APPEND, "Content-Length: 1600000\r\n"));
            socket.getOutputStream().write(most);
        } catch (IOException refused) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    /** Whether there is an answer, or an end; who still holds memory gets neither. */
    private static boolean isAnswered(SSLSocket socket) {
        try {
            socket.setSoTimeout(ANSWER_MILLIS);
            int first = socket.getInputStream().read();
            return first == 'H' || first < 0;
        } catch (SocketTimeoutException held) {
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    @Test
    void pages_that_nobody_takes_leave_room_for_others() throws Exception {
        for (int i = 0; i < CALLERS; i++) {
            SSLSocket socket = new RawCaller(address.port()).narrow("127.0.0.2");
            hostile.add(socket);
            RawCaller.send(socket, new Call.Read(log.id(), log.capability(), 0, 1_000, 0), "");
        }
        othersAreServed();
    }

    private void othersAreServed() {
        try (HttpRelay relay = honest()) {
            for (int i = 0; i < 20; i++) {
                given(log.append(relay, TestLog.entry("still here " + i)));
                assertThat(log.read(relay, 2).entries()).hasSize(2 + i);
            }
        }
        assertThat(process.isAlive()).isTrue();
    }
}
