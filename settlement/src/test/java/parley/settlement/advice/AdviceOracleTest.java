package parley.settlement.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Chance;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/**
 * All advice about thousands of small cases made at random, with ties, reservations from worthless to out of reach and from two to five parties, is
 * what looking at every package says: see {@link Oracle}. Each run has other cases, and a failure says the seed of its own.
 */
class AdviceOracleTest {
    private static final int CASES = 3_000;
    /** A lie for every weight and some more, each with a look at every package. */
    private static final int CASES_WITH_LIES = 1_000;
    /** Of packages, so that the oracle is quick. */
    private static final int SMALL = 100;
    /** More than there are. */
    private static final int ALL = 1_000;

    private static final Rule.Named[] RULES = Rule.Named.values();

    @Test
    void aTenthOfAWeightChangesAFairPackageWhereItSays() {
        int[] met = new int[2];
        int[] ofInteractions = new int[2];
        each(CASES, (seed, bargain) -> {
            Oracle oracle = new Oracle(bargain);
            int issues = bargain.issues().size();
            Rule.Named rule = RULES[Math.floorMod(seed, RULES.length)];
            List<List<Long>> now = oracle.worths(oracle.chosen(rule, oracle.truths()));
            Optional<Stability> said = Stability.of(bargain, rule, Watch.NONE);

            assertThat(said.isPresent()).as("seed %d, %s", seed, rule).isEqualTo(!now.isEmpty());
            said.ifPresent(stability -> {
                List<Long> chosen = oracle.worth(stability.chosen().options());
                assertThat(now).as("seed %d, %s: what is chosen", seed, rule).contains(chosen);
                assertThat(stability.complete()).isTrue();
                int tried = 0;
                int interactions = 0;
                for (int party = 0; party < oracle.parties(); party++) {
                    for (int place : oracle.weights(party)) {
                        tried++;
                        interactions += place < issues ? 0 : 1;
                        for (boolean up : List.of(true, false)) {
                            List<List<Long>> then = oracle.worths(
                                    oracle.chosen(rule, oracle.but(party, oracle.weight(party, place, up ? 22 : 18))));
                            Optional<Stability.Change> change = listed(stability, party, place, issues, up);
                            (place < issues ? met : ofInteractions)[change.isPresent() ? 1 : 0]++;
                            if (change.isEmpty()) {
                                assertThat(then)
                                        .as("seed %d, %s: stays, %d %d %s", seed, rule, party, place, up)
                                        .contains(chosen);
                            } else {
                                assertThat(change.get().chosen().stream().map(point -> oracle.worth(point.options())))
                                        .as("seed %d, %s: another, %d %d %s", seed, rule, party, place, up)
                                        .doesNotContain(chosen)
                                        .hasSize(then.isEmpty() ? 0 : 1)
                                        .allSatisfy(worth -> assertThat(then).contains(worth));
                            }
                        }
                    }
                }
                assertThat(stability.tried())
                        .as("seed %d, %s: weights", seed, rule)
                        .isEqualTo(tried);
                assertThat(stability.interactions())
                        .as("seed %d, %s: of interactions", seed, rule)
                        .isEqualTo(interactions);
            });
        });
        assertThat(met[0]).as("weights that change nothing").isGreaterThan(CASES);
        assertThat(met[1]).as("weights that change something").isGreaterThan(CASES / 4);
        assertThat(ofInteractions[0]).as("interactions that change nothing").isGreaterThan(CASES / 4);
        assertThat(ofInteractions[1]).as("interactions that change something").isGreaterThan(CASES / 300);
    }

    private static Optional<Stability.Change> listed(
            Stability stability, int party, int place, int issues, boolean up) {
        List<Stability.Change> all = stability.changes().stream()
                .filter(one -> one.party() == party && place(one.stake(), issues) == place && one.up() == up)
                .toList();
        assertThat(all).hasSizeLessThanOrEqualTo(1);
        return all.stream().findFirst();
    }

    private static int place(Stake stake, int issues) {
        return switch (stake) {
            case Stake.OfIssue(int issue) -> issue;
            case Stake.OfBonus(int bonus) -> issues + bonus;
        };
    }

    @Test
    void whatUntruthGainsIsTheMostOfAllThatIsTried() {
        int[] paid = new int[1];
        each(CASES_WITH_LIES, (seed, bargain) -> {
            Oracle oracle = new Oracle(bargain);
            Rule.Named rule = RULES[Math.floorMod(seed, RULES.length)];
            Optional<Point> honest = Stability.of(bargain, rule, Watch.NONE).map(Stability::chosen);
            List<Misreport> said = Misreport.of(bargain, rule, Watch.NONE);

            assertThat(said).as("seed %d, %s", seed, rule).hasSize(honest.isPresent() ? oracle.parties() : 0);
            for (Misreport one : said) {
                long truly = oracle.worth(honest.orElseThrow().options()).get(one.party());
                // Where a rule leaves the choice open, either package may come of a lie.
                long least = 0;
                long most = 0;
                for (Oracle.Told lie : lies(oracle, one.party())) {
                    long[] worths = worths(oracle, rule, one.party(), lie);
                    least = Math.max(least, Arrays.stream(worths).min().orElseThrow() - truly);
                    most = Math.max(most, Arrays.stream(worths).max().orElseThrow() - truly);
                }
                long gain = Oracle.whole(bargain.points(one.gain()));
                assertThat(one.complete()).isTrue();
                assertThat(gain)
                        .as("seed %d, %s, party %d", seed, rule, one.party())
                        .isBetween(least, most);
                assertThat(one.best().isPresent())
                        .as("seed %d, %s: no gain without a lie", seed, rule)
                        .isEqualTo(gain > 0);
                one.best()
                        .ifPresent(lie -> assertThat(
                                        worths(oracle, rule, one.party(), told(oracle, bargain, one.party(), lie)))
                                .as("seed %d, %s: %s gains it", seed, rule, lie)
                                .contains(truly + gain));
                paid[0] += gain > 0 ? 1 : 0;
            }
        });
        assertThat(paid[0]).as("lies that pay").isGreaterThan(CASES_WITH_LIES / 10);
    }

    /** What packages that a rule may choose after a lie are truly worth to whoever told it; else what walking away is. */
    private static long[] worths(Oracle oracle, Rule.Named rule, int party, Oracle.Told lie) {
        long[] all = oracle.worths(oracle.chosen(rule, oracle.but(party, lie))).stream()
                .mapToLong(worth -> worth.get(party))
                .toArray();
        return all.length > 0 ? all : new long[] {oracle.truth(party).reservation()};
    }

    private static List<Oracle.Told> lies(Oracle oracle, int party) {
        List<Oracle.Told> all = new ArrayList<>();
        for (int place : oracle.weights(party)) {
            for (long twentieths : List.of(10L, 18L, 22L, 40L)) {
                all.add(oracle.weight(party, place, twentieths));
            }
        }
        Oracle.Told truth = oracle.truth(party);
        long ideal = oracle.ideals(oracle.truths()).get(party);
        for (long quarters = 1; quarters <= 3; quarters++) {
            all.add(new Oracle.Told(truth.twentieths(), truth.reservation() + ideal * quarters / 4));
        }
        return all;
    }

    private static Oracle.Told told(Oracle oracle, Bargain bargain, int party, Misreport.Told lie) {
        return switch (lie) {
            case Misreport.Told.Weight(Stake stake, Ratio factor) ->
                oracle.weight(
                        party,
                        place(stake, bargain.issues().size()),
                        factor.times(Ratio.of(20)).over().longValueExact());
            case Misreport.Told.Reservation(Ratio points) ->
                new Oracle.Told(oracle.truth(party).twentieths(), Oracle.whole(points));
        };
    }

    @Test
    void tradesOfOneToThreeIssuesAreAllThoseByWhichNobodyLoses() {
        int[] met = new int[Trades.MOST_ISSUES + 1];
        each(CASES, (seed, bargain) -> {
            Oracle oracle = new Oracle(bargain);
            int[] deal = deal(seed, bargain);
            Trades said = Logrolling.of(bargain, deal, ALL, Watch.NONE);

            assertThat(said.complete()).isTrue();
            for (int size = 1; size <= Trades.MOST_ISSUES; size++) {
                int issues = size;
                List<String> wanted = oracle.packages().stream()
                        .filter(other -> differing(deal, other) == issues)
                        .filter(other -> Oracle.betters(oracle.worth(other), oracle.worth(deal)))
                        .filter(other -> needsAllOfIt(oracle, deal, other))
                        .map(Arrays::toString)
                        .toList();
                met[size] += wanted.size();
                assertThat(said.bySize().get(size - 1).stream()
                                .map(trade -> Arrays.toString(traded(oracle, bargain, deal, trade))))
                        .as("seed %d, %d issues from %s", seed, size, Arrays.toString(deal))
                        .containsExactlyInAnyOrderElementsOf(wanted);
            }
        });
        assertThat(Arrays.stream(met).skip(1)).allMatch(times -> times > CASES / 20);
    }

    private static long differing(int[] one, int[] other) {
        return IntStream.range(0, one.length)
                .filter(issue -> one[issue] != other[issue])
                .count();
    }

    /** Whether no part of a trade, allowed and made alone, gives everybody as much as all of it. */
    private static boolean needsAllOfIt(Oracle oracle, int[] deal, int[] other) {
        return oracle.packages().stream()
                .filter(part -> !Arrays.equals(part, deal) && !Arrays.equals(part, other))
                .filter(part -> IntStream.range(0, deal.length)
                        .allMatch(issue -> part[issue] == deal[issue] || part[issue] == other[issue]))
                .noneMatch(part -> Oracle.noWorse(oracle.worth(part), oracle.worth(other)));
    }

    /** The package after a trade, whose gains and changes say what is so. */
    private static int[] traded(Oracle oracle, Bargain bargain, int[] deal, Trade trade) {
        int[] after = deal.clone();
        for (Change change : trade.changes()) {
            assertThat(change.from()).isEqualTo(deal[change.issue()]);
            after[change.issue()] = change.to();
        }
        for (int party = 0; party < oracle.parties(); party++) {
            assertThat(Oracle.whole(bargain.points(trade.gains()[party])))
                    .isEqualTo(
                            oracle.worth(after).get(party) - oracle.worth(deal).get(party));
        }
        return after;
    }

    @Test
    void improvementsSharesEnvyAndDistancesAreThoseOfAllPackages() {
        int[] bettered = new int[2];
        each(CASES, (seed, bargain) -> {
            Oracle oracle = new Oracle(bargain);
            int[] deal = deal(seed, bargain);
            List<Long> worth = oracle.worth(deal);
            Answer answer = Settler.answer(bargain, Request.USUAL, Watch.NONE);
            Advice.OfDeal said = Advisor.about(bargain, deal, Request.USUAL, answer, Watch.NONE);

            List<int[]> noWorse = oracle.packages().stream()
                    .filter(other -> Oracle.noWorse(oracle.worth(other), worth))
                    .toList();
            assertThat(said.improvements().frontier().orElseThrow().points().stream()
                            .map(point -> oracle.worth(point.options())))
                    .as("seed %d: all that betters %s", seed, Arrays.toString(deal))
                    .containsExactlyElementsOf(oracle.efficient(noWorse));
            boolean dominated = noWorse.stream().anyMatch(other -> Oracle.betters(oracle.worth(other), worth));
            bettered[dominated ? 1 : 0]++;
            assertThat(said.appraisal().efficiency())
                    .as("seed %d", seed)
                    .isInstanceOf(
                            dominated ? Appraisal.Efficiency.Dominated.class : Appraisal.Efficiency.Efficient.class);
            assertThat(said.appraisal().allowed()).as("seed %d", seed).isEqualTo(oracle.allows(deal));
            assertThat(said.appraisal().acceptable())
                    .as("seed %d", seed)
                    .isEqualTo(IntStream.range(0, oracle.parties())
                            .allMatch(party ->
                                    worth.get(party) >= oracle.truth(party).reservation()));
            shares(seed, bargain, oracle, worth, said.appraisal().shares());
            distances(seed, bargain, oracle, worth, answer, said.appraisal());
        });
        assertThat(bettered[0]).as("efficient deals").isGreaterThan(CASES / 20);
        assertThat(bettered[1]).as("deals that can be bettered").isGreaterThan(CASES / 20);
    }

    private static void shares(
            long seed, Bargain bargain, Oracle oracle, List<Long> worth, List<Appraisal.Share> said) {
        List<Long> ideals = oracle.ideals(oracle.truths());
        assertThat(said).as("seed %d", seed).hasSize(ideals.size());
        List<Ratio> parts = new ArrayList<>();
        for (int party = 0; party < ideals.size(); party++) {
            long gain = worth.get(party) - oracle.truth(party).reservation();
            Appraisal.Share share = said.get(party);
            assertThat(Oracle.whole(bargain.points(share.gain())))
                    .as("seed %d: gain of %d", seed, party)
                    .isEqualTo(gain);
            assertThat(Oracle.whole(bargain.points(share.ideal())))
                    .as("seed %d: ideal of %d", seed, party)
                    .isEqualTo(ideals.get(party));
            assertThat(share.ofIdeal())
                    .as("seed %d: part of the ideal of %d", seed, party)
                    .isEqualTo(
                            ideals.get(party) == 0 ? Optional.empty() : Optional.of(Ratio.of(gain, ideals.get(party))));
            share.ofIdeal().ifPresent(parts::add);
        }
        for (Appraisal.Share share : said) {
            Ratio ahead = share.ofIdeal().stream()
                    .flatMap(own -> parts.stream().map(other -> other.minus(own)))
                    .filter(by -> by.signum() > 0)
                    .max(Ratio::compareTo)
                    .orElse(Ratio.ZERO);
            assertThat(share.envy()).as("seed %d: envy", seed).isEqualTo(ahead);
        }
    }

    private static void distances(
            long seed, Bargain bargain, Oracle oracle, List<Long> worth, Answer answer, Appraisal said) {
        for (Rule.Named rule : RULES) {
            List<List<Long>> best = oracle.worths(oracle.chosen(rule, oracle.truths()));
            assertThat(said.distances().containsKey(rule))
                    .as("seed %d, %s", seed, rule)
                    .isEqualTo(!best.isEmpty());
            if (!best.isEmpty()) {
                long[] more = Objects.requireNonNull(said.distances().get(rule));
                List<Long> there = IntStream.range(0, more.length)
                        .mapToObj(party -> worth.get(party) + Oracle.whole(bargain.points(more[party])))
                        .toList();
                assertThat(best)
                        .as("seed %d, %s: so far from the deal", seed, rule)
                        .contains(there);
                Solution.Found found = (Solution.Found)
                        Objects.requireNonNull(answer.solutions().get(rule));
                assertThat(there).isEqualTo(oracle.worth(found.point().options()));
            }
        }
    }

    private static void each(int cases, BiConsumer<Long, Bargain> look) {
        long seed = new Random().nextInt() * 1_000_000L;
        for (int done = 0; done < cases; seed++) {
            Chance chance = new Chance(seed);
            Bargain bargain = seed % 2 == 0 ? chance.small() : chance.entangled();
            if (bargain.packages().intValueExact() <= SMALL) {
                look.accept(seed, bargain);
                done++;
            }
        }
    }

    private static int[] deal(long seed, Bargain bargain) {
        Random random = new Random(~seed);
        return bargain.issues().stream()
                .mapToInt(issue -> random.nextInt(issue.options().size()))
                .toArray();
    }
}
