package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
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
import parley.settlement.Precision;
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

    /** Which one is chosen is an accident of the order of parties. */
    @Test
    void packagesThatAreAsGoodByARuleStandBesideTheOneThatItChose() {
        List<Issue> issues = List.of(new Issue("Price", List.of("1", "2", "3")));
        Bargain bargain = Bargain.of(issues, List.of(party("one", 5, 3, 4), party("other", 3, 5, 1)));

        assertThat(AnswerJson.of(
                        bargain, Request.USUAL, Settler.answer(bargain, Request.USUAL, Watch.NONE), Optional.empty()))
                .contains("\"nash\":{\"utilities\":[5,3],\"package\":{\"Price\":\"1\"},\"proof\":\"exact\","
                        + "\"alike\":[{\"utilities\":[3,5],\"package\":{\"Price\":\"2\"}}]}");
        Request without = new Request(List.of(Rule.Named.NASH), new Request.Extent.Nothing());
        assertThat(AnswerJson.of(bargain, without, Settler.answer(bargain, without, Watch.NONE), Optional.empty()))
                .doesNotContain("alike");
    }

    /** A rounding lifts a reservation value down to what the second package gives. */
    @Test
    void onesThatRoundingMakesAcceptableSayThatTheyAreNot() {
        Ratio fine = new Ratio(BigInteger.ONE, BigInteger.TEN.pow(30).add(BigInteger.valueOf(57)));
        Ratio three = Ratio.of(3);
        Ratio five = Ratio.of(5);
        Bargain bargain = new Builder(
                        List.of(new Issue("Price", List.of("1", "2"))),
                        List.of(
                                new Party("one", three.plus(fine), List.of(List.of(five, three))),
                                new Party("other", three, List.of(List.of(three, five)))))
                .precision(Precision.NEAREST)
                .build();

        assertThat(AnswerJson.of(
                        bargain, Request.USUAL, Settler.answer(bargain, Request.USUAL, Watch.NONE), Optional.empty()))
                .containsPattern("\"nash\":\\{[^{]*\"package\":\\{\"Price\":\"1\"},\"proof\":\"exact\",\"alike\"")
                .containsPattern("\"alike\":\\[\\{[^{]*\"package\":\\{\"Price\":\"2\"},\"acceptable\":false}]");
    }

    private static Party party(String name, int... scores) {
        return new Party(
                name,
                Ratio.ZERO,
                List.of(Arrays.stream(scores).mapToObj(Ratio::of).toList()));
    }

    private static Party party(String name) {
        return new Party(name, Ratio.ZERO, List.of(List.of(Ratio.ONE)));
    }
}
