package parley.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks at every package, and knows each rule from its definition: what everything cleverer is held to. */
public final class BruteForce {
    private final Bargain bargain;
    private final List<long[]> all = new ArrayList<>();
    /** Of packages in which nobody loses. */
    private final List<List<Ratio>> acceptable;
    /** The most that each party gains in any of those. */
    private final List<Ratio> ideals;

    public BruteForce(Bargain bargain) {
        this.bargain = bargain;
        visit(new int[bargain.issues().size()], 0);
        acceptable = all.stream()
                .map(this::gains)
                .filter(gains -> gains.stream().allMatch(gain -> gain.signum() >= 0))
                .toList();
        ideals = IntStream.range(0, bargain.parties().size())
                .mapToObj(party -> acceptable.stream()
                        .map(gains -> gains.get(party))
                        .max(Comparator.naturalOrder())
                        .orElse(Ratio.ZERO))
                .toList();
    }

    private void visit(int[] options, int issue) {
        if (issue == options.length) {
            if (bargain.allows(options)) {
                all.add(bargain.utilities(options));
            }
            return;
        }
        for (int option = 0; option < bargain.issues().get(issue).options().size(); option++) {
            options[issue] = option;
            visit(options, issue + 1);
        }
    }

    public List<long[]> all() {
        return all;
    }

    /** Efficient vectors, each once, in descending order. */
    public List<long[]> frontier() {
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> dominates(other, one)))
                .map(Arrays::toString)
                .distinct()
                .map(text -> Arrays.stream(text.substring(1, text.length() - 1).split(", "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .sorted((one, other) -> Arrays.compare(other, one))
                .toList();
    }

    public static boolean dominates(long[] better, long[] worse) {
        boolean somewhere = false;
        for (int party = 0; party < better.length; party++) {
            if (better[party] < worse[party]) {
                return false;
            }
            somewhere |= better[party] > worse[party];
        }
        return somewhere;
    }

    /** The gains of a package that no acceptable one beats by the rule; empty where none is acceptable. */
    public Optional<List<Ratio>> best(Rule rule) {
        return acceptable.stream().max(order(rule));
    }

    public List<Ratio> gains(long[] utilities) {
        List<Ratio> gains = new ArrayList<>();
        for (int party = 0; party < utilities.length; party++) {
            gains.add(bargain.points(utilities[party])
                    .minus(bargain.parties().get(party).reservation()));
        }
        return gains;
    }

    public Comparator<List<Ratio>> order(Rule rule) {
        Comparator<List<Ratio>> leximin = (one, other) -> lexicographic(
                one.stream().sorted().toList(), other.stream().sorted().toList());
        Comparator<List<Ratio>> own = switch (rule) {
            case Rule.Named.NASH ->
                Comparator.<List<Ratio>>comparingLong(gains ->
                                gains.stream().filter(gain -> gain.signum() > 0).count())
                        .thenComparing(gains ->
                                gains.stream().filter(gain -> gain.signum() > 0).reduce(Ratio.ONE, Ratio::times));
            case Rule.Named.KALAI_SMORODINSKY -> (one, other) -> lexicographic(shares(one), shares(other));
            case Rule.Named.EGALITARIAN -> leximin;
            case Rule.Named.UTILITARIAN ->
                Comparator.comparing(gains -> gains.stream().reduce(Ratio.ZERO, Ratio::plus));
            case Rule.Weighted(List<Ratio> weights) ->
                Comparator.comparing(gains -> {
                    Ratio sum = Ratio.ZERO;
                    for (int party = 0; party < gains.size(); party++) {
                        sum = sum.plus(weights.get(party).times(gains.get(party)));
                    }
                    return sum;
                });
        };
        // Leximin of shares is already all that Kalai-Smorodinsky says.
        return rule == Rule.Named.KALAI_SMORODINSKY ? own : own.thenComparing(leximin);
    }

    /** What a rule makes as great as can be. */
    public Ratio measure(Rule rule, List<Ratio> gains) {
        return switch (rule) {
            case Rule.Named.NASH -> gains.stream().reduce(Ratio.ONE, Ratio::times);
            case Rule.Named.KALAI_SMORODINSKY ->
                shares(gains).stream().findFirst().orElse(Ratio.ZERO);
            case Rule.Named.EGALITARIAN ->
                gains.stream().min(Comparator.naturalOrder()).orElseThrow();
            case Rule.Named.UTILITARIAN -> gains.stream().reduce(Ratio.ZERO, Ratio::plus);
            case Rule.Weighted(List<Ratio> weights) -> {
                Ratio sum = Ratio.ZERO;
                for (int party = 0; party < gains.size(); party++) {
                    sum = sum.plus(weights.get(party).times(gains.get(party)));
                }
                yield sum;
            }
        };
    }

    private List<Ratio> shares(List<Ratio> gains) {
        List<Ratio> shares = new ArrayList<>();
        for (int party = 0; party < gains.size(); party++) {
            if (ideals.get(party).signum() > 0) {
                shares.add(gains.get(party).by(ideals.get(party)));
            }
        }
        return shares.stream().sorted().toList();
    }

    private static int lexicographic(List<Ratio> one, List<Ratio> other) {
        for (int at = 0; at < one.size(); at++) {
            int order = one.get(at).compareTo(other.get(at));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** That this is what a rule chooses among all packages, or that it can choose none, and said to be proved. */
    public void assertProved(Rule rule, Solution solution, String what) {
        Optional<List<Ratio>> wanted = best(rule);
        switch (solution) {
            case Solution.Found(Point point, Solution.Proof proof) -> {
                assertThat(proof).as(what).isEqualTo(new Solution.Proof.Exact());
                assertThat(bargain.allows(point.options())).as(what).isTrue();
                assertThat(bargain.utilities(point.options())).as(what).isEqualTo(point.utilities());
                assertThat(order(rule).compare(gains(point.utilities()), wanted.orElseThrow()))
                        .as(what)
                        .isZero();
            }
            case Solution.None(Solution.Reason reason) -> {
                assertThat(reason).as(what).isEqualTo(Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE);
                assertThat(wanted).as(what).isEmpty();
            }
        }
    }
}
