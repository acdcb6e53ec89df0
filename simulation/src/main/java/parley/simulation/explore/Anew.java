package parley.simulation.explore;

import java.util.Optional;
import parley.protocol.seat.SeatRoom;

/**
 * What people do once one of several changes has ended the epoch and all is calm: they propose the next that lapsed anew, consent
 * to it, and somebody says something in the epoch that it begins.
 */
final class Anew {
    private final Moves moves;
    private final Settling settling;

    Anew(Moves moves, Settling settling) {
        this.moves = moves;
        this.settling = settling;
    }

    /** Empty where no epoch ended yet, or nothing lapsed. */
    Optional<Global> after(Global calm) {
        return moves.script()
                .proposals()
                .filter(one -> lapsed(calm, one))
                .findFirst()
                .map(one -> {
                    Global state = proposed(calm, one);
                    Script.Act say = new Script.Act.Say(one.node(), Explorer.text(one.node()));
                    return settling.settle(moves.act(state, say).orElse(state));
                });
    }

    /** Its proposer stands in a later epoch, and no epoch of its began by it. */
    private boolean lapsed(Global state, Script.Act.Propose one) {
        NodeState proposer = state.nodes().get(one.node());
        String change =
                " by " + one.kind() + " of " + moves.local(one.subject()).self().toHex();
        return epoch(proposer) > 0
                && proposer.told().marks().stream()
                        .noneMatch(mark -> mark.startsWith(Local.EPOCH_BY) && mark.endsWith(change));
    }

    private static int epoch(NodeState node) {
        return node.rooms().stream()
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .mapToInt(SeatRoom::epoch)
                .findFirst()
                .orElse(0);
    }

    private Global proposed(Global calm, Script.Act.Propose one) {
        Global state = settling.settle(moves.act(calm, one).orElseThrow());
        for (int node = 0; node < moves.nodes(); node++) {
            Global before = state;
            Optional<Global> consented = moves.act(before, new Script.Act.Consent(node))
                    .filter(next -> !next.print().equals(before.print()));
            state = consented.map(settling::settle).orElse(before);
        }
        return state;
    }
}
