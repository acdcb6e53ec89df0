package parley.talks.convey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.talks.convey.ConveyEvent.Crossed;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Marking;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** What may cross from a caucus, and what no fold lets count, whatever a modified node seals. */
class ConveyanceTest extends InACaucus {
    @Test
    void whatCarriesNoCaveatMayNotCross() {
        caucus = Rooms.act(caucus, ++position, People.CEDAR, Rooms.say(OURS.text()));
        assertThat(forged(Hash.of("never-marked"), CrossedAs.VERBATIM, OURS)).isEqualTo("convey.no-such-passage");
    }

    @Test
    void eachCaveatLetsOneFormCrossAndRefusesTheOthersOnEveryNode() {
        for (Caveat caveat : Caveat.values()) {
            Hash passage = mark(caveat);
            for (CrossedAs as : CrossedAs.values()) {
                String verdict = record(caucus, crossed(passage, as, "They asked."))
                                        .last()
                                        .orElseThrow()
                                instanceof Outcome.Refused(var _, Refusal why)
                        ? why.key()
                        : "counts";
                assertThat(verdict)
                        .as("%s as %s", caveat, as)
                        .isEqualTo(
                                caveat.crossesAs().filter(as::equals).isPresent() ? "counts" : "convey.against-caveat");
            }
        }
    }

    @Test
    void verbatimIsVerbatimToTheLetterTheLanguageAndTheDirection() {
        Hash passage = mark(Caveat.VERBATIM);
        for (Wording other : List.of(
                words(OURS.text() + " "),
                words(OURS.text().replace("hours", "hours\u202E")),
                new Wording(OURS.text(), "he", Direction.LTR),
                new Wording(OURS.text(), "en", Direction.RTL))) {
            assertThat(forged(passage, CrossedAs.VERBATIM, other))
                    .as("%s", other)
                    .isEqualTo("convey.not-verbatim");
        }
        assertThat(forged(passage, CrossedAs.VERBATIM, OURS)).isEqualTo("counts");
    }

    @Test
    void theVeryWordsDontCrossUnderTheNameOfAParaphrase() {
        for (Caveat caveat : List.of(Caveat.IN_SUBSTANCE, Caveat.IF_ASKED, Caveat.IN_EXCHANGE)) {
            Hash passage = mark(caveat);
            for (String same :
                    List.of(OURS.text(), " we could live with EIGHTEEN hours", "We could live: with eighteen hours!")) {
                assertThat(Rooms.keyOf(
                                decide(People.HARBOUR, writeDown(passage, new Wording(same, "he", Direction.RTL)))))
                        .as("%s, %s", caveat, same)
                        .isEqualTo("convey.same-words");
            }
            assertThat(Rooms.keyOf(decide(People.HARBOUR, writeDown(passage, MEDIATORS))))
                    .isEqualTo("done");
            assertThat(verdict(record(caucus, new Crossed(passage, CrossedAs.PARAPHRASE, TO, OURS, "They asked.", 0))))
                    .as("folds judge as they did")
                    .isEqualTo("counts");
        }
    }

    @Test
    void whatTheMediatorRaisesAsItsOwnLeavesNoLinkInTheRecord() {
        Hash passage = mark(Caveat.YOUR_OWN_IDEA);
        assertThat(forged(passage, CrossedAs.OWN, MEDIATORS)).isEqualTo("convey.own-links");
        assertThat(verdict(record(caucus, new Crossed(passage, CrossedAs.OWN, TO, words(""), "", 0))))
                .isEqualTo("convey.own-links");
        assertThat(verdict(record(caucus, crossed(passage, CrossedAs.OWN, "")))).isEqualTo("counts");
    }

    @Test
    void aConditionAsksForWhatWasAskedOrGiven() {
        for (Caveat caveat : List.of(Caveat.IF_ASKED, Caveat.IN_EXCHANGE)) {
            Hash passage = mark(caveat);
            assertThat(verdict(record(caucus, crossed(passage, CrossedAs.PARAPHRASE, " \n"))))
                    .isEqualTo("convey.no-reason");
            assertThat(verdict(record(caucus, crossed(passage, CrossedAs.PARAPHRASE, "Asked at ten."))))
                    .isEqualTo("counts");
        }
        assertThat(Rooms.keyOf(decide(People.CEDAR, marking(new Label(Caveat.IN_EXCHANGE, " ", 0)))))
                .isEqualTo("convey.no-condition");
    }

    @Test
    void whatWasWithdrawnOrHasLapsedCantCross() {
        Hash withdrawn = mark(Caveat.VERBATIM);
        act(People.CEDAR, new ConveyActs.Command.Withdraw(withdrawn));
        assertThat(forged(withdrawn, CrossedAs.VERBATIM, OURS)).isEqualTo("convey.no-such-passage");

        Hash lapsing = mark(new Label(Caveat.VERBATIM, "", 1_000));
        assertThat(verdict(record(caucus, new Crossed(lapsing, CrossedAs.VERBATIM, TO, OURS, "", 1_000))))
                .isEqualTo("convey.lapsed");
        assertThat(verdict(record(caucus, new Crossed(lapsing, CrossedAs.VERBATIM, TO, OURS, "", 999))))
                .isEqualTo("counts");
    }

    @Test
    void aCaveatCanBeLoosenedAndAfterACrossingNeverTightenedOrWithdrawn() {
        Hash passage = mark(Caveat.VERBATIM);
        act(People.CEDAR, relabel(passage, Caveat.FOR_YOU_ONLY));
        assertThat(forged(passage, CrossedAs.VERBATIM, OURS)).isEqualTo("convey.against-caveat");
        act(People.CEDAR, relabel(passage, Caveat.IN_SUBSTANCE));
        caucus = record(caucus, crossed(passage, CrossedAs.PARAPHRASE, ""));
        for (Caveat tighter :
                List.of(Caveat.FOR_YOU_ONLY, Caveat.YOUR_OWN_IDEA, Caveat.IF_ASKED, Caveat.IN_SUBSTANCE)) {
            assertThat(Rooms.keyOf(decide(People.CEDAR, relabel(passage, tighter))))
                    .isEqualTo("convey.never-tightened");
        }
        assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Withdraw(passage))))
                .isEqualTo("convey.has-crossed");
        act(People.CEDAR, relabel(passage, Caveat.VERBATIM));
        assertThat(forged(passage, CrossedAs.VERBATIM, OURS)).isEqualTo("counts");
    }

    /** Else a looser caveat with an hour that has passed takes back what the mediator may be saying already. */
    @Test
    void afterACrossingItsHourIsPutLaterAndNeverEarlier() {
        Hash passage = mark(new Label(Caveat.IN_SUBSTANCE, "", 2_000));
        caucus = record(caucus, crossed(passage, CrossedAs.PARAPHRASE, ""));
        for (Label tighter : List.of(
                new Label(Caveat.VERBATIM, "", 1_999),
                new Label(Caveat.VERBATIM, "", 1),
                new Label(Caveat.IN_SUBSTANCE, "", 2_000),
                new Label(Caveat.IF_ASKED, "Clause two.", 3_000))) {
            assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Relabel(passage, tighter))))
                    .as("%s", tighter)
                    .isEqualTo("convey.never-tightened");
        }
        act(People.CEDAR, new ConveyActs.Command.Relabel(passage, new Label(Caveat.IN_SUBSTANCE, "", 3_000)));
        act(People.CEDAR, new ConveyActs.Command.Relabel(passage, new Label(Caveat.VERBATIM, "", 3_000)));
        act(People.CEDAR, new ConveyActs.Command.Relabel(passage, new Label(Caveat.VERBATIM, "", 0)));
        assertThat(Rooms.keyOf(decide(
                        People.CEDAR, new ConveyActs.Command.Relabel(passage, new Label(Caveat.VERBATIM, "", 9_000)))))
                .isEqualTo("convey.never-tightened");
    }

    @Test
    void onlyItsAuthorLabelsAPassageAndOnlyAMediatorConveys() {
        Hash passage = mark(Caveat.VERBATIM);
        assertThat(Rooms.keyOf(decide(People.HARBOUR, relabel(passage, Caveat.VERBATIM))))
                .isEqualTo("convey.not-yours");
        assertThat(Rooms.keyOf(decide(People.HARBOUR, marking(new Label(Caveat.VERBATIM, "", 0)))))
                .isEqualTo("convey.parties-mark");
        assertThat(verdict(Rooms.fold(
                        caucus,
                        ++position,
                        People.CEDAR,
                        new RoomEvent.OfConveyance(crossed(passage, CrossedAs.VERBATIM, "")).encoded())))
                .isEqualTo("convey.mediators-convey");
        assertThat(Rooms.keyOf(decide(People.LANTERN, relabel(passage, Caveat.VERBATIM))))
                .isEqualTo("room.not-a-member");
    }

    @Test
    void theRecordNamesAReaderBesidesTheSource() {
        Hash passage = mark(Caveat.VERBATIM);
        for (List<Principal> readers :
                List.of(List.<Principal>of(), List.of(People.CEDAR), List.of(People.CEDAR, People.HARBOUR))) {
            assertThat(verdict(record(caucus, new Crossed(passage, CrossedAs.VERBATIM, readers, OURS, "", 0))))
                    .isEqualTo("convey.no-readers");
        }
    }

    @Test
    void passagesAreMarkedInACaucusOnly() {
        assertThat(Rooms.keyOf(Rooms.plenary()
                        .decide(
                                People.CEDAR.id(),
                                new RoomCommand.OfConveyance(marking(new Label(Caveat.VERBATIM, "", 0))))))
                .isEqualTo("convey.no-caucus");
    }

    @Test
    void theReceiverSeesFromWhomAndAsWhatAndNobodyButAMediatorBringsIt() {
        RoomTalk other = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.JUNIPER, People.HARBOUR);
        assertThat(brought(other, People.HARBOUR, CrossedAs.PARAPHRASE, People.CEDAR))
                .isEqualTo("done");
        assertThat(brought(other, People.JUNIPER, CrossedAs.PARAPHRASE, People.CEDAR))
                .isEqualTo("convey.mediators-convey");
        assertThat(brought(other, People.HARBOUR, CrossedAs.OWN, People.CEDAR)).isEqualTo("convey.from-a-party");
        assertThat(brought(other, People.HARBOUR, CrossedAs.VERBATIM, People.LANTERN))
                .isEqualTo("convey.from-a-party");
        Principal renamed = new Principal(People.JUNIPER.id(), "Cedar", People.JUNIPER.role());
        assertThat(brought(other, People.HARBOUR, CrossedAs.VERBATIM, renamed)).isEqualTo("convey.from-a-party");
    }

    @Test
    void nothingGoesToReadersWhoAreKnownLessWellThanTheRulesAsk() {
        RoomTalk other = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.JUNIPER, People.HARBOUR);
        assertThat(Rooms.keyOf(other.decide(
                        People.HARBOUR.id(),
                        new RoomCommand.OfConveyance(new ConveyActs.Command.Convey(
                                CrossedAs.VERBATIM, People.CEDAR, OURS, Optional.empty(), Standing.UNVERIFIED)))))
                .isEqualTo("message.readers-not-compared");
    }

    @Test
    void oneAuthorFillsNoStateAndWhatCrossedMakesRoom() {
        Label label = new Label(Caveat.VERBATIM, "", 0);
        List<Marking> full = Collections.nCopies(Conveyance.MOST_AT_ONCE, new Marking(OURS, label));
        for (int i = 0; i < Conveyance.MOST_EACH / Conveyance.MOST_AT_ONCE; i++) {
            act(People.CEDAR, new ConveyActs.Command.Mark(Hash.of("m"), full));
        }
        assertThat(Rooms.keyOf(decide(People.CEDAR, marking(label)))).isEqualTo("convey.too-many");
        Hash first = caucus.conveyance().passages().getFirst().name();
        caucus = record(caucus, crossed(first, CrossedAs.VERBATIM, ""));
        act(People.CEDAR, marking(label));
        assertThat(caucus.conveyance().passages()).hasSize(Conveyance.MOST_EACH);
        assertThat(caucus.conveyance().passage(first)).isEmpty();
        assertThat(caucus.encoded().size()).isLessThan(16 * 1024);
    }

    @Test
    void whatIsForTheMediatorOnlyTakesNoPlaceFromWhatMayCrossAndHasABoundOfItsOwn() {
        Label closed = new Label(Caveat.FOR_YOU_ONLY, "", 0);
        List<Marking> sixteen = Collections.nCopies(Conveyance.MOST_AT_ONCE, new Marking(OURS, closed));
        int placesToCross = Conveyance.MOST_EACH;
        for (int i = 0; i < (Conveyance.MOST_WAITING - placesToCross) / Conveyance.MOST_AT_ONCE; i++) {
            act(People.CEDAR, new ConveyActs.Command.Mark(Hash.of("m"), sixteen));
        }
        Hash kept = caucus.conveyance().passages().getFirst().name();
        Label open = new Label(Caveat.VERBATIM, "", 0);
        List<Marking> mayCross = Collections.nCopies(Conveyance.MOST_AT_ONCE, new Marking(OURS, open));
        for (int i = 0; i < placesToCross / Conveyance.MOST_AT_ONCE; i++) {
            act(People.CEDAR, new ConveyActs.Command.Mark(Hash.of("m"), mayCross));
        }
        assertThat(Rooms.keyOf(decide(People.CEDAR, marking(closed)))).isEqualTo("convey.too-many-kept");
        assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Relabel(kept, open))))
                .as("what was for the mediator only takes a place of what may cross")
                .isEqualTo("convey.too-many");
        act(People.CEDAR, new ConveyActs.Command.Withdraw(kept));
        act(People.CEDAR, marking(closed));
        assertThat(RoomTalk.restore(caucus.encoded()).orThrow()).isEqualTo(caucus);
        assertThat(caucus.encoded().size()).isLessThan(64 * 1024);
    }

    @Test
    void textsAreBoundedAndNeverBlank() {
        assertThat(Rooms.keyOf(decide(People.CEDAR, marking(words("\n "), new Label(Caveat.VERBATIM, "", 0)))))
                .isEqualTo("convey.empty");
        assertThat(Rooms.keyOf(decide(
                        People.CEDAR,
                        marking(words("x".repeat(Conveyance.MOST_TEXT_BYTES + 1)), new Label(Caveat.VERBATIM, "", 0)))))
                .isEqualTo("convey.too-long");
        assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Mark(Hash.of("m"), List.of()))))
                .isEqualTo("convey.how-many");
    }

    @Test
    void passagesOfWhoLeftDontCross() {
        Hash passage = mark(Caveat.VERBATIM);
        caucus = caucus.turn(
                new RoomTalk.Turn(1, ChangeKind.REMOVE, People.CEDAR.id(), List.of(People.HARBOUR, People.LANTERN)));
        assertThat(forged(passage, CrossedAs.VERBATIM, OURS)).isEqualTo("convey.no-such-passage");
    }

    @Test
    void aTableThatPinsVersionOneKeepsConveyanceAsUnknownAndItsActsSaySo() {
        RoomTalk old = Rooms.room(RoomKind.CAUCUS, Rules.standard().withEventVersion(1), People.CEDAR, People.HARBOUR);
        RoomCommand mark = new RoomCommand.OfConveyance(marking(new Label(Caveat.VERBATIM, "", 0)));
        assertThat(old.decide(People.CEDAR.id(), mark)).isEqualTo(Result.refused("event.later-version", 2, 1));
        Bytes sealed = caucus.decide(People.CEDAR.id(), mark).orThrow();
        assertThat(Rooms.fold(old, 1, People.CEDAR, sealed).last()).contains(new Outcome.Unknown(2, "convey.marked"));
    }

    @Test
    void theStateHoldsNoText() {
        mark(Caveat.VERBATIM);
        String state = new String(caucus.encoded().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(state).doesNotContain("eighteen");
    }
}
