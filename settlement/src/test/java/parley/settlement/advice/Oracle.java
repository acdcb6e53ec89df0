package parley.settlement.advice;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Ratio;
import parley.settlement.Region;
import parley.settlement.Rule;

/**
 * Every package of a small case, counted from the words of the case alone: what advice is held to. Takes nothing of the engine but the case's
 * own records, and knows rules by their definition. Numbers are whole: points times {@link #SCALE}.
 */
final class Oracle {
    /** Eighths, of which tenths, halves and quarters are taken. */
    static final long SCALE = 8 * 10 * 4;

    private final Bargain bargain;
    private final List<int[]> packages = new ArrayList<>();
    private final long[][][] scores;
    private final long[] bonuses;

    Oracle(Bargain bargain) {
        this.bargain = bargain;
        scores = bargain.parties().stream()
                .map(party -> party.scores().stream()
                        .map(issue -> issue.stream().mapToLong(Oracle::whole).toArray())
                        .toArray(long[][]::new))
                .toArray(long[][][]::new);
        bonuses = bargain.bonuses().stream()
                .mapToLong(bonus -> whole(bonus.points()))
                .toArray();
        all(new int[bargain.issues().size()], 0);
    }

    private void all(int[] options, int issue) {
        if (issue == options.length) {
            if (bargain.forbidden().stream().noneMatch(region -> lies(region, options))) {
                packages.add(options.clone());
            }
            return;
        }
        for (int option = 0; option < bargain.issues().get(issue).options().size(); option++) {
            options[issue] = option;
            all(options, issue + 1);
        }
    }

    /** All that are allowed. */
    List<int[]> packages() {
        return packages;
    }

    boolean allows(int[] options) {
        return packages.stream().anyMatch(one -> Arrays.equals(one, options));
    }

    private static boolean lies(Region region, int[] options) {
        for (int issue : region.within().keySet()) {
            if (!Objects.requireNonNull(region.within().get(issue)).contains(options[issue])) {
                return false;
            }
        }
        return true;
    }

    /**
     * What somebody says that it wants, true or not: weights in twentieths, and what walking away is worth. A weight has a place: all
     * issues, then all bonuses of the case, those of others too.
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Told(long[] twentieths, long reservation) {}

    Told truth(int party) {
        long[] all = new long[bargain.issues().size() + bonuses.length];
        Arrays.fill(all, 20);
        return new Told(all, whole(bargain.parties().get(party).reservation()));
    }

    List<Told> truths() {
        return IntStream.range(0, parties()).mapToObj(this::truth).toList();
    }

    /** All the same, but one thing of one party. */
    List<Told> but(int party, Told told) {
        List<Told> all = new ArrayList<>(truths());
        all.set(party, told);
        return all;
    }

    Told weight(int party, int place, long twentieths) {
        Told told = truth(party);
        told.twentieths()[place] = twentieths;
        return told;
    }

    /** Places of the weights that can be another: of issues and interactions that are worth something to the party. */
    List<Integer> weights(int party) {
        int issues = bargain.issues().size();
        return IntStream.range(0, issues + bonuses.length)
                .filter(place -> place < issues
                        ? Arrays.stream(scores[party][place]).anyMatch(score -> score != 0)
                        : bargain.bonuses().get(place - issues).party() == party && bonuses[place - issues] != 0)
                .boxed()
                .toList();
    }

    int parties() {
        return bargain.parties().size();
    }

    static long whole(Ratio points) {
        Ratio scaled = points.times(Ratio.of(SCALE));
        if (!scaled.under().equals(BigInteger.ONE)) {
            throw new AssertionError("not a whole number: " + points);
        }
        return scaled.over().longValueExact();
    }

    long worth(int party, int[] options, Told told) {
        long sum = 0;
        for (int issue = 0; issue < options.length; issue++) {
            sum += scores[party][issue][options[issue]] * told.twentieths()[issue] / 20;
        }
        for (int one = 0; one < bonuses.length; one++) {
            Bonus bonus = bargain.bonuses().get(one);
            if (bonus.party() == party && lies(bonus.region(), options) == bonus.inside()) {
                sum += bonuses[one] * told.twentieths()[options.length + one] / 20;
            }
        }
        return sum;
    }

    /** In truth. */
    List<Long> worth(int[] options) {
        return IntStream.range(0, parties())
                .mapToObj(party -> worth(party, options, truth(party)))
                .toList();
    }

    /** Each party's greatest gain in a package that all accept; none where there is no such package. */
    List<Long> ideals(List<Told> told) {
        List<long[]> gains = gains(told);
        return gains.isEmpty()
                ? List.of()
                : IntStream.range(0, parties())
                        .mapToObj(party -> gains.stream()
                                .mapToLong(one -> one[party])
                                .max()
                                .orElseThrow())
                        .toList();
    }

    private List<long[]> gains(List<Told> told) {
        return packages.stream()
                .map(options -> gains(options, told))
                .filter(all -> Arrays.stream(all).allMatch(gain -> gain >= 0))
                .toList();
    }

    private long[] gains(int[] options, List<Told> told) {
        long[] all = new long[parties()];
        Arrays.setAll(
                all,
                party ->
                        worth(party, options, told.get(party)) - told.get(party).reservation());
        return all;
    }

    /** All packages of which the rule prefers none to another, when this is told: several where it leaves the choice open. */
    List<int[]> chosen(Rule.Named rule, List<Told> told) {
        List<Long> ideals = ideals(told);
        List<int[]> best = new ArrayList<>();
        List<BigInteger> most = List.of();
        for (int[] options : packages) {
            long[] gains = gains(options, told);
            if (Arrays.stream(gains).anyMatch(gain -> gain < 0)) {
                continue;
            }
            List<BigInteger> key = key(rule, gains, ideals);
            int order = best.isEmpty() ? 1 : lexicographic(key, most);
            if (order > 0) {
                best.clear();
                most = key;
            }
            if (order >= 0) {
                best.add(options);
            }
        }
        return best;
    }

    /** Numbers of which the first that differs says which of two packages the rule prefers. */
    private static List<BigInteger> key(Rule.Named rule, long[] gains, List<Long> ideals) {
        List<BigInteger> all =
                Arrays.stream(gains).mapToObj(BigInteger::valueOf).toList();
        List<BigInteger> rising = all.stream().sorted().toList();
        List<BigInteger> key = new ArrayList<>();
        switch (rule) {
            case NASH -> {
                List<BigInteger> gaining =
                        all.stream().filter(gain -> gain.signum() > 0).toList();
                key.add(BigInteger.valueOf(gaining.size()));
                key.add(gaining.stream().reduce(BigInteger.ONE, BigInteger::multiply));
                key.addAll(rising);
            }
            case KALAI_SMORODINSKY -> {
                // Over one denominator, which is the product of all ideals.
                BigInteger under = ideals.stream()
                        .filter(ideal -> ideal > 0)
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.ONE, BigInteger::multiply);
                IntStream.range(0, gains.length)
                        .filter(party -> ideals.get(party) > 0)
                        .mapToObj(party -> all.get(party).multiply(under).divide(BigInteger.valueOf(ideals.get(party))))
                        .sorted()
                        .forEach(key::add);
            }
            case EGALITARIAN -> key.addAll(rising);
            case UTILITARIAN -> {
                key.add(all.stream().reduce(BigInteger.ZERO, BigInteger::add));
                key.addAll(rising);
            }
        }
        return key;
    }

    private static int lexicographic(List<BigInteger> one, List<BigInteger> other) {
        return IntStream.range(0, one.size())
                .map(at -> one.get(at).compareTo(other.get(at)))
                .filter(order -> order != 0)
                .findFirst()
                .orElse(0);
    }

    /** What packages are truly worth to all, each once. */
    List<List<Long>> worths(List<int[]> options) {
        return options.stream().map(this::worth).distinct().toList();
    }

    /** Efficient among these, each once; the first party's best first. */
    List<List<Long>> efficient(List<int[]> among) {
        List<List<Long>> all = worths(among);
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> betters(other, one)))
                .sorted((one, other) -> {
                    int at = 0;
                    while (at < one.size() - 1 && one.get(at).equals(other.get(at))) {
                        at++;
                    }
                    return Long.compare(other.get(at), one.get(at));
                })
                .toList();
    }

    static boolean betters(List<Long> better, List<Long> worse) {
        return noWorse(better, worse) && !better.equals(worse);
    }

    static boolean noWorse(List<Long> one, List<Long> other) {
        return IntStream.range(0, one.size()).allMatch(party -> one.get(party) >= other.get(party));
    }
}
