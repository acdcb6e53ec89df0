package parley.node.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Speaks HTTP byte by byte, as attackers do: no client library puts anything right. */
final class Raw {
    private Raw() {}

    /** An answer: status, headers in lower case, body. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Sends these lines and body, and reads until the server closes. */
    static Answer send(int port, String requestLine, Map<String, String> headers, String body) throws IOException {
        return send(port, requestLine, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer send(int port, String requestLine, Map<String, String> headers, byte[] content) throws IOException {
        StringBuilder request = new StringBuilder(requestLine).append("\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Connection: close\r\n");
        if (content.length > 0 && !headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding")) {
            request.append("Content-Length: ").append(content.length).append("\r\n");
        }
        request.append("\r\n");
        byte[] head = request.toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return bytes(port, all);
    }

    static Answer bytes(int port, String all) throws IOException {
        return bytes(port, all.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer bytes(int port, byte[] all) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(all);
            socket.getOutputStream().flush();
            return parse(readAll(socket.getInputStream()));
        }
    }

    private static String readAll(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            in.transferTo(out);
        } catch (IOException e) {
            // a server that resets after refusing has said what it had to say
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (one, other) -> one + "\n" + other);
        }
        int status = lines[0].isEmpty() ? 0 : Integer.parseInt(lines[0].split(" ", -1)[1]);
        return new Answer(status, headers, end < 0 ? "" : text.substring(end + 4));
    }
}
