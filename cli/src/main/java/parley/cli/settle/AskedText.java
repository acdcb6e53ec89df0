package parley.cli.settle;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.node.desk.Asking;
import parley.settlement.Issue;
import parley.settlement.Ratio;
import parley.settlement.elicit.Question;
import parley.settlement.elicit.Reply;
import parley.settlement.elicit.Weights;

/** What a node asks about the sheet of a room, in the words of {@code parley elicit}, and what was typed as the numbers that a node takes. */
public final class AskedText {
    private final PrintWriter out;
    private final InterviewText text;

    public AskedText(PrintWriter out, List<Issue> issues) {
        this.out = out;
        this.text = new InterviewText(out, issues);
    }

    public void ask(Asking.Question asked) {
        if (asked instanceof Asking.Question.Settle settle) {
            text.settle(
                    () -> settle.against().forEach(this::contradiction),
                    weights(settle.given()),
                    weights(settle.fitted()));
        } else {
            text.ask(question(asked));
        }
        out.flush();
    }

    public void tell(Asking.Outcome outcome) {
        text.weights(weights(outcome.weights()), outcome.fitted());
        text.contradictions(outcome.impossible(), outcome.against(), this::contradiction);
    }

    /** Empty where it isn't understood; no numbers where it leaves the question out. */
    public static Optional<List<Long>> numbers(Asking.Question asked, String typed) {
        return Spoken.reply(question(asked), typed).flatMap(AskedText::numbers);
    }

    private static Optional<List<Long>> numbers(Reply reply) {
        return switch (reply) {
            case Reply.Skip() -> Optional.of(List.of());
            case Reply.Options(List<Ratio> points) -> whole(points);
            case Reply.Swings(List<Ratio> points) -> whole(points);
            case Reply.Walking(Ratio part) -> whole(List.of(part));
            case Reply.Settle(boolean fit) -> Optional.of(List.of(fit ? 1L : 0L));
            case Reply.Swap(Reply.Verdict verdict) ->
                Optional.of(
                        List.of((long) Asking.Verdict.valueOf(verdict.name()).number()));
            case Reply.Rank(List<Integer> order) -> places(order);
        };
    }

    private static Optional<List<Long>> whole(List<Ratio> points) {
        return points.stream().allMatch(point -> point.under().bitLength() == 1)
                ? Optional.of(points.stream()
                        .map(point -> point.over().longValueExact())
                        .toList())
                : Optional.empty();
    }

    /** People name the packages, the best first; a node takes the place of each. */
    private static Optional<List<Long>> places(List<Integer> order) {
        List<Long> places = IntStream.range(0, order.size())
                .mapToObj(each -> (long) order.indexOf(each))
                .toList();
        return places.contains(-1L) ? Optional.empty() : Optional.of(places);
    }

    private static Question question(Asking.Question asked) {
        return switch (asked) {
            case Asking.Question.Options(int issue) -> new Question.Options(issue);
            case Asking.Question.Swings(List<Asking.Swing> swings) ->
                new Question.Swings(swings.stream().map(Asking.Swing::issue).toList());
            case Asking.Question.Swap(Asking.Trade trade) -> new Question.Swap(trade(trade));
            case Asking.Question.Rank(List<List<Integer>> packages) -> new Question.Rank(packages);
            case Asking.Question.Settle(var _, List<Long> given, List<Long> fitted) ->
                new Question.Settle(List.of(), weights(given), weights(fitted));
            case Asking.Question.Walking(List<Asking.Rung> ladder) ->
                new Question.Walking(ladder.stream()
                        .map(rung -> new Question.Rung(rung.options(), Ratio.of(rung.part())))
                        .toList());
        };
    }

    private static Question.Trade trade(Asking.Trade trade) {
        return new Question.Trade(
                trade.issue(), trade.from(), trade.to(), trade.other(), trade.otherFrom(), trade.otherTo());
    }

    private static Weights weights(List<Long> hundredths) {
        return new Weights(hundredths.stream().map(Ratio::of).toList());
    }

    private void contradiction(Asking.Contradiction one) {
        boolean even = switch (one.about()) {
            case Asking.About.OfTrade(Asking.Trade trade, Asking.Verdict said) -> {
                text.said(trade(trade), Reply.Verdict.valueOf(said.name()));
                yield said == Asking.Verdict.EVEN;
            }
            case Asking.About.OfRank(List<Integer> better, List<Integer> worse) -> {
                text.put(better, worse);
                yield false;
            }
        };
        out.println("      by your numbers " + (even ? "it makes a difference of " : preferred(one.agrees()))
                + one.hundredths() + " of a hundred");
    }

    private static String preferred(boolean agrees) {
        return "what you preferred is " + (agrees ? "better" : "worse") + " by ";
    }
}
