package parley.talks.message;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.People.LANTERN;
import static parley.talks.fixtures.Rooms.act;
import static parley.talks.fixtures.Rooms.plenary;
import static parley.talks.fixtures.Rooms.room;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.RoomId;
import parley.talks.fixtures.Rooms;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Which questions of a room are open, and what closes one. */
class OpenQuestionsTest {
    private RoomTalk talk = plenary();
    private long position;

    @Test
    void aQuestionIsOpenUntilSomebodyElseAnswersIt() {
        Hash first = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        Hash second = says(JUNIPER, MessageKind.QUESTION, Optional.empty());
        assertThat(open()).containsExactly(first, second);
        says(HARBOUR, MessageKind.ANSWER, Optional.of(first));
        assertThat(open()).containsExactly(second);
    }

    @Test
    void nobodyAnswersItsOwnQuestionAndNobodyTakesBackAnothers() {
        Hash question = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        says(CEDAR, MessageKind.ANSWER, Optional.of(question));
        says(JUNIPER, MessageKind.PROCEDURAL, Optional.of(question));
        assertThat(open()).containsExactly(question);
        says(CEDAR, MessageKind.PROCEDURAL, Optional.of(question));
        assertThat(open()).isEmpty();
    }

    @Test
    void whatIsNoAnswerOrAnswersNothingLeavesItOpen() {
        Hash question = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        for (MessageKind kind : List.of(
                MessageKind.STATEMENT,
                MessageKind.QUESTION,
                MessageKind.OFFER,
                MessageKind.CONDITION,
                MessageKind.WARNING,
                MessageKind.REGRET)) {
            says(JUNIPER, kind, Optional.of(question));
        }
        says(JUNIPER, MessageKind.ANSWER, Optional.empty());
        says(JUNIPER, MessageKind.ANSWER, Optional.of(Hash.of("nothing")));
        assertThat(open()).startsWith(question).hasSize(2);
    }

    @Test
    void aSecondAnswerIsSaidAndChangesNothingThatIsOpen() {
        Hash first = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        Hash second = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        says(JUNIPER, MessageKind.ANSWER, Optional.of(first));
        says(HARBOUR, MessageKind.ANSWER, Optional.of(first));
        says(CEDAR, MessageKind.PROCEDURAL, Optional.of(first));
        assertThat(open()).containsExactly(second);
    }

    @Test
    void aQuestionIsAnsweredInItsOwnRoomOnly() {
        Hash here = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        RoomTalk first = talk;
        talk = RoomTalk.begin(new RoomTalk.Birth(
                new RoomId(Hash.of("another room")),
                "Another",
                new RoomTerms(RoomKind.PLENARY, Rules.standard()).encoded(),
                List.of(CEDAR, JUNIPER, HARBOUR)));
        position = 0;
        Hash there = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        assertThat(there).as("the same words at the same place of another room").isNotEqualTo(here);
        says(JUNIPER, MessageKind.ANSWER, Optional.of(here));
        assertThat(open()).containsExactly(there);
        talk = first;
        assertThat(open()).containsExactly(here);
    }

    /** Sealed by a node that doesn't ask its acts. */
    @Test
    void whatCountsForNothingOpensNoQuestionAndClosesNone() {
        Hash question = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        MandateEvent.Issued ear = new MandateEvent.Issued(Hash.of("ear"), "Note taker", Power.LISTEN, 1_000);
        seals(JUNIPER, new RoomEvent.OfMandate(ear));
        seals(
                JUNIPER,
                new RoomEvent.OfMandate(
                        new MandateEvent.Taken(ear.by(JUNIPER.id()).name())));
        for (Principal who : List.of(JUNIPER, LANTERN)) {
            seals(who, said(MessageKind.ANSWER, Optional.of(question)));
            seals(who, said(MessageKind.QUESTION, Optional.empty()));
        }
        assertThat(open()).containsExactly(question);
    }

    private void seals(Principal who, RoomEvent event) {
        talk = Rooms.fold(talk, ++position, who, event.encoded());
    }

    private static RoomEvent said(MessageKind kind, Optional<Hash> inReplyTo) {
        return new RoomEvent.OfMessage(new MessageEvent.Said(
                kind, "It holds.", "en", Direction.LTR, inReplyTo, List.of(), Optional.empty(), 1));
    }

    @Test
    void whoFloodsARoomHidesNoQuestionButItsOwn() {
        Hash others = says(JUNIPER, MessageKind.QUESTION, Optional.empty());
        Hash own = says(CEDAR, MessageKind.QUESTION, Optional.empty());
        for (int i = 1; i < OpenQuestions.MOST_OF_ONE; i++) {
            says(CEDAR, MessageKind.QUESTION, Optional.empty());
        }
        assertThat(open()).contains(others, own).hasSize(OpenQuestions.MOST_OF_ONE + 1);
        says(CEDAR, MessageKind.QUESTION, Optional.empty());
        assertThat(open()).contains(others).doesNotContain(own).hasSize(OpenQuestions.MOST_OF_ONE + 1);
    }

    @Test
    void questionsOutliveAnEpochButNotTheirAuthorsSeat() {
        Hash stays = says(JUNIPER, MessageKind.QUESTION, Optional.empty());
        says(CEDAR, MessageKind.QUESTION, Optional.empty());
        talk = talk.turn(new RoomTalk.Turn(1, ChangeKind.REMOVE, CEDAR.id(), List.of(JUNIPER, HARBOUR)));
        assertThat(open()).containsExactly(stays);
    }

    @Test
    void theyAreRestoredAsTheyWereWritten() {
        says(CEDAR, MessageKind.QUESTION, Optional.empty());
        assertThat(RoomTalk.restore(talk.encoded()).orThrow()).isEqualTo(talk);
    }

    @Test
    void aTableOfEarlierEventsKeepsNone() {
        Rules rules = Rules.standard();
        Rules earlier = new Rules(
                rules.version(),
                3,
                rules.languages(),
                rules.founders(),
                rules.consents(),
                rules.refreshDays(),
                rules.refreshEntries(),
                rules.receipts(),
                rules.quiet(),
                rules.retentionDays(),
                rules.recordLevels(),
                rules.readers(),
                rules.deadlineVoices(),
                rules.discretion(),
                rules.confidentiality(),
                rules.decision(),
                rules.pauses());
        talk = room(RoomKind.PLENARY, earlier, CEDAR, JUNIPER, HARBOUR);
        says(CEDAR, MessageKind.QUESTION, Optional.empty());
        assertThat(open()).isEmpty();
    }

    private List<Hash> open() {
        return talk.messages().questions().all().stream()
                .map(OpenQuestions.Asked::message)
                .toList();
    }

    private Hash says(Principal who, MessageKind kind, Optional<Hash> inReplyTo) {
        RoomCommand command = new RoomCommand.OfMessage(new MessageActs.Command.Say(
                kind,
                "What of the pier?",
                "en",
                Direction.LTR,
                inReplyTo,
                List.of(),
                Optional.empty(),
                1_000,
                Standing.COMPARED));
        position++;
        Hash name = Messages.reference(
                talk.sitting().room(),
                position,
                who.id(),
                talk.decide(who.id(), command).orThrow());
        talk = act(talk, position, who, command);
        return name;
    }
}
