package parley.node.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import parley.base.Randomness;
import parley.node.desk.NodeGate;
import parley.node.web.WebServer;

/** A node's real server with its real rules, on a random port, before a gate of the test. */
final class ApiServer implements AutoCloseable {
    private final WebServer server;
    private final ApiToken token = ApiToken.fresh(Randomness.system());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiServer(NodeGate gate) throws IOException {
        WebServer.ApiOfPages api = signInLink ->
                new ApiHandler(new Api(gate, why -> "Refused: " + why.key(), Optional.of(signInLink)), token);
        server = WebServer.start(
                new WebServer.Options(0, gate, Randomness.system(), InstantSource.system(), Optional.of(api)));
    }

    String origin() {
        return server.origin();
    }

    String token() {
        return new String(token.reveal().reveal(), StandardCharsets.US_ASCII);
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(origin() + target)).header(ApiToken.HEADER, token());
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Only as far as the headers: for answers without end. */
    int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }
}
