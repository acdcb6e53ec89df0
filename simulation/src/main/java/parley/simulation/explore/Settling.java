package parley.simulation.explore;

import java.time.Instant;
import java.util.Optional;
import parley.protocol.seat.Reading;
import parley.protocol.seat.Sending;
import parley.simulation.world.HostileRelay;

/**
 * Lets an explored world go on without mischief and without new acts until nothing happens any more: every node sends, reads
 * and ticks in turn.
 */
final class Settling {
    /** More rounds than any honest schedule needs: the longest is an admission by inboxes, with pauses. */
    private static final int MOST_ROUNDS = 400;

    /** How often time may jump to the next tick when nothing else happens. */
    private static final int MOST_JUMPS = 24;

    private final Moves moves;

    Settling(Moves moves) {
        this.moves = moves;
    }

    Global settle(Global from) {
        Global state = from.calm();
        int jumps = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Global next = state;
            for (int node = 0; node < moves.nodes(); node++) {
                next = turn(next, node);
            }
            if (next.print().equals(state.print())) {
                if (jumps++ >= MOST_JUMPS) {
                    return next;
                }
                next = jump(next);
            }
            state = next;
        }
        return state;
    }

    /** Lets one node send and read until nothing is left for it to do; the others stand still. */
    Global alone(Global from, int node) {
        Global state = from;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Global next = turn(state, node);
            if (next.print().equals(state.print())) {
                return next;
            }
            state = next;
        }
        throw new IllegalStateException("node " + node + " never comes to rest");
    }

    /** Lets everything that is for an inbox be sent and read, by each node in turn, until there is nothing. */
    Global inboxes(Global from) {
        Global state = from;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Global next = state;
            for (int node = 0; node < moves.nodes(); node++) {
                next = inboxes(next, node);
            }
            if (next.print().equals(state.print())) {
                return state;
            }
            state = next;
        }
        throw new IllegalStateException("inboxes never come to rest");
    }

    private Global inboxes(Global from, int node) {
        Global state = from;
        for (Sending sending : state.nodes().get(node).sendings()) {
            if (isForInbox(sending)) {
                state = moves.send(state, node, sending, true);
            }
        }
        for (Reading reading : state.nodes().get(node).readings()) {
            boolean more = state.shownTo(node)
                    .log(reading.log().id())
                    .filter(log -> !HostileRelay.isRoom(log) && log.size() > reading.after())
                    .isPresent();
            if (more) {
                state = moves.read(state, node, reading);
            }
        }
        return state;
    }

    /** Only who owns an inbox can read it, and its entries have no place that they follow. */
    private static boolean isForInbox(Sending sending) {
        return switch (sending) {
            case Sending.Create create -> !create.readHash().equals(create.appendHash());
            case Sending.Append append -> append.base().isEmpty() && append.at().isEmpty();
            case Sending.Release _, Sending.Park _ -> true;
        };
    }

    private Global turn(Global from, int node) {
        Global state = from;
        NodeState at = state.nodes().get(node);
        if (at.nextTick().filter(due -> !due.isAfter(at.clock())).isPresent()) {
            state = state.with(node, moves.tick(node, at, at.clock()));
        }
        for (Sending sending : state.nodes().get(node).sendings()) {
            state = moves.send(state, node, sending, true);
        }
        for (Reading reading : state.nodes().get(node).readings()) {
            state = moves.read(state, node, reading);
        }
        Global[] answered = {state};
        moves.answers(state, node, (move, after) -> answered[0] = after);
        return answered[0];
    }

    /** All clocks to the next instant at which any node has something to do. */
    private Global jump(Global state) {
        Optional<Instant> next =
                state.nodes().stream().flatMap(node -> node.nextTick().stream()).min(Instant::compareTo);
        if (next.isEmpty()) {
            return state;
        }
        Global after = state;
        for (int node = 0; node < moves.nodes(); node++) {
            NodeState at = after.nodes().get(node);
            Instant when = next.get().isAfter(at.clock()) ? next.get() : at.clock();
            if (at.nextTick().isPresent()) {
                after = after.with(node, moves.tick(node, at, when));
            }
        }
        return after;
    }
}
