package parley.talks.table;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.People.LANTERN;
import static parley.talks.fixtures.People.QUILL;
import static parley.talks.fixtures.Rooms.ANSWERED;
import static parley.talks.fixtures.Rooms.acceptRules;
import static parley.talks.fixtures.Rooms.act;
import static parley.talks.fixtures.Rooms.keyOf;
import static parley.talks.fixtures.Rooms.plenary;
import static parley.talks.fixtures.Rooms.proposeRules;
import static parley.talks.fixtures.Rooms.room;
import static parley.talks.fixtures.Rooms.withdrawRules;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Result;
import parley.talks.practice.Note;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Decision;
import parley.talks.rules.Discretion;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Rules change when all whom they bind accept, and not before. */
class TableTest {
    private static final Rules NEXT = Rules.standard().next().withReceipts(true);

    @Test
    void newRulesAreInForceWithTheLastAcceptance() {
        RoomTalk room = act(plenary(), 1, CEDAR, proposeRules(NEXT));
        assertThat(pending(room).accepted()).containsExactly(CEDAR.id());
        assertThat(pending(room).position()).isEqualTo(1);
        room = act(room, 2, HARBOUR, acceptRules(NEXT.hash()));
        assertThat(room.rules()).isEqualTo(Rules.standard());
        room = act(room, 3, JUNIPER, acceptRules(NEXT.hash()));
        assertThat(room.rules()).isEqualTo(NEXT);
        assertThat(room.table().proposals()).isEmpty();
    }

    @Test
    void everybodyWhoSitsHereIsBoundAndSoAskedAWitnessToo() {
        RoomTalk room = room(RoomKind.PLENARY, Rules.standard(), CEDAR, QUILL);
        room = act(room, 1, CEDAR, proposeRules(NEXT));
        assertThat(room.rules()).isEqualTo(Rules.standard());
        assertThat(act(room, 2, QUILL, acceptRules(NEXT.hash())).rules()).isEqualTo(NEXT);
    }

    @Test
    void whereTheRulesSaySoAllPartiesAndOneMediatorDecide() {
        Rules rules = Rules.standard().withDecision(Decision.PARTIES_AND_MEDIATOR);
        Rules next = rules.next().withReceipts(true);
        RoomTalk room = room(RoomKind.PLENARY, rules, CEDAR, JUNIPER, HARBOUR, LANTERN, QUILL);
        room = act(room, 1, QUILL, proposeRules(next));
        room = act(room, 2, CEDAR, acceptRules(next.hash()));
        assertThat(room.table().lacking(room.sitting(), pending(room))).isEqualTo(2);
        RoomTalk parties = act(room, 3, JUNIPER, acceptRules(next.hash()));
        assertThat(parties.rules()).as("no mediator yet").isEqualTo(rules);
        assertThat(act(parties, 4, LANTERN, acceptRules(next.hash())).rules()).isEqualTo(next);
        RoomTalk mediated = act(act(room, 3, HARBOUR, acceptRules(next.hash())), 4, LANTERN, acceptRules(next.hash()));
        assertThat(mediated.rules()).as("a party is missing").isEqualTo(rules);
        assertThat(act(mediated, 5, JUNIPER, acceptRules(next.hash())).rules()).isEqualTo(next);
    }

    @Test
    void answersWithWhichATableOpenedAreChangedButNotTakenBack() {
        Rules taken = ANSWERED.next().withDiscretion(Discretion.UNANSWERED);
        RoomTalk room = room(RoomKind.PLENARY, ANSWERED, CEDAR, JUNIPER);
        assertThat(keyOf(room.decide(CEDAR.id(), proposeRules(taken)))).isEqualTo("rules.to-answer");
        assertThat(keyOf(room.decide(
                        CEDAR.id(),
                        proposeRules(ANSWERED.next().withDiscretion(new Discretion("A.", "B.", "C.", "D."))))))
                .isEqualTo("done");
        assertThat(keyOf(room(RoomKind.CAUCUS, ANSWERED, CEDAR, HARBOUR).decide(CEDAR.id(), proposeRules(taken))))
                .as("a caucus is a contact, not a table")
                .isEqualTo("done");
        assertThat(keyOf(room(RoomKind.PLENARY, Rules.standard(), CEDAR, JUNIPER)
                        .decide(CEDAR.id(), proposeRules(NEXT))))
                .as("a room of before there were answers goes on")
                .isEqualTo("done");
    }

    @Test
    void itIsTheRulesInForceThatSayWhoDecides() {
        Rules next = Rules.standard().next().withDecision(Decision.PARTIES_AND_MEDIATOR);
        RoomTalk room = room(RoomKind.PLENARY, Rules.standard(), CEDAR, JUNIPER, QUILL);
        room = act(room, 1, CEDAR, proposeRules(next));
        room = act(room, 2, JUNIPER, acceptRules(next.hash()));
        assertThat(room.rules()).isEqualTo(Rules.standard());
        room = act(room, 3, QUILL, acceptRules(next.hash()));
        Rules later = next.next().withReceipts(true);
        room = act(room, 4, CEDAR, proposeRules(later));
        assertThat(act(room, 5, JUNIPER, acceptRules(later.hash())).rules())
                .as("no mediator sits here")
                .isEqualTo(later);
    }

    @Test
    void mediatorsAmongThemselvesAllDecide() {
        Rules rules = Rules.standard().withDecision(Decision.PARTIES_AND_MEDIATOR);
        Rules next = rules.next().withReceipts(true);
        RoomTalk room = act(room(RoomKind.MEDIATORS, rules, HARBOUR, LANTERN), 1, HARBOUR, proposeRules(next));
        assertThat(room.rules()).isEqualTo(rules);
        assertThat(act(room, 2, LANTERN, acceptRules(next.hash())).rules()).isEqualTo(next);
    }

    @Test
    void aloneInARoomOnesProposalIsInForceAtOnce() {
        assertThat(act(room(RoomKind.MEDIATORS, Rules.standard(), HARBOUR), 1, HARBOUR, proposeRules(NEXT))
                        .rules())
                .isEqualTo(NEXT);
    }

    @Test
    void withNewRulesOtherProposalsLapse() {
        Rules other = Rules.standard().next().withRetentionDays(7);
        RoomTalk room = room(RoomKind.DIRECT, Rules.standard(), CEDAR, JUNIPER);
        room = act(room, 1, CEDAR, proposeRules(NEXT));
        room = act(room, 2, JUNIPER, proposeRules(other));
        room = act(room, 3, CEDAR, acceptRules(other.hash()));
        assertThat(room.rules()).isEqualTo(other);
        assertThat(room.table().proposals()).isEmpty();
        assertThat(key(room, JUNIPER, acceptRules(NEXT.hash()))).isEqualTo("rules.no-such-proposal");
    }

    @Test
    void slotsAreAgreedOnLikeAnyRule() {
        Rules quiet = NEXT.withQuiet(QuietSlots.QUARTER_HOUR);
        RoomTalk room = act(room(RoomKind.DIRECT, Rules.standard(), CEDAR, JUNIPER), 1, CEDAR, proposeRules(quiet));
        assertThat(room.rules().quiet()).isEqualTo(QuietSlots.OFF);
        assertThat(act(room, 2, JUNIPER, acceptRules(quiet.hash())).rules().quiet())
                .isEqualTo(QuietSlots.QUARTER_HOUR);
    }

    @Test
    void onlyTheNextVersionThatChangesSomethingIsProposed() {
        Rules rules = Rules.standard();
        assertThat(key(plenary(), CEDAR, proposeRules(rules.withReceipts(true))))
                .isEqualTo("rules.not-next-version");
        assertThat(key(plenary(), CEDAR, proposeRules(NEXT.next()))).isEqualTo("rules.not-next-version");
        assertThat(key(plenary(), CEDAR, proposeRules(rules.next()))).isEqualTo("rules.same");
        assertThat(key(plenary(), CEDAR, proposeRules(NEXT.withRetentionDays(-1))))
                .isEqualTo("rules.out-of-range");
    }

    @Test
    void theRefusalSaysWhichVersionMustFollow() {
        assertThat(plenary().decide(CEDAR.id(), proposeRules(NEXT.next())))
                .isEqualTo(Result.refused("rules.not-next-version", 2));
    }

    @Test
    void theVersionOfEventsNeverGoesDown() {
        RoomTalk room = room(RoomKind.PLENARY, Rules.standard().withEventVersion(3), CEDAR, HARBOUR);
        Rules next = room.rules().next();
        assertThat(key(room, CEDAR, proposeRules(next.withEventVersion(2)))).isEqualTo("rules.older-events");
        assertThat(key(room, CEDAR, proposeRules(next.withEventVersion(4)))).isEqualTo("done");
        assertThat(key(room, CEDAR, proposeRules(next.withEventVersion(3).withRetentionDays(7))))
                .isEqualTo("done");
    }

    @Test
    void oneProposalEachAndNoneTwice() {
        RoomTalk room = act(plenary(), 1, CEDAR, proposeRules(NEXT));
        assertThat(key(room, CEDAR, proposeRules(NEXT.withRetentionDays(7)))).isEqualTo("rules.one-proposal-each");
        assertThat(key(room, JUNIPER, proposeRules(NEXT))).isEqualTo("rules.already-proposed");
        assertThat(key(room, JUNIPER, proposeRules(NEXT.withRetentionDays(7)))).isEqualTo("done");
    }

    @Test
    void acceptanceIsOnceAndCanBeTakenBackUntilItIsInForce() {
        RoomTalk room = act(plenary(), 1, CEDAR, proposeRules(NEXT));
        assertThat(key(room, CEDAR, acceptRules(NEXT.hash()))).isEqualTo("rules.already-accepted");
        assertThat(key(room, JUNIPER, withdrawRules(NEXT.hash()))).isEqualTo("rules.not-accepted");
        room = act(room, 2, JUNIPER, acceptRules(NEXT.hash()));
        room = act(room, 3, JUNIPER, withdrawRules(NEXT.hash()));
        assertThat(pending(room).accepted()).containsExactly(CEDAR.id());
        room = act(room, 4, HARBOUR, acceptRules(NEXT.hash()));
        assertThat(room.rules()).isEqualTo(Rules.standard());
        assertThat(act(room, 5, JUNIPER, acceptRules(NEXT.hash())).rules()).isEqualTo(NEXT);
    }

    @Test
    void theProposerTakesTheWholeProposalBack() {
        RoomTalk room = act(plenary(), 1, CEDAR, proposeRules(NEXT));
        room = act(room, 2, JUNIPER, proposeRules(NEXT.withRetentionDays(7)));
        room = act(room, 3, JUNIPER, acceptRules(NEXT.hash()));
        room = act(room, 4, CEDAR, withdrawRules(NEXT.hash()));
        assertThat(room.table().proposals()).hasSize(1);
        assertThat(pending(room).proposer()).isEqualTo(JUNIPER.id());
        assertThat(key(room, HARBOUR, acceptRules(NEXT.hash()))).isEqualTo("rules.no-such-proposal");
        assertThat(key(room, HARBOUR, withdrawRules(Hash.of("other")))).isEqualTo("rules.no-such-proposal");
    }

    @Test
    void anAcceptanceOfOneProposalDoesNotTouchAnother() {
        RoomTalk room = act(plenary(), 1, CEDAR, proposeRules(NEXT));
        room = act(room, 2, JUNIPER, proposeRules(NEXT.withRetentionDays(7)));
        Table.Pending first = pending(room);
        room = act(room, 3, HARBOUR, acceptRules(NEXT.withRetentionDays(7).hash()));
        assertThat(pending(room)).isEqualTo(first);
        room = act(room, 4, HARBOUR, withdrawRules(NEXT.withRetentionDays(7).hash()));
        assertThat(pending(room)).isEqualTo(first);
    }

    @Test
    void whoDoesNotSitHereHasNoSay() {
        RoomTalk room = act(plenary(), 1, CEDAR, proposeRules(NEXT));
        for (RoomCommand command : List.of(
                proposeRules(NEXT.withRetentionDays(7)), acceptRules(NEXT.hash()), withdrawRules(NEXT.hash()))) {
            assertThat(key(room, LANTERN, command)).isEqualTo("room.not-a-member");
        }
    }

    @Test
    void aNoteIsShort() {
        var command = new TableActs.Command.ProposeRules(NEXT, "x".repeat(Note.MOST_BYTES + 1));
        assertThat(key(plenary(), CEDAR, new RoomCommand.OfTable(command))).isEqualTo("note.too-long");
    }

    private static Table.Pending pending(RoomTalk room) {
        return room.table().proposals().getFirst();
    }

    private static String key(RoomTalk room, Principal who, RoomCommand command) {
        return keyOf(room.decide(who.id(), command));
    }
}
