package parley.cli.drive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.cli.link.NodeClient;
import parley.cli.process.Wait;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.Discretion;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Brings unlocked nodes together as their people would: the first opens a table, pairs with each other, and founds a room. */
public final class Gathering {
    private static final int VALID_DAYS = 1;
    private static final String NAME = "Bench";
    private static final String HOW = "by a program, which reads both screens";
    private static final long NEVER_SECONDS = 24 * 60 * 60;

    private Gathering() {}

    /** A node and what its principal is called. */
    public record Sitter(String name, NodeClient node) {}

    /** Holds nothing back for taking back, and doesn't lock. */
    public static void settle(NodeClient node) throws IOException {
        Outputs.Settings now = node.get(Paths.SETTINGS, Outputs.Settings.class);
        node.put(
                Paths.SETTINGS,
                new Inputs.Settings(
                        now.language(), now.ownNumerals(), NEVER_SECONDS, 0, now.proxy(), now.notifyReading()));
    }

    /** Returns when the room is open at all of them. */
    public static RoomRef of(List<Sitter> sitters, RelayAddress relay) throws IOException {
        Sitter founder = sitters.getFirst();
        TableId table = founder.node()
                .post(
                        Paths.TABLES,
                        new Inputs.OpenTable(NAME, founder.name(), Role.MEDIATOR, relay),
                        Outputs.TableMade.class)
                .table();
        List<Sitter> others = sitters.subList(1, sitters.size());
        List<PrincipalId> members = new ArrayList<>();
        for (Sitter other : others) {
            members.add(pair(founder, other, table));
        }
        Rules rules = Rules.standard()
                .withReaders(Standing.VOUCHED)
                .withDiscretion(new Discretion("Nothing.", "No end.", "All meet.", "Nothing."));
        RoomRef room = founder.node()
                .post(
                        Paths.table(table) + "/rooms",
                        new Inputs.PlanRoom(NAME, RoomKind.PLENARY, members, sitters.size(), rules, Optional.empty()),
                        Outputs.RoomPlanned.class)
                .room();
        for (Sitter other : others) {
            Wait.until(other.name() + " is asked", () -> Joining.joins(other.node(), room));
        }
        for (Sitter sitter : sitters) {
            Wait.until("the room opens at " + sitter.name(), () -> isOpen(sitter.node(), room));
        }
        return room;
    }

    private static PrincipalId pair(Sitter founder, Sitter other, TableId table) throws IOException {
        Tables.InvitationOut invitation = founder.node()
                .post(
                        Paths.table(table) + "/invitations",
                        new Inputs.Invite(other.name(), Role.PARTY, VALID_DAYS),
                        Tables.InvitationOut.class);
        other.node().post(Paths.ACCEPT, new Inputs.Accept(invitation.file(), NAME), Outputs.TableMade.class);
        PrincipalId self = self(other.node(), table);
        PrincipalId founds = self(founder.node(), table);
        Wait.until(
                other.name() + " is paired",
                () -> paired(founder.node(), table, self) && paired(other.node(), table, founds));
        Inputs.Comparison compared = new Inputs.Comparison(true, HOW);
        founder.node().post(Paths.person(table, self) + "/comparison", compared);
        other.node().post(Paths.person(table, founds) + "/comparison", compared);
        return self;
    }

    private static PrincipalId self(NodeClient node, TableId table) throws IOException {
        return node.get(Paths.table(table), Tables.TableView.class).self();
    }

    private static boolean paired(NodeClient node, TableId table, PrincipalId who) throws IOException {
        return node.get(Paths.table(table) + "/people", Outputs.PeopleAt.class).people().stream()
                .anyMatch(person -> person.id().equals(who) && person.paired());
    }

    private static boolean isOpen(NodeClient node, RoomRef room) throws IOException {
        return node.get(Paths.table(room.table()) + "/rooms", Outputs.RoomList.class).rooms().stream()
                .anyMatch(each -> each.ref().equals(room) && each.condition() instanceof Rooms.Condition.Open);
    }
}
