package parley.simulation.run;

import java.util.HashMap;
import java.util.Map;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;

/** Compares the folds of all nodes wherever their openings and heads are equal, and holds each node to its own chain. */
final class HeadsOracle {
    private final Oracles oracles;
    private final Map<At, Hash> folds = new HashMap<>();
    private final Map<Of, SeatRoom> last = new HashMap<>();
    private final Map<OwnChain, Hash> chains = new HashMap<>();

    /** A state's place: the opening fixes what came before this log, the head what came in it. */
    private record At(Hash opening, Head head) {}

    private record Of(int node, RoomId room) {}

    private record OwnChain(int node, LogId log, long position) {}

    HeadsOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    void told(SimNode node, Fact fact) {
        if (fact instanceof Fact.Folded folded) {
            oracles.states().count(folded.confirmed() ? "folded, author confirmed" : "folded, author unconfirmed");
        }
    }

    void stepped(SimNode node) {
        if (node.seat().isEmpty()) {
            return;
        }
        for (SeatRoom view : node.seat().get().rooms()) {
            if (view.condition() == SeatRoom.Condition.FORMING) {
                continue;
            }
            Of of = new Of(node.index, view.room());
            SeatRoom before = last.put(of, view);
            if (before == null || before.condition() != view.condition()) {
                oracles.states().count("room " + view.condition());
            }
            if (before != null && before.head().equals(view.head()) && before.epoch() == view.epoch()) {
                continue;
            }
            if (!oracles.world().weather().lies(node.index)) {
                sameFold(node, view);
            }
            ownChain(node, view);
            if (before != null
                    && view.position() < before.position()
                    && !oracles.alarms().mayRepeat(node.index)) {
                oracles.violated(
                        Invariant.NO_SILENT_SWITCH,
                        node + " went back from " + before.position() + " to " + view.position());
            }
        }
    }

    private void sameFold(SimNode node, SeatRoom view) {
        RoomFold.State state = view.state();
        Hash fold = Hash.of("fold", state.digest().value(), state.encoded());
        Hash before = folds.putIfAbsent(new At(view.opening(), view.head()), fold);
        if (before != null && !before.equals(fold)) {
            oracles.violated(
                    Invariant.EQUAL_HEADS_EQUAL_FOLDS,
                    node + " has another state at " + view.head() + " of epoch " + view.epoch());
        }
    }

    private void ownChain(SimNode node, SeatRoom view) {
        Hash before = chains.put(
                new OwnChain(node.index, view.log().id(), view.head().position()),
                view.head().hash());
        if (before != null && !before.equals(view.head().hash())) {
            oracles.violated(Invariant.NO_SILENT_SWITCH, node + " has another hash than before at " + view.head());
        }
    }
}
