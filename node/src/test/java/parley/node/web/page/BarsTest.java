package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gives and who gets: to the left of the middle what is given, to the right what is got, the longest to the end. */
class BarsTest {
    @Test
    void what_is_given_goes_left_and_what_is_got_right_as_long_as_its_part_of_the_most() {
        Bars bars = Bars.of(List.of(
                new Bars.Line("Line of withdrawal", List.of(-50L, 25L)), new Bars.Line("Water", List.of(0L, 10L))));
        assertThat(bars.rows().getFirst().bars())
                .containsExactly(
                        new Bars.Bar(0, -50, "214.0", "26", "176.0", "210.0", "end"),
                        new Bars.Bar(1, 25, "390.0", "40", "88.0", "482.0", "start"));
        assertThat(bars.rows().getLast().bars()).extracting(Bars.Bar::width).containsExactly("0.0", "35.2");
        assertThat(bars.height()).isEqualTo(114);
    }

    @Test
    void nothing_to_give_or_get_draws_no_bar_and_divides_by_nothing() {
        assertThat(Bars.of(List.of(new Bars.Line("Water", List.of(0L, 0L))))
                        .rows()
                        .getFirst()
                        .bars())
                .extracting(Bars.Bar::width)
                .containsExactly("0.0", "0.0");
        assertThat(Bars.of(List.of()).rows()).isEmpty();
    }

    @Test
    void a_long_name_is_shortened_between_letters() {
        String name = "\uD83D\uDCDC".repeat(30);
        String label = Bars.of(List.of(new Bars.Line(name, List.of(1L))))
                .rows()
                .getFirst()
                .label();
        assertThat(label).endsWith("…");
        assertThat(label.codePoints().filter(one -> one == 0x1F4DC).count()).isEqualTo(19);
        assertThat(label.codePointCount(0, label.length())).isEqualTo(20);
    }
}
