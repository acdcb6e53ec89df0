package parley.node.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Keeping;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.relay.RelayServer;
import parley.talks.rules.Discretion;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** A real relay and nodes that sit at one table: the mediator and those whom it invited, compared with one another. */
public final class TestTable implements AutoCloseable {
    /** Standard Rules with the four answers without which no table opens. */
    public static final Rules ANSWERED = Rules.standard()
            .withDiscretion(new Discretion(
                    "Only that talks take place.", "Ten years.", "The mediator asks both sides.", "Nothing."));

    private final Path folder;
    private RelayServer relay;
    private final List<TestNode> nodes = new ArrayList<>();

    public TestTable(Path folder) {
        this.folder = folder;
        this.relay = TestRelay.onAnyPort(folder.resolve("relay"));
    }

    public RelayAddress relay() {
        return relay.address();
    }

    public void stopRelay() throws IOException {
        relay.close();
    }

    /** The relay comes back where it was, with what it had on disk. */
    public void startRelayAgain(int port) {
        relay = TestRelay.again(folder.resolve("relay"), port);
    }

    public TestNode node(String name) {
        TestNode node = new TestNode(folder.resolve(name));
        nodes.add(node);
        return node;
    }

    /** One whose relays a test brings. */
    TestNode node(String name, RelayFactory relays) {
        TestNode node = new TestNode(folder.resolve(name), relays, InstantSource.system());
        nodes.add(node);
        return node;
    }

    /** One whose clock a test sets ahead; a clock that jumps would lock a node whose person does nothing, so this one hardly locks. */
    public TestNode node(String name, Supplier<Duration> ahead) {
        TestNode node = new TestNode(
                folder.resolve(name), new HttpRelays(), () -> Instant.now().plus(ahead.get()));
        nodes.add(node);
        Keeping.Settings now = node.desk().keeping().settings();
        node.desk()
                .keeping()
                .change(new Keeping.Settings(
                        now.language(), now.ownNumerals(), Duration.ofDays(1), now.grace(), now.proxy(), true))
                .orThrow();
        return node;
    }

    /** People are at their devices: what a clock that jumped calls idle doesn't lock them. */
    void touch() {
        nodes.forEach(node -> node.node().gate().touch());
    }

    /** The mediator Oman opens a table, invites Iran and Israel, who have never met, and compares with each. */
    public TableId seated(TestNode oman, TestNode iran, TestNode israel) {
        TableId table = open(oman, "Oman", Role.MEDIATOR);
        pair(oman, table, "Oman", iran, "Iran", Role.PARTY);
        pair(oman, table, "Oman", israel, "Israel", Role.PARTY);
        compare(table, oman, "Oman", iran, "Iran");
        compare(table, oman, "Oman", israel, "Israel");
        return table;
    }

    /** A table and the mediator's caucus with each of two parties that have never met. */
    public record Caucuses(TableId table, RoomRef withIran, RoomRef withIsrael) {}

    /** The mediator Oman opens a table, invites Iran and Israel, compares with each and founds a caucus with each. */
    public Caucuses caucuses(TestNode oman, TestNode iran, TestNode israel) {
        return caucuses(ANSWERED, oman, iran, israel);
    }

    /** As {@link #caucuses(TestNode, TestNode, TestNode)}, under these Rules. */
    public Caucuses caucuses(Rules rules, TestNode oman, TestNode iran, TestNode israel) {
        TableId table = seated(oman, iran, israel);
        return new Caucuses(
                table,
                found(table, "With Iran", RoomKind.CAUCUS, rules, oman, iran),
                found(table, "With Israel", RoomKind.CAUCUS, rules, oman, israel));
    }

    /** The mediator Oman opens a table, invites Iran, compares with it and founds a caucus with it. */
    public RoomRef caucus(TestNode oman, TestNode iran) {
        return caucus(Rules.standard(), oman, iran);
    }

    /** As {@link #caucus(TestNode, TestNode)}, under these Rules. */
    public RoomRef caucus(Rules rules, TestNode oman, TestNode iran) {
        return found(two(oman, iran), "Caucus", RoomKind.CAUCUS, rules, oman, iran);
    }

    /** The mediator Oman opens a table, invites Iran and compares with it. */
    TableId two(TestNode oman, TestNode iran) {
        TableId table = open(oman, "Oman", Role.MEDIATOR);
        pair(oman, table, "Oman", iran, "Iran", Role.PARTY);
        compare(table, oman, "Oman", iran, "Iran");
        return table;
    }

    public TableId open(TestNode node, String ownName, Role role) {
        return node.desk().tables().open("Harbour", ownName, role, relay()).orThrow();
    }

    /** Pairs two nodes by an invitation file and waits until both know it. */
    public TableId pair(TestNode host, TableId table, String hostName, TestNode guest, String guestName, Role role) {
        Tables.InvitationOut invitation = host.desk()
                .tables()
                .invite(table, guestName, role, Tables.INVITATION_VALID)
                .orThrow();
        TableId same = guest.desk().tables().accept(invitation.file(), "Quay").orThrow();
        var unused = host.person(table, guestName);
        var ignored = guest.person(same, hostName);
        return same;
    }

    /** Two who sit at the table already pair directly, the mediator unasked. */
    public static void pairSeated(TestNode host, TableId table, String hostName, TestNode guest, String guestName) {
        pairSeated(host, table, hostName, guest, guestName, Role.PARTY);
    }

    /** As {@link #pairSeated(TestNode, TableId, String, TestNode, String)}, the guest in this role. */
    static void pairSeated(
            TestNode host, TableId table, String hostName, TestNode guest, String guestName, Role guestRole) {
        Tables.InvitationOut invitation = host.desk()
                .tables()
                .invite(table, guestName, guestRole, Tables.INVITATION_VALID)
                .orThrow();
        guest.desk().keeping().takeRenewal(table, invitation.file()).orThrow();
        var unused = host.person(table, guestName);
        var ignored = guest.person(table, hostName);
    }

    /** Both people found the same code. */
    public static void compare(TableId table, TestNode one, String oneName, TestNode other, String otherName) {
        PrincipalId second = one.known(table, otherName);
        PrincipalId first = other.known(table, oneName);
        var here = one.desk().people().code(table, second).orThrow();
        var there = other.desk().people().code(table, first).orThrow();
        if (!here.equals(there)) {
            throw new AssertionError("codes differ without an attacker");
        }
        one.desk().people().compared(table, second, true, "in person").orThrow();
        other.desk().people().compared(table, first, true, "in person").orThrow();
    }

    /** One proposes Rules for a room, and the other, whose word is enough, consents. */
    static void agree(RoomRef room, Rules rules, TestNode one, TestNode other) {
        one.desk().changes().propose(room, new Changes.Wish.NewRules(rules), "").orThrow();
        other.awaitTrue("the proposal", now -> !now.changes().open(room).isEmpty());
        other.desk()
                .changes()
                .consent(room, other.desk().changes().open(room).getFirst().id())
                .orThrow();
    }

    /** Founds a room and waits until all sit in it. */
    public static RoomRef found(
            TableId table, String name, RoomKind kind, Rules rules, TestNode founder, TestNode... others) {
        List<PrincipalId> ids = Arrays.stream(others)
                .map(other -> other.desk().tables().table(table).orElseThrow().self())
                .toList();
        RoomRef room = founder.desk()
                .rooms()
                .plan(table, name, kind, ids, others.length + 3, rules)
                .orThrow();
        for (TestNode other : others) {
            RoomRef asked = other.asked(table, name);
            other.joins(asked);
        }
        founder.awaitOpen(room);
        for (TestNode other : others) {
            other.awaitOpen(room);
        }
        return room;
    }

    /** Why something was refused, or "done". */
    public static String keyOf(Result<?> result) {
        return result instanceof Result.Refused<?>(Refusal why) ? why.key() : "done";
    }

    @Override
    public void close() throws IOException {
        for (TestNode node : nodes) {
            node.close();
        }
        relay.close();
    }
}
