package parley.talks.convey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Result;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.practice.ReaderProof;
import parley.talks.room.Outcome;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Words that their author proves to a reader, and the moment at which a mediator tells whose idea it was. */
class ProvedWordsTest extends InACaucus {
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
}
