package parley.cli.settle;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.cli.term.Shown;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Solution;
import parley.settlement.divide.Division;
import parley.settlement.file.AnswerJson;
import parley.settlement.file.Reading;

/** Answers for a person at a terminal. */
public final class AnswerText {
    /** More of the frontier than this is for programs, with {@code --json}. */
    static final int MOST_LINES = 30;
    /** Packages that are as good as the chosen one: each trades the parties' places. */
    private static final int MOST_ALIKE = 5;

    private final PrintWriter out;

    public AnswerText(PrintWriter out) {
        this.out = out;
    }

    public void print(Bargain bargain, Request request, Answer answer) {
        out.printf(
                Locale.ROOT,
                "%s; parties: %s%n",
                counted(bargain.packages(), "package", "packages"),
                bargain.parties().stream().map(Party::name).map(Shown::line).collect(Collectors.joining(", ")));
        if (bargain.roundedBy().signum() > 0) {
            out.println("Scores were rounded, each by up to " + plain(bargain.roundedBy())
                    + ": packages that are nearer to one another, or to a reservation value, than that allows are not told apart,"
                    + " and what is proved is proved of the rounded scores.");
        }
        answer.solutions().forEach((rule, solution) -> {
            switch (solution) {
                case Solution.Found(Point point, Solution.Proof proof) -> {
                    out.println(AnswerJson.name(rule) + ": " + utilities(bargain, point) + "  (" + proof(proof) + ")"
                            + asGiven(bargain, point));
                    out.println("    " + options(bargain, point));
                    alike(bargain, answer.alike(bargain, rule));
                }
                case Solution.None(Solution.Reason reason) ->
                    out.println(AnswerJson.name(rule) + ": "
                            + switch (reason) {
                                case NO_PACKAGE_IS_ACCEPTABLE -> "none: " + AnswerJson.noneIsAcceptable(bargain);
                                case STOPPED -> "not found: no acceptable package was met before the search ended";
                            });
            }
        });
        if (!(request.frontier() instanceof Request.Extent.Nothing)) {
            frontier(bargain, answer);
        }
    }

    public void print(Reading.Divisible of, Division division) {
        out.println("Adjusted Winner: " + plain(division.points()) + " points for each");
        for (int issue = 0; issue < of.issues().size(); issue++) {
            Ratio first = division.firstShares().get(issue);
            out.println("    " + Shown.line(of.issues().get(issue)) + ": "
                    + share(of.parties().get(0), first) + share(of.parties().get(1), Ratio.ONE.minus(first)));
        }
        List<Ratio> totals = of.points().stream()
                .map(points -> points.stream().reduce(Ratio.ZERO, Ratio::plus))
                .toList();
        if (totals.get(0).compareTo(totals.get(1)) != 0) {
            out.println(
                    "    Taken as given, although " + Shown.line(of.parties().get(0)) + " gave "
                            + plain(totals.get(0)) + " points in all and "
                            + Shown.line(of.parties().get(1)) + " "
                            + plain(totals.get(1)) + ".");
        }
    }

    private void alike(Bargain bargain, List<Point> alike) {
        alike.stream()
                .limit(MOST_ALIKE)
                .forEach(point -> out.println("    as good by this rule: " + utilities(bargain, point) + "  "
                        + options(bargain, point) + asGiven(bargain, point)));
        if (alike.size() > MOST_ALIKE) {
            out.println("    … and " + (alike.size() - MOST_ALIKE) + " more; --json prints all");
        }
    }

    private static String asGiven(Bargain bargain, Point point) {
        return bargain.acceptableAsGiven(point)
                ? ""
                : "  below a reservation value before rounding, by less than was rounded";
    }

    private void frontier(Bargain bargain, Answer answer) {
        answer.frontier()
                .ifPresentOrElse(
                        frontier -> print(bargain, frontier),
                        () -> out.println("Efficient packages: not found: the search ended before any were"));
    }

    private void print(Bargain bargain, Frontier frontier) {
        List<Point> points = frontier.points();
        if (frontier.complete() && points.isEmpty()) {
            out.println("No package is allowed: together the constraints forbid every one");
            return;
        }
        BigInteger size = BigInteger.valueOf(points.size());
        out.println(
                frontier.complete()
                        ? counted(size, "efficient package, the only one", "efficient packages, all there are")
                        : counted(size, "package", "packages, none better than another")
                                + ", standing for all others within " + within(bargain, frontier));
        points.stream()
                .limit(MOST_LINES)
                .forEach(point -> out.println("    " + utilities(bargain, point)
                        + (bargain.acceptableAsGiven(point) ? "  " : "  (below a reservation value)  ")
                        + options(bargain, point)));
        if (points.size() > MOST_LINES) {
            out.println("    … and " + grouped(BigInteger.valueOf(points.size() - MOST_LINES))
                    + " more; --json prints all");
        }
    }

    private static String within(Bargain bargain, Frontier frontier) {
        return java.util.Arrays.stream(frontier.within())
                .mapToObj(units -> plain(bargain.points(units)))
                .collect(Collectors.joining(" / "));
    }

    private static String proof(Solution.Proof proof) {
        return switch (proof) {
            case Solution.Proof.Exact ignored -> "proved: none is better";
            case Solution.Proof.Bounded(Optional<Ratio> bound) ->
                "best found; none is better than "
                        + bound.map(AnswerText::plain).orElse("is known");
        };
    }

    private static String utilities(Bargain bargain, Point point) {
        return java.util.Arrays.stream(point.utilities())
                .mapToObj(units -> plain(bargain.points(units)))
                .collect(Collectors.joining(" / "));
    }

    static String options(Bargain bargain, Point point) {
        StringBuilder text = new StringBuilder();
        for (int issue = 0; issue < point.options().length; issue++) {
            Issue of = bargain.issues().get(issue);
            text.append(issue == 0 ? "" : ", ")
                    .append(Shown.line(of.name()))
                    .append(": ")
                    .append(Shown.line(of.options().get(point.options()[issue])));
        }
        return text.toString();
    }

    private static String share(String party, Ratio part) {
        return part.signum() == 0 ? "" : " " + Shown.line(party) + " " + (part.equals(Ratio.ONE) ? "all" : part);
    }

    private static String plain(Ratio value) {
        return Points.text(value);
    }

    private static String counted(BigInteger number, String one, String many) {
        return grouped(number) + " " + (number.equals(BigInteger.ONE) ? one : many);
    }

    private static String grouped(BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
