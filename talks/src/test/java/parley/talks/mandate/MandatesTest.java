package parley.talks.mandate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.mandate.MandateEvent.Issued;
import parley.talks.mandate.MandateEvent.Lapsed;
import parley.talks.mandate.MandateEvent.Revoked;
import parley.talks.mandate.MandateEvent.Taken;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.phase.Phase;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;

/** Mandates: who may issue, take and revoke, what each power covers, and what no fold lets count of a delegate without one. */
class MandatesTest {
    private static final long UNTIL = 1_800_000_000_000L;
    private static final Issued ENVOY = new Issued(Hash.of("one"), "Envoy", Power.SPEAK, UNTIL);
    private static final Issued MINISTER = new Issued(Hash.of("two"), "Minister", Power.SIGN, UNTIL);

    private int position;
    private RoomTalk room = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.HARBOUR, People.CEDAR);

    @Test
    void whoHasShownNoMandateActsWithFullPowers() {
        counts(People.CEDAR, said(MessageKind.OFFER, false));
        happens(People.HARBOUR, ENVOY);
        counts(People.CEDAR, said(MessageKind.OFFER, true));
    }

    @Test
    void whoHasShownOneSaysNothingUntilSomebodyActsUnderIt() {
        happens(People.CEDAR, ENVOY);
        ignored("mandate.nobody-acts", People.CEDAR, said(MessageKind.STATEMENT, false));
        happens(People.CEDAR, new Taken(name(ENVOY)));
        counts(People.CEDAR, said(MessageKind.STATEMENT, false));
    }

    @Test
    void whatWasDoneSaysUnderWhichMandateAsItStoodAtThatPlace() {
        counts(People.CEDAR, said(MessageKind.STATEMENT, false));
        assertThat(room.acted()).as("nobody shows one").isEmpty();
        happens(People.CEDAR, ENVOY);
        assertThat(room.acted()).as("showing one is nobody's act").isEmpty();
        ignored("mandate.nobody-acts", People.CEDAR, said(MessageKind.STATEMENT, false));
        assertThat(room.acted()).contains(new Acted.Nobody());
        happens(People.CEDAR, new Taken(name(ENVOY)));
        counts(People.CEDAR, said(MessageKind.STATEMENT, false));
        assertThat(room.acted()).contains(new Acted.Under("Envoy", Power.SPEAK, UNTIL));
        ignored("mandate.does-not-cover", People.CEDAR, said(MessageKind.OFFER, false));
        assertThat(room.acted()).contains(new Acted.Under("Envoy", Power.SPEAK, UNTIL));
        counts(People.HARBOUR, said(MessageKind.STATEMENT, false));
        assertThat(room.acted()).contains(new Acted.FullPowers());
        happens(People.CEDAR, new Revoked(name(ENVOY)));
        assertThat(room.acted()).as("what needs no power").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LISTEN, false, false, false",
        "SPEAK, true, false, false",
        "AD_REFERENDUM, true, true, false",
        "INITIAL, true, true, true",
        "SIGN, true, true, true"
    })
    void eachPowerCoversWhatTheLesserOnesCover(Power power, boolean speaks, boolean offers, boolean onRecord) {
        Issued issued = new Issued(Hash.of("each"), "Somebody", power, UNTIL);
        happens(People.CEDAR, issued);
        happens(People.CEDAR, new Taken(name(issued)));
        expect(speaks, said(MessageKind.QUESTION, false));
        expect(offers, said(MessageKind.OFFER, false));
        expect(offers, said(MessageKind.CONDITION, false));
        expect(onRecord, said(MessageKind.STATEMENT, true));
    }

    private void expect(boolean covered, RoomEvent event) {
        if (covered) {
            counts(People.CEDAR, event);
        } else {
            ignored("mandate.does-not-cover", People.CEDAR, event);
        }
    }

    @Test
    void aDelegateWhoMayOnlySpeakAnswersNoSoundingAndMovesNoPhase() {
        actsAs(ENVOY);
        SoundingEvent.Asked asked = new SoundingEvent.Asked(
                Hash.of("asked"),
                SoundingKind.MEET,
                "",
                "en",
                Direction.LTR,
                List.of(People.CEDAR, People.JUNIPER),
                UNTIL);
        counts(People.HARBOUR, new RoomEvent.OfSounding(asked));
        ignored(
                "mandate.does-not-cover",
                People.CEDAR,
                new RoomEvent.OfSounding(new SoundingEvent.Answered(asked.name(), SoundingAnswer.YES)));
        actsAs(MINISTER);
        counts(People.CEDAR, new RoomEvent.OfSounding(new SoundingEvent.Answered(asked.name(), SoundingAnswer.YES)));
    }

    @Test
    void steppingBackNeedsNoMandate() {
        actsAs(new Issued(Hash.of("ear"), "Note taker", Power.LISTEN, UNTIL));
        counts(People.CEDAR, new RoomEvent.OfPhase(new PhaseEvent.SteppedBack(Hash.of("back"), Phase.COURIER)));
    }

    @Test
    void oneActsAtATime() {
        actsAs(ENVOY);
        actsAs(MINISTER);
        assertThat(room.mandates().actingFor(People.CEDAR.id()).map(Mandate::delegate))
                .contains("Minister");
        assertThat(room.mandates().acting()).hasSize(1);
        refused("mandate.acts-already", People.CEDAR, new Taken(name(MINISTER)));
    }

    @Test
    void aRevokedMandateIsNoneAndItsPrincipalStaysBound() {
        actsAs(ENVOY);
        happens(People.CEDAR, new Revoked(name(ENVOY)));
        ignored("mandate.nobody-acts", People.CEDAR, said(MessageKind.STATEMENT, false));
        refused("mandate.no-such", People.CEDAR, new Taken(name(ENVOY)));
    }

    @Test
    void nobodyTakesRevokesOrEndsAnothersMandate() {
        actsAs(ENVOY);
        refused("mandate.no-such", People.HARBOUR, new Taken(name(ENVOY)));
        refused("mandate.no-such", People.HARBOUR, new Revoked(name(ENVOY)));
        refused("room.not-a-member", People.JUNIPER, new Revoked(name(ENVOY)));
    }

    @Test
    void whoMakesDeadlinesPassHereSaysThatItsTimeIsOver() {
        actsAs(ENVOY);
        happens(People.HARBOUR, new Lapsed(name(ENVOY)));
        assertThat(room.mandates().standing()).isEmpty();
        happens(People.HARBOUR, MINISTER);
        refused(
                "mandate.no-such",
                People.CEDAR,
                new Lapsed(MINISTER.by(People.HARBOUR.id()).name()));
    }

    @Test
    void aMandateIsAnothersUnderAnotherPrincipal() {
        happens(People.CEDAR, ENVOY);
        happens(People.HARBOUR, ENVOY);
        assertThat(room.mandates().standing().stream().map(Mandate::name).distinct())
                .hasSize(2);
    }

    @Test
    void mandatesHaveAPersonAndABound() {
        refused("mandate.whose", People.CEDAR, new Issued(Hash.of("x"), "  ", Power.SPEAK, UNTIL));
        happens(People.CEDAR, ENVOY);
        refused("mandate.stands", People.CEDAR, ENVOY);
        IntStream.range(1, Mandates.MOST_EACH)
                .forEach(i ->
                        happens(People.CEDAR, new Issued(Hash.of("n", Hash.number(i)), "Envoy", Power.SPEAK, UNTIL)));
        refused("mandate.too-many", People.CEDAR, MINISTER);
        happens(People.HARBOUR, MINISTER);
    }

    @Test
    void aMandateThatIsShownInOneRoomIsNoneInAnother() {
        actsAs(MINISTER);
        room = Rooms.room(RoomKind.PLENARY, Rules.standard(), People.HARBOUR, People.CEDAR, People.JUNIPER);
        happens(People.CEDAR, ENVOY);
        refused("mandate.no-such", People.CEDAR, new Taken(name(MINISTER)));
        ignored("mandate.nobody-acts", People.CEDAR, said(MessageKind.STATEMENT, false));
    }

    /** A delegate's node that names more than was issued: the name of a mandate holds its power, its person and its end. */
    @Test
    void nobodyActsUnderAMandateThatReachesFurtherThanTheOneThatWasIssued() {
        actsAs(ENVOY);
        for (Issued further : List.of(
                new Issued(ENVOY.nonce(), ENVOY.delegate(), Power.SIGN, ENVOY.until()),
                new Issued(ENVOY.nonce(), ENVOY.delegate(), ENVOY.power(), UNTIL + 1),
                new Issued(ENVOY.nonce(), "Minister", ENVOY.power(), ENVOY.until()))) {
            refused("mandate.no-such", People.CEDAR, new Taken(name(further)));
        }
        ignored("mandate.does-not-cover", People.CEDAR, said(MessageKind.OFFER, false));
    }

    @Test
    void whoIssuesOneBindsItselfAndNobodyElse() {
        happens(People.HARBOUR, MINISTER);
        refused("mandate.no-such", People.CEDAR, new Taken(name(MINISTER)));
        counts(People.CEDAR, said(MessageKind.OFFER, true));
        ignored("mandate.nobody-acts", People.HARBOUR, said(MessageKind.STATEMENT, false));
    }

    /** No fold reads a clock: the place in the log decides, and the time that an author states decides nothing. */
    @Test
    void whatHasItsPlaceBehindTheEndOfAMandateCountsForNothingWheneverItsAuthorSaysItWasWritten() {
        actsAs(ENVOY);
        counts(People.CEDAR, statedAt(UNTIL + 1));
        happens(People.HARBOUR, new Lapsed(name(ENVOY)));
        ignored("mandate.nobody-acts", People.CEDAR, statedAt(UNTIL - 1));
        refused("mandate.no-such", People.CEDAR, new Taken(name(ENVOY)));
    }

    @Test
    void oneThatIsIssuedAgainAfterItWasTakenBackCoversNothingUntilSomebodyActsUnderIt() {
        actsAs(ENVOY);
        happens(People.CEDAR, new Revoked(name(ENVOY)));
        refused("mandate.no-such", People.CEDAR, new Revoked(name(ENVOY)));
        happens(People.CEDAR, ENVOY);
        ignored("mandate.nobody-acts", People.CEDAR, said(MessageKind.STATEMENT, false));
        happens(People.CEDAR, new Taken(name(ENVOY)));
        counts(People.CEDAR, said(MessageKind.STATEMENT, false));
    }

    @Test
    void theyGoWithWhoLeavesAndStayOverAnEpoch() {
        actsAs(ENVOY);
        happens(People.HARBOUR, MINISTER);
        RoomTalk stayed = room.turn(
                new RoomTalk.Turn(1, ChangeKind.REFRESH, People.CEDAR.id(), List.of(People.HARBOUR, People.CEDAR)));
        assertThat(stayed.mandates()).isEqualTo(room.mandates());
        RoomTalk left = room.turn(new RoomTalk.Turn(1, ChangeKind.REMOVE, People.CEDAR.id(), List.of(People.HARBOUR)));
        assertThat(left.mandates().of(People.CEDAR.id())).isEmpty();
        assertThat(left.mandates().acting()).isEmpty();
        assertThat(left.mandates().of(People.HARBOUR.id())).hasSize(1);
    }

    private void actsAs(Issued mandate) {
        happens(People.CEDAR, mandate);
        happens(People.CEDAR, new Taken(name(mandate)));
    }

    private static Hash name(Issued issued) {
        return issued.by(People.CEDAR.id()).name();
    }

    private static RoomEvent said(MessageKind kind, boolean onRecord) {
        return said(kind, onRecord, 1);
    }

    private static RoomEvent statedAt(long millis) {
        return said(MessageKind.STATEMENT, false, millis);
    }

    private static RoomEvent said(MessageKind kind, boolean onRecord, long statedAt) {
        return new RoomEvent.OfMessage(new MessageEvent.Said(
                kind,
                "Words.",
                "en",
                Direction.LTR,
                Optional.empty(),
                List.of(),
                onRecord ? Optional.of(Bytes.utf8("signature")) : Optional.empty(),
                statedAt));
    }

    private void counts(Principal who, RoomEvent event) {
        room = Rooms.fold(room, ++position, who, event.encoded());
        assertThat(room.last()).contains(new Outcome.Happened(event));
    }

    /** Said by a node that doesn't ask its acts. */
    private void ignored(String key, Principal who, RoomEvent event) {
        RoomTalk after = Rooms.fold(room, ++position, who, event.encoded());
        assertThat(after).isEqualTo(room);
        assertThat(after.last().orElseThrow() instanceof Outcome.Refused(var _, var why) ? why.key() : "counted")
                .isEqualTo(key);
        room = after;
    }

    private void happens(Principal who, MandateEvent event) {
        assertThat(Rooms.keyOf(room.mandates().judged(room.sitting(), who.id(), event)))
                .isEqualTo("done");
        counts(who, new RoomEvent.OfMandate(event));
    }

    private void refused(String key, Principal who, MandateEvent event) {
        ignored(key, who, new RoomEvent.OfMandate(event));
        assertThat(Rooms.keyOf(room.mandates().judged(room.sitting(), who.id(), event)))
                .isEqualTo(key);
    }
}
