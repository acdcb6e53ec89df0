package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Bytes;
import parley.cli.EveryFile.Ran;
import parley.cli.drive.Browser;

/** Hands files to the pages of a node as a browser without script does. */
final class Uploading implements AutoCloseable {
    private static final String BOUNDARY = "----what-no-file-holds-7d1f0c";
    private static final Pattern ALERT = Pattern.compile("role=\"alert\"[^>]*>(.*?)</div>", Pattern.DOTALL);
    private static final int SEE_OTHER = 303;
    private static final int OK = 200;
    private static final int REFUSED = 409;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String origin;
    private final String session;
    private final String cookie;

    /** Uses the link up. */
    Uploading(String signInLink) throws IOException, InterruptedException {
        URI at = URI.create(signInLink);
        origin = at.getScheme() + "://" + at.getAuthority();
        HttpResponse<String> in = send(request("/enter", "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("code=" + at.getFragment())));
        session = in.headers().firstValue("location").orElseThrow().replaceAll("/+$", "");
        cookie = in.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    /**
     * Sends the form of a page with a file. A page that says no counts as bad input, with what it says.
     *
     * @param fields what else the form asks, in its order before the file
     */
    Ran send(String page, String form, Path file, Map<String, String> fields) throws IOException, InterruptedException {
        StringBuilder before = new StringBuilder(
                part("token", Browser.token(get(session + page).body())));
        fields.forEach((name, value) -> before.append(part(name, value)));
        before.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(file.getFileName())
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        Bytes body = Bytes.concat(
                Bytes.utf8(before.toString()),
                Bytes.wrap(Files.readAllBytes(file)),
                Bytes.utf8("\r\n--" + BOUNDARY + "--\r\n"));
        HttpResponse<String> answer = send(request(session + form, cookie)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray())));
        if (answer.statusCode() == SEE_OTHER) {
            answer = get(answer.headers().firstValue("location").orElseThrow());
        }
        assertThat(answer.statusCode()).isIn(OK, REFUSED);
        StringBuilder said = new StringBuilder();
        Matcher alerts = ALERT.matcher(answer.body());
        while (alerts.find()) {
            said.append(alerts.group(1).replaceAll("<[^>]*>|\\s+", " ").strip()).append('\n');
        }
        return new Ran(answer.statusCode() == OK ? Stop.DONE : Stop.BAD, "", said.toString());
    }

    private static String part(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path, cookie).GET());
    }

    private HttpRequest.Builder request(String path, String shown) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document");
        return shown.isEmpty() ? request : request.header("Cookie", shown);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
