package parley.node.bargain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Asking;
import parley.node.desk.Asking.AskingView;
import parley.node.desk.Asking.Contradiction;
import parley.node.desk.Asking.Outcome;
import parley.node.desk.Asking.Question;
import parley.node.desk.Asking.Swing;
import parley.node.desk.Asking.Verdict;
import parley.node.desk.Sheets;

/** What a side is asked about a sheet, and what comes of its answers. */
class InterviewTest {
    private static final Hash SHEET = Hash.of("interview-sheet");

    @Test
    void scores_are_what_was_answered_times_the_weight_a_thousand_for_the_best_package() {
        Interview asked = answered(begun(3, 2), List.of(0L, 40L, 100L), List.of(100L, 0L), List.of(100L, 25L));
        asked = skipped(asked);
        Outcome came = asked.view().came().orElseThrow();
        assertThat(came.weights()).containsExactly(80L, 20L);
        assertThat(came.scores())
                .isEqualTo(new Sheets.Scores(
                        SHEET,
                        List.of(
                                new Sheets.IssueScores(List.of(0L, 320L, 800L)),
                                new Sheets.IssueScores(List.of(200L, 0L))),
                        0));
    }

    @Test
    void a_swing_names_the_worst_and_the_best_that_were_told() {
        Interview asked = answered(begun(3, 1, 2), List.of(50L, 100L, 0L), List.of(100L, 0L));
        assertThat(asked.view().question())
                .contains(new Question.Swings(List.of(new Swing(0, 2, 1), new Swing(2, 1, 0))));
    }

    @Test
    void answers_that_do_not_answer_are_refused_and_say_why() {
        Interview options = begun(3, 2);
        assertThat(refused(options, List.of(0L, 100L))).isEqualTo("wants.not-one-each");
        assertThat(refused(options, List.of(0L, 50L, 101L))).isEqualTo("wants.not-one-each");
        assertThat(refused(options, List.of())).isEqualTo("wants.not-one-each");
        assertThat(refused(options, List.of(10L, 50L, 100L))).isEqualTo("wants.no-best-or-worst");
        Interview swings = answered(begun(3, 2, 2), List.of(0L, 50L, 100L), List.of(0L, 100L), List.of(100L, 0L));
        assertThat(refused(swings, List.of(60L, 90L, 10L))).isEqualTo("wants.no-most");
        Interview swap = answered(swings, List.of(100L, 90L, 80L));
        assertThat(swap.view().question().orElseThrow()).isInstanceOf(Question.Swap.class);
        assertThat(refused(swap, List.of(3L))).isEqualTo("wants.changed");
        Interview rank = answered(swap, List.of(), List.of());
        assertThat(rank.view().question().orElseThrow()).isInstanceOf(Question.Rank.class);
        assertThat(refused(rank, Collections.nCopies(packages(rank).size(), 0L)))
                .isEqualTo("wants.no-order");
        assertThat(refused(skipped(rank), List.of())).isEqualTo("wants.changed");
    }

    @Test
    void a_trade_against_the_numbers_is_shown_with_weights_that_agree_and_the_side_chooses() {
        Interview asked = answered(begun(2, 2), List.of(0L, 100L), List.of(0L, 100L), List.of(100L, 50L), List.of((long)
                Verdict.YES.number()));
        Question.Settle settle = (Question.Settle) asked.view().question().orElseThrow();
        assertThat(settle.against()).extracting(Contradiction::hundredths).containsExactly(33L);
        assertThat(settle.given()).containsExactly(67L, 33L);
        assertThat(settle.fitted().get(1)).isGreaterThanOrEqualTo(50);
        Outcome fitted = skipped(answered(asked, List.of(1L))).view().came().orElseThrow();
        assertThat(fitted.fitted()).isTrue();
        assertThat(fitted.against()).isEmpty();
        assertThat(fitted.weights().get(1))
                .isGreaterThanOrEqualTo(fitted.weights().get(0));
        Outcome kept = skipped(answered(asked, List.of(0L))).view().came().orElseThrow();
        assertThat(kept.fitted()).isFalse();
        assertThat(kept.weights()).containsExactly(67L, 33L);
        assertThat(kept.against()).hasSize(1);
    }

    @Test
    void a_rank_is_read_as_the_place_of_each_package() {
        Interview rank = answered(
                begun(3, 2, 3),
                List.of(0L, 60L, 100L),
                List.of(100L, 0L),
                List.of(0L, 30L, 100L),
                List.of(100L, 40L, 60L),
                List.of(),
                List.of());
        List<List<Integer>> packages = packages(rank);
        assertThat(packages).hasSize(4);
        Question.Settle settle = (Question.Settle)
                answered(rank, List.of(0L, 3L, 1L, 2L)).view().question().orElseThrow();
        assertThat(settle.against())
                .as("the third was put before the fourth")
                .extracting(Contradiction::about)
                .containsExactly(new Asking.About.OfRank(packages.get(2), packages.get(3)));
    }

    @Test
    void of_answers_that_cannot_all_be_meant_those_that_agree_with_the_numbers_are_known() {
        Outcome came = answered(
                        begun(4, 3, 3, 3, 3),
                        List.of(100L, 60L, 40L, 0L),
                        List.of(100L, 70L, 0L),
                        List.of(100L, 80L, 0L),
                        List.of(0L, 60L, 100L),
                        List.of(0L, 50L, 100L),
                        List.of(100L, 45L, 30L, 40L, 15L),
                        List.of(0L),
                        List.of(1L),
                        List.of(2L),
                        List.of(2L, 1L, 3L, 0L, 4L),
                        List.of(40L))
                .view()
                .came()
                .orElseThrow();
        assertThat(came.impossible())
                .as("two of the ranks say what the numbers say, and contradict a third")
                .extracting(Contradiction::agrees)
                .containsExactly(false, false, true, true, false);
    }

    /** Each of many places looked for among all of them would hold a node up for minutes. */
    @Test
    void a_rank_of_more_packages_than_there_are_is_refused_without_a_look_at_them() {
        Interview rank = skippedTo(
                Question.Rank.class,
                answered(
                        begun(3, 2, 3),
                        List.of(0L, 60L, 100L),
                        List.of(100L, 0L),
                        List.of(0L, 30L, 100L),
                        List.of(100L, 40L, 60L)));
        List<Long> many = new AbstractList<>() {
            @Override
            public Long get(int index) {
                throw new AssertionError("looked at place " + index);
            }

            @Override
            public int size() {
                return 1_000_000;
            }
        };
        assertThat(refused(rank, many)).isEqualTo("wants.no-order");
    }

    private static Interview skippedTo(Class<? extends Question> question, Interview asked) {
        return question.isInstance(asked.view().question().orElseThrow())
                ? asked
                : skippedTo(question, answered(asked, List.of()));
    }

    @Test
    void taken_back_the_same_question_stands_again() {
        Interview first = begun(3, 2);
        Interview second = answered(first, List.of(0L, 50L, 100L));
        assertThat(second.view().question()).contains(new Question.Options(1));
        assertThat(second.back().view()).isEqualTo(first.view());
        assertThat(first.back().view()).isEqualTo(first.view());
        assertThat(answered(second, List.of(0L, 100L)).anew().view()).isEqualTo(first.view());
    }

    @Test
    void answers_of_another_time_count_as_far_as_they_answer_what_is_asked() {
        Interview kept = Interview.of(SHEET, List.of(3, 2), List.of(List.of(0L, 50L, 100L), List.of(7L)))
                .orElseThrow();
        assertThat(kept.answers()).containsExactly(List.of(0L, 50L, 100L));
        assertThat(Interview.of(SHEET, Collections.nCopies(41, 2), List.of()))
                .as("more issues than anybody answers with care")
                .isEmpty();
    }

    @Test
    void whatever_is_answered_comes_to_an_end_with_scores_that_can_be_kept() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Integer> options = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(_ -> 1 + random.nextInt(4))
                    .toList();
            Interview asked = Interview.of(SHEET, options, List.of()).orElseThrow();
            while (asked.view().question().isPresent()) {
                Question question = asked.view().question().get();
                asked = answered(asked, answer(question, options, random));
                assertThat(asked.answers().size())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(asked.view().most())
                        .isLessThanOrEqualTo(Interview.MOST_ANSWERS);
            }
            Outcome came = asked.view().came().orElseThrow();
            assertThat(Interview.of(SHEET, options, asked.answers())
                            .orElseThrow()
                            .view())
                    .as("kept and read again, seed %d", seed)
                    .isEqualTo(asked.view());
            assertThat(came.weights().stream().mapToLong(Long::longValue).sum()).isIn(0L, 100L);
            long best = came.scores().issues().stream()
                    .mapToLong(one -> Collections.max(one.options()))
                    .sum();
            assertThat(best)
                    .as("the best package, each score rounded, seed %d", seed)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isZero(),
                            thousand -> assertThat(thousand)
                                    .isBetween(Asking.BEST - options.size(), Asking.BEST + options.size()));
            assertThat(came.scores().reservation()).isBetween(0L, Asking.BEST);
            assertThat(came.scores().issues())
                    .as("seed %d", seed)
                    .allSatisfy(one -> assertThat(one.options()).allMatch(points -> points >= 0));
        }
    }

    private static List<Long> answer(Question question, List<Integer> options, Random random) {
        if (question.maySkip() && random.nextInt(4) == 0) {
            return List.of();
        }
        return switch (question) {
            case Question.Options(int issue) -> points(options.get(issue), random, random.nextInt(5) > 0);
            case Question.Swings(List<Swing> swings) -> {
                List<Long> all = new ArrayList<>(points(swings.size(), random, false));
                all.replaceAll(_ -> (long) random.nextInt(101));
                all.set(random.nextInt(all.size()), Asking.MOST);
                yield all;
            }
            case Question.Swap _ -> List.of((long) random.nextInt(3));
            case Question.Rank(List<List<Integer>> packages) -> {
                List<Long> places = new ArrayList<>(
                        LongStream.range(0, packages.size()).boxed().toList());
                Collections.shuffle(places, random);
                yield places;
            }
            case Question.Settle _ -> List.of((long) random.nextInt(2));
            case Question.Walking _ -> List.of((long) random.nextInt(101));
        };
    }

    private static List<Long> points(int count, Random random, boolean cares) {
        List<Long> all = new ArrayList<>(Collections.nCopies(count, 0L));
        if (cares) {
            all.replaceAll(_ -> (long) random.nextInt(101));
            all.set(0, 0L);
            all.set(count - 1, Asking.MOST);
            Collections.shuffle(all, random);
        }
        return all;
    }

    private static List<List<Integer>> packages(Interview asked) {
        return ((Question.Rank) asked.view().question().orElseThrow()).packages();
    }

    private static Interview begun(Integer... options) {
        return Interview.of(SHEET, List.of(options), List.of()).orElseThrow();
    }

    @SafeVarargs
    private static Interview answered(Interview from, List<Long>... answers) {
        Interview now = from;
        for (List<Long> one : answers) {
            now = now.with(one).orThrow();
        }
        return now;
    }

    /** All that may be left out is left out. */
    private static Interview skipped(Interview from) {
        Interview now = from;
        for (AskingView view = now.view();
                view.question().filter(Question::maySkip).isPresent();
                view = now.view()) {
            now = now.with(List.of()).orThrow();
        }
        return now;
    }

    private static String refused(Interview asked, List<Long> answer) {
        return asked.with(answer) instanceof Result.Refused<Interview>(var why) ? why.key() : "taken";
    }
}
