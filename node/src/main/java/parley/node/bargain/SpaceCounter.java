package parley.node.bargain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Distance;
import parley.node.desk.Bargaining.Efficiency;
import parley.node.desk.Bargaining.Fair;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Hanging;
import parley.node.desk.Bargaining.Judged;
import parley.node.desk.Bargaining.Move;
import parley.node.desk.Bargaining.Placed;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Stage;
import parley.node.desk.Bargaining.Sureness;
import parley.node.desk.Bargaining.Told;
import parley.node.desk.Bargaining.Trade;
import parley.node.desk.Bargaining.Untruth;
import parley.node.desk.Bargaining.Weight;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.advice.Advice;
import parley.settlement.advice.Advisor;
import parley.settlement.advice.Appraisal;
import parley.settlement.advice.Misreport;
import parley.settlement.advice.Stability;
import parley.settlement.advice.Stake;

/** Counts one space. Pure but for its watch: one case, one answer. */
final class SpaceCounter {
    /** Up to here the whole frontier of more than two sides is found at once, whatever its shape; {@link #FINENESS} beyond. */
    private static final BigInteger MOST_WHOLE = BigInteger.valueOf(100_000);

    /** Into so many steps the greatest sum of scores is parted for a frontier that isn't whole: finer than a plot shows. */
    private static final long FINENESS = 200;

    /** Any number would do; it stays, so that a drawing doesn't change under the eyes of who looks again. */
    private static final long LOT = 20_241_127;

    /** Of packages that are as fair by one measure as the chosen one: all that are named have letters of the alphabet. */
    private static final int MOST_ALIKE = 4;

    private static final Ratio HUNDRED = Ratio.of(100);
    private static final Ratio HALF = Ratio.of(1, 2);

    private final Case asked;
    private final Bargain bargain;
    private final Course watch;
    private final Reached reached;

    private SpaceCounter(Case asked, Course watch) {
        this.asked = asked;
        this.bargain = asked.bargain();
        this.watch = watch;
        this.reached = new Reached(bargain);
    }

    static Space count(Case asked, Course watch) {
        return new SpaceCounter(asked, watch).space();
    }

    private Space space() {
        Request request = new Request(List.of(Rule.Named.values()), extent());
        Answer answer = Settler.answer(bargain, request, watch);
        Optional<Judged> judged = asked.judged().map(wanted -> judged(wanted, answer));
        List<Hanging> sensitivity = asked.asked().sensitivity() ? hangings() : List.of();
        return new Space(
                bargain.packages().toString(),
                watch.stop(),
                dots(),
                answer.frontier()
                        .map(found -> listed(found.points(), found.within(), Bargaining.MOST_LISTED))
                        .orElseGet(() -> new Bargaining.Frontier(List.of(), 0, List.of())),
                Arrays.stream(FairBy.values()).flatMap(by -> fair(by, answer)).toList(),
                asked.offers().stream()
                        .map(offer -> new Placed(offer.id(), point(offer.indices())))
                        .toList(),
                judged,
                sensitivity);
    }

    /**
     * Between two it is found whole, however large the space, for of theirs a frontier is a line; the engine's own cap ends it, and
     * then it says so. Between more it could take a node's memory.
     */
    private Request.Extent extent() {
        if (asked.sides().size() == 2 || bargain.packages().compareTo(MOST_WHOLE) <= 0) {
            return new Request.Extent.Full();
        }
        long greatest = IntStream.range(0, bargain.parties().size())
                .mapToLong(reached::greatest)
                .max()
                .orElse(0);
        return new Request.Extent.Within(Ratio.of(Math.max(1, greatest / FINENESS)));
    }

    // ---- Packages

    private Point point(int[] options) {
        long[] worth = bargain.utilities(options);
        return new Point(
                Arrays.stream(options).boxed().toList(),
                Arrays.stream(worth).boxed().toList(),
                bargain.acceptable(worth));
    }

    private List<Point> dots() {
        if (bargain.packages().compareTo(BigInteger.valueOf(Bargaining.MOST_DOTS)) > 0) {
            return lot();
        }
        List<Point> all = new ArrayList<>();
        int[] options = new int[bargain.issues().size()];
        int turned;
        do {
            all.add(point(options));
            turned = options.length - 1;
            while (turned >= 0 && ++options[turned] == asked.options().get(turned)) {
                options[turned--] = 0;
            }
        } while (turned >= 0);
        return all;
    }

    /** Each package is as likely as any other, and looking again shows the same ones. */
    private List<Point> lot() {
        SplittableRandom random = new SplittableRandom(LOT);
        Set<List<Integer>> drawn = new LinkedHashSet<>();
        while (drawn.size() < Bargaining.MOST_DOTS) {
            drawn.add(asked.options().stream().map(random::nextInt).toList());
        }
        return drawn.stream()
                .map(options ->
                        point(options.stream().mapToInt(Integer::intValue).toArray()))
                .toList();
    }

    /** Where there are too many to list, every n-th of them, and the last. */
    private Bargaining.Frontier listed(List<parley.settlement.Point> all, long[] within, int most) {
        int step = Math.max(1, (all.size() + most - 2) / (most - 1));
        List<Point> listed = new ArrayList<>();
        for (int i = 0; i < all.size(); i += step) {
            listed.add(point(all.get(i).options()));
        }
        if (step > 1 && (all.size() - 1) % step != 0) {
            listed.add(point(all.getLast().options()));
        }
        return new Bargaining.Frontier(
                listed, all.size(), Arrays.stream(within).boxed().toList());
    }

    // ---- Fair packages

    private static Rule rule(FairBy by) {
        return switch (by) {
            case NASH -> Rule.Named.NASH;
            case KALAI_SMORODINSKY -> Rule.Named.KALAI_SMORODINSKY;
            case EGALITARIAN -> Rule.Named.EGALITARIAN;
            case UTILITARIAN -> Rule.Named.UTILITARIAN;
        };
    }

    /** What a measure chooses, and what is as fair by it: that one of them is named first is an accident of the order of sides. */
    private Stream<Fair> fair(FairBy by, Answer answer) {
        List<parley.settlement.Point> alike = answer.alike(bargain, rule(by));
        long more = Math.max(0, alike.size() - MOST_ALIKE);
        Fair chosen = fair(by, Objects.requireNonNull(answer.solutions().get(rule(by))), more);
        return Stream.concat(
                Stream.of(chosen),
                alike.stream()
                        .limit(MOST_ALIKE)
                        .map(also -> new Fair(
                                by, chosen.sureness(), chosen.reaches(), Optional.of(point(also.options())), more)));
    }

    private Fair fair(FairBy by, Solution solution, long more) {
        return switch (solution) {
            case Solution.Found(parley.settlement.Point point, Solution.Proof proof) ->
                new Fair(
                        by,
                        proof instanceof Solution.Proof.Exact ? Sureness.EXACT : Sureness.BEST_FOUND,
                        reached.hundredths(by, point.utilities(), proof),
                        Optional.of(point(point.options())),
                        more);
            case Solution.None(Solution.Reason reason) ->
                new Fair(
                        by,
                        reason == Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE
                                ? Sureness.NONE_ACCEPTABLE
                                : Sureness.NONE_FOUND,
                        Optional.empty(),
                        Optional.empty(),
                        more);
        };
    }

    // ---- One package

    private Judged judged(Case.Judging wanted, Answer answer) {
        watch.begins(Stage.ADVICE, 0, 1);
        Advice.OfDeal about = Advisor.about(bargain, wanted.indices(), new Request(List.of(), extent()), answer, watch);
        Optional<Point> better =
                about.appraisal().efficiency() instanceof Appraisal.Efficiency.Dominated(parley.settlement.Point by)
                        ? Optional.of(point(by.options()))
                        : Optional.empty();
        return new Judged(
                wanted.offer(),
                point(wanted.indices()),
                switch (about.appraisal().efficiency()) {
                    case Appraisal.Efficiency.Efficient _ -> Efficiency.EFFICIENT;
                    case Appraisal.Efficiency.Dominated _ -> Efficiency.DOMINATED;
                    case Appraisal.Efficiency.Unknown _ -> Efficiency.UNKNOWN;
                },
                weights(about.appraisal()),
                better,
                shares(about.appraisal()),
                about.trades().bySize().stream()
                        .flatMap(List::stream)
                        .map(SpaceCounter::trade)
                        .toList(),
                about.trades().complete(),
                envy(about.appraisal()),
                distances(about.appraisal()),
                improvements(about));
    }

    /** Of so many digits that nobody would add up by them, none. */
    private static List<Long> weights(Appraisal appraisal) {
        return appraisal
                .weights()
                .filter(weights -> weights.stream().allMatch(weight -> weight.bitLength() < Integer.SIZE))
                .map(weights -> weights.stream().map(BigInteger::longValueExact).toList())
                .orElseGet(List::of);
    }

    /** What is known to better the package is listed even where nothing else was found. */
    private Bargaining.Frontier improvements(Advice.OfDeal about) {
        long[] deal = about.appraisal().deal().utilities();
        Optional<Frontier> found = about.improvements().frontier();
        List<parley.settlement.Point> all =
                new ArrayList<>(found.map(Frontier::points).orElse(List.of()));
        all.removeIf(point -> Arrays.equals(point.utilities(), deal));
        if (about.appraisal().efficiency() instanceof Appraisal.Efficiency.Dominated(parley.settlement.Point by)
                && all.stream().noneMatch(point -> Arrays.equals(point.utilities(), by.utilities()))) {
            all.add(by);
            all.sort((one, other) -> Arrays.compare(other.utilities(), one.utilities()));
        }
        return listed(all, found.map(Frontier::within).orElseGet(() -> new long[0]), Bargaining.MOST_IMPROVEMENTS);
    }

    private List<Optional<Long>> shares(Appraisal appraisal) {
        return IntStream.range(0, asked.sides().size())
                .mapToObj(side -> appraisal.shares().isEmpty()
                        ? Optional.<Long>empty()
                        : appraisal.shares().get(side).ofIdeal().map(SpaceCounter::hundredths))
                .toList();
    }

    private List<Optional<Long>> envy(Appraisal appraisal) {
        return IntStream.range(0, asked.sides().size())
                .mapToObj(side -> appraisal.shares().isEmpty()
                        ? Optional.<Long>empty()
                        : appraisal
                                .shares()
                                .get(side)
                                .ofIdeal()
                                .map(_ ->
                                        hundredths(appraisal.shares().get(side).envy())))
                .toList();
    }

    private static List<Distance> distances(Appraisal appraisal) {
        return Arrays.stream(FairBy.values())
                .flatMap(by -> Stream.ofNullable(appraisal.distances().get(rule(by)))
                        .map(more ->
                                new Distance(by, Arrays.stream(more).boxed().toList())))
                .toList();
    }

    private static long hundredths(Ratio part) {
        return (long) Math.floor(part.times(HUNDRED).plus(HALF).doubleValue());
    }

    private static Trade trade(parley.settlement.advice.Trade trade) {
        return new Trade(
                trade.changes().stream()
                        .map(one -> new Move(one.issue(), one.from(), one.to()))
                        .toList(),
                Arrays.stream(trade.gains()).boxed().toList());
    }

    // ---- Sensitivity

    private List<Hanging> hangings() {
        List<FairBy> rounds = List.of(FairBy.values());
        List<Hanging> tried = IntStream.range(0, rounds.size())
                .mapToObj(round -> {
                    watch.begins(Stage.SENSITIVITY, round, rounds.size());
                    return hanging(rounds.get(round));
                })
                .toList();
        watch.begins(Stage.UNTRUTH, 0, 1);
        return tried.stream()
                .map(one -> new Hanging(one.by(), one.tried(), one.all(), one.weights(), untruths(one.by())))
                .toList();
    }

    private Hanging hanging(FairBy by) {
        return Stability.of(bargain, rule(by), watch)
                .map(stability -> new Hanging(
                        by,
                        stability.tried(),
                        stability.complete(),
                        stability.changes().stream()
                                .map(one -> new Weight(
                                        one.party(),
                                        issue(one.stake()),
                                        one.up(),
                                        one.chosen().map(then -> point(then.options()))))
                                .toList(),
                        List.of()))
                .orElseGet(() -> new Hanging(by, 0, !watch.stop(), List.of(), List.of()));
    }

    /** How far it is nobody is told: it begins anew for each side. Units are points, for scores are whole. */
    private List<Untruth> untruths(FairBy by) {
        return Misreport.of(bargain, rule(by), watch).stream()
                .map(one -> new Untruth(
                        one.party(),
                        one.gain(),
                        one.best().map(told -> switch (told) {
                            case Misreport.Told.Weight(Stake stake, Ratio factor) ->
                                new Told(Optional.of(issue(stake)), hundredths(factor));
                            case Misreport.Told.Reservation(Ratio points) ->
                                new Told(Optional.empty(), (long)
                                        Math.floor(points.plus(HALF).doubleValue()));
                        }),
                        one.complete()))
                .toList();
    }

    private static int issue(Stake stake) {
        return switch (stake) {
            case Stake.OfIssue(int issue) -> issue;
            case Stake.OfBonus _ -> throw new IllegalStateException("issues of a sheet don't interact");
        };
    }
}
