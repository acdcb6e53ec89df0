package parley.simulation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.simulation.world.LogState;
import parley.simulation.world.RelayState;

/**
 * One state of the whole small world: three nodes, one relay, and what may still happen. Immutable.
 *
 * @param other the second history that the relay shows to the nodes of {@code otherSide}, while it shows two
 * @param otherSide bit i for node i
 * @param acted bit i when the i-th act of the script was done
 * @param mischief how many hostile acts are left
 * @param left what is left of the script's scope
 */
record Global(
        List<NodeState> nodes,
        RelayState relay,
        Optional<RelayState> other,
        int otherSide,
        int acted,
        int mischief,
        Script.Scope left) {
    Global {
        nodes = List.copyOf(nodes);
    }

    RelayState shownTo(int node) {
        return (otherSide & (1 << node)) != 0 ? other.orElse(relay) : relay;
    }

    Global with(int node, NodeState state) {
        List<NodeState> next = new ArrayList<>(nodes);
        next.set(node, state);
        return new Global(next, relay, other, otherSide, acted, mischief, left);
    }

    Global showing(int node, RelayState state) {
        return (otherSide & (1 << node)) != 0 && other.isPresent()
                ? new Global(nodes, relay, Optional.of(state), otherSide, acted, mischief, left)
                : new Global(nodes, state, other, otherSide, acted, mischief, left);
    }

    Global having(int act) {
        return new Global(nodes, relay, other, otherSide, acted | (1 << act), mischief, left);
    }

    Global after(RelayState hostile) {
        return new Global(nodes, hostile, other, otherSide, acted, mischief - 1, left);
    }

    Global split(int side) {
        return new Global(nodes, relay, Optional.of(relay), side, acted, mischief - 1, left);
    }

    /** The same where a search begins: so many hostile acts are to come, and this much may be searched. */
    Global beginning(int acts, Script.Scope scope) {
        return new Global(nodes, relay, other, otherSide, acted, acts, scope);
    }

    Global having(Script.Scope rest) {
        return new Global(nodes, relay, other, otherSide, acted, mischief, rest);
    }

    /** One history for all again, the first; nothing hostile is left to happen. */
    Global calm() {
        return new Global(nodes, relay, Optional.empty(), 0, acted, 0, left);
    }

    /** 128 bits as two numbers: with millions of states, two equal ones that are not are out of the question. */
    Print print() {
        long a = ((acted * 31L + mischief) * 31L + left.lost()) * 31L + left.ticks();
        long b = otherSide * 31L + 7;
        for (NodeState node : nodes) {
            long print = node.fingerprint();
            a = (a + print) * 0x9e3779b97f4a7c15L;
            b = (b ^ Long.rotateLeft(print, 17)) * 0xc2b2ae3d27d4eb4fL;
        }
        for (RelayState one : other.map(o -> List.of(relay, o)).orElse(List.of(relay))) {
            for (LogState log : one.logs().values()) {
                long head = log.head().hash().hashCode() * 31L + log.id().hash().hashCode();
                a = (a + head) * 0x9e3779b97f4a7c15L;
                b = (b ^ Long.rotateLeft(head, 29)) * 0xc2b2ae3d27d4eb4fL;
            }
        }
        return new Print(a, b);
    }

    /** Names a state. */
    record Print(long a, long b) {}
}
