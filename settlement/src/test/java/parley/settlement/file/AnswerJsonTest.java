package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Solution;

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

    private static Party party(String name) {
        return new Party(name, Ratio.ZERO, List.of(List.of(Ratio.ONE)));
    }
}
