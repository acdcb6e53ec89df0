package parley.settlement.tangle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;
import parley.settlement.Region;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;
import parley.settlement.space.Joined;

/**
 * Before any answer is sought, tables and blocks are built, which takes from half a minute to many minutes in each of these cases: whoever stops is heard
 * long before, and is told that it was stopped.
 */
class StoppedBuildingTest {
    /** In nanoseconds: well under what the building takes; being heard takes under a second, but not on every busy machine. */
    private static final long SOON = 10_000_000_000L;
    /** Other work of the machine may hold one of them up. */
    private static final int TRIES = 5;

    private final Random random = new Random(20);

    @Test
    void whileAllJointChoicesAreListed() {
        Bargain bargain = tangled(5, 6, 7, 4_000, 2);
        assertThat(stoppedAfter(bargain, 1)).isLessThan(SOON);
    }

    @Test
    void whileOptionsAreCompared() {
        Bargain bargain = tangled(3, 3, 1_000, 2_000, 2);
        assertThat(stoppedAfter(bargain, 1)).isLessThan(SOON);
    }

    @Test
    void whileOneTableOfTheModelIsFilled() {
        Bargain bargain = tangled(2, 5, 16, 2_000, 5);
        assertThat(stoppedAfter(bargain, 1)).isLessThan(SOON);
    }

    @Test
    void whileBoundsAreBuiltForTwoPartiesAndForMore() {
        for (int parties : new int[] {2, 4}) {
            Bargain bargain = tangled(parties, 400, 30, 6_000, 2);
            assertThat(stoppedAfter(bargain, 3)).isLessThan(SOON);
        }
    }

    @Test
    void whileWhatIsCoveredIsLeftOut() {
        Bargain bargain = apart(5, 5, 11);
        assertThat(stoppedAfter(bargain, 1)).isLessThan(SOON);
    }

    @Test
    void aListThatWasStoppedKnowsNothingOfAnyGroup() {
        Bargain bargain = twice(tangled(3, 6, 7, 300, 2));

        Joined.Blocks blocks = Joined.of(bargain, Limits.USUAL, new Pace(() -> true));

        assertThat(blocks.whole()).isFalse();
        assertThat(blocks.within())
                .as("of two groups nothing is known: neither is the sum")
                .containsOnly(Long.MAX_VALUE);
    }

    @Test
    void whoWaitsIsToldHowFarItIs() {
        List<Long> done = new ArrayList<>();
        Settler.answer(tangled(3, 6, 7, 100, 2), Request.USUAL, new Watch() {
            @Override
            public boolean stop() {
                return false;
            }

            @Override
            public void progress(Watch.Task task, long part, long all) {
                if (task == Watch.Task.FRONTIER && all == 117_649) {
                    done.add(part);
                }
            }
        });
        assertThat(done.subList(0, 20)).isSorted().doesNotHaveDuplicates();
    }

    /** The least time of some tries, in nanoseconds, from when the watch says stop, which it does when it is asked for the n-th time. */
    private static long stoppedAfter(Bargain bargain, int asks) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < TRIES && least > SOON; run++) {
            int[] asked = {0};
            long begun = System.nanoTime();
            long[] said = {begun};
            Answer answer = Settler.answer(bargain, Request.USUAL, () -> {
                if (++asked[0] == asks && asks > 1) {
                    said[0] = System.nanoTime();
                }
                return asked[0] >= asks;
            });
            least = Math.min(least, System.nanoTime() - said[0]);
            assertThat(asked[0]).isGreaterThanOrEqualTo(asks);
            assertThat(answer.frontier().map(parley.settlement.Frontier::complete))
                    .isNotEqualTo(Optional.of(true));
            assertThat(answer.solutions().values())
                    .allSatisfy(one -> assertThat(one)
                            .satisfiesAnyOf(
                                    none -> assertThat(none).isEqualTo(new Solution.None(Solution.Reason.STOPPED)),
                                    found -> assertThat(((Solution.Found) found).proof())
                                            .isInstanceOf(Solution.Proof.Bounded.class)));
        }
        return least;
    }

    /** All issues hang together by points for joint choices of {@code sides} issues each. */
    private Bargain tangled(int parties, int issues, int options, int bonuses, int sides) {
        List<Bonus> all = new ArrayList<>();
        for (int one = 0; one < bonuses; one++) {
            SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
            for (int side = 0; side < sides; side++) {
                SortedSet<Integer> inside = new TreeSet<>();
                for (int option = 0; option < options; option++) {
                    if (random.nextBoolean()) {
                        inside.add(option);
                    }
                }
                within.put((one + side * (1 + random.nextInt(issues - 1))) % issues, inside);
            }
            all.add(new Bonus(one % parties, new Region(within), true, Ratio.of(random.nextInt(1_000) - 300)));
        }
        return new Builder(issues(issues, options), parties(parties, issues, options))
                .bonuses(all)
                .build();
    }

    /** Everybody loses what another one gains, so that no joint choice covers another; one bonus ties them together. */
    private Bargain apart(int parties, int issues, int options) {
        List<List<List<Ratio>>> scores = new ArrayList<>();
        for (int party = 0; party < parties; party++) {
            scores.add(new ArrayList<>());
        }
        for (int issue = 0; issue < issues; issue++) {
            List<List<Ratio>> each = new ArrayList<>();
            scores.forEach(one -> each.add(new ArrayList<>()));
            for (int option = 0; option < options; option++) {
                int[] cuts = random.ints(parties - 1L, 0, 1_000_000).sorted().toArray();
                for (int party = 0; party < parties; party++) {
                    int from = party == 0 ? 0 : cuts[party - 1];
                    each.get(party).add(Ratio.of((party == parties - 1 ? 1_000_000 : cuts[party]) - from));
                }
            }
            for (int party = 0; party < parties; party++) {
                scores.get(party).add(each.get(party));
            }
        }
        SortedMap<Integer, SortedSet<Integer>> corner = new TreeMap<>();
        IntStream.range(0, issues).forEach(issue -> corner.put(issue, new TreeSet<>(List.of(0))));
        return new Builder(
                        issues(issues, options),
                        IntStream.range(0, parties)
                                .mapToObj(party -> new Party("party " + party, Ratio.ZERO, scores.get(party)))
                                .toList())
                .bonuses(List.of(new Bonus(0, new Region(corner), true, Ratio.ONE)))
                .build();
    }

    /** Two groups of issues that have nothing to do with each other. */
    private static Bargain twice(Bargain once) {
        int issues = once.issues().size();
        List<Bonus> bonuses = new ArrayList<>(once.bonuses());
        for (Bonus bonus : once.bonuses()) {
            SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
            bonus.region().within().forEach((issue, options) -> within.put(issues + issue, options));
            bonuses.add(new Bonus(bonus.party(), new Region(within), bonus.inside(), bonus.points()));
        }
        List<Party> parties = once.parties().stream()
                .map(party -> {
                    List<List<Ratio>> scores = new ArrayList<>(party.scores());
                    scores.addAll(party.scores());
                    return new Party(party.name(), Ratio.ZERO, scores);
                })
                .toList();
        return new Builder(issues(2 * issues, once.issues().getFirst().options().size()), parties)
                .bonuses(bonuses)
                .build();
    }

    private static List<Issue> issues(int count, int options) {
        return IntStream.range(0, count)
                .mapToObj(issue -> new Issue(
                        "issue " + issue,
                        IntStream.range(0, options)
                                .mapToObj(option -> "option " + option)
                                .toList()))
                .toList();
    }

    private List<Party> parties(int count, int issues, int options) {
        return IntStream.range(0, count)
                .mapToObj(party -> new Party(
                        "party " + party,
                        Ratio.ZERO,
                        IntStream.range(0, issues)
                                .mapToObj(issue -> Arrays.stream(
                                                random.ints(options, 0, 1_000).toArray())
                                        .mapToObj(Ratio::of)
                                        .toList())
                                .toList()))
                .toList();
    }
}
