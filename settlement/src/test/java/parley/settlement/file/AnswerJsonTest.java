package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
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
    @Test
    void whereItWasStoppedItSaysThat() {
        Bargain bargain = Bargain.of(List.of(new Issue("Price", List.of("1"))), List.of(party("one"), party("other")));
        Answer stopped =
                new Answer(Optional.empty(), Map.of(Rule.Named.NASH, new Solution.None(Solution.Reason.STOPPED)));

        assertThat(AnswerJson.of(bargain, Request.USUAL, stopped, Optional.empty()))
                .contains(
                        "\"frontier\":{\"complete\":false,\"reason\":\"the search ended before any of it was found\",\"points\":[]}");
    }

    /** All that is forbidden is no question of what walking away is worth. */
    @Test
    void whereMuchIsForbiddenItSpeaksOfWhatIsAllowed() {
        Bargain bargain = new Builder(List.of(new Issue("Price", List.of("1"))), List.of(party("one"), party("other")))
                .forbidden(List.of(new Region(new TreeMap<>(Map.of(0, new TreeSet<>(List.of(0)))))))
                .build();

        assertThat(AnswerJson.of(
                        bargain, Request.USUAL, Settler.answer(bargain, Request.USUAL, Watch.NONE), Optional.empty()))
                .contains("\"nash\":null", "\"reason\":\"no package that is allowed meets all reservation values\"");
    }

    private static Party party(String name) {
        return new Party(name, Ratio.ZERO, List.of(List.of(Ratio.ONE)));
    }
}
