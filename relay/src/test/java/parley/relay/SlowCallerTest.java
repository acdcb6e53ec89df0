package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.relay.client.HttpRelay;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/** Callers who are slow, many, or gone. After each, the relay still serves an honest one. */
class SlowCallerTest {
    @TempDir
    Path folder;

    private TightRelay server;
    private RawCaller caller;

    @BeforeEach
    void start() {
        server = new TightRelay(folder);
        caller = new RawCaller(server.address().port());
    }

    @AfterEach
    void stillServes() throws IOException {
        server.stillServes();
        server.close();
    }

    @Test
    void a_body_that_drips_is_cut_off() throws Exception {
        try (SSLSocket socket = caller.tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(RawCaller.head(Route.CREATE, "Content-Length: 65\r\n"));
            out.flush();
            assertThat(endsUnderDrip(socket, out)).isTrue();
        }
    }

    @Test
    void a_head_that_drips_is_cut_off() throws Exception {
        try (SSLSocket socket = caller.tls()) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /v1/create HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(endsUnderDrip(socket, out)).isTrue();
        }
    }

    /** Sends a byte whenever nothing comes for a while; true once the relay closes. */
    private static boolean endsUnderDrip(SSLSocket socket, OutputStream out) throws IOException {
        socket.setSoTimeout(250);
        InputStream in = socket.getInputStream();
        for (int i = 0; i < 120; i++) {
            try {
                if (in.read() < 0) {
                    return true;
                }
            } catch (java.net.SocketTimeoutException e) {
                try {
                    out.write('x');
                    out.flush();
                } catch (IOException closed) {
                    return true;
                }
            } catch (IOException closed) {
                return true;
            }
        }
        return false;
    }

    @Test
    void callers_who_vanish_between_write_and_answer_harm_nobody() throws Exception {
        TestLog log = TestLog.of("room");
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            log.createAt(relay);
            for (int i = 0; i < 15; i++) {
                Call call = new Call.Append(List.of(new Call.Append.Item(
                        log.id(), log.capability(), Optional.empty(), TestLog.entry("gone " + i), Optional.empty())));
                SSLSocket socket = caller.tls();
                RawCaller.send(socket, call, "");
                socket.setSoLinger(true, 0);
                socket.close();
            }
            TestLog.given(log.append(relay, TestLog.entry("still here")));
        }
    }

    @Test
    void a_reader_who_takes_nothing_is_cut_off() throws Exception {
        TestLog log = TestLog.of("room");
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            log.createAt(relay);
            TestLog.given(log.append(relay, Bytes.wrap(new byte[900_000])));
        }
        try (SSLSocket socket = caller.narrow("127.0.0.1")) {
            RawCaller.send(socket, new Call.Read(log.id(), log.capability(), 0, 100, 0), "");
            Thread.sleep(Duration.ofSeconds(8)); // What a slow reader does: nothing.
            int got = 0;
            try {
                got = socket.getInputStream().readAllBytes().length;
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
            }
            assertThat(got).as("of a page with an entry of 900,000").isLessThan(900_000);
        }
    }

    @Test
    void a_flood_in_one_log_is_told_to_come_later_and_another_log_goes_on() {
        TestLog flooded = TestLog.of("flooded");
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            flooded.createAt(relay);
            List<Answer<?>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                answers.add(flooded.append(relay, TestLog.entry("flood " + i)));
            }
            assertThat(answers).contains(new Answer.Declined<>(Why.LATER));
            TestLog calm = TestLog.of("calm");
            calm.createAt(relay);
            TestLog.given(calm.append(relay, TestLog.entry("entry")));
        }
    }

    @Test
    void connections_of_one_address_are_bounded() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                open.add(new Socket(
                        InetAddress.getLoopbackAddress(), server.address().port()));
            }
            int closed = 0;
            for (Socket socket : open) {
                socket.setSoTimeout(10_000);
                try {
                    closed += socket.getInputStream().read() < 0 ? 1 : 0;
                } catch (java.net.SocketException e) {
                    closed++;
                }
            }
            assertThat(closed)
                    .as("those above the limit at once, the rest when idle")
                    .isEqualTo(50);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
