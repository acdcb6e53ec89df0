package parley.simulation.run;

import java.util.ArrayList;
import java.util.List;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Store;
import parley.protocol.session.Sessions;
import parley.simulation.world.Dice;
import parley.simulation.world.SeededRandomness;

/**
 * Who of a run's members are hostile: none, one who isn't the mediator, or, in the seeds that are {@link #beset}, one or two at any
 * seats, the mediator's too. What they do is in the {@link FaultPlan}, the same for both.
 *
 * <p>Not thread-safe: a run has one thread.
 */
final class HostileMembers {
    /** One seed in so many has hostile members at any seats. Its number decides, so that all else of the other seeds is as it was. */
    private static final int EVERY = 17;

    /** The rest by which these seeds are known: none that a test kept when it was chosen has this one. */
    private static final int REST = 14;

    private static final int TWO_PERMILLE = 500;

    /** With fewer nobody honest is left. */
    private static final int LEAST_NODES_FOR_TWO = 3;

    /** States of a report: the mediator is hostile; two are. */
    static final String MEDIATOR = "hostile mediator";

    static final String TWO = "two hostile members";

    private final World world;
    private final List<HostileMember> members = new ArrayList<>();

    /** @param usual who it is where the seed isn't beset */
    HostileMembers(World world, int usual) {
        this.world = world;
        if (!world.plan().hostileMember()) {
            return;
        }
        if (!beset(world.seed())) {
            add(usual);
            return;
        }
        Dice seats = new Dice(SeededRandomness.derive(world.seed(), "hostile seats", 0));
        int nodes = world.plan().nodes();
        int first = seats.below(nodes);
        add(first);
        if (nodes >= LEAST_NODES_FOR_TWO && seats.chance(TWO_PERMILLE)) {
            add((first + seats.between(1, nodes - 1)) % nodes);
        }
    }

    static boolean beset(long seed) {
        return Math.floorMod(seed, EVERY) == REST;
    }

    private void add(int who) {
        if (who == 0) {
            world.oracles().states().count(MEDIATOR);
        }
        if (!members.isEmpty()) {
            world.oracles().states().count(TWO);
        }
        members.add(new HostileMember(
                world.plan(), world.faults(), who, () -> world.people().talking()));
    }

    void behave() {
        members.forEach(HostileMember::behave);
    }

    Sessions sessions(int node, Sessions honest) {
        Sessions sessions = honest;
        for (HostileMember member : members) {
            sessions = member.sessions(node, sessions);
        }
        return sessions;
    }

    Store store(int node, Store honest) {
        Store store = honest;
        for (HostileMember member : members) {
            store = member.store(node, store);
        }
        return store;
    }

    RoomFold fold(int node, RoomFold honest) {
        RoomFold fold = honest;
        for (HostileMember member : members) {
            fold = member.fold(node, fold);
        }
        return fold;
    }

    boolean are(int node) {
        return members.stream().anyMatch(member -> member.is(node));
    }

    /** Whether a relay that shows two histories has this one on its side: who else is hostile knows nothing of that. */
    boolean isInLeague(int node) {
        return members.stream().limit(1).anyMatch(member -> member.is(node));
    }

    /** Whether what this node seals may be in the name of another key than the room knows, and count for nobody. */
    boolean signsOtherwise(int node) {
        return members.stream().anyMatch(member -> member.signsOtherwise(node));
    }

    boolean greetsOtherwise(int node) {
        return members.stream().anyMatch(member -> member.greetsOtherwise(node));
    }

    /** Whether this node's fold is made to claim what isn't so. */
    boolean lies(int node) {
        return members.stream().anyMatch(member -> member.lies(node));
    }
}
