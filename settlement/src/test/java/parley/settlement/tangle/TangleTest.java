package parley.settlement.tangle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
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
import parley.settlement.space.Cover;

/** However little room it has and wherever it is stopped, what is said of interacting issues is true of all their packages. */
class TangleTest {
    private static final int CASES = 2_000;

    @Test
    void theEfficientChoicesOfSmallCasesAreFoundWithAnyRoom() {
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).tangled(2, 1 + (int) (seed % 6), 4, 12);
            List<long[]> wanted = new BruteForce(bargain).frontier();
            for (int room : new int[] {1, 8, 1 << 14}) {
                Tangle.Found found = found(bargain, room, Watch.NONE);

                assertThat(sorted(found)).as("seed %d, room %d", seed, room).containsExactlyElementsOf(wanted);
                assertThat(found.within()).containsOnly(0);
                for (int at = 0; at < found.options().length; at++) {
                    assertThat(bargain.allows(found.options()[at]))
                            .as("seed %d", seed)
                            .isTrue();
                    assertThat(bargain.utilities(found.options()[at]))
                            .as("seed %d", seed)
                            .isEqualTo(found.vectors()[at]);
                }
            }
        }
    }

    @Test
    void theEfficientChoicesOfLargerCasesAreThoseOfAllThatAreListed() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 40; run++) {
            Bargain bargain = new Chance(seed + run).tangled(2, 10, 3, 40);
            Listing listing = new Listing(bargain, issues(bargain), all(bargain));

            assertThat(sorted(found(bargain, 64, Watch.NONE)))
                    .as("seed %d", seed + run)
                    .containsExactlyElementsOf(
                            efficient(listing.all(bonuses(bargain), bargain.forbidden(), new Pace(Watch.NONE))));
        }
    }

    @Test
    void leavingOutOptionsLeavesNoEfficientChoiceOut() {
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).tangled(2 + (int) (seed % 3), 3, 4, 6);
            Tangle.Found kept = Tangle.efficient(
                    bargain,
                    issues(bargain),
                    bonuses(bargain),
                    bargain.forbidden(),
                    Limits.USUAL,
                    new Pace(Watch.NONE));

            assertThat(efficient(kept))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(new BruteForce(bargain).frontier());
        }
    }

    @Test
    void whereverItIsStoppedNoPackageIsBetterByMoreThanItSays() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 300; run++) {
            Bargain bargain = new Chance(seed + run).tangled(2, 6, 4, 20);
            AtomicInteger asked = new AtomicInteger(run % 5);
            Tangle.Found found = found(bargain, 4, () -> asked.getAndDecrement() <= 0);
            for (long[] one : new BruteForce(bargain).all()) {
                boolean covered = Arrays.stream(found.vectors())
                        .anyMatch(listed ->
                                one[0] - listed[0] <= found.within()[0] && one[1] - listed[1] <= found.within()[1]);
                assertThat(covered || found.vectors().length == 0)
                        .as("seed %d: %s", seed + run, Arrays.toString(one))
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsMissingOfAFrontierIsWithinWhatBoundsSay() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 1_000; run++) {
            Bargain bargain = new Chance(seed + run).tangled(2, 5, 4, 15, run % 2 == 0 ? 1 : 1L << 45);
            Model model = model(bargain);
            Weightings weightings = new Weightings(model);
            weightings.spread(3);
            Buckets buckets = Buckets.of(
                            model.domains,
                            model.order(),
                            weightings.tables(model),
                            weightings.size(),
                            8,
                            new Pace(Watch.NONE))
                    .orElseThrow();
            Archive archive = new Archive(new long[] {-model.magnitude(0), -model.magnitude(1)});
            BruteForce brute = new BruteForce(bargain);
            long[][] kept = new Listing(bargain, issues(bargain), kept(bargain))
                    .all(bonuses(bargain), bargain.forbidden(), new Pace(Watch.NONE))
                    .vectors();
            List<long[]> some = Arrays.stream(kept)
                    .filter(one -> Math.floorMod(Arrays.hashCode(one), 5) == 0)
                    .toList();
            some.forEach(one -> archive.add(one[0] / model.common[0], one[1] / model.common[1], new int[0]));
            if (some.isEmpty()) {
                continue;
            }

            long[] within = new Shortfall(weightings, buckets.bound, archive).units(model.common);

            assertThat(brute.all())
                    .as("seed %d", seed + run)
                    .allSatisfy(one -> assertThat(some)
                            .anyMatch(listed -> one[0] - listed[0] <= within[0] && one[1] - listed[1] <= within[1]));
        }
    }

    @Test
    void whatIsSoughtForMorePartiesIsAllowedAndNothingIsBetterByMoreThanItSays() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 300; run++) {
            Bargain bargain = new Chance(seed + run).tangled(3 + run % 3, 5, 4, 20, run % 2 == 0 ? 1 : 1L << 40);
            Tangle.Found found = new Seeking(model(bargain), Limits.USUAL, Watch.NONE).found();
            List<long[]> all = new BruteForce(bargain).all();

            assertThat(found.vectors().length == 0).as("seed %d", seed + run).isEqualTo(all.isEmpty());
            for (int at = 0; at < found.options().length; at++) {
                assertThat(bargain.allows(found.options()[at]))
                        .as("seed %d", seed + run)
                        .isTrue();
                assertThat(bargain.utilities(found.options()[at]))
                        .as("seed %d", seed + run)
                        .isEqualTo(found.vectors()[at]);
            }
            for (long[] one : all) {
                assertThat(Arrays.stream(found.vectors())
                                .anyMatch(listed -> IntStream.range(0, one.length)
                                        .allMatch(party -> one[party] - listed[party] <= found.within()[party])))
                        .as("seed %d: %s", seed + run, Arrays.toString(one))
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsSoughtForThreePartiesHoldsTheBestSumOfNearlyEverySmallCase() {
        int best = 0;
        int cases = 0;
        for (long seed = 0; seed < 300; seed++) {
            Bargain bargain = new Chance(seed).tangled(3, 7, 4, 25);
            OptionalLong most = new BruteForce(bargain)
                    .all().stream().mapToLong(one -> Arrays.stream(one).sum()).max();
            if (most.isPresent()) {
                long found = Arrays.stream(new Seeking(model(bargain), Limits.USUAL, Watch.NONE)
                                .found()
                                .vectors())
                        .mapToLong(one -> Arrays.stream(one).sum())
                        .max()
                        .orElseThrow();
                cases++;
                best += found == most.getAsLong() ? 1 : 0;
            }
        }
        assertThat(best).as("of %d", cases).isGreaterThanOrEqualTo(cases * 98 / 100);
    }

    @Test
    void everyRuleHasAPackageAndABoundWhereMorePartiesHaveTooManyChoicesToList() {
        Bargain bargain = new Chance(11).tangled(4, 20, 8, 400);
        assertThat(new Listing(bargain, issues(bargain), kept(bargain)).choices())
                .isGreaterThan(Listing.MOST_CHOICES);

        Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);

        assertThat(answer.solutions()).isNotEmpty().allSatisfy((rule, solution) -> {
            assertThat(solution).as("%s", rule).isInstanceOf(Solution.Found.class);
            Solution.Found found = (Solution.Found) solution;
            assertThat(bargain.utilities(found.point().options()))
                    .isEqualTo(found.point().utilities());
            assertThat(bargain.allows(found.point().options())).isTrue();
            assertThat(found.proof())
                    .satisfiesAnyOf(
                            proof -> assertThat(proof).isEqualTo(new Solution.Proof.Exact()),
                            proof -> assertThat(((Solution.Proof.Bounded) proof).bound())
                                    .isPresent());
        });
        assertThat(answer.frontier().orElseThrow().complete()).isFalse();
    }

    @Test
    void stoppedAtOnceItSaysThatNothingWasFound() {
        Bargain bargain = new Chance(1).tangled(3, 7, 4, 25);
        Tangle.Found found = new Seeking(model(bargain), Limits.USUAL, () -> true).found();

        assertThat(found.vectors()).isEmpty();
        assertThat(found.within()).doesNotContain(0L);
    }

    @Test
    void numbersTooLargeForWeightsAreStillExact() {
        for (long seed = 0; seed < 300; seed++) {
            Bargain bargain = new Chance(seed).tangled(2, 4, 4, 10, 1L << 50);

            assertThat(sorted(found(bargain, 8, Watch.NONE)))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(new BruteForce(bargain).frontier());
        }
    }

    private static Tangle.Found found(Bargain bargain, int room, Watch watch) {
        return Tangle.frontier(model(bargain), room, Long.MAX_VALUE, watch);
    }

    private static Model model(Bargain bargain) {
        return Modelling.of(
                        bargain,
                        issues(bargain),
                        kept(bargain),
                        bonuses(bargain),
                        bargain.forbidden(),
                        Modelling.Room.USUAL,
                        new Pace(Watch.NONE))
                .orElseThrow();
    }

    private static int[][] kept(Bargain bargain) {
        return Arrays.stream(issues(bargain))
                .mapToObj(issue -> Kept.of(bargain, issue, new Pace(Watch.NONE)))
                .toArray(int[][]::new);
    }

    private static int[] issues(Bargain bargain) {
        return IntStream.range(0, bargain.issues().size()).toArray();
    }

    private static int[] bonuses(Bargain bargain) {
        return IntStream.range(0, bargain.bonuses().size()).toArray();
    }

    private static int[][] all(Bargain bargain) {
        return bargain.issues().stream()
                .map(issue -> IntStream.range(0, issue.options().size()).toArray())
                .toArray(int[][]::new);
    }

    private static List<long[]> sorted(Tangle.Found found) {
        return Arrays.stream(found.vectors())
                .sorted((one, other) -> Arrays.compare(other, one))
                .toList();
    }

    private static List<long[]> efficient(Tangle.Found found) {
        List<long[]> all = sorted(found);
        if (all.isEmpty()) {
            return all;
        }
        Cover cover = Cover.of(all.getFirst().length);
        return all.stream()
                .filter(one -> {
                    boolean better = !cover.covers(one, 0);
                    if (better) {
                        cover.add(one, 0);
                    }
                    return better;
                })
                .toList();
    }
}
