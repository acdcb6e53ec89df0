package parley.node.bargain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Asking;
import parley.node.desk.Asking.About;
import parley.node.desk.Asking.AskingView;
import parley.node.desk.Asking.Contradiction;
import parley.node.desk.Asking.Outcome;
import parley.node.desk.Asking.Rung;
import parley.node.desk.Asking.Swing;
import parley.node.desk.Asking.Trade;
import parley.node.desk.Asking.Verdict;
import parley.node.desk.Sheets;
import parley.settlement.Issue;
import parley.settlement.Ratio;
import parley.settlement.elicit.Elicitation;
import parley.settlement.elicit.Mistake;
import parley.settlement.elicit.Question;
import parley.settlement.elicit.Reply;
import parley.settlement.elicit.Statement;
import parley.settlement.elicit.Weights;

/** Asks one side about one version of a sheet: the answers so far, from which all else follows. Immutable. */
public final class Interview {
    /** More questions than there are for the largest sheet. */
    public static final int MOST_ANSWERS = Elicitation.MOST_ISSUES + 8;

    private static final Ratio HUNDRED = Ratio.of(100);

    private final Hash sheet;
    private final List<List<Long>> answers;
    private final Elicitation elicitation;

    private Interview(Hash sheet, List<List<Long>> answers, Elicitation elicitation) {
        this.sheet = sheet;
        this.answers = answers;
        this.elicitation = elicitation;
    }

    /**
     * With answers that were given before, as far as they answer what is asked; empty for a sheet of no issues, or of more than anybody answers with care.
     *
     * @param options how many options each issue has
     */
    public static Optional<Interview> of(Hash sheet, List<Integer> options, List<List<Long>> answers) {
        if (options.isEmpty() || options.size() > Elicitation.MOST_ISSUES) {
            return Optional.empty();
        }
        Interview now = new Interview(sheet, List.of(), Elicitation.of(issues(options)));
        for (List<Long> numbers : answers) {
            Result<Interview> next = now.with(numbers);
            if (!(next instanceof Result.Done<Interview>(Interview more))) {
                break;
            }
            now = more;
        }
        return Optional.of(now);
    }

    /** Names are places: the engine needs no others. */
    private static List<Issue> issues(List<Integer> options) {
        return IntStream.range(0, options.size())
                .mapToObj(issue -> new Issue(
                        "issue " + issue,
                        IntStream.range(0, options.get(issue))
                                .mapToObj(option -> "option " + option)
                                .toList()))
                .toList();
    }

    public Hash sheet() {
        return sheet;
    }

    public List<List<Long>> answers() {
        return answers;
    }

    // ---- Answers

    /** With one answer more, or what is wrong with it. */
    public Result<Interview> with(List<Long> numbers) {
        Optional<Reply> reply = elicitation.next().flatMap(question -> reply(question, numbers));
        if (reply.isEmpty()) {
            return Result.refused("wants.changed");
        }
        Optional<Mistake> mistake = elicitation.mistake(reply.get());
        if (mistake.isPresent()) {
            return Result.refused(
                    switch (mistake.get()) {
                        case NOTHING_ASKED, OTHER_QUESTION -> "wants.changed";
                        case NOT_ONE_EACH, NOT_TO_BE_SKIPPED -> "wants.not-one-each";
                        case NO_BEST_OR_WORST -> "wants.no-best-or-worst";
                        case NO_MOST -> "wants.no-most";
                        case NO_ORDER -> "wants.no-order";
                    },
                    Asking.MOST);
        }
        List<List<Long>> more = new ArrayList<>(answers);
        more.add(List.copyOf(numbers));
        return Result.done(new Interview(sheet, List.copyOf(more), elicitation.with(reply.get())));
    }

    /** Without the last answer. */
    public Interview back() {
        return answers.isEmpty()
                ? this
                : new Interview(sheet, answers.subList(0, answers.size() - 1), elicitation.back());
    }

    /** Without any answer. */
    public Interview anew() {
        Elicitation first = elicitation;
        while (!first.replies().isEmpty()) {
            first = first.back();
        }
        return new Interview(sheet, List.of(), first);
    }

    private static Optional<Reply> reply(Question question, List<Long> numbers) {
        if (numbers.isEmpty()) {
            return Optional.of(new Reply.Skip());
        }
        return switch (question) {
            case Question.Options _ -> Optional.of(new Reply.Options(ratios(numbers)));
            case Question.Swings _ -> Optional.of(new Reply.Swings(ratios(numbers)));
            case Question.Swap _ -> one(numbers, Verdict.values().length).flatMap(Interview::swap);
            case Question.Rank(List<List<Integer>> packages) ->
                Optional.of(new Reply.Rank(order(numbers, packages.size())));
            case Question.Settle _ -> one(numbers, 2).map(fit -> new Reply.Settle(fit == 1));
            case Question.Walking _ ->
                one(numbers, (int) Asking.MOST + 1).map(part -> new Reply.Walking(Ratio.of(part)));
        };
    }

    private static Optional<Integer> one(List<Long> numbers, int below) {
        return numbers.size() == 1 && numbers.getFirst() >= 0 && numbers.getFirst() < below
                ? Optional.of(numbers.getFirst().intValue())
                : Optional.empty();
    }

    private static Optional<Reply> swap(int number) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.number() == number)
                .findFirst()
                .map(verdict -> new Reply.Swap(
                        switch (verdict) {
                            case YES -> Reply.Verdict.YES;
                            case NO -> Reply.Verdict.NO;
                            case EVEN -> Reply.Verdict.EVEN;
                        }));
    }

    /** From the place of each package to the packages in their order; no order where two have one place, or there are more places than packages. */
    private static List<Integer> order(List<Long> places, int packages) {
        List<Integer> order = new ArrayList<>();
        // Looking for each of many places among all of them would hold the node up for as long as whoever sent them
        // likes.
        for (long place = 0; place < places.size() && places.size() == packages; place++) {
            order.add(places.indexOf(place));
        }
        return order;
    }

    private static List<Ratio> ratios(List<Long> numbers) {
        return numbers.stream().map(Ratio::of).toList();
    }

    // ---- Questions

    public AskingView view() {
        return new AskingView(
                Optional.of(sheet),
                answers.size(),
                Math.max(answers.size(), elicitation.most()),
                elicitation.next().map(this::question),
                elicitation.outcome().map(this::outcome));
    }

    private Asking.Question question(Question question) {
        return switch (question) {
            case Question.Options(int issue) -> new Asking.Question.Options(issue);
            case Question.Swings(List<Integer> issues) ->
                new Asking.Question.Swings(issues.stream().map(this::swing).toList());
            case Question.Swap(Question.Trade trade) -> new Asking.Question.Swap(trade(trade));
            case Question.Rank(List<List<Integer>> packages) -> new Asking.Question.Rank(packages);
            case Question.Settle(List<Statement> against, Weights given, Weights fitted) ->
                new Asking.Question.Settle(against(against, given), hundredths(given), hundredths(fitted));
            case Question.Walking(List<Question.Rung> ladder) ->
                new Asking.Question.Walking(ladder.stream()
                        .map(rung -> new Rung(rung.options(), whole(rung.part())))
                        .toList());
        };
    }

    /** By the answer about this issue: those of one option are not asked about. */
    private Swing swing(int issue) {
        Question asked = new Question.Options(issue);
        Elicitation from = elicitation;
        while (!from.next().filter(asked::equals).isPresent()) {
            from = from.back();
        }
        List<Long> points = answers.get(from.replies().size());
        return new Swing(issue, points.indexOf(0L), points.indexOf(Asking.MOST));
    }

    private static Trade trade(Question.Trade trade) {
        return new Trade(trade.issue(), trade.from(), trade.to(), trade.other(), trade.otherFrom(), trade.otherTo());
    }

    private static List<Contradiction> against(List<Statement> statements, Weights weights) {
        return statements.stream()
                .map(statement -> {
                    Ratio difference = statement.difference(weights);
                    return new Contradiction(
                            about(statement),
                            whole(difference.max(difference.negated()).times(HUNDRED)),
                            !statement.disagrees(weights));
                })
                .toList();
    }

    private static About about(Statement statement) {
        return switch (statement.about()) {
            case Statement.About.Trade(Question.Trade trade) ->
                new About.OfTrade(
                        trade(trade),
                        switch (statement.verdict()) {
                            case YES -> Verdict.YES;
                            case NO -> Verdict.NO;
                            case EVEN -> Verdict.EVEN;
                        });
            case Statement.About.Pair(List<Integer> better, List<Integer> worse) -> new About.OfRank(better, worse);
        };
    }

    private Outcome outcome(parley.settlement.elicit.Outcome outcome) {
        Ratio total = outcome.weights().total();
        Ratio scale = total.signum() == 0 ? Ratio.ZERO : Ratio.of(Asking.BEST).by(total);
        return new Outcome(
                new Sheets.Scores(
                        sheet,
                        outcome.scores().stream()
                                .map(issue -> new Sheets.IssueScores(issue.stream()
                                        .map(score -> whole(score.times(scale)))
                                        .toList()))
                                .toList(),
                        whole(outcome.reservation().times(scale))),
                hundredths(outcome.weights()),
                outcome.fitted(),
                against(outcome.against(), outcome.weights()),
                against(outcome.impossible(), outcome.weights()));
    }

    /** Rounded so that they add up to a hundred, as readers expect: what is lost by rounding down goes to those that lose most. */
    private static List<Long> hundredths(Weights weights) {
        int issues = weights.of().size();
        List<Ratio> exact = IntStream.range(0, issues)
                .mapToObj(issue -> weights.share(issue).times(HUNDRED))
                .toList();
        List<Long> rounded = new ArrayList<>(exact.stream()
                .map(share -> share.over().divide(share.under()).longValueExact())
                .toList());
        long left = weights.total().signum() == 0
                ? 0
                : 100 - rounded.stream().mapToLong(Long::longValue).sum();
        IntStream.range(0, issues)
                .boxed()
                .sorted(Comparator.comparing((Integer issue) -> exact.get(issue).minus(Ratio.of(rounded.get(issue))))
                        .reversed())
                .limit(left)
                .toList()
                .forEach(issue -> rounded.set(issue, rounded.get(issue) + 1));
        return List.copyOf(rounded);
    }

    /** Half up; nothing here is negative. */
    private static long whole(Ratio value) {
        return value.over()
                .shiftLeft(1)
                .add(value.under())
                .divide(value.under().shiftLeft(1))
                .longValueExact();
    }

    @Override
    public String toString() {
        return "Interview[…]";
    }
}
