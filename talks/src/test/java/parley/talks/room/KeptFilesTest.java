package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Role;
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
import parley.talks.message.Attachment;
import parley.talks.message.Direction;
import parley.talks.message.FileType;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.phase.PhaseEvent;
import parley.talks.practice.ReaderProof;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Consents;
import parley.talks.rules.RecordLevel;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetIssue;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/**
 * What earlier versions wrote is read for ever. {@code kept-1.txt} was written by version 1 and never changes, nor does any
 * other; a later version adds a file and a test.
 */
class KeptFilesTest {
    @Test
    void eventsOfVersionOneMeanWhatTheyMeant() throws IOException {
        Map<String, Bytes> kept = kept();
        eventsOfVersionOne().forEach((name, event) -> {
            assertThat(RoomEvent.read(Objects.requireNonNull(kept.get(name), name)))
                    .as(name)
                    .isEqualTo(new RoomEvent.Reading.Known(event, 1));
            assertThat(event.encoded()).as(name).isEqualTo(kept.get(name));
        });
    }

    @Test
    void termsOfVersionOneAreObeyed() throws IOException {
        assertThat(RoomTerms.read(Objects.requireNonNull(kept().get("terms"))).orThrow())
                .isEqualTo(terms());
    }

    @Test
    void aStateOfVersionOneRestoresAsWhatItsEntriesFoldTo() throws IOException {
        Map<String, Bytes> kept = kept();
        RoomTalk folded = talkOfVersionOne();
        RoomTalk restored =
                RoomTalk.restore(Objects.requireNonNull(kept.get("state"))).orThrow();
        assertThat(restored).isEqualTo(folded);
        assertThat(restored.digest()).isEqualTo(folded.digest());
        assertThat(folded.messages().count()).isEqualTo(2);
        assertThat(folded.roster().proposals()).hasSize(1);
        assertThat(folded.table().proposals()).hasSize(1);
    }

    @Test
    void eventsOfVersionTwoMeanWhatTheyMeant() throws IOException {
        Map<String, Bytes> kept = kept("kept-2");
        eventsOfVersionTwo().forEach((name, event) -> {
            assertThat(RoomEvent.read(Objects.requireNonNull(kept.get(name), name)))
                    .as(name)
                    .isEqualTo(new RoomEvent.Reading.Known(event, 2));
            assertThat(event.encoded()).as(name).isEqualTo(kept.get(name));
        });
    }

    private static Map<String, RoomEvent> eventsOfVersionTwo() {
        Map<String, RoomEvent> events = new LinkedHashMap<>();
        ConveyEvent.Wording words = new ConveyEvent.Wording("\u0646\u0647", "fa", Direction.RTL);
        ConveyEvent.Label label = new ConveyEvent.Label(Caveat.IN_EXCHANGE, "Clause two.", 1_767_225_600_000L);
        Hash passage = Hash.of("kept-passage");
        List.of(
                        new ConveyEvent.Marked(Hash.of("kept"), List.of(new ConveyEvent.Marking(words, label))),
                        new ConveyEvent.Relabelled(passage, label),
                        new ConveyEvent.Withdrawn(passage),
                        new ConveyEvent.Crossed(
                                passage, CrossedAs.VERBATIM, List.of(People.JUNIPER), words, "Asked.", 1_000),
                        new ConveyEvent.Conveyed(CrossedAs.PARAPHRASE, People.CEDAR, words))
                .forEach(event -> events.put(event.type(), new RoomEvent.OfConveyance(event)));
        return events;
    }

    @Test
    void eventsOfVersionThreeMeanWhatTheyMeant() throws IOException {
        Map<String, Bytes> kept = kept("kept-3");
        SoundingEvent.Asked asked = new SoundingEvent.Asked(
                Hash.of("kept"),
                SoundingKind.VENUE,
                "\u0645\u0633\u0642\u0637\u061f",
                "fa",
                Direction.RTL,
                List.of(People.CEDAR, People.JUNIPER),
                1_767_225_600_000L);
        for (SoundingEvent event : List.of(
                asked,
                new SoundingEvent.Answered(asked.name(), SoundingAnswer.YES),
                new SoundingEvent.Ended(asked.name(), SoundingAnswer.NOT_NOW))) {
            RoomEvent sounding = new RoomEvent.OfSounding(event);
            assertThat(sounding.encoded().toHex())
                    .as(event.type())
                    .isEqualTo(Objects.requireNonNull(kept.get(event.type())).toHex());
            assertThat(RoomEvent.read(sounding.encoded())).isEqualTo(new RoomEvent.Reading.Known(sounding, 3));
        }
    }

    @Test
    void eventsOfVersionFourMeanWhatTheyMeant() throws IOException {
        Map<String, Bytes> kept = kept("kept-4");
        for (RoomEvent event : eventsOfVersionFour()) {
            assertThat(event.encoded().toHex())
                    .as(event.type())
                    .isEqualTo(Objects.requireNonNull(kept.get(event.type()), event.type())
                            .toHex());
            assertThat(RoomEvent.read(event.encoded())).isEqualTo(new RoomEvent.Reading.Known(event, 4));
        }
    }

    private static List<RoomEvent> eventsOfVersionFour() {
        return Stream.of(
                        passagesOfVersionFour().<RoomEvent>map(RoomEvent.OfConveyance::new),
                        itemsOfVersionFour().<RoomEvent>map(RoomEvent.OfCourier::new),
                        phasesOfVersionFour().<RoomEvent>map(RoomEvent.OfPhase::new),
                        mandatesOfVersionFour().<RoomEvent>map(RoomEvent.OfMandate::new),
                        sheetsOfVersionFour().<RoomEvent>map(RoomEvent.OfSheet::new),
                        galleryOfVersionFour().<RoomEvent>map(RoomEvent.OfGallery::new),
                        suspensionsOfVersionFour().<RoomEvent>map(RoomEvent.OfSuspension::new),
                        nonPapersOfVersionFour().<RoomEvent>map(RoomEvent.OfNonPaper::new))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<NonPaperEvent> nonPapersOfVersionFour() {
        List<ReaderProof> mark =
                List.of(new ReaderProof(People.JUNIPER.id(), Hash.of("kept-keys"), Hash.of("kept-tag")));
        return Stream.of(
                new NonPaperEvent.Laid("\u0646\u0647", "fa", Direction.RTL, 1_767_225_600_000L, mark, false),
                new NonPaperEvent.Laid("\u0646\u0647", "fa", Direction.RTL, 1_767_225_600_000L, List.of(), true),
                new NonPaperEvent.Carried(7, List.of(People.JUNIPER), 1_767_225_600_000L));
    }

    private static Stream<GalleryEvent> galleryOfVersionFour() {
        Wording words = new Wording("\u0622\u0628", "fa", Direction.RTL);
        Hash offer = Hash.of("kept-offer");
        return Stream.of(
                new GalleryEvent.Offered(
                        Hash.of("kept"), Optional.of(offer), OfferKind.VENUE, words, 1_767_225_600_000L),
                new GalleryEvent.OfferWithdrawn(offer),
                new GalleryEvent.Noted(offer, Taking.TAKEN_UP, words),
                new GalleryEvent.Published(Hash.of("kept"), "Terms", words, 0),
                new GalleryEvent.ItemWithdrawn(Hash.of("kept-item")));
    }

    private static Stream<SuspensionEvent> suspensionsOfVersionFour() {
        return Stream.of(
                new SuspensionEvent.Suspended("\u0622\u0628", 1_767_139_200_000L, 1_767_225_600_000L),
                new SuspensionEvent.Resumed(Hash.of("kept-stop")),
                new SuspensionEvent.Lapsed(Hash.of("kept-stop")),
                new SuspensionEvent.NoticeGiven("", 1_767_139_200_000L, 1_767_225_600_000L),
                new SuspensionEvent.NoticeTakenBack(Hash.of("kept-notice")));
    }

    private static Stream<SheetEvent> sheetsOfVersionFour() {
        SheetEvent.Drawn drawn = new SheetEvent.Drawn(
                Optional.of(Hash.of("kept")),
                "fa",
                Direction.RTL,
                List.of(new SheetIssue("\u0622\u0628", List.of("half", "\u062b\u0644\u062b"))));
        SheetEvent.Tabled tabled = new SheetEvent.Tabled(drawn.name(), List.of(1));
        return Stream.of(
                drawn,
                tabled,
                new SheetEvent.TakenOff(tabled.name()),
                new SheetEvent.Shared(drawn.name(), List.of(List.of(0L, 7L)), 3));
    }

    private static Stream<ConveyEvent> passagesOfVersionFour() {
        ConveyEvent.Wording words = new ConveyEvent.Wording("\u0646\u0647", "fa", Direction.RTL);
        Hash passage = Hash.of("kept-passage");
        List<ReaderProof> proofs =
                List.of(new ReaderProof(People.JUNIPER.id(), Hash.of("kept-keys"), Hash.of("kept-tag")));
        return Stream.of(
                new ConveyEvent.Proved(passage, proofs),
                new ConveyEvent.Raised(passage, Bytes.hex("0badcafe")),
                new ConveyEvent.Opened(Hash.of("kept"), People.CEDAR.id(), List.of(words)),
                new ConveyEvent.Conveyed(
                        CrossedAs.VERBATIM, People.CEDAR, words, Optional.of(new Evidence(passage, proofs))));
    }

    private static Stream<PhaseEvent> phasesOfVersionFour() {
        PhaseEvent.Proposed proposed =
                new PhaseEvent.Proposed(Hash.of("kept"), Aim.DIRECT, List.of(People.CEDAR, People.JUNIPER));
        return Stream.of(
                proposed,
                new PhaseEvent.Accepted(proposed.name()),
                new PhaseEvent.Withdrawn(proposed.name()),
                new PhaseEvent.Moved(proposed.name()),
                new PhaseEvent.SteppedBack(Hash.of("kept"), Phase.COURIER));
    }

    private static Stream<MandateEvent> mandatesOfVersionFour() {
        Hash mandate = Hash.of("kept-mandate");
        return Stream.of(
                new MandateEvent.Issued(
                        Hash.of("kept"), "\u05e9\u05d2\u05e8\u05d9\u05e8", Power.AD_REFERENDUM, 1_767_225_600_000L),
                new MandateEvent.Taken(mandate),
                new MandateEvent.Revoked(mandate),
                new MandateEvent.Lapsed(mandate));
    }

    private static Stream<CourierEvent> itemsOfVersionFour() {
        Item item = new Item(
                Hash.of("kept"),
                "Maskat",
                "\u0646\u0647",
                "fa",
                Direction.RTL,
                List.of(new Attachment("map.pdf", FileType.PDF, 1_234_567, Bytes.hex("aabbcc"))),
                Optional.of(Hash.of("kept-item")),
                1_767_225_600_000L);
        Hash name = item.name(People.CEDAR.id());
        Handover how = new Handover("The ambassador", Means.PAPER, "At the residence.", 1_767_225_600_000L);
        return Stream.of(
                new CourierEvent.HandedIn(item),
                new CourierEvent.CalledBack(name),
                new CourierEvent.Received(name),
                new CourierEvent.Delivered(name, People.JUNIPER, how),
                new CourierEvent.Brought(People.CEDAR, how, item),
                new CourierEvent.Acknowledged(name),
                new CourierEvent.Confirmed(name));
    }

    static Map<String, RoomEvent> eventsOfVersionOne() {
        Map<String, RoomEvent> events = new LinkedHashMap<>();
        Rules next = rules().next().withRetentionDays(30);
        RosterEvent.Proposed proposed = new RosterEvent.Proposed(
                ChangeKind.ADMIT, People.LANTERN, Bytes.hex("00010203"), Standing.COMPARED, "A second mediator.");
        events.put(
                "message.said-plain",
                new RoomEvent.OfMessage(new MessageEvent.Said(
                        MessageKind.STATEMENT,
                        "\u05e0\u05d9\u05e4\u05d2\u05e9 \u05d1\u05e2\u05e9\u05e8.",
                        "he",
                        Direction.RTL,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        1_767_225_600_000L)));
        events.put(
                "message.said-full",
                new RoomEvent.OfMessage(new MessageEvent.Said(
                        MessageKind.QUESTION,
                        "\u06a9\u06cc\u061f",
                        "fa",
                        Direction.RTL,
                        Optional.of(Hash.of("kept")),
                        List.of(
                                new Attachment("map.pdf", FileType.PDF, 1_234_567, Bytes.hex("aabbcc")),
                                new Attachment("list.txt", FileType.TEXT, 0, Bytes.EMPTY)),
                        Optional.of(Bytes.hex("0123456789abcdef")),
                        0)));
        events.put("roster.proposed", new RoomEvent.OfRoster(proposed));
        events.put(
                "roster.consented",
                new RoomEvent.OfRoster(
                        new RosterEvent.Consented(proposed.proposalBy(People.CEDAR.id()), Standing.COMPARED)));
        events.put(
                "roster.withdrawn",
                new RoomEvent.OfRoster(new RosterEvent.Withdrawn(proposed.proposalBy(People.CEDAR.id()))));
        events.put("table.rules-proposed", new RoomEvent.OfTable(new TableEvent.RulesProposed(next, "Sooner.")));
        events.put("table.rules-accepted", new RoomEvent.OfTable(new TableEvent.RulesAccepted(next.hash())));
        events.put("table.rules-withdrawn", new RoomEvent.OfTable(new TableEvent.RulesWithdrawn(next.hash())));
        return events;
    }

    static RoomTerms terms() {
        return new RoomTerms(RoomKind.PLENARY, rules());
    }

    private static Rules rules() {
        return Rules.standard()
                .withEventVersion(1)
                .withLanguages(List.of("he", "fa", "en"))
                .withReceipts(true)
                .withRecord(RoomKind.CAUCUS, RecordLevel.NEVER)
                .withConsents(new Consents(List.of(Role.PARTY, Role.MEDIATOR), 3, 2, 2, 2, true));
    }

    static RoomTalk talkOfVersionOne() {
        RoomTalk room = Rooms.room(RoomKind.PLENARY, rules(), People.CEDAR, People.JUNIPER, People.HARBOUR);
        int position = 0;
        for (String name :
                List.of("message.said-plain", "roster.proposed", "message.said-full", "table.rules-proposed")) {
            RoomEvent event = Objects.requireNonNull(eventsOfVersionOne().get(name));
            room = Rooms.fold(room, ++position, People.CEDAR, event.encoded());
        }
        for (String name : List.of("roster.consented", "table.rules-accepted")) {
            RoomEvent event = Objects.requireNonNull(eventsOfVersionOne().get(name));
            room = Rooms.fold(room, ++position, People.JUNIPER, event.encoded());
        }
        return room;
    }

    private static Map<String, Bytes> kept() throws IOException {
        return kept("kept-1");
    }

    private static Map<String, Bytes> kept(String file) throws IOException {
        Map<String, Bytes> kept = new LinkedHashMap<>();
        try (InputStream in = KeptFilesTest.class.getResourceAsStream("/parley/talks/" + file + ".txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            text.lines().map(line -> line.split(" ", -1)).forEach(pair -> kept.put(pair[0], Bytes.hex(pair[1])));
        }
        return kept;
    }
}
