package parley.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import parley.base.Secret;
import parley.cli.drive.Browser;
import parley.cli.drive.Ear;
import parley.cli.drive.Gathering;
import parley.cli.drive.Paths;
import parley.cli.drive.Saying;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.node.api.ApiAccess;
import parley.node.api.Inputs;
import parley.node.desk.RoomRef;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;

/**
 * A short talk within one process, for the JVM to watch: what it loads and compiles for it goes into the cache by which
 * every later start is quicker (JEP 514). {@code ./parley} runs it after a build; without it everything works, only slower. So whoever waits for it never waits long.
 *
 * <p>The more it resembles what people do first, the more it spares them: a relay, two nodes, unlocking, pairing, a room,
 * messages both ways, and their pages; and a small case to settle. Everything is in a temporary folder, which is deleted.
 */
final class Rehearsal {
    /** Few: what runs often here every later process compiles first, while its person waits (docs/decisions/0015). */
    private static final int MESSAGES = 10;

    private static final int PAGES = 2;
    /** Several times what it takes on two idle cores: nobody's first start waits longer. */
    private static final int MOST_SECONDS = 45;

    private static final String PASSPHRASE = "a passphrase for the rehearsal";

    private static final String CASE = """
            {"issues":[{"name":"line","options":["here","there"]},{"name":"date","options":["soon","late"]}],
             "parties":[{"name":"One","scores":{"line":{"here":60,"there":0},"date":{"soon":40,"late":0}}},
                        {"name":"Other","scores":{"line":{"here":0,"there":30},"date":{"soon":0,"late":70}}}]}
            """;

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Logs.quiet();
        Path folder = Files.createTempDirectory("parley-rehearsal-");
        FutureTask<Boolean> talk = new FutureTask<>(() -> {
            new Rehearsal(folder).run();
            return true;
        });
        Thread.ofPlatform().daemon().name("rehearsal").start(talk);
        int code = Stop.DONE;
        try {
            talk.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // What was learned by then is better than nothing.
            System.err.println("the rehearsal was cut short after " + MOST_SECONDS + " s");
        } catch (ExecutionException e) {
            System.err.println("the rehearsal failed: " + e.getCause());
            code = Stop.FAULT;
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            // Cut short, it may still write; nothing in it is anybody's.
            System.err.println("could not delete " + folder);
        }
        System.exit(code);
    }

    private void run() throws IOException, InterruptedException {
        Main.execute("--version");
        Main.execute("demo", "--help");
        Path small = Files.writeString(folder.resolve("case.json"), CASE);
        Main.execute("settle", small.toString(), "--json");
        try (RelayServer relay = RelayServer.start(RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0))
                        .orThrow();
                NodeHost one = NodeHost.start(folder.resolve("one"), 0);
                NodeHost other = NodeHost.start(folder.resolve("other"), 0)) {
            create(one);
            create(other);
            try (NodeClient first = client("one");
                    NodeClient second = client("other")) {
                Gathering.settle(first);
                Gathering.settle(second);
                RoomRef room = Gathering.of(
                        List.of(new Gathering.Sitter("One", first), new Gathering.Sitter("Other", second)),
                        relay.address());
                talk(room, first, second);
                search(second, room);
                show(one, room);
                show(other, room);
            }
        }
    }

    private static void create(NodeHost host) {
        try (Secret passphrase = Secret.wrap(PASSPHRASE.getBytes(StandardCharsets.UTF_8))) {
            host.gate().create(passphrase).orThrow();
        }
    }

    private NodeClient client(String who) throws IOException {
        return new NodeClient(new HttpTransport(
                ApiAccess.read(folder.resolve(who)).orElseThrow(() -> Stop.fault("a node left no way to its API"))));
    }

    private static void talk(RoomRef room, NodeClient first, NodeClient second)
            throws IOException, InterruptedException {
        try (Ear hearsFirst = Ear.at("first", first, room);
                Ear hearsSecond = Ear.at("second", second, room)) {
            for (int i = 0; i < MESSAGES; i++) {
                say(room, i % 2 == 0 ? first : second, i % 2 == 0 ? hearsSecond : hearsFirst, "Message " + i);
            }
        }
    }

    private static void say(RoomRef room, NodeClient author, Ear reader, String text)
            throws IOException, InterruptedException {
        long wanted = reader.lines() + 1;
        Saying.say(author, room, text);
        reader.until(wanted);
    }

    private static void search(NodeClient node, RoomRef room) throws IOException {
        node.post(Paths.SEARCH, new Inputs.Search("Message 1", List.of(room)));
    }

    private static void show(NodeHost host, RoomRef room) throws IOException {
        String table = "/t/" + room.table().toHex();
        try (Browser browser = Browser.signIn(host.signInLink())) {
            for (int i = 0; i < PAGES; i++) {
                browser.page("/tables");
                browser.page(table);
                browser.page(table + "/r/" + room.room().toHex());
            }
        }
    }
}
