package parley.settlement.divide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.settlement.Ratio;

/** Adjusted Winner gives what the published cases print, and what its theorems promise. */
class AdjustedWinnerTest {
    @Test
    void panama1974() {
        // Defense, use, land and water, expansion rights, duration, expansion routes, compensation, jurisdiction, US
        // military, role.
        Division division =
                AdjustedWinner.of(points(22, 22, 15, 14, 11, 6, 4, 2, 2, 2), points(9, 15, 15, 3, 15, 5, 11, 7, 7, 13));

        assertThat(division.points()).isEqualTo(Ratio.of(66));
        assertThat(division.firstShares())
                .containsExactly(
                        Ratio.ONE,
                        Ratio.ONE,
                        Ratio.of(2, 15),
                        Ratio.ONE,
                        Ratio.ZERO,
                        Ratio.ONE,
                        Ratio.ZERO,
                        Ratio.ZERO,
                        Ratio.ZERO,
                        Ratio.ZERO);
    }

    @Test
    void campDavid() {
        // Sinai, recognition, West Bank and Gaza, linkage, Palestinian rights, Jerusalem; Israel and Egypt.
        Division division = AdjustedWinner.of(points(35, 10, 20, 10, 5, 20), points(55, 5, 10, 5, 20, 5));

        assertThat(division.points().decimal(4).toPlainString()).isEqualTo("65.83");
        assertThat(division.firstShares())
                .containsExactly(Ratio.of(1, 6), Ratio.ONE, Ratio.ONE, Ratio.ONE, Ratio.ZERO, Ratio.ONE);
    }

    @Test
    void bobAndCarol() {
        // Custody, alimony, house. Bob's points are published so, and add up to 98.
        Division division = AdjustedWinner.of(points(23, 60, 15), points(65, 25, 10));

        assertThat(division.points()).isEqualTo(Ratio.of(69));
        assertThat(division.firstShares()).containsExactly(Ratio.ZERO, Ratio.ONE, Ratio.of(3, 5));
    }

    @Test
    void theDivorceOfTheProcedurePage() {
        // Retirement, home, cottage, investments, other; Carol and Bob.
        Division division = AdjustedWinner.of(points(50, 20, 15, 10, 5), points(40, 30, 10, 10, 10));

        assertThat(division.points().decimal(4).toPlainString()).isEqualTo("56.67");
        assertThat(division.firstShares())
                .containsExactly(Ratio.of(5, 6), Ratio.ZERO, Ratio.ONE, Ratio.ZERO, Ratio.ZERO);
    }

    @Test
    void theTrumpDivorce() {
        // Connecticut, Palm Beach, Plaza apartment, Tower triplex, cash and jewelry; Donald and Ivana.
        Division division = AdjustedWinner.of(points(10, 40, 10, 38, 2), points(38, 20, 30, 10, 2));

        assertThat(division.points().decimal(4).toPlainString()).isEqualTo("72.67");
        assertThat(division.firstShares())
                .containsExactly(Ratio.ZERO, Ratio.of(13, 15), Ratio.ZERO, Ratio.ONE, Ratio.ZERO);
    }

    @Test
    void bothGetTheSameAndNoDivisionInTenthsIsBetterForBoth() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Ratio> first = random(random);
            List<Ratio> second = random(random);
            Division division = AdjustedWinner.of(first, second);

            assertThat(worth(first, division.firstShares())).as("seed %d", seed).isEqualTo(division.points());
            assertThat(worth(
                            second,
                            division.firstShares().stream()
                                    .map(Ratio.ONE::minus)
                                    .toList()))
                    .as("seed %d", seed)
                    .isEqualTo(division.points());
            assertThat(division.firstShares().stream()
                            .filter(part -> !part.equals(Ratio.ZERO) && !part.equals(Ratio.ONE)))
                    .as("seed %d: at most one issue is split", seed)
                    .hasSizeLessThanOrEqualTo(1);
            for (int code = 0; code < 11 * 11 * 11; code++) {
                List<Ratio> shares =
                        List.of(Ratio.of(code % 11, 10), Ratio.of(code / 11 % 11, 10), Ratio.of(code / 121, 10));
                boolean both = worth(first, shares).compareTo(division.points()) > 0
                        && worth(second, shares.stream().map(Ratio.ONE::minus).toList())
                                        .compareTo(division.points())
                                > 0;
                assertThat(both).as("seed %d, %s", seed, shares).isFalse();
            }
        }
    }

    private static List<Ratio> random(Random random) {
        return points(1 + random.nextInt(50), random.nextInt(50), random.nextInt(50));
    }

    private static Ratio worth(List<Ratio> points, List<Ratio> shares) {
        Ratio sum = Ratio.ZERO;
        for (int issue = 0; issue < points.size(); issue++) {
            sum = sum.plus(points.get(issue).times(shares.get(issue)));
        }
        return sum;
    }

    private static List<Ratio> points(int... all) {
        return Arrays.stream(all).mapToObj(Ratio::of).toList();
    }
}
