package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.Line;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** A reader at a terminal tells the mediator's own words from what it brings, as a reader of the page does. */
class LineTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T18:00:00Z");
    private static final PrincipalId OMAN = new PrincipalId(Hash.of("oman"));

    @Test
    void theMediatorsOwnWordsAreMarkedAsSuch() {
        assertThat(LineTexts.of(said(true))).endsWith("Oman (Mediator’s own words): What if each wrote a letter?");
        assertThat(LineTexts.of(said(false))).endsWith("Oman: What if each wrote a letter?");
    }

    @Test
    void whatItBringsSaysWhetherItIsVerbatimAndHowFarThatWasChecked() {
        assertThat(LineTexts.of(brought("verbatim", "beside.brought.verbatim")))
                .contains("Oman brings words of Iran.", "    Three months.", "Not checked: no proof came with it.");
        assertThat(LineTexts.of(brought("verbatim", "beside.brought.verbatim.checked")))
                .contains("Verbatim from Iran. Checked: their words.");
        assertThat(LineTexts.of(brought("verbatim", "beside.brought.verbatim.fails")))
                .contains("Does NOT match.");
    }

    @Test
    void whatItBringsInSubstanceSaysWhoseWordsTheseAre() {
        assertThat(LineTexts.of(brought("paraphrase", "beside.brought.paraphrase")))
                .contains("Oman brings what Iran said, in substance.", "In substance from Iran, in the words of Oman.");
    }

    @Test
    void underWhichMandateItsAuthorActedStandsBesideTheName() {
        Line.Acted envoy = new Line.Acted.Under("Envoy", Power.SPEAK, NOW);
        assertThat(LineTexts.of(said(false).acted(Optional.of(envoy))))
                .contains("Oman (Envoy acted, who may speak, until 27 November 2026 · 18:00 UTC): What if");
        assertThat(LineTexts.of(said(false).acted(Optional.of(new Line.Acted.FullPowers()))))
                .contains("Oman (No mandate shown: full powers): What if");
        assertThat(LineTexts.of(
                        brought("verbatim", "beside.brought.verbatim").acted(Optional.of(new Line.Acted.Nobody()))))
                .contains("Oman brings words of Iran. (No mandate stood under which anybody acted)");
    }

    private static Line said(boolean byMediator) {
        return new Line.Message(
                4,
                5,
                NOW,
                OMAN,
                "Oman",
                false,
                NOW,
                Hash.of("message"),
                new Line.Content(
                        MessageKind.STATEMENT,
                        "What if each wrote a letter?",
                        "en",
                        Direction.LTR,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                true,
                List.of(),
                false,
                byMediator,
                Optional.empty());
    }

    private static Line brought(String as, String note) {
        return new Line.Passages(
                4,
                5,
                NOW,
                OMAN,
                "Oman",
                false,
                "line.convey-brought." + as,
                List.of("Oman", "Iran"),
                List.of(new Line.Beside("Three months.", "en", Direction.LTR, note, List.of("Oman", "Iran"))),
                Optional.empty(),
                true,
                false);
    }
}
