package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile page that would use the session: its cookie, its code, its token, and bodies made to confuse. */
@DisplayName("A hostile page that would use somebody's session")
class HostileFormTest extends HostilePage {
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
}
