package parley.talks.convey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
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
import parley.talks.practice.ReaderProof;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** What may cross from a caucus, and what no fold lets count, whatever a modified node seals. */
class ConveyanceTest {
    private static final Wording OURS = words("We could live with eighteen hours.");
    private static final Wording MEDIATORS = words("They don't rule out a day.");
    private static final List<ReaderProof> PROOFS =
            List.of(new ReaderProof(People.JUNIPER.id(), Hash.of("keys"), Hash.of("tag")));
    private static final List<Principal> TO = List.of(People.JUNIPER, People.HARBOUR);

    private RoomTalk caucus = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.CEDAR, People.HARBOUR);
    private int position;

    @BeforeEach
    void emptyCaucus() {
        position = 0;
    }

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
        for (List<Principal> readers : List.of(List.<Principal>of(), List.of(People.CEDAR))) {
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
    void itsAuthorProvesWhatMayCrossVerbatimAndNothingElse() {
        Hash passage = mark(Caveat.VERBATIM);
        act(People.CEDAR, new ConveyActs.Command.Prove(passage, PROOFS));
        assertThat(proved(passage)).isEqualTo(position);
        act(People.CEDAR, new ConveyActs.Command.Prove(passage, PROOFS));
        assertThat(proved(passage)).as("the latest counts").isEqualTo(position);
        assertThat(Rooms.keyOf(decide(People.HARBOUR, new ConveyActs.Command.Prove(passage, PROOFS))))
                .isEqualTo("convey.not-yours");
        assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Prove(Hash.of("none"), PROOFS))))
                .isEqualTo("convey.no-such-passage");
        for (List<ReaderProof> odd : List.of(List.<ReaderProof>of(), List.of(PROOFS.getFirst(), PROOFS.getFirst()))) {
            assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Prove(passage, odd))))
                    .isEqualTo("convey.proofs");
        }
        Hash other = mark(Caveat.IN_SUBSTANCE);
        assertThat(Rooms.keyOf(decide(People.CEDAR, new ConveyActs.Command.Prove(other, PROOFS))))
                .isEqualTo("convey.proof-of-verbatim");
    }

    @Test
    void aProofComesWithWordsThatCrossVerbatimOnly() {
        RoomTalk other = Rooms.room(RoomKind.CAUCUS, Rules.standard(), People.JUNIPER, People.HARBOUR);
        for (CrossedAs as : List.of(CrossedAs.VERBATIM, CrossedAs.PARAPHRASE)) {
            ConveyEvent brought = new ConveyEvent.Conveyed(
                    as, People.CEDAR, OURS, Optional.of(new Evidence(Hash.of("passage"), PROOFS)));
            assertThat(verdict(Rooms.fold(other, 1, People.HARBOUR, new RoomEvent.OfConveyance(brought).encoded())))
                    .isEqualTo(as == CrossedAs.VERBATIM ? "counts" : "convey.proof-of-verbatim");
        }
        ConveyEvent empty = new ConveyEvent.Conveyed(
                CrossedAs.VERBATIM, People.CEDAR, OURS, Optional.of(new Evidence(Hash.of("passage"), List.of())));
        assertThat(verdict(Rooms.fold(other, 1, People.HARBOUR, new RoomEvent.OfConveyance(empty).encoded())))
                .isEqualTo("convey.proofs");
    }

    @Test
    void whenAnIdeaWasRaisedOnlyAMediatorTellsAndOnlyOnceItCrossed() {
        Hash passage = mark(Caveat.YOUR_OWN_IDEA);
        ConveyActs.Command raise = new ConveyActs.Command.Raise(passage, Bytes.utf8("sealed"));
        assertThat(Rooms.keyOf(decide(People.HARBOUR, raise))).isEqualTo("convey.not-raised");
        caucus = record(caucus, crossed(passage, CrossedAs.OWN, ""));
        RoomTalk before = caucus;
        act(People.HARBOUR, raise);
        assertThat(caucus.conveyance()).isEqualTo(before.conveyance());
        assertThat(Rooms.keyOf(decide(People.CEDAR, raise))).isEqualTo("convey.mediators-convey");
        assertThat(Rooms.keyOf(decide(People.HARBOUR, new ConveyActs.Command.Raise(passage, Bytes.EMPTY))))
                .isEqualTo("convey.not-raised");
    }

    @Test
    void whatIsProvenChangesWithEveryLetterWithLanguageDirectionAndPassage() {
        Hash passage = Hash.of("passage");
        Hash proven = Evidence.statement(passage, OURS);
        for (Hash other : List.of(
                Evidence.statement(Hash.of("another"), OURS),
                Evidence.statement(passage, words(OURS.text() + " ")),
                Evidence.statement(passage, new Wording(OURS.text(), "he", Direction.LTR)),
                Evidence.statement(passage, new Wording(OURS.text(), "en", Direction.RTL)))) {
            assertThat(other).isNotEqualTo(proven);
        }
        assertThat(Evidence.statement(passage, words(OURS.text()))).isEqualTo(proven);
    }

    @Test
    void aTableBeforeProofsKeepsThemAsUnknownAndConveysWithout() {
        Rules before = Rules.standard().withEventVersion(3);
        RoomTalk old = Rooms.room(RoomKind.CAUCUS, before, People.CEDAR, People.HARBOUR);
        old = Rooms.act(old, 1, People.CEDAR, new RoomCommand.OfConveyance(marking(new Label(Caveat.VERBATIM, "", 0))));
        Hash passage = old.conveyance().passages().getFirst().name();
        RoomCommand prove = new RoomCommand.OfConveyance(new ConveyActs.Command.Prove(passage, PROOFS));
        assertThat(old.decide(People.CEDAR.id(), prove)).isEqualTo(Result.refused("event.later-version", 4, 3));
        Bytes proved = new RoomEvent.OfConveyance(new ConveyEvent.Proved(passage, PROOFS)).encoded();
        assertThat(Rooms.fold(old, 2, People.CEDAR, proved).last()).contains(new Outcome.Unknown(4, "convey.proved"));
        assertThat(brought(
                        Rooms.room(RoomKind.CAUCUS, before, People.JUNIPER, People.HARBOUR),
                        People.HARBOUR,
                        CrossedAs.VERBATIM,
                        People.CEDAR))
                .isEqualTo("done");
    }

    private long proved(Hash passage) {
        return caucus.conveyance().passage(passage).orElseThrow().proved();
    }

    @Test
    void theStateHoldsNoText() {
        mark(Caveat.VERBATIM);
        String state = new String(caucus.encoded().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(state).doesNotContain("eighteen");
    }

    private static Wording words(String text) {
        return new Wording(text, "en", Direction.LTR);
    }

    private static ConveyActs.Command marking(Label label) {
        return marking(OURS, label);
    }

    private static ConveyActs.Command marking(Wording wording, Label label) {
        return new ConveyActs.Command.Mark(Hash.of("message"), List.of(new Marking(wording, label)));
    }

    private static ConveyActs.Command relabel(Hash passage, Caveat caveat) {
        return new ConveyActs.Command.Relabel(passage, new Label(caveat, "Clause two.", 0));
    }

    private static ConveyActs.Command writeDown(Hash passage, Wording told) {
        return new ConveyActs.Command.WriteDown(passage, CrossedAs.PARAPHRASE, TO, OURS.text(), told, "They asked.", 0);
    }

    private static Crossed crossed(Hash passage, CrossedAs as, String because) {
        return switch (as) {
            case VERBATIM -> new Crossed(passage, as, TO, OURS, because, 0);
            case PARAPHRASE -> new Crossed(passage, as, TO, MEDIATORS, because, 0);
            case OWN -> new Crossed(passage, as, List.of(), words(""), because, 0);
        };
    }

    private Hash mark(Caveat caveat) {
        return mark(new Label(caveat, "Clause two.", 0));
    }

    private Hash mark(Label label) {
        act(People.CEDAR, marking(label));
        return caucus.conveyance().passages().getLast().name();
    }

    private void act(Principal who, ConveyActs.Command command) {
        caucus = Rooms.act(caucus, ++position, who, new RoomCommand.OfConveyance(command));
    }

    private Result<Bytes> decide(Principal who, ConveyActs.Command command) {
        return caucus.decide(who.id(), new RoomCommand.OfConveyance(command));
    }

    /** The record of a mediator's node that doesn't ask its Acts. */
    private RoomTalk record(RoomTalk before, Crossed crossed) {
        return Rooms.fold(before, ++position, People.HARBOUR, new RoomEvent.OfConveyance(crossed).encoded());
    }

    private String forged(Hash passage, CrossedAs as, Wording wording) {
        return verdict(record(caucus, new Crossed(passage, as, TO, wording, "", 0)));
    }

    private static String verdict(RoomTalk after) {
        return after.last().orElseThrow() instanceof Outcome.Refused(var _, Refusal why) ? why.key() : "counts";
    }

    private static String brought(RoomTalk room, Principal who, CrossedAs as, Principal from) {
        return Rooms.keyOf(room.decide(
                who.id(),
                new RoomCommand.OfConveyance(
                        new ConveyActs.Command.Convey(as, from, MEDIATORS, Optional.empty(), Standing.COMPARED))));
    }
}
