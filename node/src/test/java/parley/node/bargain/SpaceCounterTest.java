package parley.node.bargain;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.node.bargain.EveryPackage.dominates;
import static parley.node.bargain.EveryPackage.every;
import static parley.node.bargain.EveryPackage.point;
import static parley.node.bargain.EveryPackage.product;
import static parley.node.bargain.EveryPackage.worths;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.Efficiency;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.Source;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Stage;
import parley.node.desk.Bargaining.Sureness;
import parley.node.desk.Sheets.IssueScores;
import parley.node.desk.Sheets.Scores;

/** Spaces as the page shows them, held against looking at every package. */
class SpaceCounterTest {
    private static final Hash SHEET = Hash.of("sheet");
    static final Hash OFFER = Hash.of("offer");
    private static final int CASES = 300;

    /** Never stops; hears of every stage. */
    static final Course PATIENT = new Course() {
        @Override
        public void begins(Stage stage, int round, int rounds) {}

        @Override
        public boolean stop() {
            return false;
        }
    };

    @Test
    void small_spaces_are_what_looking_at_every_package_finds() {
        for (int seed = 0; seed < CASES; seed++) {
            Case asked = random(new Random(seed), 2 + seed % 2, 4);
            Space space = SpaceCounter.count(asked, PATIENT);
            List<Point> all = every(asked);
            assertThat(space.packages()).as("seed %d", seed).isEqualTo(String.valueOf(all.size()));
            assertThat(worths(space.dots())).as("seed %d", seed).isEqualTo(worths(all));
            assertThat(space.sampled()).isFalse();
            assertThat(worths(space.frontier().points()))
                    .as("the frontier, seed %d", seed)
                    .isEqualTo(worths(all.stream()
                            .filter(one -> all.stream().noneMatch(other -> dominates(other, one)))
                            .toList()));
            assertThat(space.frontier().whole()).isTrue();
            assertFair(asked, space, all, seed);
            assertJudged(asked, space, all, seed);
        }
    }

    private static void assertFair(Case asked, Space space, List<Point> all, int seed) {
        Optional<BigInteger> greatest = all.stream()
                .filter(Point::acceptable)
                .map(point -> product(asked, point))
                .max(Comparator.naturalOrder());
        Bargaining.Fair nash = space.fair().getFirst();
        assertThat(nash.by()).isEqualTo(FairBy.NASH);
        assertThat(nash.point().map(point -> product(asked, point)))
                .as("the greatest product, seed %d", seed)
                .isEqualTo(greatest);
        assertThat(worths(space.fair().stream()
                        .filter(fair -> fair.by() == FairBy.EGALITARIAN)
                        .flatMap(fair -> fair.point().stream())
                        .toList()))
                .as("each that is the best by the smallest gain, the next smallest, and so on, seed %d", seed)
                .isEqualTo(worths(all.stream()
                        .filter(Point::acceptable)
                        .filter(one -> all.stream()
                                .filter(Point::acceptable)
                                .noneMatch(other -> Arrays.compare(ascending(asked, other), ascending(asked, one)) > 0))
                        .toList()));
        assertThat(nash.sureness()).isEqualTo(greatest.isPresent() ? Sureness.EXACT : Sureness.NONE_ACCEPTABLE);
    }

    private static long[] ascending(Case asked, Point point) {
        return IntStream.range(0, point.worth().size())
                .mapToLong(side -> point.worth().get(side)
                        - asked.sides().get(side).scores().orElseThrow().reservation())
                .sorted()
                .toArray();
    }

    private static void assertJudged(Case asked, Space space, List<Point> all, int seed) {
        Point offered = space.offers().getFirst().point();
        boolean dominated = all.stream().anyMatch(other -> dominates(other, offered));
        Bargaining.Judged judged = space.judged().orElseThrow();
        assertThat(judged.efficiency())
                .as("seed %d", seed)
                .isEqualTo(dominated ? Efficiency.DOMINATED : Efficiency.EFFICIENT);
        judged.better()
                .ifPresent(better -> assertThat(dominates(better, offered)).isTrue());
        judged.trades().forEach(trade -> {
            List<Integer> then = new ArrayList<>(offered.options());
            trade.moves().forEach(move -> {
                assertThat(then.get(move.issue())).isEqualTo(move.from());
                then.set(move.issue(), move.to());
            });
            Point made = point(asked, then);
            for (int side = 0; side < asked.sides().size(); side++) {
                assertThat(made.worth().get(side) - offered.worth().get(side))
                        .as("a trade's gain, seed %d", seed)
                        .isEqualTo(trade.gains().get(side))
                        .isNotNegative();
            }
        });
        assertFairness(asked, space, judged, offered, seed);
        List<Point> better = all.stream().filter(one -> dominates(one, offered)).toList();
        assertThat(worths(judged.improvements().points()))
                .as("what betters it, seed %d", seed)
                .isEqualTo(worths(better.stream()
                        .filter(one -> better.stream().noneMatch(other -> dominates(other, one)))
                        .toList()));
        assertThat(judged.improvements().whole()).isTrue();
        assertThat(judged.noneWeighsMoreWith().isEmpty() || !dominated)
                .as("a certificate of what is efficient alone, seed %d", seed)
                .isTrue();
        if (!judged.noneWeighsMoreWith().isEmpty()) {
            assertThat(all)
                    .as("by adding up, seed %d", seed)
                    .allMatch(one -> weighed(judged, one) <= weighed(judged, offered));
        }
    }

    private static long weighed(Bargaining.Judged judged, Point point) {
        return IntStream.range(0, point.worth().size())
                .mapToLong(side ->
                        judged.noneWeighsMoreWith().get(side) * point.worth().get(side))
                .sum();
    }

    private static void assertFairness(Case asked, Space space, Bargaining.Judged judged, Point offered, int seed) {
        assertThat(judged.distances())
                .as("distances, seed %d", seed)
                .isEqualTo(Arrays.stream(FairBy.values())
                        .flatMap(by -> space.fair().stream()
                                .filter(fair -> fair.by() == by)
                                .limit(1))
                        .filter(fair -> fair.point().isPresent())
                        .map(fair -> new Bargaining.Distance(
                                fair.by(),
                                IntStream.range(0, asked.sides().size())
                                        .mapToObj(side -> fair.point()
                                                        .orElseThrow()
                                                        .worth()
                                                        .get(side)
                                                - offered.worth().get(side))
                                        .toList()))
                        .toList());
        long most = judged.shares().stream()
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        for (int side = 0; side < asked.sides().size(); side++) {
            Optional<Long> share = judged.shares().get(side);
            assertThat(judged.envy().get(side).isPresent()).as("seed %d", seed).isEqualTo(share.isPresent());
            share.ifPresent(own -> assertThat(
                            judged.envy().get(judged.shares().indexOf(share)).orElseThrow())
                    .as("by how much another gains more, each rounded, seed %d", seed)
                    .isBetween(most - own - 1, most - own + 1));
        }
    }

    @Test
    void of_many_improvements_a_hundred_are_listed_from_end_to_end_and_it_is_said_how_many_there_are() {
        Case many = random(new Random(9), 3, 20);
        Case worst = new Case(
                many.sheet(),
                many.options(),
                many.sides(),
                List.of(new Case.Offer(OFFER, Collections.nCopies(20, 0))),
                many.asked());
        Space space = SpaceCounter.count(worst, PATIENT);
        Point offered = space.offers().getFirst().point();
        Bargaining.Frontier improvements = space.judged().orElseThrow().improvements();
        assertThat(improvements.found()).isGreaterThan(Bargaining.MOST_IMPROVEMENTS);
        assertThat(improvements.points())
                .hasSizeBetween(2, Bargaining.MOST_IMPROVEMENTS)
                .allMatch(point -> dominates(point, offered));
    }

    @Test
    void the_greatest_sheet_is_counted() {
        Case asked = random(new Random(7), 2, 50);
        Space space = SpaceCounter.count(asked, PATIENT);
        assertThat(space.dots()).hasSize(Bargaining.MOST_DOTS).doesNotHaveDuplicates();
        assertThat(space.sampled()).isTrue();
        assertThat(space.dots())
                .as("what each is worth")
                .allSatisfy(dot -> assertThat(dot).isEqualTo(point(asked, dot.options())));
        assertThat(SpaceCounter.count(asked, PATIENT).dots())
                .as("looking again")
                .isEqualTo(space.dots());
        assertThat(space.frontier().points()).hasSizeBetween(2, Bargaining.MOST_LISTED);
        assertThat(space.fair()).allMatch(fair -> fair.sureness() == Sureness.EXACT);
    }

    @Test
    void sensitivity_names_the_weights_by_which_another_package_would_be_chosen() {
        Case asked = random(new Random(11), 2, 4);
        Case more = new Case(
                asked.sheet(),
                asked.options(),
                asked.sides(),
                asked.offers(),
                new Asked(Optional.empty(), Optional.empty(), true));
        Space space = SpaceCounter.count(more, PATIENT);
        assertThat(space.sensitivity()).hasSize(FairBy.values().length);
        Bargaining.Hanging nash = space.sensitivity().getFirst();
        assertThat(nash.all()).isTrue();
        assertThat(nash.tried()).isEqualTo(2 * asked.options().size());
        Point chosen = space.fair().getFirst().point().orElseThrow();
        assertThat(nash.untruths()).extracting(Bargaining.Untruth::side).containsExactly(0, 1);
        assertThat(nash.untruths()).allSatisfy(one -> {
            assertThat(one.all()).isTrue();
            assertThat(one.gain() > 0)
                    .as("no gain without a way to it")
                    .isEqualTo(one.told().isPresent());
        });
        assertThat(nash.weights())
                .allSatisfy(weight -> assertThat(weight.then()).isNotEqualTo(Optional.of(chosen)));
    }

    @Test
    void whoever_stops_gets_what_was_found_and_is_told_so() {
        AtomicInteger asked = new AtomicInteger();
        Space space = SpaceCounter.count(random(new Random(3), 5, 50), new Course() {
            @Override
            public void begins(Stage stage, int round, int rounds) {}

            @Override
            public boolean stop() {
                return asked.incrementAndGet() > 3;
            }
        });
        assertThat(space.stopped()).isTrue();
        assertThat(space.fair()).anyMatch(fair -> fair.sureness() != Sureness.EXACT);
    }

    @Test
    void weights_that_were_not_tried_are_not_said_to_have_had_no_package() {
        AtomicBoolean stop = new AtomicBoolean();
        Space space = SpaceCounter.count(sensitivity(random(new Random(2), 2, 4)), new Course() {
            @Override
            public void begins(Stage stage, int round, int rounds) {
                stop.compareAndSet(false, round == 2);
            }

            @Override
            public boolean stop() {
                return stop.get();
            }
        });
        assertThat(space.fair()).allMatch(fair -> fair.sureness() == Sureness.EXACT);
        assertThat(space.sensitivity().get(1)).matches(one -> one.tried() > 0 && one.all());
        assertThat(space.sensitivity().subList(2, 4)).allMatch(one -> one.tried() == 0 && !one.all());
    }

    /** The same, of sides that gain by any package, with all weights tried. */
    static Case sensitivity(Case asked) {
        List<Side> sides = asked.sides().stream()
                .map(side -> new Side(
                        side.id(),
                        side.name(),
                        side.own(),
                        side.source(),
                        side.scores().map(scores -> new Scores(scores.sheet(), scores.issues(), 0))))
                .toList();
        return new Case(
                asked.sheet(),
                asked.options(),
                sides,
                asked.offers(),
                new Asked(Optional.empty(), Optional.empty(), true));
    }

    @Test
    void no_description_of_a_case_or_package_holds_scores() {
        Case asked = random(new Random(1), 2, 3);
        Point point = point(asked, Collections.nCopies(3, 0));
        assertThat(asked.toString()).doesNotContain("IssueScores[options").doesNotContain("reservation");
        assertThat(point.toString()).isEqualTo("Point[…]");
    }

    // ---- Cases

    static Case random(Random random, int sides, int issues) {
        List<Integer> options = IntStream.range(0, issues)
                .mapToObj(_ -> 2 + (issues > 10 ? 0 : random.nextInt(3)))
                .toList();
        List<Side> all = new ArrayList<>();
        for (int side = 0; side < sides; side++) {
            List<IssueScores> scores = options.stream()
                    .map(count -> new IssueScores(IntStream.range(0, count)
                            .mapToObj(_ -> (long) random.nextInt(1000))
                            .toList()))
                    .toList();
            String name = "side " + side;
            all.add(new Side(
                    new PrincipalId(Hash.of("side", Bytes.utf8(name))),
                    name,
                    side == 0,
                    side == 0 ? Source.OWN : Source.ESTIMATED,
                    Optional.of(new Scores(SHEET, scores, random.nextInt(issues * 600)))));
        }
        List<Integer> offered = options.stream().map(random::nextInt).toList();
        return new Case(
                SHEET,
                options,
                all,
                List.of(new Case.Offer(OFFER, offered)),
                new Asked(Optional.of(OFFER), Optional.empty(), false));
    }
}
