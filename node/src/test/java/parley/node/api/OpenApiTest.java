package parley.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What {@code openapi.json} says and what the server does are the same, both ways, for every route. */
class OpenApiTest {
    private static final Description DESCRIPTION = Description.read();
    private static final String ID = "ab".repeat(32);
    private static final int ROUNDS = 4;

    static Stream<Description.Operation> operations() {
        return DESCRIPTION.operations().stream();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        Set<String> described =
                operations().map(Description.Operation::toString).collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(new TreeSet<>(Api.routes()));
    }

    @Test
    void isServedAsItIs() throws Exception {
        try (ApiServer server = new ApiServer(new OpenGate(Optional.empty()))) {
            HttpResponse<byte[]> answer =
                    server.send(HttpRequest.newBuilder(java.net.URI.create(server.origin() + "/api/openapi.json")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo(Description.class
                            .getResourceAsStream("/openapi.json")
                            .readAllBytes());
        }
    }

    @Test
    void namesNoSchemaThatNoRouteUses() {
        String paths = DESCRIPTION.schemas().values() + operations().toList().toString();
        Set<String> unused = DESCRIPTION.schemas().keySet().stream()
                .filter(name -> !(paths + used()).contains("schemas/" + name + "\""))
                .collect(Collectors.toSet());

        // Streams are described in prose: their items are no JSON body of their own.
        assertThat(unused).isSubsetOf("Change", "Hit", "SearchEnded", "Refusal", "Problem");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void acceptsWhatIsDescribedAndAnswersAsDescribed(Description.Operation operation) throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Samples samples = new Samples(seed, DESCRIPTION);
            try (ApiServer server = new ApiServer(new OpenGate(Optional.of(samples.desk())))) {
                HttpRequest.Builder request = request(server, operation, samples);
                if (operation.answerType().equals(Optional.of("text/event-stream"))) {
                    assertThat(server.status(request)).isEqualTo(200);
                    continue;
                }
                HttpResponse<byte[]> answer = server.send(request);

                assertThat(answer.statusCode())
                        .as("seed %d: %s", seed, new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(operation.answerType().isPresent() ? 200 : 204);
                if (operation.answer().isPresent()) {
                    JsonNode json = Description.JSON.readTree(answer.body());
                    List<String> wrong = new SchemaCheck(DESCRIPTION)
                            .wrong(json, operation.answer().get());
                    assertThat(wrong).as("seed %d: %s", seed, json).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersNobodyWithoutTheToken(Description.Operation operation) throws Exception {
        Samples samples = new Samples(1, DESCRIPTION);
        try (ApiServer server = new ApiServer(new OpenGate(Optional.of(samples.desk())))) {
            HttpRequest.Builder request =
                    request(server, operation, samples).setHeader(ApiToken.HEADER, "0".repeat(64));

            assertThat(server.status(request)).isEqualTo(operation.needsToken() ? 401 : 200);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void saysThatTheVaultIsLocked(Description.Operation operation) throws Exception {
        try (ApiServer server = new ApiServer(new OpenGate(Optional.empty()))) {
            HttpRequest.Builder request = request(server, operation, new Samples(1, DESCRIPTION));
            boolean atGate = operation.path().contains("/gate") || !operation.needsToken();

            assertThat(server.status(request) == 423).isEqualTo(!atGate);
        }
    }

    private static String used() {
        return operations()
                .flatMap(each -> Stream.concat(each.body().stream(), each.answer().stream()))
                .map(JsonNode::toString)
                .collect(Collectors.joining());
    }

    private static HttpRequest.Builder request(ApiServer server, Description.Operation operation, Samples samples) {
        String target = operation
                .path()
                .replaceAll(
                        "\\{(table|room|person|proposal|passage|crossing|sounding|item|move|mandate|package|offer|suspension|notice|invitation)}",
                        ID)
                .replaceAll("\\{upload}", "upload-1")
                .replaceAll("\\{[a-z]+}", "3");
        if (operation.method().equals("PUT") && operation.path().endsWith("/{upload}")) {
            target += "?offset=0";
        }
        HttpRequest.Builder request = server.request(target);
        if (operation.body().isPresent()) {
            byte[] body = Description.JSON.writeValueAsBytes(
                    samples.json(operation.body().get()));
            return request.method(operation.method(), BodyPublishers.ofByteArray(body));
        }
        String other = operation.otherBody().isEmpty()
                ? ""
                : operation.path().matches(".*/gate/(passphrase|restore)")
                        ? "the one before\nthe new one\n"
                        : "a passphrase\n";
        return request.method(operation.method(), BodyPublishers.ofString(other));
    }
}
