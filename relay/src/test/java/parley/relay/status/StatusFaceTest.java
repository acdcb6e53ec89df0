package parley.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Until;
import parley.protocol.port.Relay;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;
import parley.relay.TestKey;
import parley.relay.TestLog;
import parley.relay.client.HttpRelay;

/** The status of a real relay, read as an operator, a web page and a hostile program would. */
class StatusFaceTest {
    private static final String VERSION = "9.8.7";

    @TempDir
    Path folder;

    private RelayServer relay;
    private StatusFace face;

    @BeforeEach
    void start() throws Exception {
        TestKey.into(folder);
        relay = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0)).orThrow();
        // Counted beside the start.
        Until.holds(
                "what is kept to be counted",
                () -> relay.watch().figures().kept().orElseThrow().bytes().isPresent());
        face = StatusFace.open(new StatusAddress("127.0.0.1", 0), relay.watch(), VERSION)
                .orThrow();
    }

    @AfterEach
    void stop() throws IOException {
        face.close();
        relay.close();
    }

    private Socket connected() throws IOException {
        int port = Integer.parseInt(face.authority().substring("127.0.0.1:".length()));
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        socket.setSoTimeout(30_000);
        return socket;
    }

    private String ask(String head) throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path, String... fields) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: " + face.authority() + "\r\n"
                + String.join(
                        "",
                        List.of(fields).stream().map(field -> field + "\r\n").toList()) + "\r\n");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void an_operator_reads_how_it_is() throws Exception {
        assertThat(get("/health")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\ngoing\n");
        String json = get("/status");
        assertThat(json).startsWith("HTTP/1.1 200 ").contains("Content-Type: application/json");
        assertThat(body(json))
                .startsWith("{\"service\":\"parley-relay\",\"version\":\"9.8.7\",\"health\":\"going\","
                        + "\"uptime_seconds\":0,\"logs\":0,\"entries\":0,\"index_tenths\":0,")
                .contains("\"refused_total\":{\"no_such_log\":0,\"wrong_capability\":0,")
                .endsWith("}}\n");
        String metrics = get("/metrics");
        assertThat(metrics).startsWith("HTTP/1.1 200 ").contains("Content-Type: text/plain; version=0.0.4");
        assertThat(body(metrics).lines().filter(line -> !line.startsWith("#")))
                .contains(
                        "parley_relay_info{version=\"9.8.7\"} 1",
                        "parley_relay_health{is=\"going\"} 1",
                        "parley_relay_health{is=\"away\"} 0",
                        "parley_relay_appends_total 0",
                        "parley_relay_refused_total{reason=\"other_chain\"} 0")
                .allMatch(line -> line.matches("parley_relay_[a-z_]+(\\{[a-z]+=\"[a-z0-9_.]+\"})? [0-9]+"));
    }

    /** All numbers that are told move only by their steps; so while people talk the answers stay the same to the last byte. */
    @Test
    void a_talk_goes_through_and_nothing_of_it_stands_in_the_answers() throws Exception {
        String before = body(get("/status"));
        String metricsBefore = body(get("/metrics"));
        TestLog log = TestLog.of("a room of the talk");
        List<Bytes> said = new ArrayList<>();
        String secrets;
        try (HttpRelay node = HttpRelay.to(relay.address(), Optional.empty())) {
            log.createAt(node);
            for (int i = 0; i < 50; i++) {
                said.add(TestLog.entry("words of the talk " + i));
                TestLog.given(log.append(node, said.getLast()));
            }
            assertThat(log.read(node, 0).entries()).isEqualTo(said);
            log.read(node, 0);
            node.read(log.id(), TestLog.of("another").capability(), 0, 10, java.time.Duration.ZERO);
            secrets = new StatusText(VERSION)
                            .json(relay.watch().health(), relay.watch().figures())
                    + new StatusText(VERSION)
                            .prometheus(relay.watch().health(), relay.watch().figures());
        }
        assertThat(relay.watch().figures().appends()).as("what is counted").isEqualTo(50);
        assertThat(relay.watch().figures().kept().orElseThrow().entries()).isEqualTo(50);
        assertThat(body(get("/status"))).as("asked again within the minute").isEqualTo(before);
        assertThat(body(get("/metrics"))).isEqualTo(metricsBefore);
        assertThat(withoutFreeRoom(secrets)).as("looked at anew").isEqualTo(withoutFreeRoom(before + metricsBefore));
        // Its digits are the machine's, and may be anything.
        String everything = withoutFreeRoom(secrets + before + metricsBefore + get("/health") + get("/nothing"));
        assertThat(everything)
                .doesNotContain(log.id().toHex())
                .doesNotContain(log.id().hash().brief())
                .doesNotContain(log.capabilityHash().toHex())
                .doesNotContain(relay.address().key().toHex())
                .doesNotContain("127.0.0.1")
                .doesNotContain(folder.toString())
                .doesNotContainPattern(alone(Integer.toString(relay.address().port())))
                .doesNotContainPattern(alone(Instant.now().getEpochSecond() / 1_000 + "[0-9]{3}"));
        for (Bytes entry : said) {
            assertThat(everything).doesNotContain(Relay.entryHash(entry).toHex());
        }
        assertThat(Pattern.compile("[0-9a-f]{16}").matcher(everything).find())
                .as("anything like a hash")
                .isFalse();
    }

    /** A number by itself: counts of bytes may hold any digits. */
    private static String alone(String number) {
        return "(?<![0-9])" + number + "(?![0-9])";
    }

    /** The disk of this machine is used by others too. */
    private static String withoutFreeRoom(String answers) {
        return answers.replaceAll("(disk_free_bytes\"?[ :])[0-9]+", "$1");
    }

    @Test
    void a_page_that_led_its_own_name_here_reads_nothing() throws Exception {
        for (String host :
                List.of("evil.example", "localhost" + face.authority().substring(9), "127.0.0.1", "")) {
            String answer = ask("GET /status HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(answer).as("Host: %s", host).matches("(?s)HTTP/1.1 (421|400) .*\r\n\r\n");
        }
        assertThat(ask("GET /status HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\n");
        assertThat(ask("GET /status HTTP/1.1\r\nHost: " + face.authority() + "\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .endsWith("\r\n\r\n");
    }

    @Test
    void a_page_of_another_origin_is_refused_and_may_use_no_answer() throws Exception {
        for (String site : List.of("cross-site", "same-site", "same-origin")) {
            assertThat(get("/status", "Sec-Fetch-Site: " + site))
                    .startsWith("HTTP/1.1 403 ")
                    .endsWith("\r\n\r\n");
        }
        assertThat(get("/status", "Sec-Fetch-Site: none")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/status", "Origin: http://evil.example"))
                .contains("Cross-Origin-Resource-Policy: same-origin")
                .doesNotContain("Access-Control");
    }

    @Test
    void nothing_but_three_pages_is_there_and_nothing_is_named() throws Exception {
        assertThat(get("/")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
        assertThat(get("/status/..%2fhealth")).startsWith("HTTP/1.1 4").endsWith("\r\n\r\n");
        assertThat(get("/v1/about")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("POST /status HTTP/1.1\r\nHost: " + face.authority() + "\r\nContent-Length: 9999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .endsWith("\r\n\r\n");
        assertThat(get("/status", "X-Much: " + "x".repeat(6_000)))
                .startsWith("HTTP/1.1 431 ")
                .endsWith("\r\n\r\n");
        assertThat(get("/status"))
                .doesNotContain("Server:")
                .doesNotContain("Date:")
                .doesNotContain("Jetty");
    }

    /** Only programs of this machine can do this; the relay itself goes on whatever becomes of its status. */
    @Test
    void who_holds_connections_and_drips_is_cut_off() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = connected();
                socket.getOutputStream().write("GET /status HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
                held.add(socket);
            }
            assertThat(endsUnderDrip(held.getFirst())).isTrue();
            try (HttpRelay node = HttpRelay.to(relay.address(), Optional.empty())) {
                TestLog.of("honest").createAt(node);
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        assertThat(get("/health")).startsWith("HTTP/1.1 200 ");
    }

    /** Sends a byte whenever nothing comes for a while; true once it is closed. */
    private static boolean endsUnderDrip(Socket socket) throws IOException {
        socket.setSoTimeout(500);
        InputStream in = socket.getInputStream();
        for (int i = 0; i < 60; i++) {
            try {
                if (in.read() < 0) {
                    return true;
                }
            } catch (java.net.SocketTimeoutException e) {
                try {
                    socket.getOutputStream().write('x');
                } catch (IOException closed) {
                    return true;
                }
            } catch (IOException closed) {
                return true;
            }
        }
        return false;
    }

    @Test
    void it_listens_where_only_this_machine_reaches_it() {
        for (String good : List.of("127.0.0.1:9440", "127.8.0.1:9440", "[::1]:9440")) {
            assertThat(StatusAddress.parse(good).isDone()).as(good).isTrue();
        }
        for (String bad : List.of(
                "0.0.0.0:9440",
                "[::]:9440",
                "192.0.2.1:9440",
                "[2001:db8::1]:9440",
                "localhost:9440",
                "relay.example:9440",
                "127.0.0.1",
                "127.0.0.1:0",
                "127.0.0.1:70000",
                "999.0.0.1:9440",
                "[::1%lo]:9440",
                "")) {
            assertThat(StatusAddress.parse(bad).isDone()).as(bad).isFalse();
        }
    }

    @Test
    void an_address_in_use_is_refused_with_its_name() {
        StatusAddress taken = StatusAddress.parse(face.authority()).orThrow();
        assertThat(StatusFace.open(taken, relay.watch(), VERSION))
                .isEqualTo(parley.base.Result.refused("relay.address-in-use", face.authority()));
    }
}
