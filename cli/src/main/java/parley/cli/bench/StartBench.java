package parley.cli.bench;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.cli.Stop;
import parley.cli.demo.Demo;
import parley.cli.drive.Browser;
import parley.cli.drive.Paths;
import parley.cli.drive.Saying;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.cli.process.JvmWords;
import parley.cli.process.Wait;
import parley.node.api.ApiAccess;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.Rooms;

/** The whole demo as people start it: how soon its three pages can be used, and what its nodes hold in memory at rest. */
public final class StartBench {
    /** What was promised. */
    private static final double MOST_SECONDS = 8;

    private static final double MOST_MIB = 250;

    /** After this nothing of starting and talking is under way any more. */
    private static final long REST_SECONDS = 30;

    /** Said in each room before resting: libsignal, pages and vault have all been at work. */
    private static final int MESSAGES = 100;

    private static final Pattern LINK = Pattern.compile("sign in once: (\\S+)");
    private static final double NANOS_A_SECOND = 1e9;

    private final Path folder;
    private final Consumer<String> progress;

    /** @param folder an empty one */
    public StartBench(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    public Figures run() throws IOException {
        Files.createDirectories(folder);
        progress.accept("starting the demo, with new vaults");
        Path data = folder.resolve("demo");
        List<Goal> goals = new ArrayList<>();
        List<Figures.Beside> beside = new ArrayList<>();
        try (Running demo = start(data)) {
            goals.add(Goal.atMost(
                    "from starting the built demo to three pages in use, new vaults", demo.pages, "s", MOST_SECONDS));
            beside.add(new Figures.Beside("the same, until the rooms of the demo are open", demo.whole, "s"));
            progress.accept("talking, then resting");
            talk(demo);
            rest();
            rested(demo, goals);
        }
        progress.accept("starting the demo again on what it kept");
        try (Running demo = start(data)) {
            goals.add(Goal.atMost("the same on kept vaults", demo.pages, "s", MOST_SECONDS));
        }
        return new Figures(
                goals,
                beside,
                List.of(String.format(
                        Locale.ROOT,
                        "A page is in use when its one-time link has signed a browser in and the vault's tables are shown. Memory is"
                                + " VmRSS, %d s after %d messages in each room and every room's page was shown.",
                        REST_SECONDS,
                        MESSAGES)));
    }

    /** A demo that is up. */
    private record Running(Process process, Demo.Places places, double pages, double whole) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            process.destroy();
            try {
                if (!process.waitFor(1, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private Running start(Path data) throws IOException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(
                        JvmWords.command(JvmWords.Job.COMMAND, List.of("demo", "--dir", data.toString(), "--json")))
                .redirectErrorStream(true)
                .start();
        BufferedReader says = process.inputReader(StandardCharsets.UTF_8);
        try {
            List<String> links = new ArrayList<>();
            for (String line = says.readLine(); line != null && links.size() < 3; line = says.readLine()) {
                Matcher link = LINK.matcher(line);
                if (link.find()) {
                    links.add(link.group(1));
                }
                if (links.size() == 3) {
                    break;
                }
            }
            for (String link : links) {
                use(link);
            }
            double pages = (System.nanoTime() - begun) / NANOS_A_SECOND;
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                if (line.startsWith("{")) {
                    Demo.Places places = ApiJson.readAnswer(
                            new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), Demo.Places.class);
                    double whole = (System.nanoTime() - begun) / NANOS_A_SECOND;
                    return new Running(process, places, pages, whole);
                }
            }
            throw Stop.fault("the demo ended before it was ready");
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    /** Signs in and waits until the tables are shown. */
    private static void use(String link) throws IOException {
        try (Browser browser = Browser.signIn(link)) {
            Wait.until("the tables are shown", () -> !browser.page("/tables").isEmpty());
        }
    }

    private static void talk(Running demo) throws IOException {
        for (Demo.Place place : demo.places.nodes()) {
            try (NodeClient node = client(place)) {
                for (Rooms.RoomBrief room : rooms(node)) {
                    for (int i = 0; i < MESSAGES; i++) {
                        Saying.say(
                                node,
                                room.ref(),
                                "Message " + i + " from " + place.who() + ", to be read by the others.");
                    }
                }
            }
        }
        for (Demo.Place place : demo.places.nodes()) {
            try (NodeClient node = client(place)) {
                for (Rooms.RoomBrief room : rooms(node)) {
                    Wait.until(
                            "all is said",
                            () -> node.get(Paths.room(room.ref()) + "/unplaced", Outputs.Unplaced.class)
                                    .unplaced()
                                    .isEmpty());
                    node.raw(Paths.room(room.ref()) + "/lines?count=50");
                }
            }
        }
    }

    private static NodeClient client(Demo.Place place) throws IOException {
        return new NodeClient(new HttpTransport(ApiAccess.read(Path.of(place.data()))
                .orElseThrow(() -> Stop.fault(place.who() + " left no way to its API"))));
    }

    private static List<Rooms.RoomBrief> rooms(NodeClient node) throws IOException {
        var table =
                node.get(Paths.TABLES, Outputs.Tables.class).tables().getFirst().table();
        return node.get(Paths.table(table) + "/rooms", Outputs.RoomList.class).rooms();
    }

    private static void rest() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(REST_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void rested(Running demo, List<Goal> goals) throws IOException {
        for (Demo.Place place : demo.places.nodes()) {
            String what = "resident at rest, " + place.who();
            OptionalDouble resident = Memory.resident(place.pid());
            goals.add(
                    resident.isPresent()
                            ? Goal.atMost(what, resident.getAsDouble(), "MiB", MOST_MIB)
                            : Goal.unmeasured(what, "MiB", true, MOST_MIB, "this system doesn't tell"));
        }
    }
}
