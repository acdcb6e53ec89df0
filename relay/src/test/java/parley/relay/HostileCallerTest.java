package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.relay.wire.Call;
import parley.relay.wire.Route;

/** Callers who mean harm, over raw TLS. After each, the relay still serves an honest one. */
class HostileCallerTest {
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
    void an_entry_of_a_gibibyte_is_refused_before_it_is_sent() throws Exception {
        try (SSLSocket socket = caller.tls()) {
            socket.getOutputStream().write(RawCaller.head(Route.APPEND, "Content-Length: 1073741824\r\n"));
            assertThat(RawCaller.answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void a_body_without_an_announced_length_ends_where_the_limit_is() throws Exception {
        try (SSLSocket socket = caller.tls()) {
            OutputStream out = socket.getOutputStream();
            out.write(RawCaller.head(Route.CREATE, "Transfer-Encoding: chunked\r\n"));
            out.write(("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(RawCaller.answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void older_tls_is_not_spoken() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> caller.tls("TLSv1.2")))
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
            if (body[0] == 1) {
                body[0] = 0; // Of the present version one in some hundred is a call.
            }
            assertThat(caller.post(route, body))
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
                new Call.Release(log.id(), log.capability(), log.capabilityHash(), 30),
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
            try (SSLSocket socket = caller.tls()) {
                socket.getOutputStream()
                        .write((line + "\r\nHost: relay\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                String got = RawCaller.answer(socket);
                assertThat(got).startsWith("HTTP/1.1 40").endsWith("\r\n\r\n").doesNotContainIgnoringCase("jetty");
            }
        }
    }

    @Test
    void about_names_the_key_and_the_versions() throws Exception {
        try (SSLSocket socket = caller.tls()) {
            socket.getOutputStream()
                    .write("GET /v1/about HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(RawCaller.answer(socket))
                    .endsWith("{\"service\":\"parley-relay\",\"versions\":[1],\"key\":\""
                            + server.address().key().toHex() + "\"}\n");
        }
    }

    @Test
    void a_head_of_many_kilobytes_is_refused_without_words() throws Exception {
        try (SSLSocket socket = caller.tls()) {
            socket.getOutputStream().write(RawCaller.head(Route.CREATE, "X-Much: " + "x".repeat(6_000) + "\r\n"));
            assertThat(RawCaller.answer(socket)).startsWith("HTTP/1.1 431 ").endsWith("\r\n\r\n");
        }
    }
}
