package parley.settlement.tangle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** Regions over too many joint choices for a table are kept as boxes; what is said of them is what would be said of tables. */
class BoxesTest {
    private static final int CASES = 1_000;
    private static final Modelling.Room NO_TABLES = new Modelling.Room(0, Chains.MOST_AUXILIARY);
    private static final Modelling.Room SOME_CHAINS = new Modelling.Room(0, 5);
    private static final Modelling.Room NOTHING = new Modelling.Room(0, 0);

    @Test
    void theEfficientChoicesOfTwoPartiesAreFoundWhetherOrNotBoundsKnowTheBoxes() {
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).wide(2, 1 + (int) (seed % 6), 4, 6);
            List<long[]> wanted = new BruteForce(bargain).frontier();
            for (Modelling.Room room : List.of(NO_TABLES, SOME_CHAINS, NOTHING)) {
                Tangle.Found found = Tangle.frontier(model(bargain, room), 64, Long.MAX_VALUE, Watch.NONE);

                assertThat(Arrays.stream(found.vectors())
                                .sorted((one, other) -> Arrays.compare(other, one))
                                .toList())
                        .as("seed %d, %s", seed, room)
                        .containsExactlyElementsOf(wanted);
                assertThat(found.within()).containsOnly(0);
                assertThat(List.of(found.options()))
                        .as("seed %d", seed)
                        .allMatch(options -> bargain.allows(options)
                                && options.length == bargain.issues().size());
            }
        }
    }

    @Test
    void whereverItIsStoppedNoPackageIsBetterByMoreThanItSays() {
        long seed = new Random().nextLong();
        for (int run = 0; run < CASES; run++) {
            Bargain bargain = new Chance(seed + run).wide(2, 6, 4, 12);
            AtomicInteger asked = new AtomicInteger(run % 5);
            Modelling.Room room = run % 2 == 0 ? SOME_CHAINS : NO_TABLES;
            Tangle.Found found =
                    Tangle.frontier(model(bargain, room), 4, Long.MAX_VALUE, () -> asked.getAndDecrement() <= 0);

            assertCovered(bargain, found, seed + run);
        }
    }

    @Test
    void whatIsSoughtForMorePartiesIsAllowedAndNothingIsBetterByMoreThanItSays() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 200; run++) {
            Bargain bargain = new Chance(seed + run).wide(3 + run % 3, 5, 4, 15);
            Tangle.Found found = new Seeking(
                            model(bargain, run % 2 == 0 ? SOME_CHAINS : NO_TABLES), Limits.USUAL, Watch.NONE)
                    .found();

            for (int at = 0; at < found.options().length; at++) {
                assertThat(bargain.allows(found.options()[at])).isTrue();
                assertThat(bargain.utilities(found.options()[at]))
                        .as("seed %d", seed + run)
                        .isEqualTo(found.vectors()[at]);
            }
            assertCovered(bargain, found, seed + run);
        }
    }

    @Test
    void oneRegionOverABillionJointChoicesIsAnsweredWithProof() {
        Bargain bargain = new Chance(3).wide(2, 14, 9, 1);

        Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);

        assertThat(bargain.packages().bitLength()).isGreaterThan(30);
        assertThat(answer.frontier().orElseThrow().complete()).isTrue();
        assertThat(answer.solutions().values())
                .allSatisfy(one -> assertThat(((Solution.Found) one).proof()).isEqualTo(new Solution.Proof.Exact()));
    }

    private static void assertCovered(Bargain bargain, Tangle.Found found, long seed) {
        for (long[] one : new BruteForce(bargain).all()) {
            assertThat(found.vectors().length == 0
                            || Arrays.stream(found.vectors())
                                    .anyMatch(listed -> IntStream.range(0, one.length)
                                            .allMatch(party -> one[party] - listed[party] <= found.within()[party])))
                    .as("seed %d: %s", seed, Arrays.toString(one))
                    .isTrue();
        }
    }

    private static Model model(Bargain bargain, Modelling.Room room) {
        int[] issues = IntStream.range(0, bargain.issues().size()).toArray();
        Pace pace = new Pace(Watch.NONE);
        int[][] kept = Arrays.stream(issues)
                .mapToObj(issue -> Kept.of(bargain, issue, pace))
                .toArray(int[][]::new);
        int[] bonuses = IntStream.range(0, bargain.bonuses().size()).toArray();
        return Modelling.of(bargain, issues, kept, bonuses, bargain.forbidden(), room, pace)
                .orElseThrow();
    }
}
