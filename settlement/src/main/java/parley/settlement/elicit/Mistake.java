package parley.settlement.elicit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/** What can be wrong with an answer. */
public enum Mistake {
    /** All questions were answered. */
    NOTHING_ASKED,
    /** It answers another question. */
    OTHER_QUESTION,
    /** Numbers from 0 to 100 were asked for, one for each. */
    NOT_ONE_EACH,
    /** The best has to have 100 and the worst 0; or all 0. */
    NO_BEST_OR_WORST,
    /** What matters most has to have 100. */
    NO_MOST,
    /** Each package has to stand in the order once. */
    NO_ORDER,
    /** This one can't be skipped. */
    NOT_TO_BE_SKIPPED;

    private static final Ratio HUNDRED = Ratio.of(100);

    static Optional<Mistake> in(Question question, Reply reply, List<Issue> issues) {
        boolean skipped = reply instanceof Reply.Skip;
        return switch (question) {
            case Question.Options(int issue) ->
                reply instanceof Reply.Options(List<Ratio> points)
                        ? options(points, issues.get(issue).options().size())
                        : Optional.of(skipped ? NOT_TO_BE_SKIPPED : OTHER_QUESTION);
            case Question.Swings(List<Integer> asked) ->
                reply instanceof Reply.Swings(List<Ratio> points)
                        ? swings(points, asked.size())
                        : Optional.of(skipped ? NOT_TO_BE_SKIPPED : OTHER_QUESTION);
            case Question.Swap ignored -> answered(skipped || reply instanceof Reply.Swap);
            case Question.Rank(List<List<Integer>> packages) ->
                reply instanceof Reply.Rank(List<Integer> order) ? rank(order, packages.size()) : answered(skipped);
            case Question.Settle ignored -> answered(skipped || reply instanceof Reply.Settle);
            case Question.Walking ignored ->
                reply instanceof Reply.Walking(Ratio part) && !areEach(List.of(part), 1)
                        ? Optional.of(NOT_ONE_EACH)
                        : answered(skipped || reply instanceof Reply.Walking);
        };
    }

    private static Optional<Mistake> options(List<Ratio> points, int count) {
        if (!areEach(points, count)) {
            return Optional.of(NOT_ONE_EACH);
        }
        boolean cares = points.stream().anyMatch(one -> one.signum() > 0);
        return cares && !(points.contains(Ratio.ZERO) && points.contains(HUNDRED))
                ? Optional.of(NO_BEST_OR_WORST)
                : Optional.empty();
    }

    private static Optional<Mistake> swings(List<Ratio> points, int count) {
        if (!areEach(points, count)) {
            return Optional.of(NOT_ONE_EACH);
        }
        return points.contains(HUNDRED) ? Optional.empty() : Optional.of(NO_MOST);
    }

    private static Optional<Mistake> rank(List<Integer> order, int count) {
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        return order.size() == count && new HashSet<>(order).containsAll(all)
                ? Optional.empty()
                : Optional.of(NO_ORDER);
    }

    private static Optional<Mistake> answered(boolean answered) {
        return answered ? Optional.empty() : Optional.of(OTHER_QUESTION);
    }

    private static boolean areEach(List<Ratio> points, int count) {
        return points.size() == count
                && points.stream().allMatch(one -> one.signum() >= 0 && one.compareTo(HUNDRED) <= 0);
    }
}
