package parley.talks.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.Hash;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Evidence;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.CourierEvent.Handover;
import parley.talks.courier.Item;
import parley.talks.courier.Means;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;
import parley.talks.gallery.Wording;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.phase.PhaseEvent;
import parley.talks.practice.ReaderProof;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetIssue;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/** One well-formed event of each type, such as counts where what it names stands. {@link #NOTHING} is what they name. */
final class EveryEvent {
    static final Hash NOTHING = Hash.of("nothing");
    static final long UNTIL = 1_800_000_000_000L;
    static final ConveyEvent.Wording WORDS = new ConveyEvent.Wording("Eighteen.", "en", Direction.LTR);
    static final Handover HAND = new Handover("the ambassador", Means.PAPER, "", 1_000);

    private static final List<ReaderProof> PROOFS =
            List.of(new ReaderProof(People.JUNIPER.id(), Hash.of("keys"), Hash.of("tag")));
    private static final Wording IN_A_GALLERY = new Wording("A venue by the lake.", "en", Direction.LTR);

    private EveryEvent() {}

    /** By the name of its type. */
    static Map<String, RoomEvent> byType() {
        Map<String, RoomEvent> all = new TreeMap<>();
        all().forEach(one -> all.put(one.type(), one));
        return all;
    }

    static List<RoomEvent> all() {
        return List.of(
                new RoomEvent.OfTable(
                        new TableEvent.RulesProposed(Rooms.ANSWERED.next().withRetentionDays(30), "")),
                new RoomEvent.OfTable(new TableEvent.RulesAccepted(NOTHING)),
                new RoomEvent.OfTable(new TableEvent.RulesWithdrawn(NOTHING)),
                new RoomEvent.OfRoster(new RosterEvent.Proposed(
                        ChangeKind.REFRESH, People.CEDAR, Bytes.utf8("refresh"), Standing.COMPARED, "")),
                new RoomEvent.OfRoster(new RosterEvent.Consented(NOTHING, Standing.COMPARED)),
                new RoomEvent.OfRoster(new RosterEvent.Withdrawn(NOTHING)),
                new RoomEvent.OfMessage(new MessageEvent.Said(
                        MessageKind.ANSWER,
                        "Eighteen.",
                        "en",
                        Direction.LTR,
                        Optional.of(NOTHING),
                        List.of(),
                        Optional.empty(),
                        1_000)),
                new RoomEvent.OfConveyance(new ConveyEvent.Marked(
                        NOTHING,
                        List.of(new ConveyEvent.Marking(WORDS, new ConveyEvent.Label(Caveat.VERBATIM, "", 0))))),
                new RoomEvent.OfConveyance(
                        new ConveyEvent.Relabelled(NOTHING, new ConveyEvent.Label(Caveat.IN_SUBSTANCE, "", 0))),
                new RoomEvent.OfConveyance(new ConveyEvent.Withdrawn(NOTHING)),
                new RoomEvent.OfConveyance(new ConveyEvent.Crossed(
                        NOTHING, CrossedAs.VERBATIM, List.of(People.JUNIPER), WORDS, "", 1_000)),
                new RoomEvent.OfConveyance(new ConveyEvent.Proved(NOTHING, PROOFS)),
                new RoomEvent.OfConveyance(new ConveyEvent.Raised(NOTHING, Bytes.utf8("sealed"))),
                new RoomEvent.OfConveyance(new ConveyEvent.Opened(NOTHING, People.CEDAR.id(), List.of(WORDS))),
                new RoomEvent.OfConveyance(new ConveyEvent.Conveyed(
                        CrossedAs.VERBATIM, People.JUNIPER, WORDS, Optional.of(new Evidence(NOTHING, PROOFS)))),
                new RoomEvent.OfSounding(new SoundingEvent.Asked(
                        Hash.of("asked again"),
                        SoundingKind.MEET,
                        "",
                        "en",
                        Direction.LTR,
                        List.of(People.CEDAR, People.JUNIPER),
                        UNTIL)),
                new RoomEvent.OfSounding(new SoundingEvent.Answered(NOTHING, SoundingAnswer.YES)),
                new RoomEvent.OfSounding(new SoundingEvent.Ended(NOTHING, SoundingAnswer.NOT_NOW)),
                new RoomEvent.OfNonPaper(
                        new NonPaperEvent.Laid("What if?", "en", Direction.LTR, UNTIL, List.of(), false)),
                new RoomEvent.OfNonPaper(
                        new NonPaperEvent.Laid("What if?", "en", Direction.LTR, UNTIL, List.of(), true)),
                new RoomEvent.OfNonPaper(new NonPaperEvent.Carried(Long.MAX_VALUE, List.of(People.JUNIPER), UNTIL)),
                new RoomEvent.OfCourier(new CourierEvent.HandedIn(item("answering", Optional.of(NOTHING)))),
                new RoomEvent.OfCourier(new CourierEvent.CalledBack(NOTHING)),
                new RoomEvent.OfCourier(new CourierEvent.Received(NOTHING)),
                new RoomEvent.OfCourier(new CourierEvent.Delivered(NOTHING, People.JUNIPER, HAND)),
                new RoomEvent.OfCourier(new CourierEvent.Brought(
                        People.JUNIPER, HAND, item("brought in answer", Optional.of(NOTHING)))),
                new RoomEvent.OfCourier(new CourierEvent.Acknowledged(NOTHING)),
                new RoomEvent.OfCourier(new CourierEvent.Confirmed(NOTHING)),
                new RoomEvent.OfPhase(new PhaseEvent.Proposed(
                        Hash.of("another move"), Aim.DRAFTING, List.of(People.CEDAR, People.JUNIPER))),
                new RoomEvent.OfPhase(new PhaseEvent.Accepted(NOTHING)),
                new RoomEvent.OfPhase(new PhaseEvent.Withdrawn(NOTHING)),
                new RoomEvent.OfPhase(new PhaseEvent.Moved(NOTHING)),
                new RoomEvent.OfPhase(new PhaseEvent.SteppedBack(Hash.of("step"), Phase.COURIER)),
                new RoomEvent.OfMandate(
                        new MandateEvent.Issued(Hash.of("another mandate"), "Deputy", Power.SPEAK, UNTIL)),
                new RoomEvent.OfMandate(new MandateEvent.Taken(NOTHING)),
                new RoomEvent.OfMandate(new MandateEvent.Revoked(NOTHING)),
                new RoomEvent.OfMandate(new MandateEvent.Lapsed(NOTHING)),
                new RoomEvent.OfSheet(sheet(Optional.of(NOTHING))),
                new RoomEvent.OfSheet(new SheetEvent.Tabled(NOTHING, List.of(1))),
                new RoomEvent.OfSheet(new SheetEvent.Shared(NOTHING, List.of(List.of(1L, 2L)), 1)),
                new RoomEvent.OfSheet(new SheetEvent.TakenOff(NOTHING)),
                new RoomEvent.OfGallery(new GalleryEvent.Offered(
                        Hash.of("instead"), Optional.of(NOTHING), OfferKind.VENUE, IN_A_GALLERY, UNTIL)),
                new RoomEvent.OfGallery(new GalleryEvent.OfferWithdrawn(NOTHING)),
                new RoomEvent.OfGallery(new GalleryEvent.Noted(NOTHING, Taking.DECLINED, IN_A_GALLERY)),
                new RoomEvent.OfGallery(new GalleryEvent.Published(Hash.of("published"), "Terms", IN_A_GALLERY, UNTIL)),
                new RoomEvent.OfGallery(new GalleryEvent.ItemWithdrawn(NOTHING)),
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended("A death in the family.", 1_000, 2_000)),
                new RoomEvent.OfSuspension(new SuspensionEvent.Resumed(NOTHING)),
                new RoomEvent.OfSuspension(new SuspensionEvent.Lapsed(NOTHING)),
                new RoomEvent.OfSuspension(new SuspensionEvent.NoticeGiven("", 1_000, 2_000)),
                new RoomEvent.OfSuspension(new SuspensionEvent.NoticeTakenBack(NOTHING)));
    }

    static Item item(String nonce, Optional<Hash> answers) {
        return new Item(Hash.of(nonce), "", "Eighteen.", "en", Direction.LTR, List.of(), answers, 1_000);
    }

    static SheetEvent.Drawn sheet(Optional<Hash> replaces) {
        return new SheetEvent.Drawn(
                replaces, "en", Direction.LTR, List.of(new SheetIssue("Line", List.of("as it is", "moved"))));
    }
}
