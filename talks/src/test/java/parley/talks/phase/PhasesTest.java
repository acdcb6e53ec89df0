package parley.talks.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.CourierActs;
import parley.talks.courier.Item;
import parley.talks.fixtures.People;
import parley.talks.fixtures.PlayedRoom;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageKind;
import parley.talks.phase.PhaseEvent.Accepted;
import parley.talks.phase.PhaseEvent.Moved;
import parley.talks.phase.PhaseEvent.Proposed;
import parley.talks.phase.PhaseEvent.SteppedBack;
import parley.talks.phase.PhaseEvent.Withdrawn;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.Discretion;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** The phase of a room: who moves it on and back, what each opens, and what no fold lets count of a modified node. */
class PhasesTest extends PlayedRoom<PhaseEvent> {
    private static final List<Principal> BOTH = List.of(People.CEDAR, People.JUNIPER);
    private static final SteppedBack TO_COURIER = back(1, Phase.COURIER);
    private static final Proposed EXPLORE = move(1, Aim.EXPLORATORY);

    PhasesTest() {
        super(caucus());
    }

    @Override
    protected RoomEvent event(PhaseEvent event) {
        return new RoomEvent.OfPhase(event);
    }

    @Override
    protected RoomCommand asking(PhaseEvent event) {
        return new RoomCommand.OfPhase(new PhaseActs.Command.Say(event));
    }

    @Test
    void aRoomBeginsWithTalksAndEitherPartyStepsBackAlone() {
        assertThat(room.phases().now()).isEqualTo(Phase.TALKS);
        happens(People.CEDAR, TO_COURIER);
        assertThat(room.phases().now()).isEqualTo(Phase.COURIER);
        refused("phase.not-back", People.CEDAR, back(2, Phase.COURIER));
        refused("phase.not-back", People.CEDAR, back(2, Phase.TALKS));
    }

    @Test
    void aMediatorCarriesAStepBackIntoTheOtherCaucusAndItCountsOnce() {
        happens(People.HARBOUR, TO_COURIER);
        happens(People.HARBOUR, EXPLORE);
        happens(People.CEDAR, new Accepted(EXPLORE.name()));
        happens(People.HARBOUR, new Moved(EXPLORE.name()));
        refused("phase.not-back", People.HARBOUR, TO_COURIER);
    }

    @Test
    void nobodyMovesARoomOnWithoutThePartyThatSitsInIt() {
        happens(People.CEDAR, TO_COURIER);
        happens(People.HARBOUR, EXPLORE);
        refused("phase.not-all", People.HARBOUR, new Moved(EXPLORE.name()));
        refused("phase.parties-accept", People.HARBOUR, new Accepted(EXPLORE.name()));
        refused("room.not-a-member", People.JUNIPER, new Accepted(EXPLORE.name()));
        happens(People.CEDAR, new Accepted(EXPLORE.name()));
        assertThat(room.phases().now()).as("the other party is asked elsewhere").isEqualTo(Phase.COURIER);
        refused("phase.mediator-says", People.CEDAR, new Moved(EXPLORE.name()));
        refused("phase.accepted", People.CEDAR, new Accepted(EXPLORE.name()));
        happens(People.HARBOUR, new Moved(EXPLORE.name()));
        assertThat(room.phases().now()).isEqualTo(Phase.EXPLORATORY);
        refused("phase.no-such-move", People.HARBOUR, new Moved(EXPLORE.name()));
    }

    @Test
    void whereAllWhoAreAskedSitTogetherTheLastAcceptanceMoves() {
        room = Rooms.room(RoomKind.PLENARY, Rooms.ANSWERED, People.CEDAR, People.JUNIPER, People.HARBOUR);
        Proposed drafting = move(1, Aim.DRAFTING);
        happens(People.CEDAR, drafting);
        assertThat(room.phases().move().orElseThrow().acceptedBy(People.CEDAR.id()))
                .as("who proposes accepts")
                .isTrue();
        happens(People.JUNIPER, new Accepted(drafting.name()));
        assertThat(room.phases().now()).isEqualTo(Phase.DRAFTING);
    }

    @Test
    void talksMoveOnToATableOnlyUnderRulesThatAnswerTheFourQuestions() {
        room = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
        happens(People.CEDAR, TO_COURIER);
        for (Aim aim : Aim.values()) {
            if (aim != Aim.EXPLORATORY) {
                refused("rules.to-answer", People.HARBOUR, move(1, aim));
            }
        }
        happens(People.HARBOUR, EXPLORE);
        happens(People.CEDAR, new Accepted(EXPLORE.name()));
        happens(People.HARBOUR, new Moved(EXPLORE.name()));

        room = Rooms.room(
                RoomKind.CAUCUS,
                Rules.standard().withDiscretion(new Discretion("Nothing.", "Ten years.", "", "Nothing.")),
                People.CEDAR,
                People.HARBOUR);
        happens(People.CEDAR, TO_COURIER);
        assertThat(room.phases().objection(room.sitting(), People.HARBOUR.id(), move(1, Aim.TALKS)))
                .as("which question is open")
                .contains(Refusal.of("rules.to-answer", "answered", "answered", "open", "answered"));
    }

    @Test
    void onePartyEndsAMoveAndItNeverComesBack() {
        happens(People.CEDAR, TO_COURIER);
        happens(People.HARBOUR, EXPLORE);
        happens(People.CEDAR, new Withdrawn(EXPLORE.name()));
        refused("phase.no-such-move", People.CEDAR, new Accepted(EXPLORE.name()));
        refused("phase.no-such-move", People.HARBOUR, EXPLORE);
        happens(People.HARBOUR, move(2, Aim.EXPLORATORY));
        refused("phase.one-move", People.HARBOUR, move(3, Aim.TALKS));
    }

    @Test
    void goingDirectIsAJointActOfAllParties() {
        happens(People.CEDAR, TO_COURIER);
        assertThat(room.phases().opens(RoomKind.DIRECT)).isFalse();
        assertThat(room.phases().opens(RoomKind.CAUCUS)).isTrue();
        Proposed direct = move(1, Aim.DIRECT);
        happens(People.HARBOUR, direct);
        happens(People.CEDAR, new Accepted(direct.name()));
        happens(People.HARBOUR, new Moved(direct.name()));
        assertThat(room.phases().opens(RoomKind.DIRECT)).isTrue();
        assertThat(room.phases().opens(RoomKind.PLENARY)).isFalse();
        assertThat(room.phases().now()).isEqualTo(Phase.COURIER);
        refused("phase.is-open", People.HARBOUR, move(2, Aim.DIRECT));
        assertThat(RoomTalk.restore(room.encoded()).orThrow()).isEqualTo(room);
    }

    @Test
    void aMoveNamesEveryPartyThatSitsHereAndOnlyParties() {
        happens(People.CEDAR, TO_COURIER);
        refused("phase.whom", People.HARBOUR, new Proposed(nonce(1), Aim.TALKS, List.of(People.JUNIPER)));
        refused("phase.whom", People.HARBOUR, new Proposed(nonce(1), Aim.TALKS, List.of(People.CEDAR, People.HARBOUR)));
        refused("phase.whom", People.HARBOUR, new Proposed(nonce(1), Aim.TALKS, List.of(People.CEDAR, People.CEDAR)));
        refused("phase.who-proposes", People.CEDAR, EXPLORE);
        refused("phase.who-proposes", People.CEDAR, new Proposed(nonce(1), Aim.TALKS, List.of(People.CEDAR)));
        refused("phase.is-open", People.HARBOUR, moveTo(Aim.EXPLORATORY, Phase.TALKS));
        room = Rooms.room(RoomKind.MEDIATORS, Rules.standard(), People.HARBOUR, People.LANTERN);
        refused("phase.no-party-here", People.HARBOUR, TO_COURIER);
    }

    /** Brings the room to a phase first. */
    private Proposed moveTo(Aim aim, Phase before) {
        agree(move(77, Aim.TALKS));
        assertThat(room.phases().now()).isEqualTo(before);
        return move(78, aim);
    }

    @Test
    void inTheCourierPhaseACaucusHasItemsAndProceduralMessagesOnly() {
        happens(People.CEDAR, TO_COURIER);
        closed("phase.postman-only", People.HARBOUR, say(MessageKind.STATEMENT, Optional.empty()));
        closed("phase.postman-only", People.CEDAR, say(MessageKind.OFFER, Optional.empty()));
        closed("phase.no-conveyance", People.CEDAR, mark());
        open(People.HARBOUR, say(MessageKind.PROCEDURAL, Optional.empty()));
        open(People.CEDAR, handIn());
    }

    @Test
    void byCourierAnAuthorStillTakesBackWhatItHadMarkedAndNobodyBringsAnything() {
        open(People.CEDAR, mark());
        Hash marked = room.conveyance().passages().getFirst().name();
        happens(People.CEDAR, TO_COURIER);
        refusedAsSealed(
                "phase.no-conveyance",
                People.HARBOUR,
                new RoomEvent.OfConveyance(new ConveyEvent.Conveyed(
                                CrossedAs.PARAPHRASE,
                                People.JUNIPER,
                                new ConveyEvent.Wording("They would stop.", "en", Direction.LTR)))
                        .encoded());
        refusedAsSealed(
                "phase.no-conveyance",
                People.CEDAR,
                new RoomEvent.OfConveyance(
                                new ConveyEvent.Relabelled(marked, new ConveyEvent.Label(Caveat.IN_SUBSTANCE, "", 0)))
                        .encoded());
        open(People.CEDAR, new RoomCommand.OfConveyance(new ConveyActs.Command.Withdraw(marked)));
        assertThat(room.conveyance().passages()).isEmpty();
    }

    @Test
    void theExploratoryPhaseOpensTalkingAndConveyanceOffTheRecord() {
        happens(People.CEDAR, back(1, Phase.EXPLORATORY));
        open(People.CEDAR, say(MessageKind.OFFER, Optional.empty()));
        open(People.CEDAR, mark());
        closed("phase.off-the-record", People.CEDAR, say(MessageKind.OFFER, Optional.of(Bytes.hex("01"))));
        room = caucus();
        open(People.CEDAR, say(MessageKind.OFFER, Optional.of(Bytes.hex("01"))));
    }

    @Test
    void aMoveLapsesWhenTheEpochEndsAndThePhaseStays() {
        happens(People.CEDAR, TO_COURIER);
        happens(People.HARBOUR, EXPLORE);
        room = room.turn(
                new RoomTalk.Turn(1, ChangeKind.REFRESH, People.CEDAR.id(), List.of(People.CEDAR, People.HARBOUR)));
        refused("phase.no-such-move", People.CEDAR, new Accepted(EXPLORE.name()));
        assertThat(room.phases().now()).isEqualTo(Phase.COURIER);
        happens(People.HARBOUR, EXPLORE);
    }

    @Test
    void aMoveHoldsUntilSomebodyStepsBackAndNoLonger() {
        Proposed drafting = move(1, Aim.DRAFTING);
        agree(drafting);
        assertThat(room.phases().holds(drafting.name())).isTrue();
        happens(People.CEDAR, TO_COURIER);
        assertThat(room.phases().holds(drafting.name())).isFalse();
        Proposed direct = move(2, Aim.DIRECT);
        agree(direct);
        assertThat(room.phases().holds(direct.name()))
                .as("agreed on after the step back")
                .isTrue();
    }

    private void agree(Proposed move) {
        happens(People.HARBOUR, move);
        happens(People.CEDAR, new Accepted(move.name()));
        happens(People.HARBOUR, new Moved(move.name()));
    }

    /** Whoever's node still has it in its log: nothing of an earlier agreement is said again. */
    @Test
    void noWordOfAMoveThatIsOverCountsAgain() {
        Proposed drafting = move(1, Aim.DRAFTING);
        agree(drafting);
        SteppedBack step = back(3, Phase.EXPLORATORY);
        happens(People.CEDAR, step);
        refused("phase.no-such-move", People.HARBOUR, drafting);
        refused("phase.no-such-move", People.CEDAR, new Accepted(drafting.name()));
        refused("phase.no-such-move", People.HARBOUR, new Moved(drafting.name()));
        refused("phase.no-such-move", People.CEDAR, new Withdrawn(drafting.name()));
        agree(move(2, Aim.TALKS));
        refused("phase.not-back", People.HARBOUR, step);
    }

    @Test
    void nobodyStepsForwardByCallingItBack() {
        happens(People.CEDAR, TO_COURIER);
        for (Phase later : Phase.values()) {
            refused("phase.not-back", People.HARBOUR, back(9, later));
        }
        room = Rooms.room(RoomKind.PLENARY, Rules.standard(), People.CEDAR, People.HARBOUR, People.QUILL);
        refused("phase.parties-accept", People.QUILL, TO_COURIER);
    }

    @Test
    void aTableThatPinsEarlierEventsStaysAsItWas() {
        room = Rooms.room(RoomKind.CAUCUS, Rules.standard().withEventVersion(3), People.CEDAR, People.HARBOUR);
        assertThat(verdict(People.CEDAR, TO_COURIER)).isEqualTo("event.later-version");
        room = sealed(People.CEDAR, TO_COURIER);
        assertThat(room.last()).contains(new Outcome.Unknown(4, "phase.stepped-back"));
        open(People.CEDAR, say(MessageKind.OFFER, Optional.empty()));
    }

    private static RoomTalk caucus() {
        return Rooms.room(RoomKind.CAUCUS, Rooms.ANSWERED, People.CEDAR, People.HARBOUR);
    }

    private static Hash nonce(int number) {
        return Hash.of("nonce", Hash.number(number));
    }

    private static Proposed move(int nonce, Aim aim) {
        return new Proposed(nonce(nonce), aim, BOTH);
    }

    private static SteppedBack back(int nonce, Phase to) {
        return new SteppedBack(nonce(nonce), to);
    }

    private static RoomCommand say(MessageKind kind, Optional<Bytes> onRecord) {
        return new RoomCommand.OfMessage(new MessageActs.Command.Say(
                kind,
                "Eighteen.",
                "en",
                Direction.LTR,
                Optional.empty(),
                List.of(),
                onRecord,
                1_000,
                Standing.COMPARED));
    }

    private static RoomCommand mark() {
        return new RoomCommand.OfConveyance(new ConveyActs.Command.Mark(
                Hash.of("message"),
                List.of(new ConveyEvent.Marking(
                        new ConveyEvent.Wording("Eighteen.", "en", Direction.LTR),
                        new ConveyEvent.Label(Caveat.VERBATIM, "", 0)))));
    }

    private static RoomCommand handIn() {
        return new RoomCommand.OfCourier(new CourierActs.Command.HandIn(
                new Item(nonce(1), "", "Eighteen.", "en", Direction.LTR, List.of(), Optional.empty(), 0),
                Standing.COMPARED));
    }

    private void open(Principal who, RoomCommand command) {
        Bytes event = room.decide(who.id(), command).orThrow();
        room = Rooms.fold(room, ++position, who, event);
        assertThat(room.last()).containsInstanceOf(Outcome.Happened.class);
    }

    /** Refused by acts; and by the fold, when it was sealed all the same. */
    private void closed(String key, Principal who, RoomCommand command) {
        assertThat(Rooms.keyOf(room.decide(who.id(), command))).isEqualTo(key);
        refusedAsSealed(key, who, caucus().decide(who.id(), command).orThrow());
    }
}
