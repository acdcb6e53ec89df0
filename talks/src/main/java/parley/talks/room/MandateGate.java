package parley.talks.room;

import java.util.Optional;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.Taking;
import parley.talks.mandate.Power;
import parley.talks.message.MessageEvent;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.PhaseEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Roster;
import parley.talks.roster.RosterEvent;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/**
 * Which power an act needs. Acts and fold ask it alike, so what no mandate covers counts on no node.
 *
 * <p>Empty for what a node says by itself, what only takes back, and what keeps a room safe: a stolen device must be removed whoever
 * is there, and what was decided is carried out when the delegate who decided it has left. To let somebody read is none of these,
 * and nothing takes it back.
 */
final class MandateGate {
    private static final Optional<Power> NONE = Optional.empty();
    private static final Optional<Power> LISTEN = Optional.of(Power.LISTEN);
    private static final Optional<Power> SPEAK = Optional.of(Power.SPEAK);
    private static final Optional<Power> AD_REFERENDUM = Optional.of(Power.AD_REFERENDUM);

    private MandateGate() {}

    /** @param roster which changes wait: a consent says only the name of one */
    static Optional<Power> needs(RoomEvent event, Roster roster) {
        return switch (event) {
            case RoomEvent.OfMandate _ -> NONE;
            case RoomEvent.OfRoster(RosterEvent of) -> roster(of, roster);
            case RoomEvent.OfTable(TableEvent.RulesWithdrawn _) -> NONE;
            case RoomEvent.OfTable(TableEvent.RulesProposed _), RoomEvent.OfTable(TableEvent.RulesAccepted _) ->
                AD_REFERENDUM;
            case RoomEvent.OfMessage(MessageEvent.Said said) -> message(said);
            // Like marked words: what may be laid before others may be an offer.
            case RoomEvent.OfNonPaper(NonPaperEvent.Laid laid) -> laid.forOthers() ? AD_REFERENDUM : SPEAK;
            case RoomEvent.OfNonPaper(NonPaperEvent.Carried _) -> SPEAK;
            case RoomEvent.OfConveyance(ConveyEvent of) -> conveyance(of);
            case RoomEvent.OfSounding(SoundingEvent of) -> sounding(of);
            case RoomEvent.OfCourier(CourierEvent of) -> courier(of);
            case RoomEvent.OfPhase(PhaseEvent of) -> phase(of);
            case RoomEvent.OfSheet(SheetEvent of) -> sheet(of);
            case RoomEvent.OfGallery(GalleryEvent of) -> gallery(of);
            case RoomEvent.OfSuspension(SuspensionEvent of) -> suspension(of);
        };
    }

    private static Optional<Power> roster(RosterEvent event, Roster roster) {
        return switch (event) {
            case RosterEvent.Proposed proposed -> change(proposed.kind());
            case RosterEvent.Consented consented ->
                roster.proposal(consented.proposal()).flatMap(one -> change(one.kind()));
            case RosterEvent.Withdrawn _ -> NONE;
        };
    }

    /** Renewal needs none: until a lost device is renewed its copy reads on. */
    private static Optional<Power> change(ChangeKind kind) {
        return switch (kind) {
            case ADMIT, GRANT -> AD_REFERENDUM;
            case REMOVE, RENEW, REFRESH, MOVE -> NONE;
        };
    }

    private static Optional<Power> message(MessageEvent.Said said) {
        if (said.onRecord().isPresent()) {
            return Optional.of(Power.INITIAL);
        }
        return switch (said.kind()) {
            case OFFER, CONDITION -> AD_REFERENDUM;
            case STATEMENT, QUESTION, ANSWER, WARNING, REGRET, PROCEDURAL -> SPEAK;
        };
    }

    private static Optional<Power> conveyance(ConveyEvent event) {
        return switch (event) {
            // Marked words may be taken across as an offer, or in exchange for one.
            case ConveyEvent.Marked _, ConveyEvent.Relabelled _ -> AD_REFERENDUM;
            case ConveyEvent.Crossed _, ConveyEvent.Conveyed _, ConveyEvent.Opened _ -> SPEAK;
            case ConveyEvent.Withdrawn _, ConveyEvent.Proved _, ConveyEvent.Raised _ -> NONE;
        };
    }

    private static Optional<Power> sounding(SoundingEvent event) {
        return switch (event) {
            case SoundingEvent.Asked _ -> SPEAK;
            case SoundingEvent.Answered _ -> AD_REFERENDUM;
            case SoundingEvent.Ended _ -> NONE;
        };
    }

    private static Optional<Power> courier(CourierEvent event) {
        return switch (event) {
            case CourierEvent.HandedIn _, CourierEvent.Delivered _, CourierEvent.Brought _ -> SPEAK;
            case CourierEvent.Received _, CourierEvent.Acknowledged _ -> LISTEN;
            case CourierEvent.CalledBack _, CourierEvent.Confirmed _ -> NONE;
        };
    }

    private static Optional<Power> sheet(SheetEvent event) {
        return switch (event) {
            case SheetEvent.Drawn _ -> SPEAK;
            case SheetEvent.Tabled _, SheetEvent.Shared _ -> AD_REFERENDUM;
            case SheetEvent.TakenOff _ -> NONE;
        };
    }

    private static Optional<Power> gallery(GalleryEvent event) {
        return switch (event) {
            case GalleryEvent.Offered _ -> AD_REFERENDUM;
            case GalleryEvent.Noted noted -> noted.taking() == Taking.TAKEN_UP ? AD_REFERENDUM : SPEAK;
            case GalleryEvent.Published _ -> SPEAK;
            case GalleryEvent.OfferWithdrawn _, GalleryEvent.ItemWithdrawn _ -> NONE;
        };
    }

    private static Optional<Power> suspension(SuspensionEvent event) {
        return switch (event) {
            case SuspensionEvent.Suspended _, SuspensionEvent.Resumed _, SuspensionEvent.NoticeGiven _ -> AD_REFERENDUM;
            case SuspensionEvent.Lapsed _, SuspensionEvent.NoticeTakenBack _ -> NONE;
        };
    }

    private static Optional<Power> phase(PhaseEvent event) {
        return switch (event) {
            case PhaseEvent.Proposed _, PhaseEvent.Accepted _ -> AD_REFERENDUM;
            case PhaseEvent.Withdrawn _, PhaseEvent.Moved _, PhaseEvent.SteppedBack _ -> NONE;
        };
    }
}
