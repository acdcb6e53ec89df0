package parley.settlement.elicit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Ratio;
import parley.settlement.linear.Simplex;

/** Weights with which a party's statements agree: those whose greatest change, measured by the weight itself, is least. */
final class Fit {
    /** So that a weight of 0 can grow too: every weight is measured as if it were larger by this part of all of them. */
    private static final Ratio GROUND = Ratio.of(1, 20);
    /** Decimals of a fitted weight: far finer than {@link Statement#CLEARLY}. */
    private static final int DECIMALS = 6;

    private Fit() {}

    /** Empty when no weights agree with all of the statements. */
    static Optional<Weights> of(Weights given, List<Statement> statements) {
        int issues = given.of().size();
        Ratio total = given.total();
        List<Ratio[]> constraints = new ArrayList<>();
        List<Ratio> most = new ArrayList<>();
        for (int issue = 0; issue < issues; issue++) {
            Ratio weight = given.of().get(issue);
            boolean counts = weight.signum() > 0 || isNamed(issue, statements);
            Ratio measure = counts ? weight.plus(GROUND.times(total)) : Ratio.ZERO;
            for (Ratio sign : List.of(Ratio.ONE, Ratio.ONE.negated())) {
                Ratio[] row = row(issues);
                row[issue] = sign;
                row[issues] = measure.negated();
                constraints.add(row);
                most.add(sign.times(weight));
            }
        }
        for (Statement statement : statements) {
            switch (statement.verdict()) {
                case YES -> atLeast(statement, Ratio.ONE, Statement.CLEARLY.times(total), constraints, most);
                case NO -> atLeast(statement, Ratio.ONE.negated(), Statement.CLEARLY.times(total), constraints, most);
                case EVEN -> {
                    // Half of what still counts as even, so that rounding can't lead out of it.
                    Ratio even = Statement.EVEN.times(total).times(Ratio.of(-1, 2));
                    atLeast(statement, Ratio.ONE, even, constraints, most);
                    atLeast(statement, Ratio.ONE.negated(), even, constraints, most);
                }
            }
        }
        // The total stays, or "a part of the best" would mean something else.
        Ratio[] same = row(issues);
        Arrays.fill(same, 0, issues, Ratio.ONE);
        Ratio[] more = row(issues);
        Arrays.fill(more, 0, issues, Ratio.ONE.negated());
        constraints.add(same);
        most.add(total);
        constraints.add(more);
        most.add(total.negated());
        Ratio[] cost = row(issues);
        cost[issues] = Ratio.ONE;
        return Simplex.least(cost, constraints, most, () -> false)
                .map(values -> new Weights(
                        Arrays.stream(values).limit(issues).map(Fit::rounded).toList()));
    }

    /** Of statements that can't all hold, a part that can't either, and could if any one of it were left out. */
    static List<Statement> conflict(Weights given, List<Statement> statements) {
        List<Statement> left = new ArrayList<>(statements);
        for (Statement statement : statements) {
            List<Statement> without = new ArrayList<>(left);
            without.remove(statement);
            if (of(given, without).isEmpty()) {
                left = without;
            }
        }
        return left;
    }

    private static void atLeast(
            Statement statement, Ratio sign, Ratio least, List<Ratio[]> constraints, List<Ratio> most) {
        int issues = statement.factors().size();
        Ratio[] row = row(issues);
        for (int issue = 0; issue < issues; issue++) {
            row[issue] = statement.factors().get(issue).times(sign).negated();
        }
        constraints.add(row);
        most.add(least.negated());
    }

    private static boolean isNamed(int issue, List<Statement> statements) {
        return statements.stream()
                .anyMatch(statement -> statement.factors().get(issue).signum() != 0);
    }

    private static Ratio[] row(int issues) {
        Ratio[] row = new Ratio[issues + 1];
        Arrays.fill(row, Ratio.ZERO);
        return row;
    }

    private static Ratio rounded(Ratio value) {
        return Ratio.of(
                new BigDecimal(value.over()).divide(new BigDecimal(value.under()), DECIMALS, RoundingMode.HALF_UP));
    }
}
