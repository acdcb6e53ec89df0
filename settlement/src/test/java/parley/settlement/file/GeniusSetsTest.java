package parley.settlement.file;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.settlement.file.Published.found;
import static parley.settlement.file.Published.genius;
import static parley.settlement.file.Published.geniusFolders;
import static parley.settlement.file.Published.points;
import static parley.settlement.file.Published.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Request;
import parley.settlement.Scenarios;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** Every set of Genius is read, and its frontier leaves out nothing that was published or that stands among all its packages. */
class GeniusSetsTest {
    /** Published numbers of interacting issues are floating point of seven digits. */
    private static final double FLOAT = 1e-6;

    private static final int NONLINEAR = 6;

    /** What another solver proved of sets of interacting issues: CP-SAT, along an epsilon constraint, each package worked out anew. */
    private static final Map<String, Proved> PROVED = Map.of(
            "10issues", new Proved(10, 10, 0),
            "10issueswithRV", new Proved(9, 7, 0),
            "10issuesDiscounted", new Proved(9, 8, 0),
            "10issuesDiscountedwithRV", new Proved(8, 8, 0),
            "S-1NIKFRT-1", new Proved(4, 4, 0),
            "S-1NAGUNL-114", new Proved(4, 4, 0),
            "S-1NIKFRT-2", new Proved(18, 16, 10),
            "S-1NIKFRT-3", new Proved(22, 13, 12),
            "30issues", new Proved(31, 10, 9),
            "30issueswithRV", new Proved(35, 29, 12));

    private static final int ADDITIVE_SETS = 82;
    private static final int LISTED_OF_TWO = 38;
    private static final int LISTED_OF_THREE = 36;

    /** Sets whose frontier is looked through package by package. */
    private static final long LISTABLE = 200_000;

    /** Evaluations left out, an ampersand that is no XML, bytes that are no UTF-8, two options of one name. */
    private static final List<String> REFUSED = List.of(
            "FlightBooking",
            "group10-building_construction",
            "group12-symposium",
            "group2-new_sporthal",
            "group4-zoning_plan",
            "group7-movie");

    /**
     * A set's frontier, and what was published as that.
     *
     * @param dominated points that were published, and are worse than a point of the frontier
     */
    private record Proved(int points, int published, int dominated) {}

    @Test
    void theFrontiersOfInteractingIssuesLeaveOutNothingThatWasPublished() throws IOException {
        int checked = 0;
        int proved = 0;
        for (Path folder : geniusFolders()) {
            Path published = folder.resolve("pareto.xml");
            if (!Files.exists(published)) {
                continue;
            }
            Bargain bargain = read(genius(folder));
            Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
            List<double[]> ours = answer.frontier().orElseThrow().points().stream()
                    .map(point -> points(bargain, point))
                    .toList();
            List<double[]> theirs = Files.readAllLines(published).stream()
                    .filter(line -> line.matches("[\\d.]+, [\\d.]+"))
                    .map(line -> Arrays.stream(line.split(", "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();

            assertThat(answer.frontier().orElseThrow().complete())
                    .as("%s", folder.getFileName())
                    .isTrue();
            assertThat(answer.frontier().orElseThrow().points())
                    .allSatisfy(point ->
                            assertThat(bargain.utilities(point.options())).isEqualTo(point.utilities()));
            // Of thirty issues and more they are heuristic: there, each of theirs has one of ours that is no worse for
            // anybody.
            assertThat(theirs)
                    .as("%s", folder.getFileName())
                    .allSatisfy(their ->
                            assertThat(ours).anyMatch(our -> our[0] >= their[0] - FLOAT && our[1] >= their[1] - FLOAT));
            if (bargain.issues().size() == 10) {
                // Some list acceptable packages alone.
                assertThat(theirs).as("%s", folder.getFileName()).hasSizeLessThanOrEqualTo(ours.size());
                assertThat(theirs)
                        .as("%s", folder.getFileName())
                        .allSatisfy(their -> assertThat(ours)
                                .anyMatch(our ->
                                        Math.abs(our[0] - their[0]) < FLOAT && Math.abs(our[1] - their[1]) < FLOAT));
            }
            Proved known = PROVED.get(folder.getFileName().toString());
            if (known != null) {
                long dominated = theirs.stream()
                        .filter(their -> ours.stream().anyMatch(our -> betters(our, their)))
                        .count();
                assertThat(new Proved(ours.size(), theirs.size(), (int) dominated))
                        .as("%s", folder.getFileName())
                        .isEqualTo(known);
                proved++;
            }
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(NONLINEAR);
        assertThat(proved).isGreaterThanOrEqualTo(NONLINEAR);
    }

    /** By more than a rounding of what was published. */
    private static boolean betters(double[] one, double[] other) {
        return one[0] >= other[0] - FLOAT
                && one[1] >= other[1] - FLOAT
                && (one[0] > other[0] + FLOAT || one[1] > other[1] + FLOAT);
    }

    @Test
    void aLongSearchThatIsStoppedSaysByHowMuchItMayFallShort() throws IOException {
        Bargain bargain = read(genius(Scenarios.folder("genius/anac/y2014/30issues")));
        Frontier whole =
                Settler.answer(bargain, Request.USUAL, Watch.NONE).frontier().orElseThrow();

        Answer stopped = Settler.answer(bargain, Request.USUAL, () -> true);

        Frontier part = stopped.frontier().orElseThrow();
        assertThat(part.complete()).isFalse();
        assertThat(whole.points())
                .allSatisfy(point -> assertThat(part.points())
                        .anyMatch(listed -> point.utilities()[0] - listed.utilities()[0] <= part.within()[0]
                                && point.utilities()[1] - listed.utilities()[1] <= part.within()[1]));
        assertThat(stopped.solutions().values())
                .allSatisfy(one -> assertThat(one)
                        .isInstanceOfSatisfying(
                                Solution.Found.class,
                                found -> assertThat(found.proof())
                                        .isInstanceOfSatisfying(
                                                Solution.Proof.Bounded.class,
                                                proof -> assertThat(proof.bound())
                                                        .isPresent())));
    }

    @Test
    void everyAdditiveSetOfGeniusIsReadAndItsFrontierIsThatOfAllItsPackages() throws IOException {
        Map<Integer, Integer> parties = new TreeMap<>();
        int checked = 0;
        Set<String> refused = new TreeSet<>();
        for (Path folder : geniusFolders()) {
            List<Source> set = genius(folder);
            for (int size = 3; size <= Math.min(4, set.size()); size++) {
                Reading reading = Cases.read(set.subList(0, size));
                if (reading instanceof Reading.Bad) {
                    refused.add(folder.getFileName().toString());
                    continue;
                }
                Bargain bargain = read(set.subList(0, size));
                if (!bargain.isAdditive() || bargain.packages().bitLength() > 40) {
                    continue;
                }
                Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
                assertThat(answer.frontier().orElseThrow().complete()).isTrue();
                assertThat(answer.solutions().values())
                        .allSatisfy(one -> assertThat(one).isInstanceOfAny(Solution.Found.class, Solution.None.class));
                if (bargain.packages().longValueExact() <= LISTABLE) {
                    parties.merge(bargain.parties().size(), 1, Integer::sum);
                    assertThat(answer.frontier().orElseThrow().points().stream().map(Point::utilities))
                            .as("%s", folder)
                            .containsExactlyElementsOf(listed(bargain));
                }
                checked++;
            }
        }
        assertThat(refused).isSubsetOf(REFUSED);
        assertThat(checked).isGreaterThanOrEqualTo(ADDITIVE_SETS);
        assertThat(parties.get(2)).as("of two parties, listed").isGreaterThanOrEqualTo(LISTED_OF_TWO);
        assertThat(parties.get(3)).as("of three parties, listed").isGreaterThanOrEqualTo(LISTED_OF_THREE);
    }

    /** Efficient utilities of two or three parties among all packages, in descending order. */
    private static List<long[]> listed(Bargain bargain) {
        List<long[]> all = new ArrayList<>();
        int[] options = new int[bargain.issues().size()];
        boolean more = true;
        while (more) {
            all.add(bargain.utilities(options));
            int at = 0;
            while (at < options.length
                    && ++options[at] == bargain.issues().get(at).options().size()) {
                options[at++] = 0;
            }
            more = at < options.length;
        }
        all.sort((one, other) -> Arrays.compare(other, one));
        List<long[]> efficient = new ArrayList<>();
        // Of those that came before, which the first party likes no less: what the third gets at most where the second
        // gets so much or more.
        TreeMap<Long, Long> third = new TreeMap<>();
        for (long[] one : all) {
            long last = one.length == 3 ? one[2] : 0;
            Map.Entry<Long, Long> best = third.ceilingEntry(one[1]);
            if (best == null || best.getValue() < last) {
                efficient.add(one);
                third.headMap(one[1], true).values().removeIf(less -> less <= last);
                third.put(one[1], last);
            }
        }
        return efficient;
    }
}
