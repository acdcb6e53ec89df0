package parley.settlement.elicit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/**
 * Asks a party what it wants: how good each option is, how much each issue matters, some trades and a rank to check that, and what walking away is
 * worth. Immutable: it is the sheet and the answers so far, from which everything else follows. Whoever asks keeps the answers.
 */
public final class Elicitation {
    /** One question each and some more: beyond, nobody answers with care. */
    public static final int MOST_ISSUES = 40;

    private static final Ratio HUNDRED = Ratio.of(100);

    private final List<Issue> issues;
    private final List<Reply> replies;
    private final List<List<Ratio>> values = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private Weights weights;
    private Ratio reservation = Ratio.ZERO;
    private boolean fitted;
    private List<Statement> impossible = List.of();
    private @Nullable Question next;

    private Elicitation(List<Issue> issues, List<Reply> replies) {
        this.issues = issues;
        this.replies = replies;
        weights = new Weights(issues.stream().map(issue -> Ratio.ZERO).toList());
        ask();
    }

    /** Before the first answer. Throws {@link IllegalArgumentException} for more than {@link #MOST_ISSUES} issues or none. */
    public static Elicitation of(List<Issue> issues) {
        if (issues.isEmpty() || issues.size() > MOST_ISSUES) {
            throw new IllegalArgumentException("a party is asked about 1 to " + MOST_ISSUES + " issues");
        }
        return new Elicitation(List.copyOf(issues), List.of());
    }

    /** The next question; empty when all are answered. */
    public Optional<Question> next() {
        return Optional.ofNullable(next);
    }

    public List<Reply> replies() {
        return replies;
    }

    /** What is wrong with an answer to the next question. */
    public Optional<Mistake> mistake(Reply reply) {
        return next == null ? Optional.of(Mistake.NOTHING_ASKED) : Mistake.in(next, reply, issues);
    }

    /** With one answer more, to which there is no {@link #mistake}. */
    public Elicitation with(Reply reply) {
        mistake(reply).ifPresent(mistake -> {
            throw new IllegalArgumentException(mistake.toString());
        });
        List<Reply> more = new ArrayList<>(replies);
        more.add(reply);
        return new Elicitation(issues, List.copyOf(more));
    }

    /** Without the last answer. */
    public Elicitation back() {
        return replies.isEmpty() ? this : new Elicitation(issues, replies.subList(0, replies.size() - 1));
    }

    /** How many questions there may be at most, for whoever wants to know how long it takes. */
    public int most() {
        return issues.size() + 7;
    }

    /** What follows from all answers; empty while there is a next question. */
    public Optional<Outcome> outcome() {
        if (next != null) {
            return Optional.empty();
        }
        List<List<Ratio>> scores = new ArrayList<>();
        for (int issue = 0; issue < issues.size(); issue++) {
            Ratio weight = weights.of().get(issue);
            scores.add(values.get(issue).stream().map(weight::times).toList());
        }
        return Optional.of(new Outcome(
                reservation.by(HUNDRED).times(weights.total()), scores, weights, fitted, against(), impossible));
    }

    /** Goes through all questions in order as far as there are answers. */
    private void ask() {
        Answers answers = new Answers(replies);
        next = askValues(answers)
                .or(() -> askSwings(answers))
                .or(() -> askTrades(answers))
                .or(() -> askRank(answers))
                .or(() -> askSettle(answers))
                .or(() -> askWalking(answers))
                .orElse(null);
    }

    private Optional<Question> askValues(Answers answers) {
        for (int issue = 0; issue < issues.size(); issue++) {
            if (issues.get(issue).options().size() == 1) {
                values.add(List.of(Ratio.ZERO));
                continue;
            }
            Optional<Reply> reply = answers.take();
            if (reply.isEmpty()) {
                return Optional.of(new Question.Options(issue));
            }
            if (reply.get() instanceof Reply.Options(List<Ratio> points)) {
                values.add(points.stream().map(one -> one.by(HUNDRED)).toList());
            }
        }
        return Optional.empty();
    }

    private Optional<Question> askSwings(Answers answers) {
        List<Integer> cared = IntStream.range(0, issues.size())
                .filter(issue -> values.get(issue).stream().anyMatch(value -> value.signum() > 0))
                .boxed()
                .toList();
        List<Ratio> points = cared.stream().map(issue -> HUNDRED).toList();
        if (cared.size() > 1) {
            Optional<Reply> reply = answers.take();
            if (reply.isEmpty()) {
                return Optional.of(new Question.Swings(cared));
            }
            if (reply.get() instanceof Reply.Swings(List<Ratio> given)) {
                points = given;
            }
        }
        List<Ratio> all = new ArrayList<>();
        for (int issue = 0; issue < issues.size(); issue++) {
            all.add(cared.contains(issue) ? points.get(cared.indexOf(issue)) : Ratio.ZERO);
        }
        weights = new Weights(all);
        return Optional.empty();
    }

    private Optional<Question> askTrades(Answers answers) {
        for (Question.Trade trade : new Probes(issues, values, weights).trades()) {
            Optional<Reply> reply = answers.take();
            if (reply.isEmpty()) {
                return Optional.of(new Question.Swap(trade));
            }
            if (reply.get() instanceof Reply.Swap(Reply.Verdict verdict)) {
                List<Ratio> factors = new ArrayList<>();
                for (int issue = 0; issue < issues.size(); issue++) {
                    List<Ratio> value = values.get(issue);
                    factors.add(
                            issue == trade.issue()
                                    ? value.get(trade.to()).minus(value.get(trade.from()))
                                    : issue == trade.other()
                                            ? value.get(trade.otherTo()).minus(value.get(trade.otherFrom()))
                                            : Ratio.ZERO);
                }
                statements.add(new Statement(factors, verdict, new Statement.About.Trade(trade)));
            }
        }
        return Optional.empty();
    }

    private Optional<Question> askRank(Answers answers) {
        List<List<Integer>> packages = new Probes(issues, values, weights).packages();
        if (packages.size() < 3) {
            return Optional.empty();
        }
        Optional<Reply> reply = answers.take();
        if (reply.isEmpty()) {
            return Optional.of(new Question.Rank(packages));
        }
        if (reply.get() instanceof Reply.Rank(List<Integer> order)) {
            for (int at = 1; at < order.size(); at++) {
                List<Integer> better = packages.get(order.get(at - 1));
                List<Integer> worse = packages.get(order.get(at));
                List<Ratio> factors = new ArrayList<>();
                for (int issue = 0; issue < issues.size(); issue++) {
                    List<Ratio> value = values.get(issue);
                    factors.add(value.get(better.get(issue)).minus(value.get(worse.get(issue))));
                }
                statements.add(new Statement(factors, Reply.Verdict.YES, new Statement.About.Pair(better, worse)));
            }
        }
        return Optional.empty();
    }

    private Optional<Question> askSettle(Answers answers) {
        if (against().isEmpty()) {
            return Optional.empty();
        }
        Optional<Weights> nearest = Fit.of(weights, statements);
        if (nearest.isEmpty()) {
            impossible = Fit.conflict(weights, statements);
            return Optional.empty();
        }
        Optional<Reply> reply = answers.take();
        if (reply.isEmpty()) {
            return Optional.of(new Question.Settle(against(), weights, nearest.get()));
        }
        if (reply.get() instanceof Reply.Settle(boolean fit) && fit) {
            weights = nearest.get();
            fitted = true;
        }
        return Optional.empty();
    }

    private Optional<Question> askWalking(Answers answers) {
        Optional<Reply> reply = answers.take();
        if (reply.isEmpty()) {
            return Optional.of(new Question.Walking(new Probes(issues, values, weights)
                    .packages().stream()
                            .map(one -> new Question.Rung(one, worth(one)))
                            .sorted(Comparator.comparing(Question.Rung::part).reversed())
                            .toList()));
        }
        if (reply.get() instanceof Reply.Walking(Ratio part)) {
            reservation = part;
        }
        return Optional.empty();
    }

    private Ratio worth(List<Integer> options) {
        Ratio sum = Ratio.ZERO;
        for (int issue = 0; issue < issues.size(); issue++) {
            sum = sum.plus(values.get(issue).get(options.get(issue)).times(weights.share(issue)));
        }
        return sum.times(HUNDRED);
    }

    private List<Statement> against() {
        return statements.stream()
                .filter(statement -> statement.disagrees(weights))
                .toList();
    }

    /** Answers in the order in which they were given. */
    private static final class Answers {
        private final List<Reply> all;
        private int taken;

        Answers(List<Reply> all) {
            this.all = all;
        }

        Optional<Reply> take() {
            return taken < all.size() ? Optional.of(all.get(taken++)) : Optional.empty();
        }
    }
}
