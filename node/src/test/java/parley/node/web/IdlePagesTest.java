package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A page left open must not keep a node open whose person went away: it asks for things all the time, by itself. */
@DisplayName("The idle lock is put off")
class IdlePagesTest extends SignedIn {
    private int before;

    @BeforeEach
    void count() {
        before = visit.gate.touched;
    }

    @Test
    @DisplayName("by whoever opens a page or sends a form")
    void acts() throws IOException {
        assertThat(visit.get("/tables").status()).isEqualTo(200);
        assertThat(visit.gate.touched).isEqualTo(before + 1);
        visit.post(Visit.room(FakeDesk.CAUCUS_IRAN) + "/write", "text", "hello");
        assertThat(visit.gate.touched).isEqualTo(before + 2);
    }

    @Test
    @DisplayName("not by a page that listens, however often its browser connects anew")
    void listens() throws Exception {
        try (HttpClient browser =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (String live : new String[] {"/live", "/live"}) {
                HttpResponse<java.io.InputStream> answer = browser.send(
                        HttpRequest.newBuilder(URI.create("http://" + visit.host() + "/" + visit.session + live))
                                .header("Accept", "text/event-stream")
                                .header("Sec-Fetch-Site", "same-origin")
                                .header("Cookie", visit.cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                try (BufferedReader events =
                        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                    assertThat(events.readLine()).startsWith("retry: ");
                }
            }
        }
        assertThat(visit.gate.touched).isEqualTo(before);
    }

    @Test
    @DisplayName("by nobody once it came, and a page that listens only now is told so")
    void locked() throws IOException {
        visit.gate.lock();
        Raw.Answer live = visit.get("/live");
        assertThat(live.status()).isEqualTo(200);
        assertThat(live.body()).contains("event: locked");
    }

    @Test
    @DisplayName("not by a page that asks for itself again, or says what its reader has before it")
    void asksAgain() throws IOException {
        Map<String, String> headers = visit.ownHeaders();
        headers.remove("Origin");
        headers.put(Doorkeeper.BY_ITSELF, "1");
        assertThat(Raw.send(visit.server.port(), "GET /" + visit.session + "/tables HTTP/1.1", headers, "")
                        .status())
                .isEqualTo(200);
        Map<String, String> telling = visit.ownHeaders();
        telling.put(Doorkeeper.BY_ITSELF, "1");
        assertThat(visit.post(telling, Visit.room(FakeDesk.CAUCUS_IRAN) + "/read", visit.token, "through", "1")
                        .status())
                .isLessThan(400);
        assertThat(visit.gate.touched).isEqualTo(before);
    }
}
