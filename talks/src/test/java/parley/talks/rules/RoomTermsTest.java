package parley.talks.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.ANVIL;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.GAUGE;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.People.LANTERN;
import static parley.talks.fixtures.People.PATRON;
import static parley.talks.fixtures.People.QUILL;
import static parley.talks.fixtures.Rooms.keyOf;
import static parley.talks.fixtures.Rooms.sitting;
import static parley.talks.rules.RulesTest.STANDARD;
import static parley.talks.rules.RulesTest.voices;
import static parley.talks.rules.RulesTest.whole;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.talks.fixtures.Rooms;

/** What the Rules say of a room: who may sit in it, who founds it and when, whose voice lets a deadline pass. */
class RoomTermsTest {
    @Test
    void whoMaySitInWhichRoom() {
        assertThat(seats(RoomKind.CAUCUS)).containsExactly(Role.PARTY, Role.MEDIATOR);
        assertThat(seats(RoomKind.PLENARY))
                .containsExactly(Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.VERIFIER);
        assertThat(seats(RoomKind.DIRECT)).containsExactly(Role.PARTY);
        assertThat(seats(RoomKind.MEDIATORS)).containsExactly(Role.MEDIATOR);
        assertThat(seats(RoomKind.COMMISSION))
                .containsExactly(Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.VERIFIER);
        assertThat(seats(RoomKind.PROTOCOL))
                .containsExactly(Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.VERIFIER);
        assertThat(seats(RoomKind.GALLERY))
                .containsExactly(Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.SUPPORTER);
    }

    @Test
    void aCaucusHasOnePartyAndNoRoomSeatsAnybodyTwice() {
        assertThat(together(RoomKind.CAUCUS, CEDAR, HARBOUR, LANTERN)).isEmpty();
        assertThat(together(RoomKind.CAUCUS, CEDAR, JUNIPER, HARBOUR)).isEqualTo("room.too-many-parties");
        assertThat(together(RoomKind.PLENARY, CEDAR, JUNIPER, HARBOUR, ANVIL, QUILL, GAUGE))
                .isEmpty();
        assertThat(together(RoomKind.PLENARY, CEDAR, PATRON)).isEqualTo("room.not-for-role");
        assertThat(together(RoomKind.DIRECT, CEDAR, JUNIPER)).isEmpty();
        assertThat(together(RoomKind.DIRECT, CEDAR, CEDAR)).isEqualTo("roster.already-seated");
    }

    @Test
    void aSupporterSitsInGalleriesAndInNoOtherRoom() {
        for (RoomKind kind : RoomKind.values()) {
            assertThat(kind.maySit(Role.SUPPORTER)).as(kind.word()).isEqualTo(kind == RoomKind.GALLERY);
        }
        assertThat(together(RoomKind.GALLERY, CEDAR, JUNIPER, HARBOUR, PATRON)).isEmpty();
    }

    @Test
    void aWitnessAndAGuarantorSitInPlenaryAndGalleryAndInNoCaucus() {
        for (Principal one : List.of(QUILL, ANVIL)) {
            assertThat(together(RoomKind.PLENARY, CEDAR, JUNIPER, HARBOUR, one)).isEmpty();
            assertThat(together(RoomKind.GALLERY, CEDAR, JUNIPER, HARBOUR, one)).isEmpty();
            assertThat(together(RoomKind.CAUCUS, CEDAR, HARBOUR, one)).isEqualTo("room.not-for-role");
            assertThat(together(RoomKind.DIRECT, CEDAR, JUNIPER, one)).isEqualTo("room.not-for-role");
            assertThat(together(RoomKind.MEDIATORS, HARBOUR, one)).isEqualTo("room.not-for-role");
        }
    }

    @Test
    void termsOfARoomComeBackOrAreRefused() {
        for (RoomKind kind : RoomKind.values()) {
            RoomTerms terms = new RoomTerms(kind, STANDARD.withReceipts(true));
            assertThat(RoomTerms.read(terms.encoded())).isEqualTo(Result.done(terms));
        }
        Bytes encoded = new RoomTerms(RoomKind.DIRECT, STANDARD).encoded();
        assertThat(keyOf(RoomTerms.read(Bytes.concat(encoded, Bytes.hex("00")))))
                .isEqualTo("room.unreadable-founding");
        assertThat(keyOf(RoomTerms.read(encoded.slice(0, encoded.size() - 1)))).isEqualTo("room.unreadable-founding");
        assertThat(keyOf(RoomTerms.read(
                        new RoomTerms(RoomKind.DIRECT, STANDARD.withRetentionDays(Rules.MOST_DAYS + 1)).encoded())))
                .isEqualTo("rules.out-of-range");
    }

    @Test
    void theRulesSayWhoFoundsRooms() {
        RoomTerms terms = new RoomTerms(RoomKind.PLENARY, Rooms.ANSWERED);
        assertThat(terms.objection(HARBOUR, List.of(CEDAR, HARBOUR))).isEmpty();
        assertThat(terms.objection(QUILL, List.of(CEDAR, QUILL)))
                .map(Refusal::key)
                .contains("room.founder-may-not");
        assertThat(terms.objection(HARBOUR, List.of(CEDAR, JUNIPER)))
                .map(Refusal::key)
                .contains("room.not-a-member");
        assertThat(terms.objection(HARBOUR, List.of(HARBOUR, PATRON)))
                .map(Refusal::key)
                .contains("room.not-for-role");
    }

    @Test
    void partiesMeetOnlyUnderRulesThatAnswerTheFourQuestionsAndAContactNeedsNone() {
        for (RoomKind kind : RoomKind.values()) {
            boolean meets = List.of(RoomKind.PLENARY, RoomKind.DIRECT, RoomKind.COMMISSION)
                    .contains(kind);
            assertThat(new RoomTerms(kind, STANDARD)
                            .objection(CEDAR, List.of(CEDAR))
                            .map(Refusal::key))
                    .as(kind.word())
                    .isEqualTo(
                            meets
                                    ? Optional.of("rules.to-answer")
                                    : kind == RoomKind.MEDIATORS ? Optional.of("room.not-for-role") : Optional.empty());
            assertThat(new RoomTerms(kind, Rooms.ANSWERED).unanswered()).isEmpty();
            assertThat(keyOf(RoomTerms.read(new RoomTerms(kind, STANDARD).encoded())))
                    .as("rooms of before stay")
                    .isEqualTo("done");
        }
    }

    @Test
    void aSupporterFoundsNoRoomEvenUnderRulesThatNameIt() {
        Rules rules = whole(
                        1,
                        List.of(Role.SUPPORTER, Role.PARTY),
                        30,
                        5_000,
                        STANDARD.recordLevels(),
                        STANDARD.deadlineVoices())
                .withEventVersion(4);
        RoomTerms terms = new RoomTerms(RoomKind.GALLERY, rules);
        assertThat(terms.objection(CEDAR, List.of(CEDAR, PATRON))).isEmpty();
        assertThat(terms.objection(PATRON, List.of(CEDAR, PATRON)))
                .map(Refusal::key)
                .contains("room.founder-may-not");
    }

    @Test
    void aGalleryNeedsRulesThatActOnWhatIsOfferedThere() {
        RoomTerms early = new RoomTerms(RoomKind.GALLERY, STANDARD.withEventVersion(3));
        assertThat(keyOf(RoomTerms.read(early.encoded()))).isEqualTo("event.later-version");
        assertThat(early.objection(HARBOUR, List.of(HARBOUR, PATRON)))
                .map(Refusal::key)
                .contains("event.later-version");
    }

    @Test
    void aDeadlinePassesByTheFirstVoiceThatIsPresent() {
        var plenary = sitting(RoomKind.PLENARY, STANDARD, CEDAR, JUNIPER, HARBOUR, LANTERN, GAUGE);
        assertThat(voices(plenary.principals(), plenary::speaksForDeadlines)).containsExactly(HARBOUR, LANTERN);
        var commission = sitting(RoomKind.COMMISSION, STANDARD, CEDAR, JUNIPER, GAUGE);
        assertThat(voices(commission.principals(), commission::speaksForDeadlines))
                .containsExactly(GAUGE);
        var direct = sitting(RoomKind.DIRECT, STANDARD, CEDAR, JUNIPER);
        assertThat(voices(direct.principals(), direct::speaksForDeadlines)).containsExactly(CEDAR, JUNIPER);
        assertThat(direct.speaksForDeadlines(HARBOUR.id()))
                .as("who doesn't sit here")
                .isFalse();
        Rules guests = whole(
                1, STANDARD.founders(), 30, 5_000, STANDARD.recordLevels(), List.of(Role.SUPPORTER, Role.MEDIATOR));
        var gallery = sitting(RoomKind.GALLERY, guests, CEDAR, HARBOUR, PATRON);
        assertThat(voices(gallery.principals(), gallery::speaksForDeadlines))
                .as("whatever Rules say, no deadline hangs on a supporter")
                .containsExactly(HARBOUR);
        var none = sitting(RoomKind.PLENARY, STANDARD, QUILL);
        assertThat(none.speaksForDeadlines(QUILL.id())).isFalse();
    }

    private static List<Role> seats(RoomKind kind) {
        return Arrays.stream(Role.values()).filter(kind::maySit).toList();
    }

    private static String together(RoomKind kind, Principal... principals) {
        return kind.objection(List.of(principals)).map(Refusal::key).orElse("");
    }
}
