package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.node.web.guard.AnswerHeaders;

/**
 * A hostile page on the same machine: every shape of request that a browser lets it make, each beside the honest request that
 * differs in nothing else and works.
 */
@DisplayName("A hostile page on the same machine")
class HostilePageTest {
    private Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    private Raw.Answer send(String line, Map<String, String> headers, String body) throws IOException {
        return Raw.send(visit.server.port(), line, headers, body);
    }

    private Map<String, String> reading() {
        Map<String, String> headers = visit.ownHeaders();
        headers.remove("Origin");
        return headers;
    }

    private String tables() {
        return "GET /" + visit.session + "/tables HTTP/1.1";
    }

    @Test
    @DisplayName("honest controls: reading and writing from our own page work")
    void honest() throws IOException {
        assertThat(send(tables(), reading(), "").status()).isEqualTo(200);
        assertThat(visit.post(Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", "text", "hello")
                        .status())
                .isEqualTo(303);
        assertThat(visit.gate.desk.sent).hasSize(1);
    }

    // ---- Host: DNS rebinding -----------------------------------------------------------------------------------

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

    // ---- Origin and Sec-Fetch-Site: forged forms -----------------------------------------------------------------

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

    // ---- Session and token ------------------------------------------------------------------------------------------

    @Test
    @DisplayName("can't act with the cookie alone: the form's token must be repeated")
    void cookieAlone() throws IOException {
        String path = Visit.room(FakeDesk.CAUCUS_IRAN) + "/write";
        assertNothingDone(visit.post(visit.ownHeaders(), path, "", "text", "x"));
        assertNothingDone(visit.post(visit.ownHeaders(), path, "A".repeat(43), "text", "x"));
        assertNothingDone(visit.post(visit.ownHeaders(), path, visit.token.substring(1), "text", "x"));
        assertNothingDone(visit.post(visit.ownHeaders(), path, visit.cookie.substring(7), "text", "x"));
    }

    @Test
    @DisplayName("can't read or act without the cookie, even if it knew path and token")
    void noCookie() throws IOException {
        visit.cookie = "";
        assertThat(visit.get("/tables").status()).isEqualTo(303);
        assertThat(visit.get("/tables").header("location")).isEqualTo("/enter");
        assertNothingDone(visit.post(Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", "text", "x"));
    }

    @Test
    @DisplayName("can't use the cookie under another path than the one that it belongs to")
    void otherPath() throws IOException {
        visit.session = "A".repeat(22);
        assertThat(visit.get("/tables").status()).isEqualTo(303);
        assertNothingDone(visit.post(Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", "text", "x"));
    }

    @Test
    @DisplayName("the cookie is bound to its path, out of reach of scripts and of other sites")
    void cookieFlags() throws IOException {
        String cookie = visit.enter(visit.code()).header("set-cookie");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").matches(".*Path=/[A-Za-z0-9_-]{22};.*");
        assertThat(cookie).doesNotContain("Domain");
    }

    @Test
    @DisplayName("a one-time code works once, and a new one voids the old")
    void oneTime() throws IOException {
        String first = visit.code();
        String second = visit.code();
        assertThat(visit.enter(first).status()).isEqualTo(403);
        assertThat(visit.enter(second).status()).isEqualTo(303);
        assertThat(visit.enter(second).status()).isEqualTo(403);
        assertThat(visit.enter("").status()).isEqualTo(403);
    }

    @Test
    @DisplayName("the code never stands in an address that reaches a server")
    void codeBehindHash() {
        assertThat(visit.server.signInLink()).matches("http://127\\.0\\.0\\.1:[0-9]+/enter#[A-Za-z0-9_-]{43}");
    }

    @Test
    @DisplayName("a foreign form can't sign a victim in as somebody else")
    void loginForgery() throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("Origin", "http://evil.example");
        headers.put("Sec-Fetch-Site", "cross-site");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        assertThat(send("POST /enter HTTP/1.1", headers, "code=" + visit.code()).status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("GET changes nothing")
    void getIsSafe() throws IOException {
        for (String path : new String[] {
            "/lock", "/settings?language=he", Visit.room(FakeDesk.CAUCUS_IRAN) + "/write?text=x&token=" + visit.token
        }) {
            visit.get(path);
        }
        assertThat(visit.gate.desk().isPresent()).isTrue();
        assertThat(visit.gate.desk.sent).isEmpty();
        assertThat(visit.gate.desk.settings.language()).isEqualTo("en");
    }

    // ---- Bodies
    // -------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("a body that announces more than any page takes is refused unread")
    void hugeBody() throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("Content-Length", "99999999999999");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        assertThat(send("POST /" + visit.session + "/settings HTTP/1.1", headers, "token=")
                        .status())
                .isEqualTo(413);
    }

    @Test
    @DisplayName("a form longer than forms are is refused")
    void longForm() throws IOException {
        assertNothingDone(visit.post(
                Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", "text", "x".repeat(parley.node.web.ask.Form.MOST_BYTES)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "multipart/form-data; boundary=x", "", "application/xml"})
    @DisplayName("a form of another type is no form: ")
    void otherTypes(String type) throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.put("Content-Type", type);
        assertNothingDone(visit.post(headers, Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", visit.token, "text", "x"));
    }

    @Test
    @DisplayName("smuggled requests are refused: both length and chunks, or two lengths")
    void smuggling() throws IOException {
        String head = "POST /" + visit.session + "/lock HTTP/1.1\r\nHost: " + visit.host() + "\r\nOrigin: http://"
                + visit.host() + "\r\nCookie: " + visit.cookie + "\r\nConnection: close\r\n";
        assertThat(Raw.bytes(
                                visit.server.port(),
                                head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(Raw.bytes(visit.server.port(), head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n0\r\n\r\n")
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(visit.gate.desk().isPresent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../WebServer.class",
                "/assets/%2e%2e/WebServer.class",
                "/assets/..%2fWebServer.class",
                "/assets/fonts/../../Ask.class",
                "/assets//etc/passwd",
                "/assets/parley.css%00.txt",
                "/assets/.",
                "/assets/"
            })
    @DisplayName("finds no file but the page's own: ")
    void traversal(String path) throws IOException {
        Raw.Answer answer = send("GET " + path + " HTTP/1.1", reading(), "");
        assertThat(answer.status()).isIn(303, 400, 404);
        assertThat(answer.body()).doesNotContain("parley/node").doesNotContain("root:");
    }

    // ---- What every answer carries ----------------------------------------------------------------------------------

    @Test
    @DisplayName("every answer carries every header, whatever it is")
    void headersEverywhere() throws IOException {
        Map<String, String> evil = reading();
        evil.put("Host", "evil.example");
        Raw.Answer[] answers = {
            send(tables(), reading(), ""),
            send("HEAD /" + visit.session + "/tables HTTP/1.1", reading(), ""),
            send("GET /enter HTTP/1.1", reading(), ""),
            send("GET /assets/parley.css HTTP/1.1", reading(), ""),
            send("GET /nothing HTTP/1.1", reading(), ""),
            visit.get("/nothing"),
            send(tables(), evil, ""),
            visit.post("/settings", "language", "xx"),
            visit.post(Visit.room(FakeDesk.CAUCUS_IRAN) + "/take-back", "ticket", "1"),
            Raw.bytes(visit.server.port(), "GET / HTTP/1.1\r\nHost: " + visit.host() + "\r\nBroken\r\n\r\n"),
            Raw.bytes(visit.server.port(), "nonsense\r\n\r\n")
        };
        for (Raw.Answer answer : answers) {
            AnswerHeaders.everywhere()
                    .forEach((name, value) -> assertThat(answer.header(name))
                            .as(answer.status() + " " + name)
                            .isEqualTo(value));
            assertThat(answer.headers()).doesNotContainKeys("server", "access-control-allow-origin");
        }
    }

    @Test
    @DisplayName("the policy is the one that the guide names, without inline script or style")
    void policy() {
        assertThat(AnswerHeaders.everywhere().get("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
                        + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    @Test
    @DisplayName("errors are the same bytes whatever was asked")
    void constantErrors() throws IOException {
        assertThat(visit.get("/<script>alert(1)</script>").body())
                .isEqualTo(visit.get("/other").body());
    }

    @Test
    @DisplayName("a saved file is inert, and its name can only be a name")
    void inertDownload() throws IOException {
        Raw.Answer answer = visit.get(Visit.room(FakeDesk.CAUCUS_IRAN) + "/files/4/0");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(answer.header("content-security-policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(answer.header("content-disposition"))
                .startsWith("attachment; filename*=UTF-8''")
                .doesNotContain("\"", "\n", " x");
    }

    @Test
    @DisplayName("no page holds inline script, inline style or an address of elsewhere")
    void nothingInline() throws IOException {
        for (String path : new String[] {
            "/tables", Visit.room(FakeDesk.CAUCUS_IRAN), "/settings", "/t/" + FakeDesk.TABLE.toHex() + "/people"
        }) {
            String body = visit.get(path).body();
            assertThat(body).doesNotContainPattern("<script(?! src=\"/assets/parley.js\" defer>)");
            assertThat(body).doesNotContainPattern("<[^>]+ (style|on[a-z]+)=");
            assertThat(body).doesNotContainPattern("(src|href|action)=\"(?!/)(?!#)");
        }
    }

    private void assertNothingDone(Raw.Answer answer) {
        assertThat(answer.status()).isIn(400, 403, 413);
        assertThat(visit.gate.desk.sent).isEmpty();
        assertThat(answer.body()).doesNotContain("Harbour");
    }
}
