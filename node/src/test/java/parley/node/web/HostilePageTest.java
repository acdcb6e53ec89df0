package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A hostile page on the same machine: every shape of request that a browser lets it make, each beside the honest request that
 * differs in nothing else and works.
 */
@DisplayName("A hostile page on the same machine")
class HostilePageTest extends HostilePage {
    @Test
    @DisplayName("honest controls: reading and writing from our own page work")
    void honest() throws IOException {
        assertThat(send(tables(), reading(), "").status()).isEqualTo(200);
        assertThat(visit.post(Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", "text", "hello")
                        .status())
                .isEqualTo(303);
        assertThat(visit.gate.desk.sent).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("foreignHosts")
    @DisplayName("is refused under any other name: ")
    void rebinding(String host) throws IOException {
        Map<String, String> headers = reading();
        headers.put("Host", host.replace("PORT", String.valueOf(visit.server.port())));
        Raw.Answer answer = send(tables(), headers, "");
        assertThat(answer.status()).isIn(400, 421);
        assertThat(answer.body()).doesNotContain("Harbour");
    }

    static Stream<String> foreignHosts() {
        return Stream.of(
                "evil.example",
                "evil.example:PORT",
                "localhost:PORT",
                "LOCALHOST:PORT",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.0.0.1:PORT.evil.example",
                "127.0.0.2:PORT",
                "127.1:PORT",
                "2130706433:PORT",
                "0x7f000001:PORT",
                "0.0.0.0:PORT",
                "[::1]:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "127.0.0.1.:PORT",
                "127.0.0.1.nip.io:PORT",
                "user@127.0.0.1:PORT");
    }

    @Test
    @DisplayName("is refused without a Host")
    void noHost() throws IOException {
        Map<String, String> headers = reading();
        headers.remove("Host");
        assertThat(send(tables(), headers, "").status()).isEqualTo(400);
        assertThat(Raw.bytes(visit.server.port(), "GET /enter HTTP/1.0\r\n\r\n").status())
                .isIn(400, 421);
    }

    @Test
    @DisplayName("is refused with two Hosts, ours first or second")
    void twoHosts() throws IOException {
        for (String hosts : new String[] {
            "Host: " + visit.host() + "\r\nHost: evil.example", "Host: evil.example\r\nHost: " + visit.host()
        }) {
            assertThat(Raw.bytes(
                                    visit.server.port(),
                                    "GET /enter HTTP/1.1\r\n" + hosts + "\r\nConnection: close\r\n\r\n")
                            .status())
                    .isIn(400, 421);
        }
    }

    @Test
    @DisplayName("is refused when the request line names another authority than Host")
    void absoluteForm() throws IOException {
        String line = "GET http://evil.example/" + visit.session + "/tables HTTP/1.1";
        assertThat(send(line, reading(), "").status()).isIn(400, 421);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://evil.example",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://localhost:PORT",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1:PORT.evil.example",
                "file://",
                "http://127.0.0.1:PORT/",
                "NULL",
                ""
            })
    @DisplayName("can't act with its own origin: ")
    void foreignOrigin(String origin) throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("Origin", origin.replace("PORT", String.valueOf(visit.server.port())));
        assertNothingDone(visit.post(headers, Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", visit.token, "text", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none", "SAME-ORIGIN", ""})
    @DisplayName("can't act when the browser says where it comes from: ")
    void foreignSite(String site) throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("Origin", "http://" + visit.host());
        headers.put("Sec-Fetch-Site", site);
        assertNothingDone(visit.post(headers, Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", visit.token, "text", "x"));
    }

    @Test
    @DisplayName("can't act from a sandboxed frame, whose origin is null")
    void sandbox() throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("Sec-Fetch-Site", "cross-site");
        assertNothingDone(visit.post(headers, Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", visit.token, "text", "x"));
        headers.remove("Sec-Fetch-Site");
        assertNothingDone(visit.post(headers, Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", visit.token, "text", "x"));
    }

    @Test
    @DisplayName("can't act without any Origin")
    void noOrigin() throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.remove("Origin");
        assertNothingDone(visit.post(headers, Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", visit.token, "text", "x"));
    }

    @Test
    @DisplayName("can't act with two Origins, one of them ours")
    void twoOrigins() throws IOException {
        String body = "token=" + visit.token + "&text=x";
        assertNothingDone(Raw.bytes(
                visit.server.port(),
                "POST /" + visit.session + Visit.room(FakeDesk.CAUCUS_IRAN) + "/write HTTP/1.1\r\nHost: " + visit.host()
                        + "\r\nOrigin: http://" + visit.host() + "\r\nOrigin: http://evil.example\r\nCookie: "
                        + visit.cookie + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    @DisplayName("can't load, time or count a page as image, script or link: ")
    void foreignReading(String site) throws IOException {
        Map<String, String> headers = reading();
        headers.put("Sec-Fetch-Site", site);
        assertThat(send(tables(), headers, "").status()).isEqualTo(403);
        assertThat(send("GET /assets/parley.css HTTP/1.1", headers, "").status())
                .isEqualTo(403);
        assertThat(send("GET /enter HTTP/1.1", headers, "").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iframe", "frame", "object", "embed", "worker", "sharedworker", "serviceworker", "fencedframe"})
    @DisplayName("can't show a page inside: ")
    void framed(String destination) throws IOException {
        Map<String, String> headers = reading();
        headers.put("Sec-Fetch-Dest", destination);
        assertThat(send(tables(), headers, "").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("can't register a service worker")
    void serviceWorker() throws IOException {
        Map<String, String> headers = reading();
        headers.put("Service-Worker", "script");
        assertThat(send("GET /assets/parley.js HTTP/1.1", headers, "").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("can't open a WebSocket")
    void webSocket() throws IOException {
        Map<String, String> headers = reading();
        headers.put("Upgrade", "websocket");
        headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        headers.put("Sec-WebSocket-Version", "13");
        assertThat(send("GET /" + visit.session + "/live HTTP/1.1", headers, "").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "get"})
    @DisplayName("finds no method that would tell it anything: ")
    void methods(String method) throws IOException {
        Raw.Answer answer = send(method + " /" + visit.session + "/tables HTTP/1.1", reading(), "");
        assertThat(answer.status()).isIn(400, 403, 405, 421);
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    @DisplayName("gets no permission from a preflight")
    void preflight() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", visit.host());
        headers.put("Origin", "http://evil.example");
        headers.put("Access-Control-Request-Method", "POST");
        headers.put("Access-Control-Request-Headers", "x-parley-token");
        headers.put("Access-Control-Request-Private-Network", "true");
        Raw.Answer answer = send("OPTIONS /" + visit.session + "/tables HTTP/1.1", headers, "");
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
}
