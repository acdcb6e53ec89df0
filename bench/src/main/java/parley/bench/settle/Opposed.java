package parley.bench.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/**
 * Parties whose wishes are opposed, the hardest there is: what an option is worth is divided among all at random, so that with two the
 * second wants the reverse of the first, and 5 % of noise is laid over it. Ten options an issue; an issue's worth is the scale by the
 * number of issues. No reservation values.
 */
final class Opposed {
    private static final int OPTIONS = 10;
    private static final int SCALE = 10_000;
    private static final double NOISE = 0.05;

    private final Random random;
    private final int parties;

    private Opposed(int parties, long seed) {
        this.parties = parties;
        random = new Random(seed);
    }

    /** Of 10^{@code issues} packages. */
    static Bargain of(int parties, int issues, long seed) {
        return new Opposed(parties, seed).make(issues);
    }

    private Bargain make(int count) {
        List<String> options = IntStream.range(0, OPTIONS)
                .mapToObj(option -> "option " + option)
                .toList();
        List<Issue> issues = IntStream.range(0, count)
                .mapToObj(issue -> new Issue("issue " + issue, options))
                .toList();
        List<List<List<Ratio>>> scores = new ArrayList<>();
        IntStream.range(0, parties).forEach(party -> scores.add(new ArrayList<>()));
        double worth = SCALE / (double) count;
        for (int issue = 0; issue < count; issue++) {
            scores.forEach(party -> party.add(new ArrayList<>()));
            for (int option = 0; option < OPTIONS; option++) {
                double[] shares = shares();
                for (int party = 0; party < parties; party++) {
                    double noisy = Math.clamp(shares[party] + NOISE * (random.nextDouble() - 0.5), 0, 1);
                    scores.get(party).get(issue).add(Ratio.of(Math.round(worth * noisy)));
                }
            }
        }
        return Bargain.of(
                issues,
                IntStream.range(0, parties)
                        .mapToObj(party -> new Party("party " + party, Ratio.ZERO, scores.get(party)))
                        .toList());
    }

    /** Of 1, between random cuts. */
    private double[] shares() {
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
}
