package parley.talks.room;

import parley.talks.convey.ConveyActs;
import parley.talks.courier.CourierActs;
import parley.talks.gallery.GalleryActs;
import parley.talks.mandate.MandateActs;
import parley.talks.message.MessageActs;
import parley.talks.nonpaper.NonPaperActs;
import parley.talks.phase.PhaseActs;
import parley.talks.roster.RosterActs;
import parley.talks.sheet.SheetActs;
import parley.talks.sounding.SoundingActs;
import parley.talks.suspension.SuspensionActs;
import parley.talks.table.TableActs;

/** What a person or a Process asks to do in a room. */
public sealed interface RoomCommand {
    record OfTable(TableActs.Command command) implements RoomCommand {}

    record OfRoster(RosterActs.Command command) implements RoomCommand {}

    record OfMessage(MessageActs.Command command) implements RoomCommand {}

    record OfConveyance(ConveyActs.Command command) implements RoomCommand {}

    record OfSounding(SoundingActs.Command command) implements RoomCommand {}

    record OfNonPaper(NonPaperActs.Command command) implements RoomCommand {}

    record OfCourier(CourierActs.Command command) implements RoomCommand {}

    record OfPhase(PhaseActs.Command command) implements RoomCommand {}

    record OfMandate(MandateActs.Command command) implements RoomCommand {}

    record OfSheet(SheetActs.Command command) implements RoomCommand {}

    record OfGallery(GalleryActs.Command command) implements RoomCommand {}

    record OfSuspension(SuspensionActs.Command command) implements RoomCommand {}
}
