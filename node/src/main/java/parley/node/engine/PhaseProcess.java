package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Role;
import parley.talks.phase.Move;
import parley.talks.phase.PhaseEvent;
import parley.talks.phase.Phases;

/**
 * Carries the phase from room to room: a step back at once, a move to all who are asked, this party's acceptance into its other
 * rooms, the end of a move, and, as a mediator, that all have accepted. It only looks at what was folded.
 *
 * <p>It never accepts for its principal what that one hasn't accepted in another room of the same table, nor what was taken back
 * there since: who was once agreed with could put the old move again where it never stood.
 */
final class PhaseProcess implements NodeProcess {
    @Override
    public void run(Work work) {
        for (TableSheet sheet : work.ledger.tables()) {
            List<PhaseRooms.Here> rooms = PhaseRooms.of(work, sheet.table);
            for (PhaseRooms.Here room : rooms) {
                if (!room.speaking(work)) {
                    next(rooms, room).ifPresent(event -> {
                        // Refused while a room is frozen: looked at again.
                        var unused = room.says(work, event);
                    });
                }
            }
        }
    }

    /** The one word that this node has to say in a room next; what follows from it is looked at when it was folded. */
    private static Optional<PhaseEvent> next(List<PhaseRooms.Here> rooms, PhaseRooms.Here here) {
        return rooms.stream()
                .filter(other -> !other.sheet().ref.equals(here.sheet().ref))
                .flatMap(other -> carried(other, here).stream())
                .findFirst()
                .or(() -> here.phases().move().flatMap(move -> moved(rooms, here, move)));
    }

    private static Optional<PhaseEvent> carried(PhaseRooms.Here from, PhaseRooms.Here here) {
        Phases there = from.phases();
        Phases now = here.phases();
        if (here.carriesFrom(from)) {
            Optional<PhaseEvent> back = there.back()
                    // Where the move itself was made, what a later room was told of it is no step back.
                    .filter(nonce -> !now.past().contains(nonce))
                    // A room begins with talks, wherever the table is: one that was founded since has to be told.
                    .or(() -> there.moved().filter(_ -> !now.begun()))
                    .map(nonce -> new PhaseEvent.SteppedBack(nonce, there.now()))
                    .filter(step -> step.to().before(now.now()) && !now.past().contains(step.name()))
                    .map(PhaseEvent.class::cast);
            if (back.isPresent()) {
                return back;
            }
            if (now.move().filter(open -> ended(there, open.name())).isPresent()) {
                return Optional.of(new PhaseEvent.Withdrawn(now.move().get().name()));
            }
            Optional<Move> move = there.move()
                    .filter(_ -> now.move().isEmpty())
                    .filter(open -> there.now() == now.now() && !now.past().contains(open.name()))
                    .filter(open -> mayCarry(here, open));
            if (move.isPresent()) {
                return move.map(open -> new PhaseEvent.Proposed(open.nonce(), open.aim(), open.parties()));
            }
        }
        return accepted(there, here);
    }

    /** Whoever of the parties proposes accepts: so a party carries nothing that it hasn't accepted itself. */
    private static boolean mayCarry(PhaseRooms.Here here, Move move) {
        return here.seat().self().role() == Role.MEDIATOR
                || move.acceptedBy(here.seat().self().id());
    }

    private static boolean ended(Phases there, Hash name) {
        return there.past().contains(name) && !there.holds(name);
    }

    private static Optional<PhaseEvent> accepted(Phases there, PhaseRooms.Here here) {
        var self = here.seat().self().id();
        return here.phases()
                .move()
                .filter(_ -> here.seat().self().role() == Role.PARTY)
                .filter(open -> !open.acceptedBy(self))
                .filter(open -> there.holds(open.name())
                        || there.move()
                                .filter(other -> other.name().equals(open.name()) && other.acceptedBy(self))
                                .isPresent())
                .map(open -> new PhaseEvent.Accepted(open.name()));
    }

    /** As the mediator who says so here, once each party that is asked has accepted in a room of ours. */
    private static Optional<PhaseEvent> moved(List<PhaseRooms.Here> rooms, PhaseRooms.Here here, Move move) {
        boolean ours = here.seat().self().role() == Role.MEDIATOR && here.carriesFrom(here);
        boolean all = move.parties().stream()
                .allMatch(party -> rooms.stream().anyMatch(room -> agreed(room, move.name(), party.id())));
        boolean allHere = here.parties().stream().allMatch(party -> move.acceptedBy(party.id()));
        return ours && all && allHere ? Optional.of(new PhaseEvent.Moved(move.name())) : Optional.empty();
    }

    private static boolean agreed(PhaseRooms.Here room, Hash name, parley.base.PrincipalId party) {
        Phases phases = room.phases();
        boolean movedThere = phases.holds(name) && room.sitting().seat(party).isPresent();
        return movedThere
                || phases.move()
                        .filter(open -> open.name().equals(name) && open.acceptedBy(party))
                        .isPresent();
    }
}
