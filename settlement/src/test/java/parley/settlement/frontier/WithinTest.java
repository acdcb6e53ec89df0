package parley.settlement.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Watch;
import parley.settlement.space.Space;

/** A frontier that was thinned, to an error or under a cap, says by how much it may fall short, and does not fall short by more. */
class WithinTest {
    private static final int CASES = 1_000;

    @Test
    void withinAnErrorEveryPackageHasAListedOneThatGivesNobodyMoreThanThisLess() {
        int thinned = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = chance.small();
            Ratio points = greatest(bargain).times(Ratio.of(1 + chance.upTo(99), 200));
            if (points.signum() == 0) {
                continue;
            }
            Request request = new Request(List.of(), new Request.Extent.Within(points));

            Frontier frontier =
                    Settler.answer(bargain, request, Watch.NONE).frontier().orElseThrow();

            holds("seed " + seed, bargain, frontier, none(bargain));
            for (long units : frontier.within()) {
                assertThat(bargain.points(units))
                        .as("seed %d: within, in points", seed)
                        .isLessThanOrEqualTo(points);
            }
            thinned += frontier.complete() ? 0 : 1;
        }
        assertThat(thinned).as("frontiers of which something was left out").isGreaterThan(100);
    }

    @Test
    void underACapToo() {
        int thinned = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).small();
            for (int most : new int[] {5, 20, 100}) {
                for (long[] floors : List.of(none(bargain), reservations(bargain))) {
                    Frontier frontier = Efficient.within(
                                    new long[floors.length], Space.of(bargain), floors, most, Watch.NONE)
                            .orElseThrow();

                    holds("seed " + seed + ", at most " + most, bargain, frontier, floors);
                    assertThat(frontier.points()).as("seed %d", seed).hasSizeLessThanOrEqualTo(most);
                    thinned += frontier.complete() ? 0 : 1;
                }
            }
        }
        assertThat(thinned).as("frontiers of which something was left out").isGreaterThan(100);
    }

    private static void holds(String what, Bargain bargain, Frontier frontier, long[] floors) {
        List<long[]> listed = frontier.points().stream().map(Point::utilities).toList();
        BruteForce brute = new BruteForce(bargain);
        if (frontier.complete()) {
            assertThat(listed)
                    .as("%s: called complete", what)
                    .containsExactlyElementsOf(brute.frontier().stream()
                            .filter(one -> reaches(one, floors))
                            .toList());
        }
        assertThat(frontier.points())
                .as("%s: packages are worth what is said", what)
                .allMatch(point -> Arrays.equals(bargain.utilities(point.options()), point.utilities()));
        // What covers the efficient packages covers all that they dominate.
        for (long[] one : brute.frontier()) {
            if (reaches(one, floors)) {
                assertThat(listed)
                        .as(
                                "%s: what stands for %s, within %s",
                                what, Arrays.toString(one), Arrays.toString(frontier.within()))
                        .anyMatch(stands -> IntStream.range(0, one.length)
                                .allMatch(party -> one[party] - stands[party] <= frontier.within()[party]));
            }
        }
    }

    private static boolean reaches(long[] utilities, long[] floors) {
        return IntStream.range(0, floors.length).allMatch(party -> utilities[party] >= floors[party]);
    }

    private static long[] none(Bargain bargain) {
        long[] none = new long[bargain.parties().size()];
        Arrays.fill(none, Long.MIN_VALUE);
        return none;
    }

    private static long[] reservations(Bargain bargain) {
        return IntStream.range(0, bargain.parties().size())
                .mapToLong(bargain::reservation)
                .toArray();
    }

    /** The most that any package gives any party. */
    private static Ratio greatest(Bargain bargain) {
        long units = new BruteForce(bargain)
                .all().stream().flatMapToLong(Arrays::stream).max().orElse(0);
        return new Ratio(BigInteger.valueOf(units), bargain.unitsPerPoint());
    }
}
