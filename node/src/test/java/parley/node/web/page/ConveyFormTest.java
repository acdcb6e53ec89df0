package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.node.desk.Conveying.Mark;
import parley.node.web.ask.Form;
import parley.talks.convey.Caveat;

/** Which passages come of a message whose lines were labelled. */
class ConveyFormTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void whereALabelHasToBeSaidOneLineForTheMediatorOnlySpeaksForAllOfTheMessage() {
        Form lines = Form.of(Map.of(
                "text1",
                "A day.",
                "caveat1",
                "for-you-only",
                "text2",
                "Two lists.",
                "caveat2",
                "for-you-only",
                "text3",
                " ",
                "caveat3",
                "for-you-only"));
        assertThat(ConveyForm.marks(lines, NOW, true)).extracting(Mark::text).containsExactly("A day.");
        assertThat(ConveyForm.marks(lines, NOW, false)).isEmpty();
    }

    @Test
    void besideLinesThatMayCrossOneSaysThatTheOthersMayNot() {
        Form lines = Form.of(Map.of(
                "text1",
                "A day.",
                "caveat1",
                "for-you-only",
                "text2",
                "Two lists.",
                "caveat2",
                "verbatim",
                "text3",
                "No flags.",
                "caveat3",
                "for-you-only"));
        List<Mark> marks = ConveyForm.marks(lines, NOW, true);
        assertThat(marks).extracting(Mark::text).containsExactly("Two lists.", "A day.");
        assertThat(marks).extracting(one -> one.label().caveat()).containsExactly(Caveat.VERBATIM, Caveat.FOR_YOU_ONLY);
        assertThat(ConveyForm.marks(lines, NOW, false)).extracting(Mark::text).containsExactly("Two lists.");
    }

    @Test
    void aMediatorTakesUpEachLineThatItLeftStanding() {
        Form lines = Form.of(Map.of("text1", "A day.", "text2", "", "text3", "No flags."));
        assertThat(ConveyForm.takenUp(lines)).extracting(Mark::text).containsExactly("A day.", "No flags.");
    }
}
