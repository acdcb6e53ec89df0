package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;

/** A node that somebody signed in to, and what a hostile page on the same machine sends it. */
abstract class HostilePage extends SignedIn {
    Raw.Answer send(String line, Map<String, String> headers, String body) throws IOException {
        return Raw.send(visit.server.port(), line, headers, body);
    }

    Map<String, String> reading() {
        Map<String, String> headers = visit.ownHeaders();
        headers.remove("Origin");
        return headers;
    }

    String tables() {
        return "GET /" + visit.session + "/tables HTTP/1.1";
    }

    void assertNothingDone(Raw.Answer answer) {
        assertThat(answer.status()).isIn(400, 403, 413);
        assertThat(visit.gate.desk.sent).isEmpty();
        assertThat(answer.body()).doesNotContain("Harbour");
    }
}
