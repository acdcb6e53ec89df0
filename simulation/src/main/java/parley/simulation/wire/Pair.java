package parley.simulation.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.Discretion;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Two watched nodes, compared with one another, and the one room in which both sit. */
record Pair(WatchedNode host, WatchedNode guest, RoomRef room, boolean quiet) implements AutoCloseable {
    static final int NODES = 2;

    private static final String ROOM = "Talk";
    private static final String HOW = "by a program, which reads both screens";

    /** Starts both and brings them together as people would. */
    static Pair meet(Path folder, RelayAddress relay, boolean quiet) throws IOException {
        WatchedNode host = WatchedNode.start(folder.resolve("host"), Forwarder.to(relay));
        List<WatchedNode> started = new ArrayList<>(List.of(host));
        try {
            WatchedNode guest = WatchedNode.start(folder.resolve("guest"), Forwarder.to(relay));
            started.add(guest);
            Pair met = met(host, guest, relay, quiet);
            started.clear();
            return met;
        } finally {
            for (WatchedNode alone : started) {
                alone.close();
            }
        }
    }

    private static Pair met(WatchedNode host, WatchedNode guest, RelayAddress relay, boolean quiet) {
        Desk here = host.desk();
        Desk there = guest.desk();
        TableId table =
                here.tables().open("Harbour", "Host", Role.MEDIATOR, relay).orThrow();
        Tables.InvitationOut invitation = here.tables()
                .invite(table, "Guest", Role.PARTY, Tables.INVITATION_VALID)
                .orThrow();
        there.tables().accept(invitation.file(), "Quay").orThrow();
        PrincipalId theGuest = paired(host, table);
        PrincipalId theHost = paired(guest, table);
        here.people().compared(table, theGuest, true, HOW).orThrow();
        there.people().compared(table, theHost, true, HOW).orThrow();
        RoomRef room = here.rooms()
                .plan(table, ROOM, RoomKind.CAUCUS, List.of(theGuest), 2, rules(quiet))
                .orThrow();
        var asked = guest.await("being asked", desk -> standing(desk, room, Rooms.Condition.Asked.class));
        there.rooms().join(room, asked.asking()).orThrow();
        for (WatchedNode each : List.of(host, guest)) {
            var unused = each.await("the room to open", desk -> standing(desk, room, Rooms.Condition.Open.class));
        }
        return new Pair(host, guest, room, quiet);
    }

    private static Rules rules(boolean quiet) {
        Rules answered =
                Rules.standard().withDiscretion(new Discretion("Nothing.", "No end.", "Both meet.", "Nothing."));
        return quiet ? answered.withQuiet(QuietSlots.MINUTE) : answered;
    }

    private static PrincipalId paired(WatchedNode at, TableId table) {
        return at.await(
                "the other to be paired",
                desk -> desk.people().list(table).stream()
                        .filter(one -> one.paired())
                        .map(one -> one.id())
                        .findFirst());
    }

    private static <T extends Rooms.Condition> Optional<T> standing(Desk desk, RoomRef room, Class<T> wanted) {
        return desk.rooms().list(room.table()).stream()
                .filter(one -> one.ref().equals(room))
                .map(Rooms.RoomBrief::condition)
                .filter(wanted::isInstance)
                .map(wanted::cast)
                .findFirst();
    }

    List<WatchedNode> nodes() {
        return List.of(host, guest);
    }

    @Override
    public void close() throws IOException {
        try {
            host.close();
        } finally {
            guest.close();
        }
    }

    /** Each, whatever became of closing the others. */
    static void closeAll(List<Pair> pairs) throws IOException {
        if (!pairs.isEmpty()) {
            try {
                pairs.getFirst().close();
            } finally {
                closeAll(pairs.subList(1, pairs.size()));
            }
        }
    }
}
