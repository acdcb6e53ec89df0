package parley.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Precision;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** What a terminal says of an answer without a frontier. */
class AnswerTextTest {
    private static final String STOPPED = "Efficient packages: not found: the search ended before any were";

    @Test
    void that_it_was_asked_for_and_not_found_is_said_with_the_reason() {
        assertThat(said(new Request.Extent.Full(), Solution.Reason.STOPPED))
                .contains(STOPPED)
                .contains("nash: not found: no acceptable package was met before the search ended");
        assertThat(said(new Request.Extent.Within(Ratio.ONE), Solution.Reason.STOPPED))
                .contains(STOPPED);
    }

    @Test
    void where_none_was_asked_for_nothing_is_said_of_it() {
        assertThat(said(new Request.Extent.Nothing(), Solution.Reason.STOPPED)).doesNotContain("Efficient packages");
    }

    @Test
    void scores_that_were_rounded_are_named_before_anything_is_called_proved() {
        Ratio fine = Ratio.of(1, (1L << 61) - 1);
        List<Issue> issues = List.of(new Issue("Price", List.of("1", "2")));
        List<List<Ratio>> scores = List.of(List.of(Ratio.ONE, fine));
        Bargain rounded = new Builder(
                        issues, List.of(new Party("one", Ratio.ZERO, scores), new Party("other", Ratio.ZERO, scores)))
                .precision(Precision.NEAREST)
                .build();
        assertThat(said(rounded, new Request.Extent.Nothing(), Solution.Reason.STOPPED))
                .contains("Scores were rounded, each by up to ");
        assertThat(said(new Request.Extent.Nothing(), Solution.Reason.STOPPED)).doesNotContain("rounded");
    }

    @Test
    void one_is_said_to_be_one() {
        Bargain bargain = Bargain.of(List.of(new Issue("Price", List.of("1"))), List.of(party("one"), party("other")));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new AnswerText(out).print(bargain, Request.USUAL, Settler.answer(bargain, Request.USUAL, Watch.NONE));
        out.flush();

        assertThat(text.toString())
                .startsWith("1 package; parties: one, other")
                .contains("1 efficient package, the only one");
    }

    private static String said(Request.Extent extent, Solution.Reason reason) {
        Issue issue = new Issue("Price", List.of("1"));
        return said(Bargain.of(List.of(issue), List.of(party("one"), party("other"))), extent, reason);
    }

    private static String said(Bargain bargain, Request.Extent extent, Solution.Reason reason) {
        Map<Rule, Solution> solutions = new LinkedHashMap<>();
        solutions.put(Rule.Named.NASH, new Solution.None(reason));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new AnswerText(out)
                .print(bargain, new Request(List.of(Rule.Named.NASH), extent), new Answer(Optional.empty(), solutions));
        out.flush();
        return text.toString();
    }

    private static Party party(String name) {
        return new Party(name, Ratio.ZERO, List.of(List.of(Ratio.ONE)));
    }
}
