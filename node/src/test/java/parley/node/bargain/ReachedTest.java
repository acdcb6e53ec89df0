package parley.node.bargain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.node.desk.Bargaining.Fair;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Stage;
import parley.node.desk.Bargaining.Sureness;

/** What is said of fair packages when the counting was stopped holds when it is counted to its end. */
@Tag("wide")
class ReachedTest {
    private static final int CASES = 6;
    private static final int MOST_QUESTIONS = 60;
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    @Test
    void whatever_is_proved_later_is_no_fairer_than_was_said_when_it_was_stopped() {
        int said = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case asked = SpaceCounterTest.sensitivity(SpaceCounterTest.random(new Random(seed), 4, 30));
            Case plain = new Case(
                    asked.sheet(),
                    asked.options(),
                    asked.sides(),
                    asked.offers(),
                    parley.node.desk.Bargaining.Asked.NOTHING_MORE);
            Map<FairBy, Fair> proved = fair(plain, Integer.MAX_VALUE);
            assertThat(proved.values()).allMatch(one -> one.sureness() == Sureness.EXACT);
            assertThat(proved.values()).allMatch(one -> one.reaches().isEmpty());
            for (int questions = 1; questions < MOST_QUESTIONS; questions += 3) {
                for (Fair found : fair(plain, questions).values()) {
                    if (found.reaches().isPresent()) {
                        said++;
                        assertThat(found.sureness()).isEqualTo(Sureness.BEST_FOUND);
                        BigInteger most = measure(plain, found.by(), Objects.requireNonNull(proved.get(found.by())));
                        assertThat(measure(plain, found.by(), found).multiply(HUNDRED))
                                .as("%s, seed %d, stopped at question %d", found.by(), seed, questions)
                                .isGreaterThanOrEqualTo(most.multiply(
                                        BigInteger.valueOf(found.reaches().get())));
                    }
                }
            }
        }
        assertThat(said).as("how often something was said").isPositive();
    }

    private static Map<FairBy, Fair> fair(Case asked, int questions) {
        AtomicInteger left = new AtomicInteger(questions);
        return SpaceCounter.count(asked, new Course() {
                    @Override
                    public void begins(Stage stage, int round, int rounds) {}

                    @Override
                    public boolean stop() {
                        return left.getAndDecrement() <= 0;
                    }
                })
                .fair()
                .stream()
                .collect(Collectors.toMap(Fair::by, Function.identity(), (chosen, alike) -> chosen));
    }

    /** Of the least share a thousand millionths, of the ideals that were proved: whoever walks away gets 0 here, and anything is acceptable. */
    private static BigInteger measure(Case asked, FairBy by, Fair fair) {
        Point point = fair.point().orElseThrow();
        List<BigInteger> gains = point.worth().stream().map(BigInteger::valueOf).toList();
        return switch (by) {
            case NASH -> gains.stream().reduce(BigInteger.ONE, BigInteger::multiply);
            case EGALITARIAN -> gains.stream().min(BigInteger::compareTo).orElseThrow();
            case UTILITARIAN -> gains.stream().reduce(BigInteger.ZERO, BigInteger::add);
            case KALAI_SMORODINSKY ->
                IntStream.range(0, gains.size())
                        .mapToObj(side -> gains.get(side)
                                .multiply(BigInteger.TEN.pow(9))
                                .divide(BigInteger.valueOf(ideal(asked, side))))
                        .min(BigInteger::compareTo)
                        .orElseThrow();
        };
    }

    private static long ideal(Case asked, int side) {
        return asked.sides().get(side).scores().orElseThrow().issues().stream()
                .mapToLong(issue -> issue.options().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0))
                .sum();
    }
}
