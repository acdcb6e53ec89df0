package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.fixtures.Chance;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Wording;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.Aim;
import parley.talks.phase.PhaseEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Consents;
import parley.talks.rules.Pauses;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent;
import parley.talks.sheet.SheetIssue;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/** A supporter's modified node is heard on no other, whatever it seals; in a gallery nobody speaks; a witness makes no offers. */
class SeatGateTest {
    private static final List<Role> EVERYBODY = List.of(Role.values());
    /** Rules as generous as a form or a hostile founder could fill them in. */
    private static final Rules GENEROUS = Rooms.ANSWERED.withConsents(new Consents(EVERYBODY, 2, 2, 2, 2, false));

    private int position;
    private RoomTalk gallery = Rooms.room(
            RoomKind.GALLERY,
            GENEROUS,
            People.CEDAR,
            People.JUNIPER,
            People.HARBOUR,
            People.ANVIL,
            People.QUILL,
            People.PATRON);

    // ---- What a modified node of a supporter seals, one family of events after the other

    @Test
    void aSupporterDoesNotSpeak() {
        for (MessageKind kind : MessageKind.values()) {
            supporterIsRefused(new RoomEvent.OfMessage(said(kind)));
        }
    }

    @Test
    void aSupporterLaysNoNonPaper() {
        supporterIsRefused(new RoomEvent.OfNonPaper(
                new NonPaperEvent.Laid("What if?", "en", Direction.LTR, 1_000, List.of(), false)));
    }

    @Test
    void aSupporterNeitherProposesNorConsentsEvenWhereRulesGiveItAVote() {
        supporterIsRefused(
                new RoomEvent.OfRoster(proposed(ChangeKind.ADMIT, People.LANTERN)),
                new RoomEvent.OfRoster(proposed(ChangeKind.REMOVE, People.CEDAR)),
                new RoomEvent.OfRoster(proposed(ChangeKind.REFRESH, People.CEDAR)));
        gallery = Rooms.act(gallery, ++position, People.CEDAR, Rooms.propose(ChangeKind.REMOVE, People.QUILL));
        Pending pending = gallery.roster().proposals().getFirst();
        supporterIsRefused(new RoomEvent.OfRoster(new RosterEvent.Consented(pending.name(), Standing.COMPARED)));
        assertThat(pending.ratified(gallery.sitting())).isFalse();
    }

    @Test
    void aSupporterLeavesByItself() {
        gallery = Rooms.act(gallery, ++position, People.PATRON, Rooms.propose(ChangeKind.REMOVE, People.PATRON));
        assertThat(gallery.roster().proposals().getFirst().ratified(gallery.sitting()))
                .isTrue();
    }

    @Test
    void aSupporterNeitherProposesNorAcceptsRulesAndHoldsNoneUp() {
        Rules next = gallery.rules().next().withReceipts(true);
        supporterIsRefused(new RoomEvent.OfTable(new TableEvent.RulesProposed(next, "")));
        gallery = Rooms.act(gallery, ++position, People.CEDAR, Rooms.proposeRules(next));
        supporterIsRefused(
                new RoomEvent.OfTable(new TableEvent.RulesAccepted(next.hash())),
                new RoomEvent.OfTable(new TableEvent.RulesWithdrawn(next.hash())));
        for (Principal one : List.of(People.JUNIPER, People.HARBOUR, People.ANVIL, People.QUILL)) {
            assertThat(gallery.rules()).isNotEqualTo(next);
            gallery = Rooms.act(gallery, ++position, one, Rooms.acceptRules(next.hash()));
        }
        assertThat(gallery.rules()).as("in force without the supporter").isEqualTo(next);
    }

    @Test
    void aSupporterMovesNoPhase() {
        supporterIsRefused(new RoomEvent.OfPhase(
                new PhaseEvent.Proposed(Hash.of("move"), Aim.DRAFTING, List.of(People.CEDAR, People.JUNIPER))));
    }

    @Test
    void aSupporterShowsNoMandate() {
        supporterIsRefused(
                new RoomEvent.OfMandate(new MandateEvent.Issued(Hash.of("mandate"), "Envoy", Power.SIGN, 1_000)));
    }

    @Test
    void aSupporterDrawsNoSheet() {
        supporterIsRefused(new RoomEvent.OfSheet(new SheetEvent.Drawn(
                Optional.empty(), "en", Direction.LTR, List.of(new SheetIssue("Line", List.of("a", "b"))))));
    }

    @Test
    void aSupporterSuspendsNothingAndResumesNothingEvenWhereRulesNameIt() {
        gallery = Rooms.room(
                RoomKind.GALLERY,
                GENEROUS.withPauses(new Pauses(EVERYBODY, 30, 0)),
                People.CEDAR,
                People.HARBOUR,
                People.PATRON);
        supporterIsRefused(
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended("We are tired.", 1_000, 2_000)),
                new RoomEvent.OfSuspension(new SuspensionEvent.NoticeGiven("", 1_000, 2_000)));
    }

    /** Marking, sounding, items by courier and all the rest: whatever a random node seals. */
    @Test
    void nothingElseOfASupporterCountsEither() {
        Map<String, Integer> refused = new TreeMap<>();
        for (long seed = 0; seed < 200; seed++) {
            Chance chance = new Chance(seed);
            RoomTalk room = gallery;
            for (int step = 1; step <= 40; step++) {
                RoomEvent event = chance.event(room);
                RoomTalk after = Rooms.fold(room, step, People.PATRON, event.encoded());
                if (!(event instanceof RoomEvent.OfGallery) && !leaves(event)) {
                    assertThat(after).as("seed %d, %s", seed, event.type()).isEqualTo(room);
                    refused.merge(event.type().substring(0, event.type().indexOf('.')), 1, Integer::sum);
                }
                room = Rooms.fold(room, step, chance.somebody(room), event.encoded());
            }
        }
        assertThat(new TreeSet<>(refused.keySet()))
                .containsExactly(
                        "convey",
                        "courier",
                        "mandate",
                        "message",
                        "phase",
                        "roster",
                        "sheet",
                        "sounding",
                        "suspension",
                        "table");
    }

    @Test
    void noSupporterIsAdmittedToAnotherRoomNorFoundedIntoOne() {
        for (RoomKind kind : RoomKind.values()) {
            RoomTalk room = kind == RoomKind.MEDIATORS
                    ? Rooms.room(kind, Rules.standard(), People.HARBOUR, People.LANTERN)
                    : Rooms.room(kind, Rules.standard(), People.CEDAR);
            RosterEvent admitting = proposed(ChangeKind.ADMIT, People.PATRON);
            Principal who = room.sitting().principals().getFirst();
            RoomTalk after = Rooms.fold(room, 1, who, new RoomEvent.OfRoster(admitting).encoded());
            assertThat(after.roster().proposals().isEmpty()).as(kind.word()).isEqualTo(kind != RoomKind.GALLERY);
            assertThat(Rooms.room(kind, Rules.standard(), People.HARBOUR, People.PATRON)
                            .obeyed())
                    .as(kind.word())
                    .isEqualTo(kind == RoomKind.GALLERY);
        }
    }

    @Test
    void aRenewalMakesNobodyASupporterOfAnotherRoomNorASupporterSomethingElse() {
        Principal posing = new Principal(People.PATRON.id(), People.PATRON.name(), Role.PARTY);
        refused("roster.not-seated", People.CEDAR, new RoomEvent.OfRoster(proposed(ChangeKind.RENEW, posing)));
        gallery = Rooms.plenary();
        refused("roster.not-seated", People.CEDAR, new RoomEvent.OfRoster(proposed(ChangeKind.RENEW, People.PATRON)));
    }

    // ---- The others

    @Test
    void inAGalleryNobodySpeaksNegotiatesOrMovesAPhase() {
        for (Principal who : List.of(People.CEDAR, People.HARBOUR, People.ANVIL, People.QUILL)) {
            refused("seat.gallery", who, new RoomEvent.OfMessage(said(MessageKind.STATEMENT)));
        }
        refused(
                "seat.gallery",
                People.HARBOUR,
                new RoomEvent.OfPhase(
                        new PhaseEvent.Proposed(Hash.of("move"), Aim.DRAFTING, List.of(People.CEDAR, People.JUNIPER))));
        refused(
                "seat.gallery",
                People.CEDAR,
                new RoomEvent.OfSheet(new SheetEvent.Drawn(
                        Optional.empty(), "en", Direction.LTR, List.of(new SheetIssue("Line", List.of("a", "b"))))));
        refused(
                "seat.gallery",
                People.CEDAR,
                new RoomEvent.OfNonPaper(
                        new NonPaperEvent.Laid("What if?", "en", Direction.LTR, 1_000, List.of(), false)));
    }

    @Test
    void aWitnessSaysWhatWasSaidAndMakesNoOffers() {
        gallery = Rooms.room(
                RoomKind.PLENARY,
                Rules.standard(),
                People.CEDAR,
                People.JUNIPER,
                People.HARBOUR,
                People.ANVIL,
                People.QUILL);
        refused("seat.witness", People.QUILL, new RoomEvent.OfMessage(said(MessageKind.OFFER)));
        refused("seat.witness", People.QUILL, new RoomEvent.OfMessage(said(MessageKind.CONDITION)));
        happens(People.QUILL, new RoomEvent.OfMessage(said(MessageKind.STATEMENT)));
        happens(People.ANVIL, new RoomEvent.OfMessage(said(MessageKind.OFFER)));
    }

    @Test
    void witnessAndGuarantorHaveNoSayInWhoSitsThereAndDoNotNegotiate() {
        gallery = Rooms.room(
                RoomKind.PLENARY,
                Rooms.ANSWERED,
                People.CEDAR,
                People.JUNIPER,
                People.HARBOUR,
                People.ANVIL,
                People.QUILL);
        for (Principal who : List.of(People.QUILL, People.ANVIL)) {
            refused("roster.role-may-not", who, new RoomEvent.OfRoster(proposed(ChangeKind.ADMIT, People.LANTERN)));
            refused(
                    "sheet.who",
                    who,
                    new RoomEvent.OfSheet(new SheetEvent.Drawn(
                            Optional.empty(),
                            "en",
                            Direction.LTR,
                            List.of(new SheetIssue("Line", List.of("a", "b"))))));
            refused(
                    "nonpaper.not-yours",
                    who,
                    new RoomEvent.OfNonPaper(
                            new NonPaperEvent.Laid("What if?", "en", Direction.LTR, 1_000, List.of(), false)));
            refused(
                    "phase.who-proposes",
                    who,
                    new RoomEvent.OfPhase(new PhaseEvent.Proposed(
                            Hash.of("move"), Aim.DRAFTING, List.of(People.CEDAR, People.JUNIPER))));
        }
    }

    private static boolean leaves(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfRoster(RosterEvent.Proposed proposed) ->
                proposed.kind() == ChangeKind.REMOVE && proposed.subject().equals(People.PATRON);
            case RoomEvent.OfRoster(RosterEvent.Withdrawn _) -> true;
            default -> false;
        };
    }

    private static MessageEvent said(MessageKind kind) {
        return new MessageEvent.Said(
                kind, "We see it so.", "en", Direction.LTR, Optional.empty(), List.of(), Optional.empty(), 1_000);
    }

    private static RosterEvent.Proposed proposed(ChangeKind kind, Principal subject) {
        return new RosterEvent.Proposed(
                kind, subject, Bytes.utf8(kind.word() + subject.name()), Standing.COMPARED, "because");
    }

    private void supporterIsRefused(RoomEvent... events) {
        List<String> keys = new ArrayList<>();
        for (RoomEvent event : events) {
            RoomTalk after = Rooms.fold(gallery, ++position, People.PATRON, event.encoded());
            assertThat(after).as(event.type()).isEqualTo(gallery);
            keys.add(keyOf(after));
        }
        assertThat(keys).isNotEmpty().doesNotContain("happened", "no event");
        GalleryEvent.Offered offered = new GalleryEvent.Offered(
                Hash.of("still"), Optional.empty(), OfferKind.OTHER, new Wording("Help.", "en", Direction.LTR), 0);
        assertThat(keyOf(Rooms.fold(gallery, position + 1, People.PATRON, new RoomEvent.OfGallery(offered).encoded())))
                .as("what it may do still counts")
                .isEqualTo("happened");
    }

    private void refused(String key, Principal who, RoomEvent event) {
        RoomTalk after = Rooms.fold(gallery, ++position, who, event.encoded());
        assertThat(after).isEqualTo(gallery);
        assertThat(keyOf(after)).as(event.type()).isEqualTo(key);
    }

    private void happens(Principal who, RoomEvent event) {
        gallery = Rooms.fold(gallery, ++position, who, event.encoded());
        assertThat(keyOf(gallery)).isEqualTo("happened");
    }

    private static String keyOf(RoomTalk after) {
        return switch (after.last().orElseThrow()) {
            case Outcome.Refused(RoomEvent _, Refusal why) -> why.key();
            case Outcome.Happened(RoomEvent _) -> "happened";
            case Outcome.Unknown _, Outcome.Nothing _ -> "no event";
        };
    }
}
