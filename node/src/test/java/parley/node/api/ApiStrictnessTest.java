package parley.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Randomness;
import parley.node.RunningNode;
import parley.node.vault.DataFolder;

/** Whatever isn't exactly what a route takes is refused with one sentence. */
class ApiStrictnessTest {
    private static final String GOOD =
            "{\"coverName\":\"Book fair\",\"ownName\":\"Oman\",\"ownRole\":\"MEDIATOR\",\"relay\":\"127.0.0.1:7400#"
                    + "ab".repeat(32) + "\"}";

    private OpenGate gate;
    private ApiServer server;

    @BeforeEach
    void start() throws Exception {
        gate = new OpenGate(Optional.of(new Samples(1, Description.read()).desk()));
        server = new ApiServer(gate);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theGoodBodyOfTheseTestsIsAccepted() throws Exception {
        assertThat(post(GOOD).statusCode()).isEqualTo(200);
    }

    /** A program that only listens and looks must not keep a node open whose person went away. */
    @Test
    void onlyWhatActsPutsTheIdleLockOff() throws Exception {
        assertThat(server.status(server.request("/api/v1/changes"))).isEqualTo(200);
        assertThat(server.send(server.request("/api/v1/tables")).statusCode()).isEqualTo(200);
        assertThat(gate.touched()).isZero();
        post(GOOD);
        assertThat(gate.touched()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"coverName\":\"x\"}",
                "GOOD,",
                "GOODGOOD",
                "GOOD+\"more\":1",
                "GOOD+\"coverName\":\"twice\"",
                "GOOD~MEDIATOR~mediator",
                "GOOD~\"MEDIATOR\"~1",
                "GOOD~\"Oman\"~7",
                "GOOD~\"Oman\"~null",
                "GOOD~:7400#~:74000#",
                "GOOD~abab~ABAB"
            })
    void refusesEveryOtherBody(String recipe) throws Exception {
        HttpResponse<byte[]> answer = post(cook(recipe));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("\"problem\":\"MALFORMED\"").contains("\"sentence\":\"");
    }

    @Test
    void refusesNestingWithoutEnd() throws Exception {
        assertThat(post("[".repeat(100_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesABodyBeyondTheLimit() throws Exception {
        assertThat(post("{\"coverName\":\"" + "x".repeat(ApiJson.MOST_BODY_BYTES) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nothing",
                "/api/v1/tables/",
                "/api/v1//tables",
                "/api/v1/tables/abc",
                "/api/v1/tables/ID/rooms/ID/lines/-1",
                "/api/v1/tables/ID/rooms/ID/lines/01",
                "/api/v1/tables/ID/rooms/ID/lines?count=0",
                "/api/v1/tables/ID/rooms/ID/lines?count=201",
                "/api/v1/tables/ID/rooms/ID/lines?before=1&from=1",
                "/api/v1/tables/ID/rooms/ID/lines?count=1&count=1",
                "/api/v1/tables/ID/rooms/ID/lines?other=1"
            })
    void refusesEveryOtherPath(String path) throws Exception {
        HttpResponse<byte[]> answer = server.send(server.request(path.replace("ID", "ab".repeat(32))));

        assertThat(answer.statusCode()).isIn(400, 404);
    }

    @Test
    void namesTheMethodThatARouteDoesNotTake() throws Exception {
        assertThat(server.status(server.request("/api/v1/tables").DELETE())).isEqualTo(405);
    }

    @Test
    void refusesAPageOfAnotherOriginEvenWithTheToken() throws Exception {
        assertThat(server.status(server.request("/api/v1/tables").header("Origin", "https://example.org")))
                .isEqualTo(403);
    }

    @Test
    void neverLetsAnAnswerBeStored() throws Exception {
        assertThat(server.send(server.request("/api/v1/tables")).headers().firstValue("Cache-Control"))
                .contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "one\ntwo\n", "\none"})
    void takesExactlyOnePassphrase(String body) throws Exception {
        HttpResponse<byte[]> answer =
                server.send(server.request("/api/v1/gate/unlock").POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).doesNotContain("two");
    }

    @Test
    void theAccessFileIsForItsOwnerAndReadsBack(@TempDir Path folder) throws Exception {
        ApiAccess access = ApiAccess.of("http://127.0.0.1:7401", ApiToken.fresh(Randomness.system()));
        access.write(folder);
        access.write(folder);

        assertThat(ApiAccess.read(folder)).contains(access);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(ApiAccess.FILE))))
                .isEqualTo("rw-------");
        assertThat(access.toString())
                .doesNotContain(Files.readString(folder.resolve(ApiAccess.FILE)).split("\n", -1)[1]);
    }

    @Test
    void anAccessFileThatNamesAnotherMachineIsNotBelieved(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve(ApiAccess.FILE), "http://192.0.2.1:80\n" + "ab".repeat(32) + "\n");

        assertThat(ApiAccess.read(folder)).isEmpty();
    }

    @Test
    void anAccessFileThatIsALinkIsNotBelieved(@TempDir Path folder, @TempDir Path elsewhere) throws Exception {
        ApiAccess.of("http://127.0.0.1:7401", ApiToken.fresh(Randomness.system()))
                .write(elsewhere);
        Files.createSymbolicLink(folder.resolve(ApiAccess.FILE), elsewhere.resolve(ApiAccess.FILE));

        assertThat(ApiAccess.read(folder)).isEmpty();
    }

    @Test
    void whoListensWhereANodeThatIsGoneDidIsNotBelieved(@TempDir Path folder) throws Exception {
        DataFolder held = DataFolder.take(folder).orThrow();
        ApiAccess access = ApiAccess.of("http://127.0.0.1:7401", ApiToken.fresh(Randomness.system()));
        access.write(folder);
        assertThat(RunningNode.access(folder)).contains(access);

        held.close();
        assertThat(ApiAccess.read(folder)).as("what a crash leaves").contains(access);
        assertThat(RunningNode.access(folder)).isEmpty();

        Files.delete(folder.resolve("node.lock"));
        assertThat(RunningNode.access(folder)).isEmpty();
    }

    @Test
    void anIdHasOneSpelling() throws Exception {
        assertThat(server.status(server.request("/api/v1/tables/" + "AB".repeat(32))))
                .isEqualTo(400);
    }

    private static String cook(String recipe) {
        if (recipe.startsWith("GOOD~")) {
            String[] parts = recipe.split("~", -1);
            return GOOD.replace(parts[1], parts[2]);
        }
        if (recipe.startsWith("GOOD+")) {
            return GOOD.substring(0, GOOD.length() - 1) + "," + recipe.substring(5) + "}";
        }
        return recipe.replace("GOOD", GOOD);
    }

    private HttpResponse<byte[]> post(String body) throws Exception {
        return server.send(server.request("/api/v1/tables").POST(BodyPublishers.ofString(body)));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
