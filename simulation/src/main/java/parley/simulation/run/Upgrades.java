package parley.simulation.run;

import parley.protocol.port.RoomFold;
import parley.simulation.world.Dice;
import parley.simulation.world.Fault;

/**
 * Lets one node of some runs be a version behind the others: it folds alike and says that its fold is an older one, until it is
 * started again in mid talk and is as new as they. Not thread-safe: a run has one thread.
 */
final class Upgrades {
    /** Of 1,000 runs, how many have such a node. */
    private static final int PERMILLE = 120;

    private final World world;
    private final int behind;
    private boolean upgraded;

    Upgrades(World world, Dice dice) {
        this.world = world;
        behind = dice.chance(PERMILLE) ? dice.below(world.plan().nodes()) : -1;
        upgraded = behind < 0;
    }

    /** Starts the older node anew with the newer program; nothing happens when there is none, or when it was done. */
    void upgrade() {
        if (!upgraded) {
            upgraded = true;
            world.faults().count(Fault.UPGRADED);
            world.nodes().get(behind).crash();
        }
    }

    RoomFold fold(int node, RoomFold present) {
        return node != behind || upgraded
                ? present
                : new PassingFold(present) {
                    @Override
                    public int version() {
                        return super.version() - 1;
                    }
                };
    }
}
