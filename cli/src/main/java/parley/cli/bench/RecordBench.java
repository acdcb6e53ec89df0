package parley.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import parley.base.Secret;
import parley.bench.record.LongRecord;
import parley.cli.Stop;
import parley.cli.drive.Browser;
import parley.cli.drive.Paths;
import parley.cli.link.NodeClient;
import parley.cli.process.NodeRun;
import parley.node.api.ApiJson;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Rooms;

/**
 * A node with a very long record: how soon it can be used after unlocking, how soon a long room's page opens, how a search
 * goes, and what all that holds in memory.
 *
 * <p>The record is made once in its folder, which takes long, and found there again. Its relay is nowhere: what is measured
 * needs no network.
 */
public final class RecordBench {
    /** What was promised. */
    private static final double MOST_UNLOCK_SECONDS = 5;

    private static final double MOST_PAGE_MILLIS = 300;

    private static final int ROOMS = 10;
    private static final int MESSAGES = 100_000;
    private static final int AGAIN = 20;
    private static final String MADE = "made";
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double BYTES_A_MIB = 1024.0 * 1024;

    /** Stands in no text of the record. */
    private static final String NOWHERE = "Quetzalcoatlus";

    private final Path folder;
    private final Consumer<String> progress;

    /** @param folder empty, or with the record that was made there before */
    public RecordBench(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    public Figures run() throws IOException, InterruptedException {
        Path data = made();
        List<Goal> goals = new ArrayList<>();
        List<Figures.Beside> beside = new ArrayList<>();
        try (NodeRun node = new NodeRun("node", data, folder.resolve("node.log"))) {
            node.startLocked(0);
            try (Browser browser = Browser.signIn(node.ready().signIn())) {
                unlock(browser, goals);
                pages(browser, node.node(), goals, beside);
            }
            search(node, beside);
            OptionalDouble resident = Memory.resident(node.pid());
            resident.ifPresent(mib -> beside.add(new Figures.Beside("resident after all that", mib, "MiB")));
        }
        beside.add(new Figures.Beside(
                "vault of " + count(ROOMS * MESSAGES) + " messages on disk",
                Files.size(data.resolve("vault.db")) / BYTES_A_MIB,
                "MiB"));
        return new Figures(
                goals,
                beside,
                List.of(
                        "The record: " + ROOMS + " rooms of " + count(MESSAGES)
                                + " messages, sealed and folded by real seats with libsignal, keys refreshed as the Rules ask, kept in the"
                                + " node's encrypted vault. Times are those of a browser's requests, Argon2id included; no network."));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private Path made() throws IOException, InterruptedException {
        Path data = folder.resolve("node");
        if (!Files.exists(folder.resolve(MADE))) {
            if (Files.exists(data)) {
                throw Stop.bad("the record in " + folder + " was not finished; delete it and start again");
            }
            Files.createDirectories(folder);
            progress.accept("making a record of " + count((long) ROOMS * MESSAGES) + " messages; this takes long");
            try (Secret passphrase = Passphrase.ofBench()) {
                LongRecord.make(new LongRecord.Options(data, ROOMS, MESSAGES, passphrase), progress);
            }
            Files.writeString(folder.resolve(MADE), "");
        }
        return data;
    }

    private void unlock(Browser browser, List<Goal> goals) throws IOException {
        progress.accept("unlocking");
        String token = Browser.token(browser.page("/unlock"));
        long begun = System.nanoTime();
        browser.unlock(token, Passphrase.TEXT);
        if (!browser.page("/tables").contains(LongRecord.TABLE)) {
            throw Stop.fault("the table isn't shown");
        }
        goals.add(Goal.atMost(
                "from the passphrase sent to the tables shown, " + count((long) ROOMS * MESSAGES) + " messages",
                (System.nanoTime() - begun) / NANOS_A_SECOND,
                "s",
                MOST_UNLOCK_SECONDS));
    }

    private void pages(Browser browser, NodeClient node, List<Goal> goals, List<Figures.Beside> beside)
            throws IOException {
        progress.accept("opening pages");
        Samples first = new Samples();
        Samples again = new Samples();
        List<Rooms.RoomBrief> rooms = rooms(node);
        double coldest = 0;
        for (Rooms.RoomBrief room : rooms) {
            long took = timed(browser, room);
            coldest = coldest == 0 ? took / NANOS_A_MILLI : coldest;
            first.add(took);
        }
        for (int i = 0; i < AGAIN; i++) {
            again.add(timed(browser, rooms.get(i % rooms.size())));
        }
        goals.add(Goal.atMost(
                "page of a room of " + count(MESSAGES) + " messages, the first page after unlocking",
                coldest,
                "ms",
                MOST_PAGE_MILLIS));
        goals.add(Goal.atMost(
                "page of a room of " + count(MESSAGES) + " messages, opened for the first time, slowest of " + ROOMS,
                first.most(),
                "ms",
                MOST_PAGE_MILLIS));
        beside.add(new Figures.Beside("the same, p50", first.median(), "ms"));
        beside.add(new Figures.Beside("such a page again, p50", again.median(), "ms"));
    }

    private static long timed(Browser browser, Rooms.RoomBrief room) throws IOException {
        String path =
                "/t/" + room.ref().table().toHex() + "/r/" + room.ref().room().toHex();
        long begun = System.nanoTime();
        String page = browser.page(path);
        long took = System.nanoTime() - begun;
        if (!page.contains(room.name()) || !page.contains(Integer.toString(MESSAGES))) {
            throw Stop.fault("the page of " + room.name() + " doesn't show its last message");
        }
        return took;
    }

    private static List<Rooms.RoomBrief> rooms(NodeClient node) throws IOException {
        var table =
                node.get(Paths.TABLES, Outputs.Tables.class).tables().getFirst().table();
        return node.get(Paths.table(table) + "/rooms", Outputs.RoomList.class).rooms();
    }

    private void search(NodeRun node, List<Figures.Beside> beside) throws IOException {
        progress.accept("searching one room");
        Rooms.RoomBrief room = rooms(node.node()).getFirst();
        long begun = System.nanoTime();
        long firstHit = 0;
        int hits = 0;
        try (BufferedReader lines = search(node, room, LongRecord.MARK)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"excerpt\"")) {
                    firstHit = hits == 0 ? System.nanoTime() - begun : firstHit;
                    hits++;
                }
            }
        }
        if (hits != MESSAGES / 10_000) {
            throw Stop.fault("a search found " + hits + " of " + MESSAGES / 10_000);
        }
        long whole = System.nanoTime() - begun;
        beside.add(new Figures.Beside(
                "search of " + count(MESSAGES) + " messages, first of " + hits + " hits",
                firstHit / NANOS_A_MILLI,
                "ms"));
        beside.add(new Figures.Beside("the same, to its end", whole / NANOS_A_SECOND, "s"));
        begun = System.nanoTime();
        try (BufferedReader lines = search(node, room, NOWHERE)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Only its end says anything.
            }
        }
        beside.add(new Figures.Beside(
                "search of " + count(MESSAGES) + " messages without a hit",
                (System.nanoTime() - begun) / NANOS_A_SECOND,
                "s"));
    }

    private static BufferedReader search(NodeRun node, Rooms.RoomBrief room, String words) throws IOException {
        byte[] body = ApiJson.write(new Inputs.Search(words, List.of(room.ref())));
        return new BufferedReader(
                new InputStreamReader(node.node().open("POST", Paths.SEARCH, body), StandardCharsets.UTF_8));
    }
}
