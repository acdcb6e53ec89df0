package parley.talks.room;

import java.util.Optional;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;

/**
 * Which act is open in which phase. Acts and fold ask it alike, so what a phase has not opened counts on no node.
 *
 * <p>What orders the talks themselves (Rules, roster, mandates, phases, suspensions, soundings, items by courier) is always open. Nothing is closed
 * from {@link Phase#TALKS} on: the tools of later phases say themselves what they need.
 */
final class PhaseGate {
    private static final Optional<Refusal> OPEN = Optional.empty();

    private PhaseGate() {}

    static Optional<Refusal> closed(RoomEvent event, Phase now, RoomKind kind) {
        return switch (event) {
            case RoomEvent.OfTable _,
                    RoomEvent.OfRoster _,
                    RoomEvent.OfSounding _,
                    RoomEvent.OfCourier _,
                    RoomEvent.OfPhase _,
                    RoomEvent.OfMandate _,
                    RoomEvent.OfGallery _,
                    RoomEvent.OfSuspension _ -> OPEN;
            case RoomEvent.OfMessage(MessageEvent.Said said) -> message(said, now, kind);
            // By courier everything goes as an item, under its party's name.
            case RoomEvent.OfNonPaper _ -> now == Phase.COURIER ? Why.PHASE_POSTMAN_ONLY.refuses() : OPEN;
            case RoomEvent.OfSheet _ ->
                now == Phase.COURIER && kind == RoomKind.CAUCUS ? Why.PHASE_POSTMAN_ONLY.refuses() : OPEN;
            case RoomEvent.OfConveyance(ConveyEvent of) ->
                now == Phase.COURIER && brings(of) ? Why.PHASE_NO_CONVEYANCE.refuses() : OPEN;
        };
    }

    /** What takes words back, and what tells their author of an idea that was raised before, waits for no phase. */
    private static boolean brings(ConveyEvent event) {
        return switch (event) {
            case ConveyEvent.Marked _,
                    ConveyEvent.Opened _,
                    ConveyEvent.Relabelled _,
                    ConveyEvent.Crossed _,
                    ConveyEvent.Proved _,
                    ConveyEvent.Conveyed _ -> true;
            case ConveyEvent.Withdrawn _, ConveyEvent.Raised _ -> false;
        };
    }

    private static Optional<Refusal> message(MessageEvent.Said said, Phase now, RoomKind kind) {
        if (now == Phase.COURIER && kind == RoomKind.CAUCUS && said.kind() != MessageKind.PROCEDURAL) {
            return Why.PHASE_POSTMAN_ONLY.refuses();
        }
        return now.before(Phase.TALKS) && said.onRecord().isPresent() ? Why.PHASE_OFF_THE_RECORD.refuses() : OPEN;
    }
}
