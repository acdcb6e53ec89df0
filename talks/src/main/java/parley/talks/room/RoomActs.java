package parley.talks.room;

import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.convey.ConveyActs;
import parley.talks.courier.CourierActs;
import parley.talks.gallery.GalleryActs;
import parley.talks.mandate.MandateActs;
import parley.talks.message.MessageActs;
import parley.talks.nonpaper.NonPaperActs;
import parley.talks.phase.PhaseActs;
import parley.talks.practice.Sitting;
import parley.talks.roster.RosterActs;
import parley.talks.sheet.SheetActs;
import parley.talks.sounding.SoundingActs;
import parley.talks.suspension.SuspensionActs;
import parley.talks.table.TableActs;

/** What people ask of a room, each by its own practice. Pure. */
final class RoomActs {
    private RoomActs() {}

    /** The event that a practice makes of what is asked, or why it doesn't; whether the room's seats, mandates and phase let it through is another question. */
    static Result<RoomEvent> decide(RoomTalk talk, PrincipalId who, RoomCommand command) {
        Sitting sitting = talk.sitting();
        return switch (command) {
            case RoomCommand.OfTable(var one) ->
                TableActs.decide(sitting, talk.table(), who, one).map(RoomEvent.OfTable::new);
            case RoomCommand.OfRoster(var one) ->
                RosterActs.decide(sitting, talk.roster(), who, one).map(RoomEvent.OfRoster::new);
            case RoomCommand.OfMessage(var one) ->
                MessageActs.decide(sitting, talk.messages(), who, one).map(RoomEvent.OfMessage::new);
            case RoomCommand.OfConveyance(var one) ->
                ConveyActs.decide(sitting, talk.conveyance(), who, one).map(RoomEvent.OfConveyance::new);
            case RoomCommand.OfSounding(var one) ->
                SoundingActs.decide(sitting, talk.soundings(), who, one).map(RoomEvent.OfSounding::new);
            case RoomCommand.OfNonPaper(var one) ->
                NonPaperActs.decide(sitting, talk.nonPapers(), who, one).map(RoomEvent.OfNonPaper::new);
            case RoomCommand.OfCourier(var one) ->
                CourierActs.decide(sitting, talk.courier(), who, one).map(RoomEvent.OfCourier::new);
            case RoomCommand.OfPhase(var one) ->
                PhaseActs.decide(sitting, talk.phases(), who, one).map(RoomEvent.OfPhase::new);
            case RoomCommand.OfMandate(var one) ->
                MandateActs.decide(sitting, talk.mandates(), who, one).map(RoomEvent.OfMandate::new);
            case RoomCommand.OfSheet(var one) ->
                SheetActs.decide(sitting, talk.sheet(), who, one).map(RoomEvent.OfSheet::new);
            case RoomCommand.OfGallery(var one) ->
                GalleryActs.decide(sitting, talk.gallery(), who, one).map(RoomEvent.OfGallery::new);
            case RoomCommand.OfSuspension(var one) ->
                SuspensionActs.decide(sitting, talk.suspension(), who, one).map(RoomEvent.OfSuspension::new);
        };
    }
}
