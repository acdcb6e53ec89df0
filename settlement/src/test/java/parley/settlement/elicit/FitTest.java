package parley.settlement.elicit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.settlement.Ratio;
import parley.settlement.linear.Simplex;

/** Fitted weights agree with every statement, and no weights that do so are nearer; when there are none, none are found by trying either. */
class FitTest {
    private static final int GRID = 40;

    @Test
    void noWeightsOnAGridThatAgreeAreNearer() {
        int impossible = 0;
        for (long seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            Weights given = weights(random);
            List<Statement> statements = statements(random);
            Optional<Weights> fitted = Fit.of(given, statements);
            fitted.ifPresent(found -> assertThat(statements)
                    .as("agree with what is fitted")
                    .noneMatch(statement -> statement.disagrees(found)));
            impossible += fitted.isEmpty() ? 1 : 0;
            Ratio total = given.total();
            for (int one = 0; one <= GRID; one++) {
                for (int two = 0; one + two <= GRID; two++) {
                    Weights tried = new Weights(List.of(
                            total.times(Ratio.of(one, GRID)),
                            total.times(Ratio.of(two, GRID)),
                            total.times(Ratio.of(GRID - one - two, GRID))));
                    if (statements.stream().allMatch(statement -> clearly(statement, tried))) {
                        assertThat(fitted).as("seed %d: %s agrees", seed, tried).isPresent();
                        assertThat(change(given, fitted.orElseThrow()))
                                .as("seed %d: %s is nearer", seed, tried)
                                .isLessThanOrEqualTo(change(given, tried).plus(Ratio.of(1, 100_000)));
                    }
                }
            }
        }
        assertThat(impossible).isPositive();
    }

    @Test
    void whatContradictsIsNamedAndNothingElse() {
        Weights given = new Weights(List.of(Ratio.of(100), Ratio.of(60), Ratio.of(20)));
        Statement first = statement(Reply.Verdict.YES, 1, -1, 0);
        Statement aside = statement(Reply.Verdict.NO, 0, -1, 1);
        Statement second = statement(Reply.Verdict.NO, 1, -1, 0);

        assertThat(Fit.of(given, List.of(first, aside, second))).isEmpty();
        assertThat(Fit.conflict(given, List.of(first, aside, second))).containsExactly(first, second);
    }

    @Test
    void theLeastOfALinearProgramIsAtOneOfItsCorners() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<Ratio[]> constraints = new ArrayList<>();
            List<Ratio> most = new ArrayList<>();
            for (int count = 0; count < 1 + random.nextInt(4); count++) {
                constraints.add(new Ratio[] {Ratio.of(random.nextInt(9) - 4), Ratio.of(random.nextInt(9) - 4)});
                most.add(Ratio.of(random.nextInt(15) - 5));
            }
            // So that it has an end.
            constraints.add(new Ratio[] {Ratio.ONE, Ratio.ONE});
            most.add(Ratio.of(20));
            Ratio[] cost = {Ratio.of(random.nextInt(9) - 4), Ratio.of(random.nextInt(9) - 4)};

            Optional<Ratio> found =
                    Simplex.least(cost, constraints, most, () -> false).map(x -> dot(cost, x));

            assertThat(found).as("seed %d", seed).isEqualTo(corners(cost, constraints, most));
        }
    }

    /** By looking at where any two sides meet. */
    private static Optional<Ratio> corners(Ratio[] cost, List<Ratio[]> constraints, List<Ratio> most) {
        List<Ratio[]> sides = new ArrayList<>(constraints);
        sides.add(new Ratio[] {Ratio.ONE.negated(), Ratio.ZERO});
        sides.add(new Ratio[] {Ratio.ZERO, Ratio.ONE.negated()});
        List<Ratio> ends = new ArrayList<>(most);
        ends.add(Ratio.ZERO);
        ends.add(Ratio.ZERO);
        Optional<Ratio> least = Optional.empty();
        for (int one = 0; one < sides.size(); one++) {
            for (int two = one + 1; two < sides.size(); two++) {
                Ratio[] a = sides.get(one);
                Ratio[] b = sides.get(two);
                Ratio area = a[0].times(b[1]).minus(a[1].times(b[0]));
                if (area.signum() == 0) {
                    continue;
                }
                Ratio[] corner = {
                    ends.get(one).times(b[1]).minus(a[1].times(ends.get(two))).by(area),
                    a[0].times(ends.get(two)).minus(ends.get(one).times(b[0])).by(area)
                };
                boolean inside = true;
                for (int side = 0; side < sides.size(); side++) {
                    inside &= dot(sides.get(side), corner).compareTo(ends.get(side)) <= 0;
                }
                if (inside) {
                    Ratio here = dot(cost, corner);
                    least = least.isEmpty()
                            ? Optional.of(here)
                            : Optional.of(least.get().min(here));
                }
            }
        }
        return least;
    }

    private static Ratio dot(Ratio[] one, Ratio[] other) {
        return one[0].times(other[0]).plus(one[1].times(other[1]));
    }

    private static boolean clearly(Statement statement, Weights weights) {
        Ratio difference = statement.difference(weights);
        return switch (statement.verdict()) {
            case YES -> difference.compareTo(Statement.CLEARLY) >= 0;
            case NO -> difference.negated().compareTo(Statement.CLEARLY) >= 0;
            case EVEN -> difference.max(difference.negated()).compareTo(Statement.EVEN.times(Ratio.of(1, 2))) <= 0;
        };
    }

    /** The greatest change of a weight by its measure. */
    private static Ratio change(Weights from, Weights to) {
        Ratio most = Ratio.ZERO;
        for (int issue = 0; issue < from.of().size(); issue++) {
            Ratio apart = to.of().get(issue).minus(from.of().get(issue));
            Ratio measure = from.of().get(issue).plus(from.total().times(Ratio.of(1, 20)));
            most = most.max(apart.max(apart.negated()).by(measure));
        }
        return most;
    }

    private static Weights weights(Random random) {
        return new Weights(
                List.of(Ratio.of(100), Ratio.of(1 + random.nextInt(100)), Ratio.of(1 + random.nextInt(100))));
    }

    private static List<Statement> statements(Random random) {
        List<Statement> all = new ArrayList<>();
        for (int count = 0; count < 1 + random.nextInt(4); count++) {
            all.add(statement(
                    List.of(Reply.Verdict.YES, Reply.Verdict.NO, Reply.Verdict.EVEN)
                            .get(random.nextInt(3)),
                    random.nextInt(5) - 2,
                    random.nextInt(5) - 2,
                    random.nextInt(5) - 2));
        }
        return all;
    }

    /** @param halves factors, each twice what it is */
    private static Statement statement(Reply.Verdict verdict, int... halves) {
        return new Statement(
                Arrays.stream(halves).mapToObj(half -> Ratio.of(half, 2)).toList(),
                verdict,
                new Statement.About.Pair(List.of(), List.of()));
    }
}
