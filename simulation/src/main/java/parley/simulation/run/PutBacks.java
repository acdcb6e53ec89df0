package parley.simulation.run;

import java.util.HashSet;
import java.util.Set;
import parley.base.PrincipalId;
import parley.simulation.world.Cells;

/**
 * Knows whose disk was put back or copied, and what each such vault no longer knew: that much, and no more, is excused.
 *
 * <p>A vault that was put back can't know what was given to it since, may tell again what it told, its sessions may have gone
 * on without it, and others may write to an inbox that it opened since and no longer knows: then it reads nothing more, says
 * nothing more, and waits to be renewed. A copy beside its original shares all of that.
 * {@code docs/protocol.md}, "Restore, clone, rollback".
 */
final class PutBacks {
    private final Oracles oracles;
    private final Set<Integer> nodes = new HashSet<>();
    private final Set<PrincipalId> principals = new HashSet<>();

    /** A node's disk at an instant, and what its people and its vault then knew. */
    record Image(SimNode node, Cells cells, SaidOracle.Memory said, People.Memory people) {}

    PutBacks(Oracles oracles) {
        this.oracles = oracles;
    }

    Image take(SimNode node) {
        return new Image(
                node,
                node.disk.cells(),
                oracles.said().memory(node.index),
                oracles.world().people().memory(node.index));
    }

    /** This image lies under its node again. */
    void restored(Image image) {
        int node = image.node().index;
        add(node);
        oracles.said().putBack(node, image.said());
        oracles.heads().putBack(node);
        oracles.keys().putBack(node);
        oracles.erased().putBack(node);
        oracles.world().signings().putBack(node);
        oracles.world().people().putBack(node, image.people());
        oracles.world().renewals().needed(image.node());
    }

    /** This image runs as a second node. */
    void copied(Image image, int copy) {
        add(image.node().index);
        add(copy);
        oracles.said().copied(image.node().index, image.said(), copy);
        oracles.world().renewals().needed(image.node());
    }

    private void add(int node) {
        nodes.add(node);
        oracles.world().principal(node).ifPresent(principals::add);
    }

    /** Whether this node's disk, or its original's or copy's, was put back. */
    boolean has(int node) {
        return nodes.contains(node);
    }

    boolean has(PrincipalId who) {
        return principals.contains(who);
    }
}
