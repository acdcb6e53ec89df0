package parley.simulation.explore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.RelayState;
import parley.simulation.world.SimRelay;

/** Brings all nodes to one table and into one room, by the only schedule that isn't explored: the calm one. */
final class Beginning {
    private static final Duration VALID = Duration.ofDays(1);
    private static final List<String> NAMES = List.of("Oman", "Israel", "Iran", "Egypt");

    /** The first asks for the newcomer's card. */
    private static final int MOST_TRIES = 3;

    private final Moves moves;
    private final SimRelay relay;

    Beginning(Moves moves, SimRelay relay) {
        this.moves = moves;
        this.relay = relay;
    }

    Global make() {
        List<NodeState> nodes = new ArrayList<>();
        for (int i = 0; i < moves.nodes(); i++) {
            nodes.add(moves.local(i).empty());
        }
        Global state = new Global(
                nodes,
                RelayState.EMPTY,
                Optional.empty(),
                0,
                0,
                0,
                moves.script().scope());
        state = state.with(
                0,
                moves.local(0)
                        .sit(
                                nodes.get(0),
                                (ports, tx) -> Seat.open(ports, tx, NAMES.get(0), Role.MEDIATOR, relay.address())));
        for (int guest = 1; guest < moves.nodes(); guest++) {
            state = pair(state, guest);
        }
        Global began = found(state);
        for (Script.Act act : moves.script().before()) {
            began = act instanceof Script.Act.Consent consent ? consenting(began, consent) : rest(began, act);
        }
        return began.beginning(moves.script().mischief(), moves.script().scope());
    }

    private Global consenting(Global from, Script.Act.Consent consent) {
        Global consented = moves.act(from, consent).orElseThrow();
        return consent.isPlaced() ? new Settling(moves).alone(consented, consent.node()) : consented;
    }

    private Global rest(Global from, Script.Act act) {
        Global state = from;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            state = new Settling(moves).settle(moves.act(state, act).orElseThrow());
            if (moves.isDone(state, act)) {
                return state;
            }
        }
        throw new IllegalStateException("never done: " + act.told());
    }

    private Global pair(Global state, int guest) {
        List<Bytes> file = new ArrayList<>();
        NodeState host = moves.local(0).act(state.nodes().get(0), "invite " + guest, (seat, tx) -> {
            file.add(seat.invite(tx, NAMES.get(guest), Role.PARTY, VALID)
                    .orThrow()
                    .file());
            return UnaryOperator.identity();
        });
        NodeState seated = moves.local(guest)
                .sit(
                        state.nodes().get(guest),
                        (ports, tx) -> Seat.accept(ports, tx, file.getFirst()).orThrow());
        return new Settling(moves).settle(state.with(0, host).with(guest, seated));
    }

    private Global found(Global state) {
        List<PrincipalId> members = new ArrayList<>();
        for (int i = 0; i < moves.script().members(); i++) {
            members.add(moves.local(i).self());
        }
        NodeState host = moves.local(0).act(state.nodes().get(0), "found", (seat, tx) -> {
            seat.found(tx, new RoomPlan("room", Bytes.EMPTY, members, moves.nodes(), relay.address()))
                    .orThrow();
            return UnaryOperator.identity();
        });
        Global settled = new Settling(moves).settle(state.with(0, host));
        long open = settled.nodes().stream()
                .filter(node -> node.rooms().stream().anyMatch(view -> view.condition() == SeatRoom.Condition.OPEN))
                .count();
        if (open != members.size()) {
            throw new IllegalStateException(
                    "only " + open + " of " + members.size() + " came into the room: " + moves.broken());
        }
        return settled;
    }
}
