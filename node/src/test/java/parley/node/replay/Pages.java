package parley.node.replay;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.base.Randomness;
import parley.node.desk.NodeGate;
import parley.node.web.WebServer;

/** The pages of one node as a browser gets them: each one that a link of another leads to. */
public final class Pages implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
    /** When a page was printed, to the minute, in whatever zone: it says when somebody looked, and nothing of a talk. */
    private static final Pattern PRINTED =
            Pattern.compile("\\d{1,2} \\p{L}+ \\d{4} · \\d\\d:\\d\\d [^<]+(?=</bdi>\\. Off the record)");

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");

    private final WebServer server;
    /** A node answers no attempt to speak another version of HTTP. */
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String session;
    private final String cookie;

    /** An answer: its status and its body. */
    public record Answer(int status, String body) {}

    public Pages(NodeGate gate, InstantSource clock) throws IOException, InterruptedException {
        server = WebServer.start(new WebServer.Options(0, gate, Randomness.system(), clock, Optional.empty()));
        String link = server.signInLink();
        HttpResponse<String> in = send(
                request("/enter")
                        .POST(HttpRequest.BodyPublishers.ofString("code=" + link.substring(link.indexOf('#') + 1))),
                "");
        session = in.headers().firstValue("location").orElseThrow().replaceAll("/+$", "");
        cookie = in.headers().firstValue("set-cookie").orElseThrow().split(";", -1)[0];
    }

    /** Every page, by its address without the session's own part, and without what differs at each look (the form's token). */
    SequencedMap<String, String> all() throws IOException, InterruptedException {
        SequencedMap<String, String> pages = new TreeMap<>();
        ArrayDeque<String> open = new ArrayDeque<>();
        open.add("/tables");
        while (!open.isEmpty()) {
            String path = open.remove();
            if (pages.containsKey(path)) {
                continue;
            }
            String body = get(path).body();
            String bare = TOKEN.matcher(body).replaceAll("").replace(session, "");
            pages.put(path, PRINTED.matcher(bare).replaceAll("now"));
            Matcher links = LINK.matcher(body);
            while (links.find()) {
                String target = links.group(1).replace("&amp;", "&");
                if (target.startsWith(session + "/")) {
                    open.add(target.substring(session.length()));
                }
            }
        }
        return pages;
    }

    public Answer get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(session + path).GET(), cookie);
        return new Answer(answer.statusCode(), answer.body());
    }

    /** What a person reads on a page: its words, without what marks them up and keeps their directions apart. */
    public String words(String path) throws IOException, InterruptedException {
        return get(path).body().replaceAll("<[^>]*>|[\\u2066-\\u2069]", "").replaceAll("\\s+", " ");
    }

    /** Sends a form of the page at {@code from}. */
    Answer post(String from, String path, String... namesAndValues) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(from).body());
        if (!token.find()) {
            throw new AssertionError("no form on " + from);
        }
        StringBuilder form = new StringBuilder("token=").append(token.group(1));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append('&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer =
                send(request(session + path).POST(HttpRequest.BodyPublishers.ofString(form.toString())), cookie);
        return new Answer(answer.statusCode(), answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.origin() + path))
                .header("Origin", server.origin())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String shown)
            throws IOException, InterruptedException {
        if (!shown.isEmpty()) {
            request.header("Cookie", shown);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }
}
