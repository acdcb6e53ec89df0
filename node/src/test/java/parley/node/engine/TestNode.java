package parley.node.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.Node;
import parley.node.desk.Attachments;
import parley.node.desk.Change;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.ToldApart;
import parley.node.vault.Stretching;
import parley.node.vault.Vault;
import parley.protocol.session.LibsignalSessions;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomEvent;

/** A real node for tests: cheap passphrase, no grace period, and ways to wait for what the network brings. */
public final class TestNode implements AutoCloseable {
    private static final Stretching CHEAP = new Stretching(64, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What protects the vaults that tests make, at this desk and in a browser. */
    public static final String PASSPHRASE = "correct horse battery";

    private final Path folder;
    private final RelayFactory relays;
    private final InstantSource clock;
    private Node node;
    private Desk desk;

    public TestNode(Path folder) {
        this(folder, new HttpRelays(), InstantSource.system());
    }

    public TestNode(Path folder, RelayFactory relays, InstantSource clock) {
        this.folder = folder;
        this.relays = relays;
        this.clock = clock;
        this.node = start();
        this.desk = node.gate().state() instanceof parley.node.desk.NodeGate.State.Fresh
                ? node.gate().create(passphrase()).orThrow()
                : node.gate().unlock(passphrase()).orThrow();
        Keeping.Settings now = desk.keeping().settings();
        desk.keeping()
                .change(new Keeping.Settings(
                        now.language(), now.ownNumerals(), now.idleLock(), Duration.ZERO, now.proxy(), true))
                .orThrow();
    }

    private Node start() {
        return process(folder, relays, clock);
    }

    /** A node without a desk yet. */
    public static Node process(Path folder) {
        return process(folder, new HttpRelays(), InstantSource.system());
    }

    static Node process(Path folder, RelayFactory relays, InstantSource clock) {
        return Node.start(config(folder, relays, clock)).orThrow();
    }

    static NodeConfig config(Path folder, RelayFactory relays, InstantSource clock) {
        return new NodeConfig(
                folder, relays, new LibsignalSessions(clock), clock, Randomness.system(), Optional.of(CHEAP), "test");
    }

    public static Secret passphrase() {
        return Secret.wrap(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
    }

    public Desk desk() {
        return desk;
    }

    public Node node() {
        return node;
    }

    /** Ends the process' part and begins again from what is on disk. */
    public void restart() throws IOException {
        node.close();
        node = start();
        desk = node.gate().unlock(passphrase()).orThrow();
    }

    /** Ends the process' part: whatever comes now comes without this node. */
    public void stop() throws IOException {
        node.close();
    }

    /** Its insides: what housekeeping tells the rest of the node. */
    Engine engine() {
        return engine(desk);
    }

    /** What a modified program does: anything that its keys allow, past its own Acts. */
    <T> Result<T> modified(Work.Act<T> act) {
        return modified(desk, act);
    }

    private static <T> Result<T> modified(Desk desk, Work.Act<T> act) {
        return engine(desk).act(act);
    }

    /** What a disk does under it. */
    Vault vault() {
        return engine(desk).vault();
    }

    /** To the file of its vault, past the node, as a disk does. */
    void onDisk(String statement) throws SQLException {
        PastTheNode.execute(folder.resolve("vault.db"), statement);
    }

    /** How often it has loaded its seats from its vault. */
    int loads() {
        return engine(desk).wire().loads();
    }

    private static Engine engine(Desk desk) {
        try {
            var engine = desk.getClass().getDeclaredField("engine");
            engine.setAccessible(true);
            return (Engine) engine.get(desk);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the desk of a node has an engine", e);
        }
    }

    /** Waits until it holds, looking again at every change that the node tells. */
    public <T> T await(String what, java.util.function.Function<Desk, Optional<T>> look) {
        LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Desk.Subscription _ = desk.subscribe(changes::add)) {
            while (true) {
                Optional<T> found = look.apply(desk);
                if (found.isPresent()) {
                    // Cells show a commit a moment before the record does: not after the engine's next act.
                    var unused = modified(_ -> Ok.done());
                    return found.get();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    Object state =
                            desk.keeping().diagnostics().map(Bytes::asUtf8); // Or why there is none: it is locked, say.
                    throw new AssertionError("waited in vain for: " + what + "\n" + state);
                }
                // A connection that fell silent is told when it does; everything else is a change. A second is for
                // both.
                var unused = changes.poll(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public void awaitTrue(String what, Predicate<Desk> look) {
        await(what, now -> look.test(now) ? Optional.of(true) : Optional.empty());
    }

    public PrincipalId person(TableId table, String name) {
        return await(
                        name + " to be paired",
                        now -> now.people().list(table).stream()
                                .filter(one -> ToldApart.bare(one.name()).equals(name) && one.paired())
                                .findFirst())
                .id();
    }

    /** Also one who was met through a room. */
    public PrincipalId known(TableId table, String name) {
        return await(
                        name + " to be known",
                        now -> now.people().list(table).stream()
                                .filter(one -> ToldApart.bare(one.name()).equals(name))
                                .findFirst())
                .id();
    }

    public People.Standing standing(TableId table, String name) {
        return desk.people().list(table).stream()
                .filter(one -> ToldApart.bare(one.name()).equals(name))
                .findFirst()
                .orElseThrow()
                .standing();
    }

    public RoomRef asked(TableId table, String room) {
        return await(
                        "being asked into " + room,
                        now -> now.rooms().list(table).stream()
                                .filter(one ->
                                        one.name().equals(room) && one.condition() instanceof Rooms.Condition.Asked)
                                .findFirst())
                .ref();
    }

    /** Says yes to a room as it is shown now. */
    public void joins(RoomRef room) {
        desk.rooms().join(room, asking(room)).orThrow();
    }

    /** Names what this node shows of an asking. */
    public Hash asking(RoomRef room) {
        return desk.rooms()
                .room(room)
                .map(view -> ((Rooms.Condition.Asked) view.condition()).asking())
                .orElseThrow();
    }

    public void awaitOpen(RoomRef room) {
        awaitTrue(
                "the room to open",
                now -> now.rooms()
                        .room(room)
                        .filter(one -> one.condition() instanceof Rooms.Condition.Open)
                        .isPresent());
    }

    /** Waits until every other member of a room is shown to have proven its room key, some moments after the room opened. */
    public void awaitKeysConfirmed(RoomRef room) {
        awaitTrue(
                "the others' room keys confirmed",
                now -> now.rooms().room(room).orElseThrow().members().stream()
                        .allMatch(one -> one.self() || one.confirmed()));
    }

    public long say(RoomRef room, String text) {
        return desk.messages().send(room, message(text)).orThrow();
    }

    public static Messages.Outgoing message(String text) {
        return message(text, List.of());
    }

    private static Messages.Outgoing message(String text, List<String> uploads) {
        return new Messages.Outgoing(
                MessageKind.STATEMENT, text, "en", Direction.LTR, Optional.empty(), false, uploads);
    }

    /** Gives a file for a room, whole and in one piece, and names the upload. */
    String gives(RoomRef room, String name, byte[] content) {
        Attachments files = desk.attachments();
        String upload = files.begin(room, name, content.length).orThrow().id();
        files.piece(upload, 0, content).orThrow();
        return upload;
    }

    /** Says it with a file that was given whole. */
    Result<Long> says(RoomRef room, String text, String upload) {
        return desk.messages().send(room, message(text, List.of(upload)));
    }

    /** All lines of a room's record. */
    List<Line> lines(RoomRef room) {
        return desk.messages()
                .page(room, OptionalLong.empty(), Messages.MOST_LINES)
                .orThrow()
                .lines();
    }

    /** Those of one kind. */
    public <T extends Line> List<T> lines(RoomRef room, Class<T> kind) {
        return lines(room).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What happened in a room, by the keys of the sentences that say it. */
    List<String> events(RoomRef room) {
        return lines(room, Line.Event.class).stream().map(Line.Event::key).toList();
    }

    /** What was marked, labelled, brought or proven in a room, by the keys of the sentences that say it. */
    List<String> passages(RoomRef room) {
        return lines(room, Line.Passages.class).stream().map(Line.Passages::key).toList();
    }

    public List<String> texts(RoomRef room) {
        return lines(room, Line.Message.class).stream()
                .map(line -> line.content().text())
                .toList();
    }

    public Line.Message awaitText(RoomRef room, String text) {
        return awaitLine(
                "the message \"" + text + "\"",
                room,
                Line.Message.class,
                line -> line.content().text().equals(text));
    }

    /** The first line of a kind of which it holds, as soon as there is one. */
    <T extends Line> T awaitLine(String what, RoomRef room, Class<T> kind, Predicate<T> which) {
        return await(what, _ -> lines(room, kind).stream().filter(which).findFirst());
    }

    Line.Passages awaitPassages(RoomRef room, String key) {
        return awaitLine(key, room, Line.Passages.class, one -> one.key().equals(key));
    }

    /** How long from now until it next says an idea of its principal's own, or tells the source of one. */
    public Duration untilItsIdea(TableId table) {
        return await("an idea that waits for its moment", now -> untilAnIdea(now, table));
    }

    /** How long until a mediator's node next says an idea as its own, or tells its source; empty when none waits for its moment. */
    public static Optional<Duration> untilAnIdea(Desk desk, TableId table) {
        return modified(
                        desk,
                        work -> Result.done(Stream.concat(
                                        Crossings.of(work.tx, table).stream().flatMap(one -> one.due().stream()),
                                        Tellings.of(work.tx, table).stream().map(Tellings.Telling::due))
                                .min(Comparator.naturalOrder())
                                .map(due -> Duration.between(work.now, due).plusMillis(1))))
                .orThrow();
    }

    /** In which lines of its record a search finds words. */
    List<Long> finds(String words) {
        List<Long> lines = new ArrayList<>();
        desk.messages().search(List.of(), words, hit -> lines.add(hit.index())).orThrow();
        return lines;
    }

    /** A message as it is sealed. */
    static RoomEvent said(MessageKind kind, String text) {
        return said(kind, text, Instant.EPOCH.plusMillis(1));
    }

    static RoomEvent said(MessageKind kind, String text, Instant when) {
        return new RoomEvent.OfMessage(new MessageEvent.Said(
                kind, text, "en", Direction.LTR, Optional.empty(), List.of(), Optional.empty(), when.toEpochMilli()));
    }

    /** Says it without asking acts, as a modified node does. */
    void seal(RoomRef room, RoomEvent event) {
        seal(room, event.encoded());
    }

    /** Says what only a later version of the program says. */
    public void sealOfLaterVersion(RoomRef room) {
        seal(
                room,
                EventWriter.envelope(
                        RoomEvent.VERSION + 1,
                        "steps.done",
                        out -> out.fields(1).text("as", "verbatim")));
    }

    private void seal(RoomRef room, Bytes event) {
        modified(work -> work.inRoom(
                        room,
                        (seat, sheet) ->
                                seat.say(work.tx, room.room(), event, work.now).map(ticket -> Ok.OK)))
                .orThrow();
    }

    /** Who was refused in a room, and why, as this node's page says it. */
    List<String> refusal(RoomRef room) {
        return awaitLine("a refusal", room, Line.Event.class, one -> one.key().equals("line.refused"))
                .parts();
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
