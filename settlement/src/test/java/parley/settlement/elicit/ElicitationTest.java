package parley.settlement.elicit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/** A party that knows what it wants is understood; one that contradicts itself is told of what. */
class ElicitationTest {
    private static final Ratio HUNDRED = Ratio.of(100);

    /** What a party would say, and how far its first weights are off. */
    private record Wants(List<List<Ratio>> values, List<Ratio> truth, List<Ratio> said) {
        Ratio worth(List<Integer> options) {
            Ratio sum = Ratio.ZERO;
            for (int issue = 0; issue < values.size(); issue++) {
                sum = sum.plus(values.get(issue).get(options.get(issue)).times(truth.get(issue)));
            }
            return sum;
        }

        Reply reply(Question question) {
            return switch (question) {
                case Question.Options(int issue) -> new Reply.Options(values.get(issue));
                case Question.Swings(List<Integer> issues) ->
                    new Reply.Swings(issues.stream().map(said::get).toList());
                case Question.Swap(Question.Trade trade) -> {
                    Ratio gained = values.get(trade.other())
                            .get(trade.otherTo())
                            .minus(values.get(trade.other()).get(trade.otherFrom()))
                            .times(truth.get(trade.other()));
                    Ratio given = values.get(trade.issue())
                            .get(trade.from())
                            .minus(values.get(trade.issue()).get(trade.to()))
                            .times(truth.get(trade.issue()));
                    int order = gained.compareTo(given);
                    yield new Reply.Swap(
                            order > 0 ? Reply.Verdict.YES : order < 0 ? Reply.Verdict.NO : Reply.Verdict.EVEN);
                }
                case Question.Rank(List<List<Integer>> packages) ->
                    new Reply.Rank(IntStream.range(0, packages.size())
                            .boxed()
                            .sorted(Comparator.<Integer, Ratio>comparing(at -> worth(packages.get(at)))
                                    .reversed())
                            .toList());
                case Question.Settle ignored -> new Reply.Settle(true);
                case Question.Walking ignored -> new Reply.Walking(Ratio.of(30));
            };
        }
    }

    @Test
    void whoAnswersAsItWantsIsUnderstoodToTheLastDigit() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Issue> issues = issues(random);
            Wants wants = wants(random, issues, 0);
            Elicitation done = answered(issues, wants);
            Outcome outcome = done.outcome().orElseThrow();

            assertThat(done.replies())
                    .as("seed %d", seed)
                    .noneMatch(reply -> reply instanceof Reply.Settle)
                    .hasSizeLessThanOrEqualTo(done.most());
            assertThat(outcome.against()).as("seed %d", seed).isEmpty();
            assertThat(outcome.impossible()).isEmpty();
            for (int issue = 0; issue < issues.size(); issue++) {
                for (int option = 0; option < issues.get(issue).options().size(); option++) {
                    assertThat(outcome.scores().get(issue).get(option))
                            .as("seed %d", seed)
                            .isEqualTo(wants.values()
                                    .get(issue)
                                    .get(option)
                                    .by(HUNDRED)
                                    .times(outcome.weights().of().get(issue)));
                }
            }
            assertThat(outcome.reservation())
                    .isEqualTo(outcome.weights().total().times(Ratio.of(3, 10)));
        }
    }

    @Test
    void weightsThatSayOtherThanItsChoicesAreFittedToThemOrItIsToldThatNoneFit() {
        int fitted = 0;
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Issue> issues = issues(random);
            Outcome outcome =
                    answered(issues, wants(random, issues, 60)).outcome().orElseThrow();
            if (outcome.fitted()) {
                fitted++;
                assertThat(outcome.against()).as("seed %d", seed).isEmpty();
            } else {
                assertThat(outcome.against().isEmpty())
                        .as("seed %d", seed)
                        .isEqualTo(outcome.impossible().isEmpty());
            }
        }
        assertThat(fitted).isPositive();
    }

    @Test
    void checksCanBeSkippedButNotWhatEverythingRestsOn() {
        List<Issue> issues = List.of(
                new Issue("Sinai", List.of("all", "half", "none")), new Issue("Rights", List.of("many", "few")));
        Elicitation asked = Elicitation.of(issues);
        assertThat(asked.mistake(new Reply.Skip())).contains(Mistake.NOT_TO_BE_SKIPPED);
        asked = asked.with(options(100, 40, 0)).with(options(0, 100));
        assertThat(asked.mistake(new Reply.Skip())).contains(Mistake.NOT_TO_BE_SKIPPED);
        asked = asked.with(new Reply.Swings(List.of(Ratio.of(50), HUNDRED)));
        while (asked.next().isPresent()) {
            asked = asked.with(new Reply.Skip());
        }
        assertThat(asked.outcome().orElseThrow().scores())
                .containsExactly(List.of(Ratio.of(50), Ratio.of(20), Ratio.ZERO), List.of(Ratio.ZERO, HUNDRED));
        assertThat(asked.back().next()).containsInstanceOf(Question.Walking.class);
    }

    @Test
    void answersThatDontFitTheirQuestionAreRefused() {
        Elicitation asked = Elicitation.of(
                List.of(new Issue("Sinai", List.of("all", "none")), new Issue("Rights", List.of("many", "few"))));
        assertThat(asked.mistake(options(100))).contains(Mistake.NOT_ONE_EACH);
        assertThat(asked.mistake(options(101, 0))).contains(Mistake.NOT_ONE_EACH);
        assertThat(asked.mistake(options(100, -1))).contains(Mistake.NOT_ONE_EACH);
        assertThat(asked.mistake(options(90, 0))).contains(Mistake.NO_BEST_OR_WORST);
        assertThat(asked.mistake(options(100, 10))).contains(Mistake.NO_BEST_OR_WORST);
        assertThat(asked.mistake(options(0, 0))).isEmpty();
        assertThat(asked.mistake(new Reply.Settle(true))).contains(Mistake.OTHER_QUESTION);
        asked = asked.with(options(100, 0)).with(options(0, 100));
        assertThat(asked.mistake(new Reply.Swings(List.of(Ratio.of(90), Ratio.of(80)))))
                .contains(Mistake.NO_MOST);
    }

    @Test
    void anIssueNobodyCaresAboutIsNotAskedAboutAgain() {
        Elicitation asked = Elicitation.of(List.of(
                new Issue("Sinai", List.of("all", "none")),
                new Issue("Name", List.of("one", "other")),
                new Issue("Rights", List.of("many", "few")),
                new Issue("Place", List.of("only"))));
        asked = asked.with(options(100, 0)).with(options(0, 0)).with(options(0, 100));
        assertThat(asked.next()).contains(new Question.Swings(List.of(0, 2)));
    }

    private static Reply options(long... points) {
        return new Reply.Options(
                java.util.Arrays.stream(points).mapToObj(Ratio::of).toList());
    }

    private static Elicitation answered(List<Issue> issues, Wants wants) {
        Elicitation asked = Elicitation.of(issues);
        while (asked.next().isPresent()) {
            Reply reply = wants.reply(asked.next().get());
            assertThat(asked.mistake(reply)).isEmpty();
            asked = asked.with(reply);
        }
        return asked;
    }

    private static List<Issue> issues(Random random) {
        List<Issue> issues = new ArrayList<>();
        for (int issue = 0; issue < 1 + random.nextInt(6); issue++) {
            issues.add(new Issue(
                    "issue " + issue,
                    IntStream.range(0, 2 + random.nextInt(3))
                            .mapToObj(option -> "option " + option)
                            .toList()));
        }
        return issues;
    }

    /** @param off by how much each weight is said higher or lower at most */
    private static Wants wants(Random random, List<Issue> issues, int off) {
        List<List<Ratio>> values = new ArrayList<>();
        for (Issue issue : issues) {
            List<Ratio> one = new ArrayList<>(List.of(Ratio.ZERO, HUNDRED));
            while (one.size() < issue.options().size()) {
                one.add(Ratio.of(random.nextInt(1_000), 10));
            }
            java.util.Collections.shuffle(one, random);
            values.add(one);
        }
        List<Ratio> truth = new ArrayList<>();
        issues.forEach(issue -> truth.add(Ratio.of(1 + random.nextInt(100))));
        truth.set(random.nextInt(truth.size()), HUNDRED);
        List<Ratio> said = new ArrayList<>();
        truth.forEach(weight -> said.add(
                off == 0
                        ? weight
                        : weight.plus(Ratio.of(random.nextInt(2 * off) - off))
                                .max(Ratio.ZERO)
                                .min(HUNDRED)));
        if (!said.contains(HUNDRED)) {
            said.set(random.nextInt(said.size()), HUNDRED);
        }
        return new Wants(values, truth, said);
    }
}
