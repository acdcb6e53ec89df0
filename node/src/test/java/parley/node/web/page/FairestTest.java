package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.node.desk.Bargaining.Fair;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Frontier;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Sureness;

/** Fair packages: one letter each, however many measures choose it, in the order in which they are first chosen. */
class FairestTest {
    private static final Point EVEN = new Point(List.of(0, 1), List.of(50L, 50L), true);
    private static final Point RICH = new Point(List.of(1, 1), List.of(90L, 30L), true);
    /** Worth the same to all as {@link #EVEN}, and another package. */
    private static final Point TWIN = new Point(List.of(1, 0), List.of(50L, 50L), true);

    @Test
    void a_package_that_several_measures_choose_stands_once_with_all_of_them() {
        List<Fairest> all = Fairest.of(space(
                fair(FairBy.NASH, EVEN),
                fair(FairBy.KALAI_SMORODINSKY, EVEN),
                fair(FairBy.EGALITARIAN, EVEN),
                fair(FairBy.UTILITARIAN, RICH)));
        assertThat(all).extracting(Fairest::letter).containsExactly(0, 1);
        assertThat(all).extracting(Fairest::point).containsExactly(EVEN, RICH);
        assertThat(all.getFirst().measures())
                .containsExactly(FairBy.NASH, FairBy.KALAI_SMORODINSKY, FairBy.EGALITARIAN);
        assertThat(all.getLast().measures()).containsExactly(FairBy.UTILITARIAN);
    }

    @Test
    void letters_follow_the_order_in_which_packages_are_first_chosen() {
        Space space =
                space(fair(FairBy.NASH, RICH), fair(FairBy.KALAI_SMORODINSKY, EVEN), fair(FairBy.EGALITARIAN, RICH));
        assertThat(Fairest.packages(space)).containsExactly(RICH, EVEN);
        assertThat(Fairest.of(space))
                .extracting(one -> Fairest.letter(one.letter()))
                .containsExactly("A", "B");
    }

    @Test
    void two_packages_of_the_same_worth_are_two() {
        assertThat(Fairest.of(space(fair(FairBy.NASH, EVEN), fair(FairBy.EGALITARIAN, TWIN))))
                .extracting(Fairest::point)
                .containsExactly(EVEN, TWIN);
    }

    @Test
    void it_is_exact_only_if_each_measure_that_chooses_it_is_proved_to() {
        List<Fairest> all = Fairest.of(space(
                fair(FairBy.NASH, EVEN),
                new Fair(FairBy.EGALITARIAN, Sureness.BEST_FOUND, Optional.empty(), Optional.of(EVEN), 0),
                fair(FairBy.UTILITARIAN, RICH)));
        assertThat(all).extracting(Fairest::exact).containsExactly(false, true);
    }

    @Test
    void it_reaches_the_least_of_what_its_unproved_measures_say_and_nothing_is_said_where_one_says_nothing() {
        assertThat(Fairest.of(space(
                                fair(FairBy.NASH, EVEN), found(FairBy.EGALITARIAN, 97), found(FairBy.UTILITARIAN, 90)))
                        .getFirst()
                        .reaches())
                .contains(90L);
        assertThat(Fairest.of(space(
                                found(FairBy.NASH, 97),
                                new Fair(
                                        FairBy.EGALITARIAN,
                                        Sureness.BEST_FOUND,
                                        Optional.empty(),
                                        Optional.of(EVEN),
                                        0)))
                        .getFirst()
                        .reaches())
                .isEmpty();
        assertThat(Fairest.of(space(fair(FairBy.NASH, EVEN))).getFirst().reaches())
                .isEmpty();
    }

    private static Fair found(FairBy by, long reaches) {
        return new Fair(by, Sureness.BEST_FOUND, Optional.of(reaches), Optional.of(EVEN), 0);
    }

    @Test
    void a_measure_that_chooses_nothing_has_no_letter() {
        assertThat(Fairest.of(space(
                        new Fair(FairBy.NASH, Sureness.NONE_ACCEPTABLE, Optional.empty(), Optional.empty(), 0),
                        new Fair(FairBy.EGALITARIAN, Sureness.NONE_FOUND, Optional.empty(), Optional.empty(), 0))))
                .isEmpty();
    }

    @Test
    void a_measure_says_once_how_many_more_are_as_fair_and_one_that_lists_all_says_nothing() {
        Fair nash = new Fair(FairBy.NASH, Sureness.EXACT, Optional.empty(), Optional.of(EVEN), 7);
        Fair alike = new Fair(FairBy.NASH, Sureness.EXACT, Optional.empty(), Optional.of(RICH), 7);
        assertThat(space(nash, alike, fair(FairBy.UTILITARIAN, RICH)).unlisted())
                .containsExactly(nash);
    }

    private static Fair fair(FairBy by, Point point) {
        return new Fair(by, Sureness.EXACT, Optional.empty(), Optional.of(point), 0);
    }

    private static Space space(Fair... fair) {
        return new Space(
                "4",
                false,
                List.of(),
                new Frontier(List.of(), 0, List.of()),
                Arrays.asList(fair),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
