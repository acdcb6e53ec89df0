package parley.node.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Result;
import parley.talks.sheet.SheetIssue;

class SheetTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"-", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\u05be", "\u2022", "\u00b7", "*"})
    void an_option_begins_with_whatever_a_keyboard_puts_for_a_dash(String dash) {
        assertThat(SheetText.read("Water\n" + dash + " half\n" + dash + "a third\n"))
                .isEqualTo(Result.done(List.of(new SheetIssue("Water", List.of("half", "a third")))));
    }

    @Test
    void what_was_drawn_is_read_as_it_was_written() {
        List<SheetIssue> issues = List.of(new SheetIssue("Stockpile", List.of("\u2013 5 %", "* all", "-")));
        assertThat(SheetText.read(SheetText.write(issues))).isEqualTo(Result.done(issues));
    }
}
