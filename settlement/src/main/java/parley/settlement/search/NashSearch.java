package parley.settlement.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.settlement.Ratio;
import parley.settlement.Solution;
import parley.settlement.Watch;
import parley.settlement.rules.Order;

/**
 * The greatest product of gains. First of everybody's; where no package gives everybody a gain, of as many as can gain together,
 * over all groups of that many.
 */
final class NashSearch {
    private final RuleSearch of;
    private final Search search;
    private boolean proved = true;
    /** Of groups as large as those that were searched last; none where larger ones may gain together. */
    private Optional<Ratio> bound = Optional.empty();

    NashSearch(RuleSearch of) {
        this.of = of;
        search = of.search();
    }

    Solution best() {
        int parties = search.parties();
        for (int size = parties; size > 0; size--) {
            Optional<Aim.Best> best = ofGroups(size);
            if (best.isPresent()) {
                return of.found(best.get(), proved, bound);
            }
            if (size == parties) {
                Ideals ideals = of.ideals();
                proved &= ideals.proved();
                if (!ideals.acceptable()) {
                    return of.nothing(proved);
                }
            }
        }
        // Nobody gains anything anywhere: any acceptable package will do.
        SumAim any = new SumAim(
                IntStream.range(0, parties).mapToObj(party -> BigInteger.ONE).toArray(BigInteger[]::new), of.floors());
        proved &= search.run(any, Watch.Task.NASH).proved();
        return any.best().map(best -> of.found(best, proved, Optional.empty())).orElseGet(() -> of.nothing(proved));
    }

    private Optional<Aim.Best> ofGroups(int size) {
        List<int[]> groups = groups(size);
        BigInteger greatest = BigInteger.ZERO;
        List<int[]> leading = new ArrayList<>();
        List<Aim.Best> found = new ArrayList<>();
        List<Optional<Ratio>> bounds = new ArrayList<>();
        boolean largest = proved;
        boolean all = true;
        for (int[] group : groups) {
            ProductAim aim = new ProductAim(group, of.offset(), floors(group));
            Search.End end = search.run(aim, Watch.Task.NASH);
            proved &= end.proved();
            all &= end.proved();
            bounds.add(end.proved() ? Optional.of(product(aim)) : end.bound());
            if (aim.best().isPresent()) {
                BigInteger product = product(aim).over();
                int order = product.compareTo(greatest);
                if (order > 0) {
                    greatest = product;
                    leading.clear();
                    found.clear();
                }
                if (order >= 0) {
                    leading.add(group);
                    found.add(aim.best().get());
                }
            }
        }
        // What fewer can gain says nothing of what more could.
        bound = !all && largest ? greatest(bounds).map(of.pointsPerUnit(size)::times) : Optional.empty();
        List<Aim.Best> ties = new ArrayList<>();
        for (int at = 0; at < leading.size(); at++) {
            ties.add(amongEqual(leading.get(at), greatest, found.get(at)));
        }
        return ties.stream().max(Comparator.comparing(this::gains, Order.LEXIMIN));
    }

    /** 0 where the group can't gain together. */
    private static Ratio product(ProductAim aim) {
        return new Ratio(aim.best().map(best -> aim.product(best.sums())).orElse(BigInteger.ZERO), BigInteger.ONE);
    }

    /** Empty where one has none. */
    private static Optional<Ratio> greatest(List<Optional<Ratio>> bounds) {
        return bounds.stream().allMatch(Optional::isPresent)
                ? bounds.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** Of all packages with this product, leximin decides. */
    private Aim.Best amongEqual(int[] group, BigInteger product, Aim.Best known) {
        if (!proved) {
            return known;
        }
        ProductCurve same = new ProductCurve(group, of.offset(), product);
        LexAim leximin = of.leximinAmong(same, floors(group), known);
        proved &= search.run(leximin, Watch.Task.NASH).proved();
        bound = Optional.of(new Ratio(product, BigInteger.ONE).times(of.pointsPerUnit(group.length)));
        return leximin.best().orElse(known);
    }

    private long[] floors(int[] group) {
        long[] floors = of.floors().clone();
        for (int party : group) {
            floors[party] = Math.max(floors[party], of.offset()[party] + 1);
        }
        return floors;
    }

    private long[] gains(Aim.Best best) {
        long[] gains = best.sums().clone();
        for (int party = 0; party < gains.length; party++) {
            gains[party] -= of.offset()[party];
        }
        return gains;
    }

    private List<int[]> groups(int size) {
        return IntStream.range(0, 1 << search.parties())
                .filter(bits -> Integer.bitCount(bits) == size)
                .mapToObj(bits -> IntStream.range(0, search.parties())
                        .filter(party -> (bits >> party & 1) == 1)
                        .toArray())
                .toList();
    }
}
