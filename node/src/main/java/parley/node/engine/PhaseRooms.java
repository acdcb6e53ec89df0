package parley.node.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.TableId;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.phase.PhaseActs;
import parley.talks.phase.PhaseEvent;
import parley.talks.phase.Phases;
import parley.talks.practice.Sitting;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;

/** The rooms of a table that have a phase, as a node's acts and Process see them. */
final class PhaseRooms {
    /** The version of events with which phases came: a table that pins an earlier one has all open. */
    private static final int SINCE_VERSION = 4;

    private PhaseRooms() {}

    /** One open room with a party in it. */
    record Here(Seat seat, RoomSheet sheet, Sitting sitting, Phases phases) {
        List<Principal> parties() {
            return sitting.principals().stream()
                    .filter(one -> one.role() == Role.PARTY)
                    .toList();
        }

        boolean says(Work work, PhaseEvent event) {
            return Speech.say(work, seat, sheet, new RoomCommand.OfPhase(new PhaseActs.Command.Say(event)), work.now)
                    .isDone();
        }

        /** Whether a word of ours about the phase is on its way here. */
        boolean speaking(Work work) {
            return Speech.underWay(work.tx, sheet).anyMatch(RoomEvent.OfPhase.class::isInstance);
        }

        /** Whether it is this node that carries what stands in {@code other} into this room: one does, for all who sit in both. */
        boolean carriesFrom(Here other) {
            return carrier(other, Role.MEDIATOR)
                    .or(() -> carrier(other, Role.PARTY))
                    .filter(seat.self().id()::equals)
                    .isPresent();
        }

        private Optional<PrincipalId> carrier(Here other, Role role) {
            return sitting.principals().stream()
                    .filter(one ->
                            one.role() == role && other.sitting.principals().contains(one))
                    .map(Principal::id)
                    .min(Comparator.naturalOrder());
        }
    }

    static List<Here> of(Work work, TableId table) {
        return work.ledger.rooms().stream()
                .filter(sheet -> sheet.ref.table().equals(table))
                .flatMap(sheet -> work.seat(table).stream()
                        .flatMap(seat -> seat.room(sheet.ref.room()).stream()
                                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                                .map(view -> TalkFold.talk(view.state()))
                                .filter(PhaseRooms::hasPhase)
                                .map(talk -> new Here(seat, sheet, talk.sitting(), talk.phases()))))
                .filter(here -> !here.parties().isEmpty())
                .toList();
    }

    /** A gallery has none: how far the talks have come is nothing that supporters read. */
    static boolean hasPhase(RoomTalk talk) {
        return talk.rules().eventVersion() >= SINCE_VERSION && talk.sitting().kind() != RoomKind.GALLERY;
    }
}
