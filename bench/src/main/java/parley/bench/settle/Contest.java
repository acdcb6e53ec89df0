package parley.bench.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;
import parley.settlement.Region;

/**
 * Two parties whose issues all interact, of the shape of the nonlinear contests of ANAC 2014: ten options an issue, for each party twice as many
 * hyper-rectangles as issues, over one to four of them, worth 1 to 100 each. No reservation values.
 */
final class Contest {
    private static final int OPTIONS = 10;
    private static final int MOST_SIDES = 4;
    private static final int MOST_POINTS = 100;

    private final Random random;

    private Contest(long seed) {
        random = new Random(seed);
    }

    /** Of 10^{@code issues} packages. */
    static Bargain of(int issues, long seed) {
        return new Contest(seed).make(issues);
    }

    private Bargain make(int count) {
        List<String> options =
                IntStream.range(0, OPTIONS).mapToObj(Integer::toString).toList();
        List<Issue> issues = IntStream.range(0, count)
                .mapToObj(issue -> new Issue("issue " + issue, options))
                .toList();
        List<List<Ratio>> nothing = issues.stream()
                .map(issue -> options.stream().map(option -> Ratio.ZERO).toList())
                .toList();
        List<Bonus> bonuses = new ArrayList<>();
        for (int party = 0; party < 2; party++) {
            for (int rectangle = 0; rectangle < 2 * count; rectangle++) {
                bonuses.add(new Bonus(party, region(count), true, Ratio.of(1 + random.nextInt(MOST_POINTS))));
            }
        }
        return new Builder(
                        issues, List.of(new Party("one", Ratio.ZERO, nothing), new Party("other", Ratio.ZERO, nothing)))
                .bonuses(bonuses)
                .build();
    }

    private Region region(int issues) {
        SortedMap<Integer, SortedSet<Integer>> sides = new TreeMap<>();
        int count = 1 + random.nextInt(MOST_SIDES);
        while (sides.size() < count) {
            int width = 1 + random.nextInt(OPTIONS);
            int from = random.nextInt(OPTIONS - width + 1);
            SortedSet<Integer> inside =
                    new TreeSet<>(IntStream.range(from, from + width).boxed().toList());
            sides.put(random.nextInt(issues), inside);
        }
        return new Region(sides);
    }
}
