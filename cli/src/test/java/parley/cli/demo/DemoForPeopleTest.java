package parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Until;
import parley.cli.crash.Home;
import parley.cli.drive.Browser;
import parley.cli.drive.Saying;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.cli.process.JvmWords;
import parley.cli.process.Wait;
import parley.node.api.ApiAccess;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.Rooms;

/**
 * The demo as people use it: it says who is where, its links sign in once, a signal ends all of its processes, and with its
 * folder it goes on where it was.
 */
@Tag("wide")
final class DemoForPeopleTest {
    private static final Pattern LINK =
            Pattern.compile("(\\w+) +http://127\\.0\\.0\\.1:\\d+ +sign in once: (\\S+) +data (\\S+)");
    private static final String WORDS = "Said before the demo was stopped.";

    @TempDir
    private static Path root;

    @BeforeAll
    static void prepare() throws IOException {
        Home.in(root.resolve("home"));
    }

    @Test
    void it_says_where_everybody_is_ends_wholly_by_a_signal_and_goes_on_from_its_folder() throws Exception {
        Path folder = root.resolve("kept");
        try (Running demo = start(folder)) {
            assertThat(demo.links).extracting(Link::who).containsExactly("Israel", "Iran", "Oman");
            for (Link link : demo.links) {
                assertThat(Path.of(link.data)).startsWith(folder).isDirectory();
                try (Browser browser = Browser.signIn(link.link)) {
                    assertThat(browser.page("/tables")).as(link.who).contains("/tables/");
                }
            }
            try (NodeClient oman = demo.node("Oman")) {
                Saying.say(oman, plenary(oman).ref(), WORDS);
            }
            try (NodeClient iran = demo.node("Iran")) {
                Wait.until("Iran reads it", () -> lines(iran).contains(WORDS));
            }
            demo.signalled();
        }
        try (Running again = start(folder);
                NodeClient iran = again.node("Iran")) {
            assertThat(lines(iran)).contains(WORDS);
            again.signalled();
        }
    }

    private record Link(String who, String link, String data) {}

    private Running start(Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        JvmWords.command(JvmWords.Job.COMMAND, List.of("demo", "--dir", folder.toString(), "--json")))
                .redirectErrorStream(true)
                .start();
        List<Link> links = new ArrayList<>();
        List<String> said = new ArrayList<>();
        BufferedReader says = process.inputReader(StandardCharsets.UTF_8);
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            said.add(line);
            Matcher link = LINK.matcher(line);
            if (link.find()) {
                links.add(new Link(link.group(1), link.group(2), link.group(3)));
            }
            if (line.startsWith("{")) {
                Demo.Places places = ApiJson.readAnswer(
                        new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), Demo.Places.class);
                return new Running(process, links, places);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the demo ended before it was ready: " + said);
    }

    /** A demo that is up. */
    private record Running(Process process, List<Link> links, Demo.Places places) implements AutoCloseable {
        NodeClient node(String who) throws IOException {
            Demo.Place place = places.nodes().stream()
                    .filter(one -> one.who().equals(who))
                    .findFirst()
                    .orElseThrow();
            return new NodeClient(
                    new HttpTransport(ApiAccess.read(Path.of(place.data())).orElseThrow()));
        }

        /** As Ctrl-C does: nothing of it is left, and the port of each page is closed. */
        void signalled() throws Exception {
            List<ProcessHandle> all = process.descendants().toList();
            assertThat(all).as("a relay and three nodes").hasSize(4);
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ended").isTrue();
            Until.holds("the end of its processes", () -> all.stream().noneMatch(ProcessHandle::isAlive));
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Rooms.RoomBrief plenary(NodeClient node) throws IOException {
        var table = node.get("/api/v1/tables", Outputs.Tables.class)
                .tables()
                .getFirst()
                .table();
        return node.get(Talk.path(table) + "/rooms", Outputs.RoomList.class).rooms().stream()
                .filter(room -> room.name().equals(OpeningScene.PLENARY))
                .findFirst()
                .orElseThrow();
    }

    private static String lines(NodeClient node) throws IOException {
        return new String(node.raw(Talk.path(plenary(node).ref()) + "/lines?count=50"), StandardCharsets.UTF_8);
    }
}
