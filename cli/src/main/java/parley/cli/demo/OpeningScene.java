package parley.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.cli.Stop;
import parley.cli.drive.Joining;
import parley.cli.link.NodeClient;
import parley.cli.process.Wait;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.Discretion;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/**
 * Brings the three together as people would, through their nodes' own APIs: a table, invitations, codes compared, and three
 * rooms. Iran and Israel meet in the plenary only, so each knows the other by Oman's word until they compare.
 */
final class OpeningScene {
    static final String ISRAEL_OMAN = "Caucus Israel–Oman";
    static final String IRAN_OMAN = "Caucus Iran–Oman";
    static final String PLENARY = "Plenary";

    static final String OMAN_COVER = "Muscat track";
    static final String ISRAEL_COVER = "Project Gazelle";
    static final String IRAN_COVER = "Book fair";

    /** What the three agreed on before they sat down together: no table opens without the four answers. */
    private static final Rules AGREED = Rules.standard()
            .withDiscretion(new Discretion(
                    "Only the host says anything, and only that talks take place.",
                    "Until both sides release what was said, in writing.",
                    "The host asks both sides within a day; talks pause until both have answered.",
                    "Nobody confirms and nobody denies."));

    private static final int VALID_DAYS = 7;
    private static final String HOW = "by the demo, which reads both screens";

    private final Stage stage;
    private final Consumer<String> progress;

    OpeningScene(Stage stage, Consumer<String> progress) {
        this.stage = stage;
        this.progress = progress;
    }

    void play(RelayAddress relay) throws IOException {
        progress.accept("Oman opens a table");
        TableId table = stage.oman()
                .node()
                .post(
                        "/api/v1/tables",
                        new Inputs.OpenTable(
                                OMAN_COVER, stage.oman().name(), stage.oman().role(), relay),
                        Outputs.TableMade.class)
                .table();
        pair(stage.israel(), table, ISRAEL_COVER);
        pair(stage.iran(), table, IRAN_COVER);
        progress.accept("rooms: two caucuses and a plenary");
        PrincipalId israel = Talk.self(stage.israel(), table);
        PrincipalId iran = Talk.self(stage.iran(), table);
        found(table, ISRAEL_OMAN, RoomKind.CAUCUS, List.of(israel), AGREED, List.of(stage.israel()));
        found(table, IRAN_OMAN, RoomKind.CAUCUS, List.of(iran), AGREED, List.of(stage.iran()));
        found(
                table,
                PLENARY,
                RoomKind.PLENARY,
                List.of(israel, iran),
                AGREED.withReaders(Standing.VOUCHED).withReceipts(true),
                List.of(stage.israel(), stage.iran()));
    }

    /** Invites, accepts, waits until both know each other, and compares codes. */
    void pair(Seat newcomer, TableId table, String coverName) throws IOException {
        progress.accept(newcomer.name() + " is invited, answers, and compares codes with Oman");
        NodeClient oman = stage.oman().node();
        Bytes invitation = oman.post(
                        path(table) + "/invitations",
                        new Inputs.Invite(newcomer.name(), newcomer.role(), VALID_DAYS),
                        Tables.InvitationOut.class)
                .file();
        newcomer.node()
                .post("/api/v1/invitations/accept", new Inputs.Accept(invitation, coverName), Outputs.TableMade.class);
        PrincipalId omanId = Talk.self(stage.oman(), table);
        PrincipalId newcomerId = Talk.self(newcomer, table);
        Wait.until(
                newcomer.name() + " and Oman are paired",
                () -> paired(oman, table, newcomerId) && paired(newcomer.node(), table, omanId));
        compare(stage.oman(), newcomer, table);
    }

    /** Both read their code; each records what was found. */
    void compare(Seat one, Seat other, TableId table) throws IOException {
        String oneSees = path(table) + "/people/" + Talk.self(other, table).toHex();
        String otherSees = path(table) + "/people/" + Talk.self(one, table).toHex();
        People.ComparisonCode code = one.node().get(oneSees + "/code", People.ComparisonCode.class);
        if (!code.equals(other.node().get(otherSees + "/code", People.ComparisonCode.class))) {
            throw Stop.fault(one.name() + " and " + other.name() + " see different codes");
        }
        one.node().post(oneSees + "/comparison", new Inputs.Comparison(true, HOW));
        other.node().post(otherSees + "/comparison", new Inputs.Comparison(true, HOW));
    }

    /** Oman asks the others to a room, they join, and it opens for all. */
    RoomRef found(TableId table, String name, RoomKind kind, List<PrincipalId> others, Rules rules, List<Seat> members)
            throws IOException {
        int seats = kind == RoomKind.PLENARY ? others.size() + 2 : others.size() + 1;
        RoomRef room = stage.oman()
                .node()
                .post(
                        path(table) + "/rooms",
                        new Inputs.PlanRoom(name, kind, others, seats, rules, Optional.empty()),
                        Outputs.RoomPlanned.class)
                .room();
        for (Seat member : members) {
            Wait.until(member.name() + " is asked to " + name, () -> Joining.joins(member.node(), room));
        }
        Wait.until(name + " is open", () -> Talk.open(stage.oman().node(), room));
        for (Seat member : members) {
            Wait.until(name + " is open at " + member.name(), () -> Talk.open(member.node(), room));
        }
        return room;
    }

    private static boolean paired(NodeClient node, TableId table, PrincipalId who) throws IOException {
        return node.get(path(table) + "/people", Outputs.PeopleAt.class).people().stream()
                .anyMatch(person -> person.id().equals(who) && person.paired());
    }

    private static String path(TableId table) {
        return Talk.path(table);
    }
}
