package parley.talks.room;

import java.util.Optional;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.gallery.GalleryEvent;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.phase.PhaseEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Roster;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Pauses;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.Suspension;
import parley.talks.suspension.SuspensionEvent;

/**
 * Which act is open while talks are suspended, and that a party gives the notice that its Rules ask for before it leaves,
 * and doesn't take it back when it is leaving. Acts and fold ask it alike.
 *
 * <p>Open are procedural messages, and besides them: what orders the room and keeps it safe (Rules, seats, mandates); what takes back; an
 * answer to a sounding that was asked before, for its hour passes in every caucus alike and silence would be taken for a no; what another
 * room's record already says, so that two records don't contradict each other.
 */
final class SuspensionGate {
    private static final Optional<Refusal> OPEN = Optional.empty();

    private SuspensionGate() {}

    static Optional<Refusal> closed(RoomEvent event, Suspension now, Roster roster, Pauses rules, Principal author) {
        if (leavesWithoutNotice(event, now, rules, author)) {
            return Why.SUSPENSION_NOTICE_FIRST.refuses(rules.withdrawalNotice());
        }
        if (staysThoughLeaving(event, roster, author)) {
            return Why.SUSPENSION_NOTICE_IN_EFFECT.refuses();
        }
        return now.stop().isPresent() && waits(event) ? Why.SUSPENSION_CLOSED.refuses() : OPEN;
    }

    /** That the days of its notice have passed no fold sees: its own node waits for them, and nobody is held at a table. */
    private static boolean leavesWithoutNotice(RoomEvent event, Suspension now, Pauses rules, Principal author) {
        return event instanceof RoomEvent.OfRoster(RosterEvent.Proposed proposed)
                && proposed.kind() == ChangeKind.REMOVE
                && proposed.subject().equals(author)
                && author.role() == Role.PARTY
                && rules.withdrawalNotice() > 0
                && now.noticeOf(author.id()).isEmpty();
    }

    /** The next epoch begins without it, whatever the record would say of staying. */
    private static boolean staysThoughLeaving(RoomEvent event, Roster roster, Principal author) {
        return event instanceof RoomEvent.OfSuspension(SuspensionEvent.NoticeTakenBack _)
                && roster.proposals().stream()
                        .anyMatch(one -> one.leaves() && one.subject().equals(author));
    }

    private static boolean waits(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfSuspension _, RoomEvent.OfTable _, RoomEvent.OfRoster _, RoomEvent.OfMandate _ -> false;
            case RoomEvent.OfMessage(MessageEvent.Said said) -> said.kind() != MessageKind.PROCEDURAL;
            case RoomEvent.OfNonPaper _ -> true;
            case RoomEvent.OfConveyance(ConveyEvent of) -> conveyance(of);
            case RoomEvent.OfSounding(SoundingEvent of) -> of instanceof SoundingEvent.Asked;
            case RoomEvent.OfCourier(CourierEvent of) -> courier(of);
            case RoomEvent.OfPhase(PhaseEvent of) ->
                of instanceof PhaseEvent.Proposed || of instanceof PhaseEvent.Accepted;
            case RoomEvent.OfSheet(SheetEvent of) -> !(of instanceof SheetEvent.TakenOff);
            case RoomEvent.OfGallery(GalleryEvent of) ->
                !(of instanceof GalleryEvent.OfferWithdrawn || of instanceof GalleryEvent.ItemWithdrawn);
        };
    }

    private static boolean conveyance(ConveyEvent event) {
        return switch (event) {
            case ConveyEvent.Marked _, ConveyEvent.Opened _, ConveyEvent.Relabelled _, ConveyEvent.Crossed _ -> true;
            case ConveyEvent.Withdrawn _, ConveyEvent.Proved _, ConveyEvent.Raised _, ConveyEvent.Conveyed _ -> false;
        };
    }

    private static boolean courier(CourierEvent event) {
        return switch (event) {
            case CourierEvent.HandedIn _, CourierEvent.Delivered _ -> true;
            case CourierEvent.CalledBack _,
                    CourierEvent.Received _,
                    CourierEvent.Brought _,
                    CourierEvent.Acknowledged _,
                    CourierEvent.Confirmed _ -> false;
        };
    }
}
