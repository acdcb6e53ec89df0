package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Randomness;

/** A served node and a signed-in browser without script: what tests of pages start from. */
final class Visit implements AutoCloseable {
    final FakeGate gate;
    final WebServer server;
    String session = "";
    String cookie = "";
    String token = "";

    private Visit(FakeGate gate) throws IOException {
        this.gate = gate;
        server = WebServer.start(new WebServer.Options(
                0, gate, Randomness.system(), InstantSource.fixed(FakeDesk.NOW), Optional.empty()));
    }

    /** Served, nobody signed in. */
    static Visit stranger(FakeGate gate) throws IOException {
        return new Visit(gate);
    }

    /** Served, and signed in with a one-time code. */
    static Visit signedIn(FakeGate gate) throws IOException {
        Visit visit = new Visit(gate);
        Raw.Answer answer = visit.enter(visit.code());
        visit.session =
                answer.header("location").substring(1, answer.header("location").length() - 1);
        visit.cookie = answer.header("set-cookie").split(";", -1)[0];
        Raw.Answer page = visit.get(gate.desk().isPresent() ? "/tables" : "/unlock");
        visit.token = between(page.body(), "name=\"token\" value=\"", "\"");
        return visit;
    }

    String code() {
        String link = server.signInLink();
        return link.substring(link.indexOf('#') + 1);
    }

    String host() {
        return WebServer.ADDRESS + ":" + server.port();
    }

    /** What a browser sends of its own accord with a form of this node's own page. */
    Map<String, String> ownHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", host());
        headers.put("Origin", "null");
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Sec-Fetch-Mode", "navigate");
        headers.put("Sec-Fetch-Dest", "document");
        if (!cookie.isEmpty()) {
            headers.put("Cookie", cookie);
        }
        return headers;
    }

    Raw.Answer enter(String code) throws IOException {
        Map<String, String> headers = ownHeaders();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return Raw.send(server.port(), "POST /enter HTTP/1.1", headers, "code=" + code);
    }

    Raw.Answer get(String path) throws IOException {
        Map<String, String> headers = ownHeaders();
        headers.remove("Origin");
        return Raw.send(server.port(), "GET /" + session + path + " HTTP/1.1", headers, "");
    }

    Raw.Answer post(String path, String... namesAndValues) throws IOException {
        return post(ownHeaders(), path, token, namesAndValues);
    }

    Raw.Answer post(Map<String, String> headers, String path, String shownToken, String... namesAndValues)
            throws IOException {
        StringBuilder form = new StringBuilder("token=").append(shownToken);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append('&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        return Raw.send(server.port(), "POST /" + session + path + " HTTP/1.1", headers, form.toString());
    }

    /** A form with one file, as a browser sends it. */
    Raw.Answer upload(String path, byte[] file) throws IOException {
        String boundary = "a-boundary";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((part.formatted("token", "") + token + "\r\n" + part.formatted("file", "; filename=\"f\""))
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = ownHeaders();
        headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);
        return Raw.send(server.port(), "POST /" + session + path + " HTTP/1.1", headers, body.toByteArray());
    }

    static String room(parley.node.desk.RoomRef room) {
        return "/t/" + room.table().toHex() + "/r/" + room.room().toHex();
    }

    static String between(String text, String begin, String end) {
        assertThat(text).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        assertThat(text.substring(from)).contains(end);
        return text.substring(from, text.indexOf(end, from));
    }

    @Override
    public void close() {
        server.close();
    }
}
