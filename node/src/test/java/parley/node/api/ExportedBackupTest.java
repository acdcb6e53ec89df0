package parley.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;

/** A backup goes out while it is made, for the largest fits no memory. */
final class ExportedBackupTest {
    /** More than lies between the node and its reader. */
    private static final int MUCH = 8 * 1024 * 1024;

    private static final int PATIENCE_SECONDS = 30;
    private static final Result<Ok> REFUSED = Result.refused("backup.vault-damaged", 1);

    @Test
    void its_first_bytes_are_read_before_its_last_are_made() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (ApiServer server = server(out -> {
                    out.write(new byte[MUCH]);
                    return read.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? Ok.done() : REFUSED;
                });
                HttpClient client = client()) {
            HttpResponse<InputStream> answer = client.send(request(server), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                assertThat(body.readNBytes(MUCH / 2)).hasSize(MUCH / 2);
                read.countDown();
                assertThat(body.readAllBytes()).hasSize(MUCH - MUCH / 2);
            }
        }
    }

    @Test
    void refused_before_it_began_it_says_why() throws Exception {
        try (ApiServer server = server(out -> {
                    out.write(1);
                    return REFUSED;
                });
                HttpClient client = client()) {
            HttpResponse<String> answer = client.send(request(server), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(Problem.Kind.REFUSED.status());
            assertThat(answer.body()).contains("backup.vault-damaged");
        }
    }

    @Test
    void refused_later_it_is_cut_so_that_nobody_takes_it_for_whole() throws Exception {
        try (ApiServer server = server(out -> {
                    out.write(new byte[MUCH]);
                    return REFUSED;
                });
                HttpClient client = client()) {
            assertThatThrownBy(() -> client.send(request(server), BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
        }
    }

    @FunctionalInterface
    private interface Making {
        Result<Ok> to(OutputStream out) throws Exception;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static HttpRequest request(ApiServer server) {
        return server.request("/api/v1/backup")
                .POST(BodyPublishers.ofString("a passphrase for the safe"))
                .build();
    }

    private static ApiServer server(Making making) throws IOException {
        Keeping keeping = answering(Keeping.class, given -> making.to((OutputStream) given[1]));
        return new ApiServer(new OpenGate(Optional.of(answering(Desk.class, _ -> keeping))));
    }

    @FunctionalInterface
    private interface Answering {
        Object to(Object[] given) throws Exception;
    }

    /** One that answers every call the same way. */
    private static <T> T answering(Class<T> type, Answering answering) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, _, given) -> answering.to(given)));
    }
}
