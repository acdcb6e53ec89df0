package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;
import parley.settlement.Region;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** An answer without a frontier says why there is none. */
class AnswerJsonTest {
    /** Of two options each: a table over them has over a million cells. */
    private static final int TOO_MANY = 21;

    @Test
    void whereTooManyIssuesInteractItSaysThat() {
        Bargain bargain = tooEntangled();
        Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);

        assertThat(answer.solutions().values())
                .hasSize(4)
                .containsOnly(new Solution.None(Solution.Reason.TOO_ENTANGLED));
        assertThat(AnswerJson.of(bargain, Request.USUAL, answer, Optional.empty()))
                .contains(
                        "\"frontier\":{\"complete\":false,\"reason\":\"too many issues interact for this engine\",\"points\":[]}")
                .contains("\"nash\":{\"package\":null,\"reason\":\"too many issues interact for this engine\"}");
    }

    @Test
    void whereItWasStoppedItSaysThat() {
        Bargain bargain = tooEntangled();
        Answer stopped =
                new Answer(Optional.empty(), Map.of(Rule.Named.NASH, new Solution.None(Solution.Reason.STOPPED)));

        assertThat(AnswerJson.of(bargain, Request.USUAL, stopped, Optional.empty()))
                .contains(
                        "\"frontier\":{\"complete\":false,\"reason\":\"the search ended before any of it was found\",\"points\":[]}");
    }

    /** One region over all issues, which two parties want the other way round, so that no option can be left out. */
    private static Bargain tooEntangled() {
        List<Issue> issues = IntStream.range(0, TOO_MANY)
                .mapToObj(issue -> new Issue("issue " + issue, List.of("yes", "no")))
                .toList();
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        IntStream.range(0, TOO_MANY).forEach(issue -> within.put(issue, new TreeSet<>(List.of(0))));
        return new Builder(issues, List.of(party("one", 1, 0), party("other", 0, 1)))
                .bonuses(List.of(new Bonus(0, new Region(within), true, Ratio.ONE)))
                .build();
    }

    private static Party party(String name, long yes, long no) {
        return new Party(
                name,
                Ratio.ZERO,
                IntStream.range(0, TOO_MANY)
                        .mapToObj(issue -> List.of(Ratio.of(yes), Ratio.of(no)))
                        .toList());
    }
}
