package parley.cli.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import parley.node.api.ApiAccess;
import parley.node.api.ApiToken;

/** Calls a running node on this machine. Never follows a redirect and never asks a proxy. Thread-safe. */
public final class HttpTransport implements Transport {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ApiAccess access;
    private final HttpClient client;

    public HttpTransport(ApiAccess access) {
        this.access = access;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Reply call(String method, String target, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(access.address() + target))
                .header(ApiToken.HEADER, new String(access.token().reveal(), StandardCharsets.US_ASCII))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            return new Reply(response.statusCode(), response.body());
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
