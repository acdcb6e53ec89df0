package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.settlement.file.Published.found;
import static parley.settlement.file.Published.genius;
import static parley.settlement.file.Published.geniusFolders;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.BruteForce;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Request;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** What is said of four and five parties of GENIUS's sets is what a look at every package says. */
class GeniusOfManyTest {
    private static final int FEWEST = 4;

    /** Sets whose frontier is looked through package by package; the killer robot has 240,000. */
    private static final long LISTABLE = 250_000;

    /** Sets to whose every package each rule is put: fractions take their time. */
    private static final long JUDGED = 1_000;

    /** How many sets there are of each kind: no fewer are to be looked at. */
    private static final Map<Integer, Integer> LISTED = Map.of(4, 35, 5, 33);

    private static final Map<Integer, Integer> RULED = Map.of(4, 18, 5, 16);

    @Test
    void theFrontierIsThatOfAllPackages() throws IOException {
        Request request = new Request(List.of(), new Request.Extent.Full());
        Map<Integer, Integer> sets = new TreeMap<>();
        for (Path folder : geniusFolders()) {
            for (Bargain bargain : ofMany(folder, LISTABLE)) {
                Frontier frontier =
                        Settler.answer(bargain, request, Watch.NONE).frontier().orElseThrow();
                List<long[]> efficient = efficient(new BruteForce(bargain).all());

                assertThat(frontier.complete()).as("%s", folder).isTrue();
                assertThat(frontier.points().stream().map(Point::utilities))
                        .as("%s", folder)
                        .containsExactlyElementsOf(efficient);
                assertThat(frontier.points())
                        .as("%s", folder)
                        .allSatisfy(point ->
                                assertThat(bargain.utilities(point.options())).isEqualTo(point.utilities()));
                sets.merge(bargain.parties().size(), 1, Integer::sum);
            }
        }
        atLeast(LISTED, sets);
    }

    @Test
    void eachRuleChoosesTheBestOfAllPackages() throws IOException {
        Map<Integer, Integer> sets = new TreeMap<>();
        for (Path folder : geniusFolders()) {
            for (Bargain bargain : ofMany(folder, JUDGED)) {
                BruteForce brute = new BruteForce(bargain);
                Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
                answer.solutions().forEach((rule, solution) -> {
                    var best = brute.best(rule);
                    assertThat(solution instanceof Solution.Found)
                            .as("%s, %s", folder, rule)
                            .isEqualTo(best.isPresent());
                    if (best.isPresent()) {
                        assertThat(brute.order(rule)
                                        .compare(
                                                best.get(),
                                                brute.gains(found(answer, rule).utilities())))
                                .as("%s, %s", folder, rule)
                                .isZero();
                    }
                });
                sets.merge(bargain.parties().size(), 1, Integer::sum);
            }
        }
        atLeast(RULED, sets);
    }

    private static void atLeast(Map<Integer, Integer> wanted, Map<Integer, Integer> seen) {
        wanted.forEach((parties, sets) -> assertThat(seen.getOrDefault(parties, 0))
                .as("sets of %d parties", parties)
                .isGreaterThanOrEqualTo(sets));
    }

    /** Its first four parties and its first five, where there are as many, the files are read, and there are few packages. */
    private static List<Bargain> ofMany(Path folder, long packages) throws IOException {
        List<Source> set = genius(folder);
        return IntStream.rangeClosed(FEWEST, Math.min(Bargain.MOST_PARTIES, set.size() - 1))
                .mapToObj(parties -> Cases.read(set.subList(0, parties + 1)))
                .filter(Reading.Packages.class::isInstance)
                .map(reading -> ((Reading.Packages) reading).bargain())
                .filter(Bargain::isAdditive)
                .filter(bargain -> bargain.packages().compareTo(BigInteger.valueOf(packages)) <= 0)
                .map(GeniusOfManyTest::inUnits)
                .toList();
    }

    /** Reservation values as the engine counts them: where scores are rounded to units, they are too. */
    private static Bargain inUnits(Bargain bargain) {
        return bargain.withReservations(IntStream.range(0, bargain.parties().size())
                .mapToLong(bargain::reservation)
                .toArray());
    }

    /** In descending order. What betters a package comes before it in that order; what bettered one is sooner asked of the next. */
    private static List<long[]> efficient(List<long[]> all) {
        Comparator<long[]> descending = (one, other) -> Arrays.compare(other, one);
        List<long[]> efficient = new ArrayList<>();
        for (long[] one : all.stream().sorted(descending).toList()) {
            int by = 0;
            while (by < efficient.size() && !covers(efficient.get(by), one)) {
                by++;
            }
            if (by == efficient.size()) {
                efficient.add(one);
            } else {
                Collections.swap(efficient, by, by / 2);
            }
        }
        efficient.sort(descending);
        return efficient;
    }

    private static boolean covers(long[] one, long[] other) {
        for (int party = 0; party < one.length; party++) {
            if (one[party] < other[party]) {
                return false;
            }
        }
        return true;
    }
}
