package parley.bench.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.relay.RelayConfig;
import parley.relay.RelayServer;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** One relay, some nodes, and a room in which all of them sit. */
final class BenchTable implements AutoCloseable {
    private final RelayServer relay;
    private final List<BenchNode> nodes;
    private final RoomRef room;

    private BenchTable(RelayServer relay, List<BenchNode> nodes, RoomRef room) {
        this.relay = relay;
        this.nodes = nodes;
        this.room = room;
    }

    static BenchTable of(int size, Path folder) throws InterruptedException, TimeoutException {
        RelayServer relay = RelayServer.start(RelayConfig.of(folder.resolve("relay"), "127.0.0.1", 0))
                .orThrow();
        List<BenchNode> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(new BenchNode("Member " + (i + 1), folder.resolve("node-" + i)));
        }
        BenchNode founder = nodes.getFirst();
        TableId table = founder.desk()
                .tables()
                .open("Bench", founder.name(), Role.MEDIATOR, relay.address())
                .orThrow();
        for (BenchNode other : nodes.subList(1, size)) {
            pair(founder, other, table);
        }
        return new BenchTable(relay, List.copyOf(nodes), found(founder, nodes.subList(1, size), table));
    }

    RelayAddress relay() {
        return relay.address();
    }

    List<BenchNode> nodes() {
        return nodes;
    }

    RoomRef room() {
        return room;
    }

    private static void pair(BenchNode founder, BenchNode other, TableId table)
            throws InterruptedException, TimeoutException {
        var invitation = founder.desk()
                .tables()
                .invite(table, other.name(), Role.PARTY, Tables.INVITATION_VALID)
                .orThrow();
        other.desk().tables().accept(invitation.file(), "Bench").orThrow();
        PrincipalId self = other.self(table);
        founder.until("pairing", desk -> paired(desk, table, self));
        PrincipalId its = founder.self(table);
        other.until("pairing", desk -> paired(desk, table, its));
        founder.desk().people().compared(table, self, true, "bench").orThrow();
        other.desk().people().compared(table, its, true, "bench").orThrow();
    }

    private static boolean paired(Desk desk, TableId table, PrincipalId who) {
        return desk.people()
                .person(table, who)
                .filter(person -> person.paired())
                .isPresent();
    }

    private static RoomRef found(BenchNode founder, List<BenchNode> others, TableId table)
            throws InterruptedException, TimeoutException {
        List<PrincipalId> members =
                others.stream().map(other -> other.self(table)).toList();
        Rules rules = Rules.standard().withReaders(Standing.VOUCHED);
        RoomRef room = founder.desk()
                .rooms()
                .plan(table, "Bench", RoomKind.PLENARY, members, members.size() + 1, rules)
                .orThrow();
        for (BenchNode other : others) {
            other.until("being asked", desk -> condition(desk, room, Rooms.Condition.Asked.class));
            other.desk().rooms().answer(room, true).orThrow();
        }
        founder.until("the room to open", desk -> condition(desk, room, Rooms.Condition.Open.class));
        for (BenchNode other : others) {
            other.until("the room to open", desk -> condition(desk, room, Rooms.Condition.Open.class));
        }
        return room;
    }

    private static boolean condition(Desk desk, RoomRef room, Class<? extends Rooms.Condition> wanted) {
        return desk.rooms().list(room.table()).stream()
                .anyMatch(each -> each.ref().equals(room) && wanted.isInstance(each.condition()));
    }

    @Override
    public void close() throws IOException {
        for (BenchNode node : nodes) {
            node.close();
        }
        relay.close();
    }
}
