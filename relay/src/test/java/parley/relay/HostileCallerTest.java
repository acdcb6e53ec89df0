package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.relay.client.HttpRelay;
import parley.relay.server.RelayLimits;
import parley.relay.store.StoreLimits;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/** Callers who mean harm, over raw TLS. After each, the relay still serves an honest one. */
class HostileCallerTest {
    /** Short times and small rates, so that a test sees them act. */
    private static final RelayLimits TIGHT = new RelayLimits(5, 20, 5, 20, 60, 20, 2, 2, 2);

    @TempDir
    Path folder;

    private RelayServer server;

    @BeforeEach
    void start() {
        TestKey.into(folder);
        server = RelayServer.start(new RelayConfig(folder, "127.0.0.1", 0, TIGHT, StoreLimits.USUAL))
                .orThrow();
    }

    @AfterEach
    void stillServes() throws IOException {
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            TestLog log = TestLog.of("honest");
            log.createAt(relay);
            TestLog.given(log.append(relay, Bytes.utf8("entry")));
        }
        server.close();
    }

    private SSLSocket tls(String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", server.address().port());
        socket.setSoTimeout(30_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    /** These tests are about what the relay does, not whom it is. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("no clients here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertThat(chain).hasSize(1);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String head(Route route, String length) {
        return "POST " + route.path() + " HTTP/1.1\r\nHost: relay\r\n" + length + "\r\n";
    }

    private static String answer(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String post(Route route, byte[] body) throws Exception {
        try (SSLSocket socket = tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(route, "Connection: close\r\nContent-Length: " + body.length + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            return answer(socket);
        }
    }

    @Test
    void an_entry_of_a_gibibyte_is_refused_before_it_is_sent() throws Exception {
        try (SSLSocket socket = tls()) {
            socket.getOutputStream()
                    .write(head(Route.APPEND, "Content-Length: 1073741824\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_body_without_an_announced_length_ends_where_the_limit_is() throws Exception {
        try (SSLSocket socket = tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(Route.CREATE, "Transfer-Encoding: chunked\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void older_tls_is_not_spoken() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> tls("TLSv1.2")))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void plain_http_and_garbage_get_no_answer() throws Exception {
        for (String garbage : List.of("GET /v1/about HTTP/1.1\r\nHost: x\r\n\r\n", "\0\1\2\3".repeat(100))) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), server.address().port())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                String got = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(got).doesNotContain("HTTP");
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
            }
        }
    }

    @Test
    void random_bodies_are_malformed_on_every_route_and_say_nothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Route route : Route.values()) {
            byte[] body = new byte[1 + random.nextInt(400)];
            random.nextBytes(body);
            assertThat(post(route, body))
                    .as("seed %d, %s", seed, route)
                    .isEqualTo("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    }

    @Test
    void no_body_but_the_canonical_one_is_read() {
        TestLog log = TestLog.of("room");
        List<Call> calls = List.of(
                new Call.Create(log.capabilityHash(), log.capabilityHash()),
                new Call.Append(List.of(new Call.Append.Item(
                        log.id(), log.capability(), Optional.empty(), Bytes.utf8("entry"), Optional.empty()))),
                new Call.Read(log.id(), log.capability(), 0, 10, 0),
                new Call.PutBlob(log.id(), log.capability(), Bytes.utf8("blob")),
                new Call.GetBlob(log.id(), log.capability(), log.capabilityHash()),
                new Call.Park(log.capabilityHash(), Bytes.utf8("sealed")),
                new Call.Collect(log.capabilityHash()));
        for (Call call : calls) {
            Bytes body = call.encoded();
            assertThat(read(call.route(), body)).contains(body);
            assertThat(read(call.route(), Bytes.concat(body, Bytes.hex("00")))).isEmpty();
            for (int cut = 0; cut < body.size(); cut++) {
                assertThat(read(call.route(), body.slice(0, cut))).isEmpty();
            }
        }
    }

    private static Optional<Bytes> read(Route route, Bytes body) {
        try {
            return Optional.of(Call.read(route, body).encoded());
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    @Test
    void unknown_paths_and_methods_get_a_status_and_no_words() throws Exception {
        for (String line :
                List.of("GET / HTTP/1.1", "GET /v1/read HTTP/1.1", "DELETE /v1/about HTTP/1.1", "TRACE / HTTP/1.1")) {
            try (SSLSocket socket = tls()) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: relay\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String got = answer(socket);
                assertThat(got).startsWith("HTTP/1.1 40").endsWith("\r\n\r\n").doesNotContainIgnoringCase("jetty");
            }
        }
    }

    @Test
    void about_names_the_key_and_the_versions() throws Exception {
        try (SSLSocket socket = tls()) {
            socket.getOutputStream()
                    .write("GET /v1/about HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(socket))
                    .endsWith("{\"service\":\"parley-relay\",\"versions\":[1],\"key\":\""
                            + server.address().key().toHex() + "\"}\n");
        }
    }

    @Test
    void a_body_that_drips_is_cut_off() throws Exception {
        try (SSLSocket socket = tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(head(Route.CREATE, "Content-Length: 65\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(endsUnderDrip(socket, out)).isTrue();
        }
    }

    @Test
    void a_head_that_drips_is_cut_off() throws Exception {
        try (SSLSocket socket = tls()) {
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
                Bytes body = new Call.Append(List.of(new Call.Append.Item(
                                log.id(),
                                log.capability(),
                                Optional.empty(),
                                Bytes.utf8("gone " + i),
                                Optional.empty())))
                        .encoded();
                SSLSocket socket = tls();
                socket.getOutputStream()
                        .write(head(Route.APPEND, "Content-Length: " + body.size() + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body.toArray());
                socket.getOutputStream().flush();
                socket.setSoLinger(true, 0);
                socket.close();
            }
            TestLog.given(log.append(relay, Bytes.utf8("still here")));
        }
    }

    @Test
    void a_reader_who_takes_nothing_is_cut_off() throws Exception {
        TestLog log = TestLog.of("room");
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            log.createAt(relay);
            for (int i = 0; i < 8; i++) {
                byte[] large = new byte[900_000];
                large[0] = (byte) i;
                TestLog.given(log.append(relay, Bytes.wrap(large)));
            }
        }
        Bytes body = new Call.Read(log.id(), log.capability(), 0, 100, 0).encoded();
        try (SSLSocket socket = tls()) {
            socket.getOutputStream()
                    .write(head(Route.READ, "Content-Length: " + body.size() + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body.toArray());
            socket.getOutputStream().flush();
            java.util.concurrent.locks.LockSupport.parkNanos(4_000_000_000L); // What a slow reader does: nothing.
            int got = 0;
            try {
                got = socket.getInputStream().readAllBytes().length;
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
            }
            assertThat(got).isLessThan(4 << 20);
        }
    }

    @Test
    void a_flood_in_one_log_is_told_to_come_later_and_another_log_goes_on() {
        TestLog flooded = TestLog.of("flooded");
        try (HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            flooded.createAt(relay);
            List<Answer<?>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(flooded.append(relay, Bytes.utf8("flood " + i)));
            }
            assertThat(answers).contains(new Answer.Declined<>(Why.LATER));
            TestLog calm = TestLog.of("calm");
            calm.createAt(relay);
            TestLog.given(calm.append(relay, Bytes.utf8("entry")));
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
