package parley.settlement.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Chance;
import parley.settlement.Frontier;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Solution;
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
                    Frontier frontier =
                            Efficient.within(new long[floors.length], Space.of(bargain), floors, most, Watch.NONE);

                    holds("seed " + seed + ", at most " + most, bargain, frontier, floors);
                    assertThat(frontier.points()).as("seed %d", seed).hasSizeLessThanOrEqualTo(most);
                    thinned += frontier.complete() ? 0 : 1;
                }
            }
        }
        assertThat(thinned).as("frontiers of which something was left out").isGreaterThan(100);
    }

    /** A cap is where small cases ask whether to stop: at the first that is met, or a later one. */
    @Test
    void stoppedItListsPackagesNoneOfWhichBettersAnotherAndSaysByHowMuchOthersMay() {
        int stopped = 0;
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).small();
            for (int asks = 1; asks <= 3; asks++) {
                for (long[] floors : List.of(none(bargain), reservations(bargain))) {
                    AtomicInteger left = new AtomicInteger(asks);
                    Frontier frontier = Efficient.within(
                            new long[floors.length], Space.of(bargain), floors, 5, () -> left.decrementAndGet() <= 0);

                    String what = "seed " + seed + ", stopped when asked " + asks + " times";
                    holds(what, bargain, frontier, floors);
                    if (left.get() <= 0) {
                        stopped++;
                        assertThat(frontier.complete()).as(what).isFalse();
                        assertThat(frontier.points())
                                .as("%s: none betters another", what)
                                .allMatch(one -> frontier.points().stream()
                                                .filter(other -> reaches(other.utilities(), one.utilities()))
                                                .count()
                                        == 1);
                    }
                }
            }
        }
        assertThat(stopped).as("frontiers that were stopped").isGreaterThan(100);
    }

    /** So many packages that nobody looks at each: some by lot have to be stood for. */
    @Test
    void betweenFivePartiesWhatWasMetIsListedAndWhatRulesChooseIsAmongIt() {
        Random random = new Random(5);
        Bargain bargain = ofFiveParties(random, 12, 6);
        AtomicBoolean late = new AtomicBoolean();
        Answer answer = Settler.answer(bargain, Request.USUAL, new Watch() {
            @Override
            public boolean stop() {
                return late.get();
            }

            @Override
            public void progress(Task task, long done, long all) {
                late.compareAndSet(false, task == Task.FRONTIER && done >= all / 2);
            }
        });

        Frontier frontier = answer.frontier().orElseThrow();
        assertThat(frontier.complete()).isFalse();
        assertThat(frontier.points())
                .hasSizeGreaterThan(100)
                .allMatch(one -> frontier.points().stream()
                                .filter(other -> reaches(other.utilities(), one.utilities()))
                                .count()
                        == 1);
        assertThat(answer.solutions().values()).allSatisfy(one -> {
            Point chosen = ((Solution.Found) one).point();
            assertThat(frontier.points()).anyMatch(listed -> reaches(listed.utilities(), chosen.utilities()));
        });
        for (int lot = 0; lot < CASES; lot++) {
            long[] any = bargain.utilities(random.ints(12, 0, 6).toArray());
            assertThat(frontier.points())
                    .as(Arrays.toString(any))
                    .anyMatch(stands -> IntStream.range(0, any.length)
                            .allMatch(party -> any[party] - stands.utilities()[party] <= frontier.within()[party]));
        }
    }

    private static Bargain ofFiveParties(Random random, int issues, int options) {
        return Bargain.of(
                IntStream.range(0, issues)
                        .mapToObj(issue -> new Issue(
                                "issue " + issue,
                                IntStream.range(0, options)
                                        .mapToObj(String::valueOf)
                                        .toList()))
                        .toList(),
                IntStream.range(0, 5)
                        .mapToObj(party -> new Party(
                                "party " + party,
                                Ratio.ZERO,
                                IntStream.range(0, issues)
                                        .mapToObj(issue -> random.ints(options, 0, 1_000)
                                                .mapToObj(Ratio::of)
                                                .toList())
                                        .toList()))
                        .toList());
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
