package parley.cli.settle;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.cli.term.Shown;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Issue;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;
import parley.settlement.advice.Advice;
import parley.settlement.advice.Appraisal;
import parley.settlement.advice.Change;
import parley.settlement.advice.Misreport;
import parley.settlement.advice.Stability;
import parley.settlement.advice.Stake;
import parley.settlement.advice.Trade;
import parley.settlement.advice.Trades;
import parley.settlement.file.AnswerJson;

/** Advice for a person at a terminal. */
public final class AdviceText {
    private static final Ratio HUNDRED = Ratio.of(100);
    private static final List<String> SIZES = List.of("one issue", "two issues", "three issues");

    private final PrintWriter out;
    private final Bargain bargain;
    private final StakeText stakes;

    public AdviceText(PrintWriter out, Bargain bargain) {
        this.out = out;
        this.bargain = bargain;
        stakes = new StakeText(bargain);
    }

    public void print(Advice advice) {
        advice.ofDeal().ifPresent(this::print);
        advice.stability().forEach(this::print);
        advice.misreports().forEach((rule, all) -> all.forEach(one -> print(rule, one)));
    }

    private void print(Advice.OfDeal of) {
        Appraisal appraisal = of.appraisal();
        out.println("The deal: " + points(appraisal.deal().utilities())
                + (appraisal.allowed() ? "" : "  (forbidden in this case)")
                + (appraisal.acceptable() ? "" : "  (below a reservation value)"));
        out.println("    " + AnswerText.options(bargain, appraisal.deal()));
        switch (appraisal.efficiency()) {
            case Appraisal.Efficiency.Efficient ignored ->
                out.println("    Efficient: proved, no package betters it for one without loss to another.");
            case Appraisal.Efficiency.Dominated(Point by) -> {
                out.println("    Not efficient: nobody loses and somebody gains by " + points(by.utilities()));
                out.println("    " + AnswerText.options(bargain, by));
            }
            case Appraisal.Efficiency.Unknown ignored -> out.println("    Whether it is efficient was not found out.");
        }
        appraisal
                .weights()
                .ifPresent(weights -> out.println("    To check it by adding up: with points that weigh "
                        + weights.stream().map(BigInteger::toString).collect(Collectors.joining(" / "))
                        + (bargain.isAdditive()
                                ? ", no option of any issue weighs more than the deal's."
                                : ", no package weighs more than the deal.")));
        for (int party = 0; party < appraisal.shares().size(); party++) {
            Appraisal.Share share = appraisal.shares().get(party);
            out.println("    " + name(party) + " gains " + points(share.gain()) + " of the " + points(share.ideal())
                    + " it could at most where all accept"
                    + share.ofIdeal().map(part -> ", " + percent(part)).orElse("")
                    + (share.envy().signum() > 0
                            ? ", " + plain(rounded(share.envy())) + " behind the largest share"
                            : ""));
        }
        appraisal
                .distances()
                .forEach((rule, more) ->
                        out.println("    " + AnswerJson.name(rule) + " would give " + signed(more) + " more"));
        of.improvements().frontier().ifPresent(frontier -> print(appraisal.deal(), frontier));
        print(of.trades());
    }

    private void print(Point deal, Frontier frontier) {
        List<Point> all = frontier.points().stream()
                .filter(point -> betters(point.utilities(), deal.utilities()))
                .toList();
        if (all.isEmpty()) {
            return;
        }
        out.println("    Better for somebody and worse for nobody: " + all.size()
                + (frontier.complete() ? "" : " found, there may be others"));
        all.stream()
                .limit(AnswerText.MOST_LINES)
                .forEach(point -> out.println(
                        "        " + points(point.utilities()) + "  " + AnswerText.options(bargain, point)));
        if (all.size() > AnswerText.MOST_LINES) {
            out.println("        … and " + (all.size() - AnswerText.MOST_LINES) + " more; --json prints all");
        }
    }

    /** What stands for others in a frontier that isn't whole may itself be worse than the deal for somebody. */
    private static boolean betters(long[] one, long[] deal) {
        return !Arrays.equals(one, deal) && IntStream.range(0, one.length).allMatch(party -> one[party] >= deal[party]);
    }

    private void print(Trades trades) {
        for (int size = 0; size < SIZES.size(); size++) {
            for (Trade trade : trades.bySize().get(size)) {
                out.println("Trade of " + SIZES.get(size) + ": " + signed(trade.gains()));
                trade.changes().forEach(this::print);
                if (Arrays.stream(trade.together()).anyMatch(units -> units != 0)) {
                    out.println("    what is settled together  (" + signed(trade.together()) + ")");
                }
            }
        }
        if (!trades.complete()) {
            out.println("Time ended before all trades were looked at.");
        } else if (trades.bySize().stream().allMatch(List::isEmpty)) {
            out.println("No trade of up to three issues betters it.");
        }
    }

    private void print(Change change) {
        Issue issue = bargain.issues().get(change.issue());
        out.println("    " + Shown.line(issue.name()) + ": "
                + Shown.line(issue.options().get(change.from())) + " -> "
                + Shown.line(issue.options().get(change.to())) + "  (" + signed(change.gains()) + ")");
    }

    private void print(Rule rule, Optional<Stability> found) {
        if (found.isEmpty()) {
            out.println(AnswerJson.name(rule) + ": nothing chosen whose stability could be tried.");
            return;
        }
        Stability stability = found.get();
        out.println(AnswerJson.name(rule) + ": " + said(stability));
        stability
                .changes()
                .forEach(change -> out.println("    " + name(change.party()) + ", " + stakes.of(change.stake())
                        + (change.up() ? " +10 %: " : " -10 %: ")
                        + change.chosen()
                                .map(point -> points(point.utilities()))
                                .orElse("nothing is acceptable any more")));
    }

    /** Of weights that were not tried nothing is said to stay as it is. */
    private static String said(Stability stability) {
        if (stability.tried() == 0) {
            return stability.complete()
                    ? "nothing to try, for no issue and no interaction is worth anything to anybody."
                    : "no weight could be tried: time ended, no proof was found, or more of it would be too large to count.";
        }
        return (stability.changes().isEmpty() ? "the same package" : "another package in the cases below")
                + " when any of " + stability.tried() + " weights is a tenth more or less ("
                + (stability.tried() - stability.interactions()) + " of issues, " + stability.interactions()
                + " of interactions)"
                + (stability.complete()
                        ? ""
                        : "; the others could not be tried: time ended, no proof was found, or more of them would be too large"
                                + " to count");
    }

    private void print(Rule rule, Misreport misreport) {
        String who = AnswerJson.name(rule) + ": " + name(misreport.party());
        String tried = misreport.complete() ? "" : "; not all could be tried";
        out.println(misreport
                .best()
                .map(told -> who + " could gain " + points(misreport.gain()) + " by saying that "
                        + switch (told) {
                            case Misreport.Told.Weight(Stake stake, Ratio factor) ->
                                stakes.of(stake)
                                        + (stake instanceof Stake.OfBonus ? " are" : " is")
                                        + " worth " + plain(factor) + " times what "
                                        + (stake instanceof Stake.OfBonus ? "they are" : "it is");
                            case Misreport.Told.Reservation(Ratio points) ->
                                "walking away is worth " + plain(points) + " to it";
                        }
                        + tried)
                .orElse(who + " gains nothing by any untruth that was tried" + tried));
    }

    private String name(int party) {
        return Shown.line(bargain.parties().get(party).name());
    }

    private String points(long... units) {
        return Arrays.stream(units).mapToObj(one -> plain(bargain.points(one))).collect(Collectors.joining(" / "));
    }

    private String signed(long[] units) {
        return Arrays.stream(units)
                .mapToObj(one -> (one > 0 ? "+" : "") + plain(bargain.points(one)))
                .collect(Collectors.joining(" / "));
    }

    private static String percent(Ratio part) {
        return plain(rounded(part)) + " %";
    }

    /** Of a hundred, to three digits. */
    private static Ratio rounded(Ratio part) {
        return Ratio.of(part.times(HUNDRED).decimal(3));
    }

    private static String plain(Ratio value) {
        return Points.text(value);
    }
}
