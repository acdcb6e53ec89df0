package parley.cli.drive;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.cli.Stop;

/**
 * A browser without script or rendering, signed in to a node's pages by its one-time link: asks for pages as a browser does and
 * reads them whole. Not thread-safe.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    private final HttpClient client;
    private final String origin;
    private final String cookie;
    private final String session;

    private Browser(HttpClient client, String origin, String cookie, String session) {
        this.client = client;
        this.origin = origin;
        this.cookie = cookie;
        this.session = session;
    }

    /** Uses the link up. */
    public static Browser signIn(String link) throws IOException {
        URI at = URI.create(link);
        String origin = at.getScheme() + "://" + at.getAuthority();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        HttpResponse<String> entered =
                send(client, form(origin + "/enter", "code=" + at.getFragment()).build());
        String where = entered.headers().firstValue("location").orElse("");
        String cookie = entered.headers().firstValue("set-cookie").orElse("").split(";", 2)[0];
        if (entered.statusCode() != SEE_OTHER || cookie.isEmpty()) {
            client.shutdownNow();
            throw Stop.fault("signing in to " + origin + " gave status " + entered.statusCode());
        }
        return new Browser(client, origin, cookie, where.substring(0, where.length() - 1));
    }

    /** The page at a path below this browser's session, which must be shown. */
    public String page(String path) throws IOException {
        HttpResponse<String> shown = send(
                client,
                HttpRequest.newBuilder(URI.create(origin + session + path))
                        .header("Cookie", cookie)
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Sec-Fetch-Mode", "navigate")
                        .header("Sec-Fetch-Dest", "document")
                        .timeout(PATIENCE)
                        .build());
        if (shown.statusCode() == SEE_OTHER) {
            return "";
        }
        if (shown.statusCode() != OK) {
            throw Stop.fault("the page " + path + " gave status " + shown.statusCode());
        }
        return shown.body();
    }

    /** The token that forms of this session carry, from a page that has one. */
    public static String token(String page) {
        Matcher found = TOKEN.matcher(page);
        if (!found.find()) {
            throw Stop.fault("a page without a form");
        }
        return found.group(1);
    }

    /** Unlocks on the page made for it, and returns when the node answers. */
    public void unlock(String token, String passphrase) throws IOException {
        String body = "token=" + token + "&passphrase=" + URLEncoder.encode(passphrase, StandardCharsets.UTF_8);
        HttpResponse<String> answer = send(
                client,
                form(origin + session + "/unlock", body)
                        .header("Cookie", cookie)
                        .build());
        if (answer.statusCode() != SEE_OTHER) {
            throw Stop.fault("unlocking gave status " + answer.statusCode());
        }
    }

    private static HttpRequest.Builder form(String where, String body) {
        return HttpRequest.newBuilder(URI.create(where))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "null")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
