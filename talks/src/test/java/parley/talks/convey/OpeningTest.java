package parley.talks.convey;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.talks.fixtures.People.CEDAR;
import static parley.talks.fixtures.People.HARBOUR;
import static parley.talks.fixtures.People.JUNIPER;
import static parley.talks.fixtures.Rooms.room;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Refusal;
import parley.talks.convey.ConveyEvent.Crossed;
import parley.talks.convey.ConveyEvent.Label;
import parley.talks.convey.ConveyEvent.Marked;
import parley.talks.convey.ConveyEvent.Marking;
import parley.talks.convey.ConveyEvent.Opened;
import parley.talks.convey.ConveyEvent.Relabelled;
import parley.talks.convey.ConveyEvent.Withdrawn;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Attribution;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.table.TableEvent.RulesAccepted;
import parley.talks.table.TableEvent.RulesProposed;

/** Words without a caveat: what a mediator's node may take up under which Rules, however modified it is. */
class OpeningTest {
    private static final Hash MESSAGE = Hash.of("a message");
    private static final Wording WORDS = new Wording("We need a day.", "en", Direction.LTR);
    private static final Wording SUBSTANCE = new Wording("They ask for time.", "en", Direction.LTR);
    private static final Opened OPENED = new Opened(MESSAGE, CEDAR.id(), List.of(WORDS));
    private static final Rules OPEN =
            Rules.standard().withConfidentiality(Confidentiality.STANDARD.withConveyance(Conveying.IN_SUBSTANCE));

    private int position;

    @Test
    void whereNothingCrossesByDefaultNoNodeCountsIt() {
        RoomTalk caucus = caucus(Rules.standard());
        assertThat(key(says(caucus, HARBOUR, OPENED))).isEqualTo("convey.denied");
        Hash forged = Passage.nameOf(caucus.sitting().room(), 1, CEDAR.id(), 0);
        assertThat(key(crosses(says(caucus, HARBOUR, OPENED), forged, CrossedAs.PARAPHRASE)))
                .isEqualTo("convey.no-such-passage");
    }

    @Test
    void whereTheRulesLetItTheMediatorTakesItUpAndTheSourceSeesWhatCrosses() {
        RoomTalk caucus = says(caucus(OPEN), HARBOUR, OPENED);
        Passage passage = caucus.conveyance().passages().getFirst();
        assertThat(passage.author()).isEqualTo(CEDAR.id());
        assertThat(passage.caveat()).isEqualTo(Caveat.IN_SUBSTANCE);
        assertThat(key(crosses(caucus, passage.name(), CrossedAs.VERBATIM))).isEqualTo("convey.against-caveat");
        assertThat(key(crosses(caucus, passage.name(), CrossedAs.PARAPHRASE))).isEqualTo("counts");
    }

    @Test
    void itsAuthorWithdrawsItForGood() {
        RoomTalk caucus = says(caucus(OPEN), HARBOUR, OPENED);
        Hash passage = caucus.conveyance().passages().getFirst().name();
        caucus = says(caucus, CEDAR, new Withdrawn(passage));
        assertThat(key(crosses(caucus, passage, CrossedAs.PARAPHRASE))).isEqualTo("convey.against-caveat");
        assertThat(key(says(caucus, HARBOUR, OPENED))).isEqualTo("convey.labelled");
    }

    @Test
    void whatItsAuthorLabelledIsNotOpenedUnderAnotherLabel() {
        Marked forYouOnly = new Marked(MESSAGE, List.of(new Marking(WORDS, new Label(Caveat.FOR_YOU_ONLY, "", 0))));
        RoomTalk caucus = says(caucus(OPEN), CEDAR, forYouOnly);
        assertThat(key(says(caucus, HARBOUR, OPENED))).isEqualTo("convey.labelled");
    }

    @Test
    void aPartyThatProtectsAllItSaysStillLabelsWhatMayCross() {
        RoomTalk caucus = caucus(OPEN);
        for (int i = 0; i < 2 * Conveyance.MOST_EACH; i++) {
            Marking protectedWords = new Marking(WORDS, new Label(Caveat.FOR_YOU_ONLY, "", 0));
            caucus = says(caucus, CEDAR, new Marked(Hash.of("message", Hash.number(i)), List.of(protectedWords)));
        }
        assertThat(caucus.conveyance().passages()).hasSize(2 * Conveyance.MOST_EACH);
        Marking mayCross = new Marking(WORDS, new Label(Caveat.VERBATIM, "", 0));
        assertThat(key(says(caucus, CEDAR, new Marked(MESSAGE, List.of(mayCross)))))
                .isEqualTo("counts");
        assertThat(key(says(caucus, HARBOUR, OPENED))).isEqualTo("counts");
    }

    @Test
    void whereNobodyIsNamedItCrossesAsTheMediatorsOwnOnly() {
        Rules nameless = OPEN.withConfidentiality(OPEN.confidentiality().withAttribution(Attribution.NONE));
        RoomTalk caucus = says(caucus(nameless), HARBOUR, OPENED);
        Hash passage = caucus.conveyance().passages().getFirst().name();
        assertThat(key(crosses(caucus, passage, CrossedAs.PARAPHRASE))).isEqualTo("convey.against-caveat");
        assertThat(key(says(
                        caucus,
                        HARBOUR,
                        new Crossed(passage, CrossedAs.OWN, List.of(), new Wording("", "en", Direction.LTR), "", 0))))
                .isEqualTo("counts");
    }

    @Test
    void whatWasTakenUpUnderOtherRulesCrossesOnlyAsThoseInForceLetIt() {
        Rules denying = OPEN.next().withConfidentiality(OPEN.confidentiality().withConveyance(Conveying.DENY));
        RoomTalk caucus = under(denying, says(caucus(OPEN), HARBOUR, OPENED));
        Hash passage = caucus.conveyance().passages().getFirst().name();
        assertThat(key(crosses(caucus, passage, CrossedAs.PARAPHRASE))).isEqualTo("convey.other-rules");
        Label own = new Label(Caveat.IN_SUBSTANCE, "", 0);
        assertThat(key(crosses(says(caucus, CEDAR, new Relabelled(passage, own)), passage, CrossedAs.PARAPHRASE)))
                .as("once its author has labelled it")
                .isEqualTo("counts");

        Rules nameless = OPEN.next().withConfidentiality(OPEN.confidentiality().withAttribution(Attribution.NONE));
        caucus = under(nameless, says(caucus(OPEN), HARBOUR, OPENED));
        passage = caucus.conveyance().passages().getFirst().name();
        assertThat(key(crosses(caucus, passage, CrossedAs.PARAPHRASE)))
                .as("with the name of its author, where nobody is named any more")
                .isEqualTo("convey.other-rules");
    }

    @Test
    void whatItsAuthorLabelledCrossesUnderWhateverRules() {
        Marked marked = new Marked(MESSAGE, List.of(new Marking(WORDS, new Label(Caveat.IN_SUBSTANCE, "", 0))));
        Rules denying = OPEN.next().withConfidentiality(OPEN.confidentiality().withConveyance(Conveying.DENY));
        RoomTalk caucus = under(denying, says(caucus(OPEN), CEDAR, marked));
        assertThat(key(crosses(caucus, caucus.conveyance().passages().getFirst().name(), CrossedAs.PARAPHRASE)))
                .isEqualTo("counts");
    }

    /** All who sit there agree on these Rules. */
    private RoomTalk under(Rules next, RoomTalk before) {
        RoomTalk proposed =
                Rooms.fold(before, ++position, CEDAR, new RoomEvent.OfTable(new RulesProposed(next, "")).encoded());
        RoomTalk agreed = Rooms.fold(
                proposed, ++position, HARBOUR, new RoomEvent.OfTable(new RulesAccepted(next.hash())).encoded());
        assertThat(agreed.rules()).isEqualTo(next);
        return agreed;
    }

    @Test
    void onlyAMediatorOpensOnlyWordsOfAPartyOnlyInItsCaucus() {
        assertThat(key(says(caucus(OPEN), CEDAR, OPENED))).isEqualTo("convey.mediators-convey");
        assertThat(key(says(caucus(OPEN), HARBOUR, new Opened(MESSAGE, JUNIPER.id(), List.of(WORDS)))))
                .isEqualTo("convey.from-a-party");
        assertThat(key(says(caucus(OPEN), HARBOUR, new Opened(MESSAGE, HARBOUR.id(), List.of(WORDS)))))
                .isEqualTo("convey.from-a-party");
        assertThat(key(says(room(RoomKind.PLENARY, OPEN, CEDAR, JUNIPER, HARBOUR), HARBOUR, OPENED)))
                .isEqualTo("convey.no-caucus");
        assertThat(key(says(caucus(OPEN), HARBOUR, new Opened(MESSAGE, CEDAR.id(), List.of()))))
                .isEqualTo("convey.how-many");
        assertThat(key(says(
                        caucus(OPEN),
                        HARBOUR,
                        new Opened(
                                MESSAGE,
                                CEDAR.id(),
                                List.of(new Wording(
                                        "x".repeat(Conveyance.MOST_TEXT_BYTES + 1), "en", Direction.LTR))))))
                .isEqualTo("no event");
        assertThat(key(says(
                        caucus(OPEN),
                        HARBOUR,
                        new Opened(
                                MESSAGE,
                                CEDAR.id(),
                                Collections.nCopies(Conveyance.MOST_AT_ONCE, new Wording(" ", "en", Direction.LTR))))))
                .isEqualTo("convey.empty");
    }

    private static RoomTalk caucus(Rules rules) {
        return room(RoomKind.CAUCUS, rules, CEDAR, HARBOUR);
    }

    /** Of a node that doesn't ask its Acts. */
    private RoomTalk says(RoomTalk before, Principal who, ConveyEvent event) {
        return Rooms.fold(before, ++position, who, new RoomEvent.OfConveyance(event).encoded());
    }

    private RoomTalk crosses(RoomTalk before, Hash passage, CrossedAs as) {
        return says(before, HARBOUR, new Crossed(passage, as, List.of(JUNIPER, HARBOUR), SUBSTANCE, "", 0));
    }

    private static String key(RoomTalk after) {
        return switch (after.last().orElseThrow()) {
            case Outcome.Refused(RoomEvent _, Refusal why) -> why.key();
            case Outcome.Happened _ -> "counts";
            case Outcome.Unknown _, Outcome.Nothing _ -> "no event";
        };
    }
}
