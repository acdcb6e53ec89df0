package parley.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Region;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Watch;
import parley.settlement.advice.Advice;
import parley.settlement.advice.Advisor;
import parley.settlement.advice.Stability;
import parley.settlement.advice.Stake;

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

    @Test
    void what_a_party_gains_is_a_part_of_the_most_it_could_where_all_accept() {
        assertThat(about(2, 2))
                .contains(
                        "    one gains 2 of the 3 it could at most where all accept, 66.7 %, 33.3 behind the largest share\n")
                .contains("    other gains 1 of the 1 it could at most where all accept, 100 %\n");
    }

    @Test
    void interactions_are_named_by_their_points_and_where_they_count() {
        Issue price = new Issue(
                "Price", IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).toList());
        Party nobody = party("one", IntStream.range(0, 9).map(option -> 0));
        Region few = new Region(new TreeMap<>(Map.of(0, new TreeSet<>(List.of(1, 4)))));
        Region many = new Region(new TreeMap<>(Map.of(0, new TreeSet<>(List.of(2, 3, 4, 5)))));
        Bargain bargain = new Builder(
                        List.of(price),
                        List.of(nobody, party("other", IntStream.range(0, 9).map(option -> 0))))
                .bonuses(List.of(new Bonus(0, few, true, Ratio.of(5, 2)), new Bonus(1, many, false, Ratio.of(-3))))
                .build();
        Stability.Change more = new Stability.Change(0, new Stake.OfBonus(0), true, Optional.empty());
        Stability.Change less = new Stability.Change(1, new Stake.OfBonus(1), false, Optional.empty());

        assertThat(sensitivity(bargain, List.of(more, less), 2, false))
                .contains("when any of 2 weights is a tenth more or less (0 of issues, 2 of interactions);"
                        + " the others could not be tried: time ended, no proof was found, or more of them would be too large to"
                        + " count")
                .contains("    one, its 2.5 points when Price is 2 or 5 +10 %: nothing is acceptable any more")
                .contains("    other, its -3 points unless Price is 3 … 6 -10 %: nothing is acceptable any more");
    }

    @Test
    void of_weights_that_were_not_tried_nothing_is_said_to_stay() {
        Bargain bargain = Bargain.of(
                List.of(new Issue("Price", List.of("1"))),
                List.of(party("one", IntStream.of(1)), party("other", IntStream.of(1))));

        assertThat(sensitivity(bargain, List.of(), 0, false))
                .contains(
                        "nash: no weight could be tried: time ended, no proof was found, or more of it would be too large to count.")
                .doesNotContain("the same package");
        assertThat(sensitivity(bargain, List.of(), 0, true))
                .contains("nash: nothing to try, for no issue and no interaction is worth anything to anybody.")
                .doesNotContain("the same package");
    }

    /** Of interactions alone. */
    private static String sensitivity(Bargain bargain, List<Stability.Change> changes, int tried, boolean complete) {
        Point chosen = new Point(new long[2], new int[1]);
        Stability stability = new Stability(chosen, changes, tried, tried, complete);
        return printed(
                bargain, new Advice(Optional.empty(), Map.of(Rule.Named.NASH, Optional.of(stability)), Map.of()));
    }

    private static String printed(Bargain bargain, Advice advice) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new AdviceText(out, bargain).print(advice);
        out.flush();
        return text.toString();
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
        return printed(bargain, new Advice(Optional.of(about), Map.of(), Map.of()));
    }

    private static Party party(String name, IntStream scores) {
        return new Party(name, Ratio.ZERO, List.of(scores.mapToObj(Ratio::of).toList()));
    }
}
