package parley.simulation.run;

import java.util.HashSet;
import java.util.Set;
import parley.base.RoomId;
import parley.protocol.seat.Fact;
import parley.simulation.world.Dice;

/**
 * Lets the relay of some runs claim to one node that a room's log is gone for good: that node reads no more of it, and its people
 * are told. The others go on. Not thread-safe: a run has one thread.
 */
final class GoneClaim {
    /** Of 1,000 runs, in how many it may be claimed. */
    private static final int PERMILLE = 60;

    /** Of 1,000 entries that a node folds in these, at how many it is claimed, until it was once. */
    private static final int AT_FOLD_PERMILLE = 50;

    /** With fewer nobody is left who has a key that only the one who reads no more could give. */
    private static final int LEAST_NODES = 3;

    private final World world;
    private final Dice dice;
    private final Set<Told> told = new HashSet<>();
    private boolean pending;
    private boolean claimed;

    private record Told(int node, RoomId room) {}

    GoneClaim(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        FaultPlan plan = world.plan();
        // Where more than one thing is lost nobody can say any more what was lost by this.
        boolean alone = !plan.forks() && !plan.restores() && !plan.hostileMember() && plan.nodes() >= LEAST_NODES;
        pending = dice.chance(PERMILLE) && alone;
    }

    void told(SimNode node, Fact fact) {
        if (fact instanceof Fact.LogGone(RoomId room, int epoch)) {
            told.add(new Told(node.index, room));
        } else if (pending
                && fact instanceof Fact.Folded folded
                && world.people().talking()
                && dice.chance(AT_FOLD_PERMILLE)) {
            pending = false;
            claimed = true;
            node.seat()
                    .flatMap(seat -> seat.room(folded.room()))
                    .ifPresent(view -> world.relays()
                            .forEach(relay ->
                                    relay.claimGone(node.index, view.log().id())));
        }
    }

    /** Whether the relay claimed it of any log. */
    boolean claimed() {
        return claimed;
    }

    /** Whether this node's people were told that a log of this room is gone, of which it hadn't read the end. */
    boolean toldOf(int node, RoomId room) {
        return told.contains(new Told(node, room));
    }
}
