package parley.talks.room;

import java.util.Optional;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.gallery.GalleryEvent;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.RoomKind;

/**
 * Which act is open to whom, whatever the practice: supporters offer and nothing else, in a gallery nobody speaks, a witness makes no
 * offers. Acts and fold ask it alike, so that a modified node of a supporter is heard on no other.
 */
final class SeatGate {
    private static final Optional<Refusal> OPEN = Optional.empty();

    private SeatGate() {}

    static Optional<Refusal> closed(RoomEvent event, RoomKind kind, Principal author) {
        if (author.role() == Role.SUPPORTER) {
            return supporter(event, author);
        }
        return kind == RoomKind.GALLERY ? gallery(event) : elsewhere(event, author.role());
    }

    /** It may also leave: that needs nobody's consent, and holds nobody up. */
    private static Optional<Refusal> supporter(RoomEvent event, Principal author) {
        return switch (event) {
            case RoomEvent.OfGallery(GalleryEvent _) -> OPEN;
            case RoomEvent.OfRoster(RosterEvent.Proposed proposed)
            when proposed.kind() == ChangeKind.REMOVE && proposed.subject().equals(author) -> OPEN;
            case RoomEvent.OfRoster(RosterEvent.Withdrawn _) -> OPEN;
            case RoomEvent.OfRoster _,
                    RoomEvent.OfTable _,
                    RoomEvent.OfMessage _,
                    RoomEvent.OfConveyance _,
                    RoomEvent.OfSounding _,
                    RoomEvent.OfNonPaper _,
                    RoomEvent.OfCourier _,
                    RoomEvent.OfPhase _,
                    RoomEvent.OfMandate _,
                    RoomEvent.OfSheet _,
                    RoomEvent.OfSuspension _ -> Why.SEAT_SUPPORTER.refuses();
        };
    }

    /** What supporters read is what was published to them, and what orders the gallery itself. */
    private static Optional<Refusal> gallery(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfGallery _,
                    RoomEvent.OfTable _,
                    RoomEvent.OfRoster _,
                    RoomEvent.OfMandate _,
                    RoomEvent.OfSuspension _ -> OPEN;
            case RoomEvent.OfMessage _,
                    RoomEvent.OfConveyance _,
                    RoomEvent.OfSounding _,
                    RoomEvent.OfNonPaper _,
                    RoomEvent.OfCourier _,
                    RoomEvent.OfPhase _,
                    RoomEvent.OfSheet _ -> Why.SEAT_GALLERY.refuses();
        };
    }

    /** A witness says what was said; who offers or sets conditions is no witness any more. */
    private static Optional<Refusal> elsewhere(RoomEvent event, Role role) {
        boolean offers = event instanceof RoomEvent.OfMessage(MessageEvent.Said said)
                && (said.kind() == MessageKind.OFFER || said.kind() == MessageKind.CONDITION);
        return role == Role.WITNESS && offers ? Why.SEAT_WITNESS.refuses() : OPEN;
    }
}
