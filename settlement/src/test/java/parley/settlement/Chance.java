package parley.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Random cases from a seed. */
public final class Chance {
    private final Random random;

    /** Seeds that follow one another begin alike in {@link Random}: they gave all cases as many parties. */
    public Chance(long seed) {
        random = new Random(new SplittableRandom(seed).nextLong());
    }

    public int upTo(int most) {
        return random.nextInt(most + 1);
    }

    /** Few packages, scores of few values so that ties abound, reservations from worthless to out of reach. */
    public Bargain small() {
        int parties = 2 + random.nextInt(4);
        int most = parties <= 3 ? 5 : 4;
        int greatest = new int[] {1, 2, 5, 100, 1_000_000_000}[random.nextInt(5)];
        List<Issue> issues = new ArrayList<>();
        for (int issue = 1 + random.nextInt(most); issue > 0; issue--) {
            issues.add(issue("issue " + issue, 1 + random.nextInt(4)));
        }
        return new Builder(issues, parties(issues, parties, greatest)).build();
    }

    /** The same, with points for joint choices, some of them taken away, and joint choices that are forbidden. */
    public Bargain entangled() {
        Bargain plain = small();
        List<Bonus> bonuses = new ArrayList<>();
        List<Region> forbidden = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            bonuses.add(new Bonus(
                    random.nextInt(plain.parties().size()),
                    region(plain.issues()),
                    random.nextBoolean(),
                    Ratio.of(random.nextInt(21) - 10, 2)));
        }
        for (int count = random.nextInt(3); count > 0; count--) {
            forbidden.add(region(plain.issues()));
        }
        return new Builder(plain.issues(), plain.parties())
                .bonuses(bonuses)
                .forbidden(forbidden)
                .build();
    }

    /** Issues that all hang together, with many points of either sign for joint choices. */
    public Bargain tangled(int parties, int issues, int options, int bonuses) {
        return tangled(parties, issues, options, bonuses, 1);
    }

    /** The same with points of another size, which differ by a few units more or less. */
    public Bargain tangled(int parties, int issues, int options, int bonuses, long size) {
        List<Issue> all = new ArrayList<>();
        for (int issue = 0; issue < issues; issue++) {
            all.add(issue("issue " + issue, 1 + random.nextInt(options)));
        }
        int greatest = random.nextBoolean() ? 0 : 3;
        List<Party> plain = IntStream.range(0, parties)
                .mapToObj(party -> new Party("party " + party, Ratio.ZERO, scores(all, greatest)))
                .toList();
        List<Bonus> points = new ArrayList<>();
        for (int count = random.nextInt(bonuses + 1); count > 0; count--) {
            long worth = (random.nextInt(31) - 8) * size + (size == 1 ? 0 : random.nextInt(8));
            points.add(new Bonus(random.nextInt(parties), region(all), random.nextInt(4) > 0, Ratio.of(worth)));
        }
        List<Region> forbidden = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            forbidden.add(region(all));
        }
        return new Builder(all, plain).bonuses(points).forbidden(forbidden).build();
    }

    /** Issues that hang together by hyper-rectangles over most of them. */
    public Bargain wide(int parties, int issues, int options, int rectangles) {
        List<Issue> all = new ArrayList<>();
        for (int issue = 0; issue < issues; issue++) {
            all.add(issue("issue " + issue, 2 + random.nextInt(options - 1)));
        }
        List<Party> plain = parties(all, parties, 6);
        List<Bonus> points = new ArrayList<>();
        for (int count = 0; count < rectangles; count++) {
            points.add(new Bonus(
                    random.nextInt(parties), wide(all), random.nextInt(4) > 0, Ratio.of(random.nextInt(31) - 8)));
        }
        List<Region> forbidden = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            forbidden.add(wide(all));
        }
        return new Builder(all, plain).bonuses(points).forbidden(forbidden).build();
    }

    /** Two knots of issues that hang together, and lone ones beside them; packages of which not all are worth walking away for. */
    public Bargain knots(int parties) {
        List<Issue> all = new ArrayList<>();
        for (int issue = 0; issue < 5; issue++) {
            all.add(issue("issue " + issue, 1 + random.nextInt(4)));
        }
        List<Bonus> points = new ArrayList<>();
        List<Region> forbidden = new ArrayList<>();
        for (int knot = 0; knot < 2; knot++) {
            List<Issue> of = all.subList(2 * knot, 2 * knot + 2);
            for (int count = 1 + random.nextInt(8); count > 0; count--) {
                points.add(new Bonus(
                        random.nextInt(parties),
                        moved(wide(of), 2 * knot),
                        random.nextInt(4) > 0,
                        Ratio.of(random.nextInt(31) - 8)));
            }
            if (random.nextInt(3) == 0) {
                forbidden.add(moved(wide(of), 2 * knot));
            }
        }
        return new Builder(all, parties(all, parties, 6))
                .bonuses(points)
                .forbidden(forbidden)
                .build();
    }

    private static Region moved(Region region, int by) {
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        region.within().forEach((issue, options) -> within.put(issue + by, options));
        return new Region(within);
    }

    private Region wide(List<Issue> issues) {
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        for (int issue = 0; issue < issues.size(); issue++) {
            SortedSet<Integer> options = new TreeSet<>();
            for (int option = 0; option < issues.get(issue).options().size(); option++) {
                if (random.nextInt(3) > 0) {
                    options.add(option);
                }
            }
            if (issue == 0 || random.nextInt(4) > 0) {
                within.put(issue, options);
            }
        }
        return new Region(within);
    }

    private Region region(List<Issue> issues) {
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        for (int side = random.nextInt(3); side >= 0; side--) {
            int issue = random.nextInt(issues.size());
            SortedSet<Integer> options = new TreeSet<>();
            for (int option = 0; option < issues.get(issue).options().size(); option++) {
                if (random.nextBoolean()) {
                    options.add(option);
                }
            }
            within.put(issue, options);
        }
        return new Region(within);
    }

    private List<Party> parties(List<Issue> issues, int count, int greatest) {
        int harsh = random.nextInt(4);
        return IntStream.range(0, count)
                .mapToObj(party -> new Party(
                        "party " + party, reservation(issues.size(), greatest, harsh), scores(issues, greatest)))
                .toList();
    }

    private Ratio reservation(int issues, int greatest, int harsh) {
        long most = (long) issues * greatest * harsh / 5;
        return harsh == 0 ? Ratio.ZERO : Ratio.of((long) (random.nextDouble() * most));
    }

    private List<List<Ratio>> scores(List<Issue> issues, int greatest) {
        int under = random.nextInt(5) == 0 ? 8 : 1;
        return issues.stream()
                .map(issue -> issue.options().stream()
                        .map(option -> Ratio.of(random.nextInt(greatest + 1), under))
                        .toList())
                .toList();
    }

    /**
     * Opposed parties: with two, the second wants the reverse of the first but for 5 % noise; with more, each option's worth is
     * divided among all at random, with the same noise.
     */
    public Bargain opposed(int parties, int issues, int options, int scale) {
        List<Issue> all = IntStream.range(0, issues)
                .mapToObj(issue -> issue("issue " + issue, options))
                .toList();
        List<List<List<Ratio>>> scores = new ArrayList<>();
        for (int party = 0; party < parties; party++) {
            scores.add(new ArrayList<>());
        }
        for (int issue = 0; issue < issues; issue++) {
            double weight = scale / (double) issues;
            List<List<Ratio>> one = new ArrayList<>();
            scores.forEach(party -> one.add(new ArrayList<>()));
            for (int option = 0; option < options; option++) {
                double[] shares = shares(parties);
                for (int party = 0; party < parties; party++) {
                    double noisy = Math.clamp(shares[party] + 0.05 * (random.nextDouble() - 0.5), 0, 1);
                    one.get(party).add(Ratio.of(Math.round(weight * noisy)));
                }
            }
            for (int party = 0; party < parties; party++) {
                scores.get(party).add(one.get(party));
            }
        }
        return Bargain.of(
                all,
                IntStream.range(0, parties)
                        .mapToObj(party -> new Party("party " + party, Ratio.ZERO, scores.get(party)))
                        .toList());
    }

    private double[] shares(int parties) {
        double[] cuts = random.doubles(parties - 1L).sorted().toArray();
        double[] shares = new double[parties];
        double last = 0;
        for (int party = 0; party < parties - 1; party++) {
            shares[party] = cuts[party] - last;
            last = cuts[party];
        }
        shares[parties - 1] = 1 - last;
        return shares;
    }

    private static Issue issue(String name, int options) {
        return new Issue(
                name,
                IntStream.range(0, options)
                        .mapToObj(option -> "option " + option)
                        .toList());
    }
}
