package parley.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Watch;
import parley.settlement.advice.Advice;
import parley.settlement.advice.Advisor;

/** What a terminal says of a deal. */
class AdviceTextTest {
    @Test
    void what_is_better_for_somebody_and_worse_for_nobody_is_counted_and_listed() {
        assertThat(about(2, 0))
                .contains("Better for somebody and worse for nobody: 2")
                .containsSubsequence("        3 / 0  Price: 1", "        2 / 1  Price: 2")
                .doesNotContain("more; --json prints all");
    }

    @Test
    void of_many_the_first_thirty_are_printed_and_the_rest_is_counted() {
        String text = about(40, 0);
        assertThat(text)
                .contains("Better for somebody and worse for nobody: 40")
                .contains("        41 / 0  Price: 1")
                .contains("        12 / 29  Price: 30")
                .doesNotContain("        11 / 30  ")
                .contains("        … and 10 more; --json prints all");
    }

    @Test
    void of_a_deal_that_nothing_betters_no_list_is_printed() {
        assertThat(about(2, 1)).contains("Efficient: proved").doesNotContain("Better for somebody");
    }

    /** One issue: option 0 is worth nothing to the first and nothing to the second, all others are efficient. */
    private static String about(int efficient, int deal) {
        Issue price = new Issue(
                "Price",
                IntStream.rangeClosed(0, efficient).mapToObj(String::valueOf).toList());
        Bargain bargain = Bargain.of(
                List.of(price),
                List.of(
                        party(
                                "one",
                                IntStream.rangeClosed(0, efficient)
                                        .map(option -> option == 0 ? 0 : efficient + 2 - option)),
                        party(
                                "other",
                                IntStream.rangeClosed(0, efficient).map(option -> option == 0 ? 0 : option - 1))));
        Advice.OfDeal about = Advisor.about(
                bargain,
                new int[] {deal},
                Request.USUAL,
                Settler.answer(bargain, Request.USUAL, Watch.NONE),
                Watch.NONE);
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new AdviceText(out, bargain).print(new Advice(Optional.of(about), Map.of(), Map.of()));
        out.flush();
        return text.toString();
    }

    private static Party party(String name, IntStream scores) {
        return new Party(name, Ratio.ZERO, List.of(scores.mapToObj(Ratio::of).toList()));
    }
}
