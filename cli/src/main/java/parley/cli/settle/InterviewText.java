package parley.cli.settle;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import parley.cli.term.Shown;
import parley.settlement.Issue;
import parley.settlement.Ratio;
import parley.settlement.elicit.Outcome;
import parley.settlement.elicit.Question;
import parley.settlement.elicit.Reply;
import parley.settlement.elicit.Statement;
import parley.settlement.elicit.Weights;

/** Puts questions to a party, and what came of its answers, into words for a terminal. */
public final class InterviewText {
    private static final int DIGITS = 4;

    private final PrintWriter out;
    private final List<Issue> issues;

    public InterviewText(PrintWriter out, List<Issue> issues) {
        this.out = out;
        this.issues = issues;
    }

    public void ask(Question question) {
        switch (question) {
            case Question.Options(int issue) -> {
                Issue asked = issues.get(issue);
                out.println(name(issue) + ": how good is each of these for you?");
                for (int option = 0; option < asked.options().size(); option++) {
                    out.println("    " + Shown.line(asked.options().get(option)));
                }
                out.println(
                        "A number for each, in this order: 100 for the best, 0 for the worst, between them as you feel."
                                + " All 0 if it makes no difference to you.");
            }
            case Question.Swings(List<Integer> asked) -> {
                out.println(
                        "Think of every issue settled at its worst for you. How much would it matter to change one of them to its best?");
                asked.forEach(issue -> out.println("    " + name(issue)));
                out.println(
                        "A number for each, in this order: 100 for the one that matters most, the others as parts of that.");
            }
            case Question.Swap(Question.Trade trade) -> {
                out.println("Suppose that all else stays as it is. Would you make this trade?");
                trade(trade);
                out.println("yes, no, or even; skip if you would rather not say.");
            }
            case Question.Rank(List<List<Integer>> packages) -> {
                out.println("Which of these would you like best, which next, and so on?");
                for (int at = 0; at < packages.size(); at++) {
                    out.println("    " + (at + 1) + ". " + options(packages.get(at)));
                }
                out.println("Their numbers, the best first, such as 2 1 3; skip if you would rather not say.");
            }
            case Question.Settle(List<Statement> against, Weights given, Weights fitted) ->
                settle(() -> against.forEach(statement -> statement(statement, given)), given, fitted);
            case Question.Walking(List<Question.Rung> ladder) -> {
                out.println(
                        "You can always walk away. As good as what is that for you? The best package of all is 100, the worst 0.");
                ladder.forEach(rung -> out.println("    " + number(rung.part()) + "  " + options(rung.options())));
                out.println("A number from 0 to 100: below it you would rather walk away. skip for 0.");
            }
        }
        out.flush();
    }

    public void tell(Outcome outcome) {
        weights(outcome.weights(), outcome.fitted());
        contradictions(outcome.impossible(), outcome.against(), statement -> statement(statement, outcome.weights()));
    }

    /** @param against prints what disagrees with the weights as given */
    void settle(Runnable against, Weights given, Weights fitted) {
        out.println("Some of your answers say something else than the numbers that you gave to the issues:");
        against.run();
        out.println("These would agree with all of your answers (yours stand before them):");
        for (int issue = 0; issue < issues.size(); issue++) {
            out.println(
                    "    " + name(issue) + ": " + percent(given.share(issue)) + " → " + percent(fitted.share(issue)));
        }
        out.println("fit to take the new ones, keep to stay with yours; back to answer the last question again.");
    }

    void weights(Weights weights, boolean fitted) {
        out.println("How much each issue counts, of a hundred" + (fitted ? ", fitted to your choices" : "") + ":");
        for (int issue = 0; issue < issues.size(); issue++) {
            out.println("    " + name(issue) + ": " + percent(weights.share(issue)));
        }
    }

    /** @param print one of them */
    <T> void contradictions(List<T> impossible, List<T> against, Consumer<T> print) {
        if (!impossible.isEmpty()) {
            out.println("These answers can't all be meant, whatever the weights:");
            impossible.forEach(print);
        } else if (!against.isEmpty()) {
            out.println("These answers still say something else:");
            against.forEach(print);
        }
    }

    private void statement(Statement statement, Weights weights) {
        switch (statement.about()) {
            case Statement.About.Trade(Question.Trade trade) -> said(trade, statement.verdict());
            case Statement.About.Pair(List<Integer> better, List<Integer> worse) -> put(better, worse);
        }
        Ratio difference = statement.difference(weights);
        out.println("      by your numbers it is " + (difference.signum() < 0 ? "worse" : "better") + " by "
                + percent(difference.max(difference.negated())) + " of a hundred");
    }

    void said(Question.Trade trade, Reply.Verdict verdict) {
        trade(trade);
        out.println("      you said: "
                + switch (verdict) {
                    case YES -> "yes";
                    case NO -> "no";
                    case EVEN -> "even";
                });
    }

    void put(List<Integer> better, List<Integer> worse) {
        out.println("    you put  " + options(better));
        out.println("    before   " + options(worse));
    }

    private void trade(Question.Trade trade) {
        out.println("    you give: " + change(trade.issue(), trade.from(), trade.to()));
        out.println("    you get:  " + change(trade.other(), trade.otherFrom(), trade.otherTo()));
    }

    private String change(int issue, int from, int to) {
        List<String> options = issues.get(issue).options();
        return name(issue) + " from " + Shown.line(options.get(from)) + " to " + Shown.line(options.get(to));
    }

    private String options(List<Integer> options) {
        StringBuilder text = new StringBuilder();
        for (int issue = 0; issue < issues.size(); issue++) {
            text.append(issue == 0 ? "" : ", ")
                    .append(name(issue))
                    .append(": ")
                    .append(Shown.line(issues.get(issue).options().get(options.get(issue))));
        }
        return text.toString();
    }

    private String name(int issue) {
        return Shown.line(issues.get(issue).name());
    }

    private static String percent(Ratio part) {
        return number(part.times(Ratio.of(100)));
    }

    private static String number(Ratio value) {
        return value.decimal(DIGITS).toPlainString();
    }
}
