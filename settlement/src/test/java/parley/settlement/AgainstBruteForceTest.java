package parley.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.settlement.frontier.Efficient;
import parley.settlement.rules.Scan;
import parley.settlement.search.RuleSearch;
import parley.settlement.space.Space;

/** On thousands of random small cases, frontier, scan and search say what looking at every package says. */
class AgainstBruteForceTest {
    private static final int CASES = 2_000;

    @Test
    void theFrontierIsTheEfficientPackages() {
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).small();
            Frontier frontier = Efficient.of(Space.of(bargain), Watch.NONE);

            assertThat(frontier.complete()).as("seed %d", seed).isTrue();
            assertThat(frontier.points().stream().map(Point::utilities))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(new BruteForce(bargain).frontier());
            assertThat(frontier.points())
                    .as("seed %d: packages are worth what is said", seed)
                    .allSatisfy(point ->
                            assertThat(bargain.utilities(point.options())).isEqualTo(point.utilities()));
        }
    }

    @Test
    void scanAndSearchChooseByEachRule() {
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = chance.small();
            BruteForce brute = new BruteForce(bargain);
            Space space = Space.of(bargain);
            Scan scan = new Scan(bargain, Efficient.of(space, Watch.NONE));
            RuleSearch search = new RuleSearch(bargain, space, Watch.NONE);
            for (Rule rule : rules(chance, bargain)) {
                Optional<List<Ratio>> wanted = brute.best(rule);
                Optional<Point> scanned = scan.best(rule);
                assertThat(scanned.isPresent()).as("seed %d, %s", seed, rule).isEqualTo(wanted.isPresent());
                switch (search.best(rule)) {
                    case Solution.Found(Point point, Solution.Proof proof) -> {
                        assertThat(proof).as("seed %d, %s", seed, rule).isInstanceOf(Solution.Proof.Exact.class);
                        same(seed, rule, brute, wanted.orElseThrow(), point);
                        same(seed, rule, brute, wanted.orElseThrow(), scanned.orElseThrow());
                        assertThat(bargain.utilities(point.options())).isEqualTo(point.utilities());
                    }
                    case Solution.None(Solution.Reason reason) -> {
                        assertThat(wanted).as("seed %d, %s", seed, rule).isEmpty();
                        assertThat(reason).isEqualTo(Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE);
                    }
                }
            }
        }
    }

    @Test
    void interactionsAndConstraintsChangeNothingOfThat() {
        for (long seed = 0; seed < CASES; seed++) {
            Bargain bargain = new Chance(seed).entangled();
            BruteForce brute = new BruteForce(bargain);
            Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);

            assertThat(answer.frontier().orElseThrow().points().stream().map(Point::utilities))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(brute.frontier());
            for (var one : answer.solutions().entrySet()) {
                long which = seed;
                Optional<List<Ratio>> wanted = brute.best(one.getKey());
                switch (one.getValue()) {
                    case Solution.Found(Point point, Solution.Proof ignored) -> {
                        same(which, one.getKey(), brute, wanted.orElseThrow(), point);
                        assertThat(bargain.allows(point.options()))
                                .as("seed %d", seed)
                                .isTrue();
                        assertThat(bargain.utilities(point.options())).isEqualTo(point.utilities());
                    }
                    case Solution.None ignored ->
                        assertThat(wanted).as("seed %d", seed).isEmpty();
                }
            }
        }
    }

    @Test
    void whatAPartOfTheFrontierSaysOfTheRestHolds() {
        for (long seed = 0; seed < CASES; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = chance.small();
            BruteForce brute = new BruteForce(bargain);
            Frontier all = Efficient.of(Space.of(bargain), Watch.NONE);
            List<Point> some =
                    all.points().stream().filter(point -> chance.upTo(2) == 0).toList();
            if (some.isEmpty()) {
                continue;
            }
            long[] within = new long[bargain.parties().size()];
            for (Point point : all.points()) {
                long[] one = point.utilities();
                long[] near = some.get(chance.upTo(some.size() - 1)).utilities();
                Arrays.setAll(within, party -> Math.max(within[party], one[party] - near[party]));
            }
            Scan scan = new Scan(bargain, new Frontier(some, false, within));
            for (Rule rule : rules(chance, bargain)) {
                Optional<Ratio> bound = scan.bound(rule);
                Optional<Ratio> best = brute.best(rule).map(gains -> brute.measure(rule, gains));
                if (bound.isPresent() && best.isPresent()) {
                    assertThat(bound.get()).as("seed %d, %s", seed, rule).isGreaterThanOrEqualTo(best.get());
                }
            }
        }
    }

    private static void same(long seed, Rule rule, BruteForce brute, List<Ratio> wanted, Point found) {
        assertThat(brute.order(rule).compare(wanted, brute.gains(found.utilities())))
                .as("seed %d, %s: %s is the best, %s was found", seed, rule, wanted, brute.gains(found.utilities()))
                .isZero();
    }

    private static List<Rule> rules(Chance chance, Bargain bargain) {
        List<Ratio> weights = bargain.parties().stream()
                .map(party -> Ratio.of(chance.upTo(3), 1 + chance.upTo(2)))
                .toList();
        boolean some = weights.stream().anyMatch(weight -> weight.signum() > 0);
        return Stream.concat(
                        Stream.of(Rule.Named.values()), some ? Stream.of(new Rule.Weighted(weights)) : Stream.empty())
                .toList();
    }
}
