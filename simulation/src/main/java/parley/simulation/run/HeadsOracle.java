package parley.simulation.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;

/**
 * Compares the folds of all nodes at every entry that they fold, wherever their openings and heads are equal, and holds
 * each node to its own chain.
 */
final class HeadsOracle {
    /** Before a room's condition, in the names of states. */
    static final String ROOM = "room ";

    private final Oracles oracles;
    private final Map<At, Hash> states = new HashMap<>();
    private final Map<At, Hash> digests = new HashMap<>();
    private final Map<Head, Hash> openings = new HashMap<>();
    private final Map<Of, SeatRoom> last = new HashMap<>();
    private final Map<In, Hash> stoodIn = new HashMap<>();
    private final Map<In, LogId> logs = new HashMap<>();
    private final Map<OwnChain, Hash> chains = new HashMap<>();
    private final Map<OwnLog, Long> reached = new HashMap<>();
    private Optional<Encoded> lately = Optional.empty();

    /** A state's place: the opening fixes what came before this log, the head what came in it. */
    private record At(Hash opening, Head head) {}

    private record Of(int node, RoomId room) {}

    private record In(int node, RoomId room, int epoch) {}

    private record OwnChain(int node, LogId log, long position) {}

    private record OwnLog(int node, LogId log) {}

    /** A state, which doesn't change, and what came of encoding it: most are looked at when they are told, and again after the step. */
    private record Encoded(RoomFold.State state, Hash fold, Hash digest) {}

    HeadsOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    void told(SimNode node, Fact fact) {
        if (fact instanceof Fact.Folded folded) {
            oracles.states().count(folded.confirmed() ? "folded, author confirmed" : "folded, author unconfirmed");
            Hash opening =
                    stoodIn.get(new In(node.index, folded.room(), folded.said().epoch()));
            if (opening != null) {
                sameFold(node, new At(opening, folded.head()), folded.after());
                sameOpening(node, folded.head(), opening);
            }
        }
    }

    /** This node's disk was put back: its position may fall, and its chain must be the one that it was. */
    void putBack(int node) {
        last.keySet().removeIf(of -> of.node() == node);
    }

    /** How far this node has folded this log. */
    long reached(int node, LogId log) {
        return reached.getOrDefault(new OwnLog(node, log), 0L);
    }

    /** The log of an epoch in which this node stood. */
    Optional<LogId> log(int node, RoomId room, int epoch) {
        return Optional.ofNullable(logs.get(new In(node, room, epoch)));
    }

    void stepped(SimNode node) {
        for (SeatRoom view : node.views()) {
            SeatRoom before = last.put(new Of(node.index, view.room()), view);
            if (before == null || before.condition() != view.condition()) {
                oracles.states().count(ROOM + view.condition());
            }
            if (before != null && before.head().equals(view.head()) && before.epoch() == view.epoch()) {
                continue;
            }
            In in = new In(node.index, view.room(), view.epoch());
            stoodIn.put(in, view.opening());
            logs.put(in, view.log().id());
            reached.merge(new OwnLog(node.index, view.log().id()), view.head().position(), Math::max);
            sameFold(node, new At(view.opening(), view.head()), view.state());
            ownChain(node, view);
            if (before != null && view.position() < before.position()) {
                oracles.violated(
                        Invariant.NO_SILENT_SWITCH,
                        node + " went back from " + before.position() + " to " + view.position());
            }
        }
    }

    private void sameFold(SimNode node, At at, RoomFold.State state) {
        Encoded encoded = lately.filter(one -> one.state() == state).orElseGet(() -> {
            Hash fold = Hash.of("fold", state.encoded());
            return new Encoded(state, fold, state.digest());
        });
        lately = Optional.of(encoded);
        boolean same = same(states, at, encoded.fold());
        boolean lies = oracles.world().weather().hostile().lies(node.index);
        if (!same || (!lies && !same(digests, at, encoded.digest()))) {
            oracles.violated(Invariant.EQUAL_HEADS_EQUAL_FOLDS, node + " has another state at " + at.head());
        }
    }

    private static boolean same(Map<At, Hash> known, At at, Hash fold) {
        Hash before = known.putIfAbsent(at, fold);
        return before == null || before.equals(fold);
    }

    /** A log of two histories' offspring looks the same to both; whoever folds an entry of the other's has switched. */
    private void sameOpening(SimNode node, Head head, Hash opening) {
        Hash before = openings.putIfAbsent(head, opening);
        if (before != null && !before.equals(opening)) {
            oracles.violated(Invariant.EQUAL_HEADS_EQUAL_FOLDS, node + " folds an entry of another history at " + head);
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
