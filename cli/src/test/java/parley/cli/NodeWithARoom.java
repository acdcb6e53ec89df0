package parley.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.cli.link.NodeClient;
import parley.cli.link.Transport;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.Checking;
import parley.node.desk.Moving;
import parley.node.desk.Needs;
import parley.node.desk.Notice;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import picocli.CommandLine;

/** A node with one table and one room, called Caucus: it answers what a test gives it to answer, and notes every act. */
final class NodeWithARoom implements Transport {
    static final PrincipalId OMAN = new PrincipalId(Hash.of("Oman"));
    static final RoomRef ROOM = new RoomRef(new TableId(Hash.of("table")), new RoomId(Hash.of("room")));

    static final RelayAddress RELAY = new RelayAddress("relay.example", 7400, Bytes.wrap(new byte[32]));

    private final Map<String, Supplier<Object>> answers = new HashMap<>();
    private final List<String> acts = new ArrayList<>();
    private BiConsumer<String, String> then = (_, _) -> {};
    private Rooms.Condition condition = new Rooms.Condition.Open();
    private List<Notice> notices = List.of();
    private List<Notice> own = List.of();
    private List<Notice> ofTable = List.of();
    private boolean renewalNeeded;
    /** What it answers to acts. */
    private final Map<String, Object> answered = new HashMap<>();

    private Rules rules = Rules.standard();
    private OptionalLong received = OptionalLong.empty();

    NodeWithARoom() {
        answers.put("/api/v1/tables", () -> new Outputs.Tables(List.of(table())));
        answers.put("/api/v1/notices", () -> new Outputs.Notices(own));
        answers("", this::view);
    }

    /** How the room is from now on, and what it tells. */
    NodeWithARoom is(Rooms.Condition now, Notice... told) {
        condition = now;
        notices = List.of(told);
        return this;
    }

    /** What the node tells of itself. */
    NodeWithARoom tells(Notice... told) {
        own = List.of(told);
        return this;
    }

    /** What it finds in any file that it is to check. */
    NodeWithARoom finds(Checking.Found inAFile) {
        answered.put("/api/v1/check", inAFile);
        return this;
    }

    /** What moving its rooms takes, and what comes of it. */
    NodeWithARoom moves(Moving.Plan plan, Outputs.MoveOutcomes came) {
        String moves = "/api/v1/tables/" + ROOM.table().toHex() + "/moves";
        answered.put(moves + "/preview", plan);
        answered.put(moves, came);
        return this;
    }

    /** What waits for its people. */
    NodeWithARoom needs(Needs.Need... all) {
        answers.put("/api/v1/needs", () -> new Outputs.NeedList(List.of(all)));
        return this;
    }

    /** What its table tells. */
    NodeWithARoom tellsOfTable(Notice... told) {
        ofTable = List.of(told);
        return this;
    }

    /** How far Oman says that it has received, where the Rules show receipts or not. */
    void received(boolean shown, OptionalLong through) {
        rules = Rules.standard().withReceipts(shown);
        received = through;
    }

    void needsRenewal() {
        renewalNeeded = true;
    }

    /** @param below the room's own path */
    NodeWithARoom answers(String below, Supplier<Object> answer) {
        answers.put(Places.path(ROOM) + below, answer);
        return this;
    }

    /** Everything but looking, as {@code METHOD path body}, the room's own path left out. */
    List<String> acts() {
        return acts;
    }

    /** What the command prints. */
    String run(AtNode command, String... words) throws IOException {
        return run(new StringWriter(), command, words);
    }

    /** @param beside gets what it says to standard error */
    String run(StringWriter beside, AtNode command, String... words) throws IOException {
        StringWriter out = new StringWriter();
        new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(beside, true))
                .parseArgs(words);
        try (NodeClient node = new NodeClient(this)) {
            command.run(node);
        }
        return out.toString();
    }

    @Override
    public Reply call(String method, String target, byte[] body) {
        if (!method.equals("GET")) {
            String what = new String(body, StandardCharsets.UTF_8);
            acts.add((method + " " + target.replace(Places.path(ROOM), "") + " " + what).strip());
            then.accept(target, what);
            Object made = answered.get(target);
            if (made != null) {
                return new Reply(200, new ByteArrayInputStream(ApiJson.write(made)));
            }
            return new Reply(204, new ByteArrayInputStream(new byte[0]));
        }
        Supplier<Object> answer = answers.get(target);
        if (answer == null) {
            throw new AssertionError("nothing to answer to " + target);
        }
        return new Reply(200, new ByteArrayInputStream(ApiJson.write(answer.get())));
    }

    /** Told of every act: its target and body. */
    NodeWithARoom then(BiConsumer<String, String> does) {
        then = does;
        return this;
    }

    @Override
    public void close() {}

    private Tables.TableView table() {
        boolean grave = condition instanceof Rooms.Condition.Frozen;
        Rooms.RoomBrief room =
                new Rooms.RoomBrief(ROOM, "Caucus", RoomKind.CAUCUS, condition, 0, Optional.empty(), grave);
        return new Tables.TableView(
                ROOM.table(),
                "Harbour",
                new PrincipalId(Hash.of("Israel")),
                "Israel",
                Role.PARTY,
                RELAY,
                List.of(RELAY),
                new Tables.Connection(true, Optional.empty(), 0, false, Optional.empty()),
                1,
                List.of(room),
                ofTable,
                renewalNeeded,
                Optional.empty(),
                List.of());
    }

    private Rooms.RoomView view() {
        Rooms.Member oman = new Rooms.Member(
                OMAN,
                "Oman",
                Role.MEDIATOR,
                0,
                false,
                new People.Standing.Unverified(),
                false,
                received,
                Optional.empty());
        return new Rooms.RoomView(
                ROOM,
                "Caucus",
                RoomKind.CAUCUS,
                rules,
                condition,
                0,
                0,
                new Head(0, Hash.of("head")),
                3,
                List.of(oman),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                RELAY,
                false,
                Optional.empty(),
                notices,
                0,
                0,
                OptionalLong.empty(),
                0,
                Instant.EPOCH);
    }
}
