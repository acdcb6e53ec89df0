package parley.node.bargain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.Fair;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.Source;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Sheets.IssueScores;
import parley.node.desk.Sheets.Scores;

/** Where a measure finds several packages equally fair, which one stands first is an accident of the order of sides. */
class EquallyFairTest {
    private static final Hash SHEET = Hash.of("sheet");

    @Test
    void of_packages_that_are_as_fair_each_is_named() {
        Case asked = ofOneIssue(List.of(List.of(5L, 3L, 4L), List.of(3L, 5L, 1L)));
        Space space = SpaceCounter.count(asked, SpaceCounterTest.PATIENT);
        assertThat(space.fair())
                .extracting(
                        Bargaining.Fair::by, fair -> fair.point().orElseThrow().worth())
                .containsExactly(
                        tuple(FairBy.NASH, List.of(5L, 3L)),
                        tuple(FairBy.NASH, List.of(3L, 5L)),
                        tuple(FairBy.KALAI_SMORODINSKY, List.of(5L, 3L)),
                        tuple(FairBy.KALAI_SMORODINSKY, List.of(3L, 5L)),
                        tuple(FairBy.EGALITARIAN, List.of(5L, 3L)),
                        tuple(FairBy.EGALITARIAN, List.of(3L, 5L)),
                        tuple(FairBy.UTILITARIAN, List.of(5L, 3L)),
                        tuple(FairBy.UTILITARIAN, List.of(3L, 5L)));
        assertThat(space.fair()).allMatch(fair -> fair.more() == 0);
    }

    /** Three sides can share 1, 2 and 3 in six ways. */
    @Test
    void of_more_than_are_read_five_are_named_and_the_others_counted() {
        Case asked = ofOneIssue(List.of(
                List.of(1L, 1L, 2L, 2L, 3L, 3L), List.of(2L, 3L, 1L, 3L, 1L, 2L), List.of(3L, 2L, 3L, 1L, 2L, 1L)));
        Space space = SpaceCounter.count(asked, SpaceCounterTest.PATIENT);
        for (FairBy by : FairBy.values()) {
            List<Fair> named =
                    space.fair().stream().filter(fair -> fair.by() == by).toList();
            assertThat(named).as(by.name()).hasSize(5).allMatch(fair -> fair.more() == 1);
            assertThat(named).extracting(fair -> fair.point().orElseThrow()).doesNotHaveDuplicates();
        }
    }

    /** Of sides to whom walking away is worth nothing. */
    private static Case ofOneIssue(List<List<Long>> scores) {
        List<Side> sides = scores.stream()
                .map(one -> new Side(
                        new PrincipalId(Hash.of("side", Bytes.utf8(one.toString()))),
                        one.toString(),
                        one.equals(scores.getFirst()),
                        Source.SHARED,
                        Optional.of(new Scores(SHEET, List.of(new IssueScores(one)), 0))))
                .toList();
        return new Case(
                SHEET,
                List.of(scores.getFirst().size()),
                sides,
                List.of(),
                new Asked(Optional.empty(), Optional.empty(), false));
    }
}
