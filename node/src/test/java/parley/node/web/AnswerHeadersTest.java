package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.web.guard.AnswerHeaders;

/** What every answer carries, so that a browser gives a hostile page nothing of it. */
@DisplayName("What every answer of a node's pages carries")
class AnswerHeadersTest extends HostilePage {
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
            assertNothingInline(visit.get(path).body(), " src=\"/assets/parley.js\" defer>");
        }
        assertNothingInline(
                visit.post("/search", "words", "premises").body(),
                " src=\"/assets/(parley.js\" defer|search.js\")></script>");
    }

    private static void assertNothingInline(String body, String scripts) {
        assertThat(body).doesNotContainPattern("<script(?!" + scripts + ")");
        assertThat(body).doesNotContainPattern("<[^>]+ (style|on[a-z]+)=");
        assertThat(body).doesNotContainPattern("(src|href|action)=\"(?!/)(?!#)");
    }
}
