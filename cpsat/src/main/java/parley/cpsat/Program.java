package parley.cpsat;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Region;
import parley.settlement.solver.Question;
import parley.settlement.solver.Question.Demand;
import parley.settlement.solver.Question.Wish;

/** A question about a case in whole numbers as CP-SAT takes them: one yes-or-no for each option, one for each region. */
final class Program {
    /** What any sum may come to: CP-SAT counts in 63 bits, and wants room for differences. A demand beyond it is left out. */
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(60);
    /** Steps of a share where it leads, and no more than fit. */
    private static final long SHARE_STEPS = 1_000_000;

    private final Bargain bargain;
    private final CpModel model = new CpModel();
    private final BoolVar[][] chosen;
    private final Map<Region, BoolVar> inside = new HashMap<>();
    private final LinearExpr[] utilities;
    /** The greatest absolute number that a party's utility can come to. */
    private final BigInteger[] size;

    Program(Bargain bargain, Question question) {
        this.bargain = bargain;
        chosen = new BoolVar[bargain.issues().size()][];
        for (int issue = 0; issue < chosen.length; issue++) {
            chosen[issue] = new BoolVar[bargain.issues().get(issue).options().size()];
            for (int option = 0; option < chosen[issue].length; option++) {
                chosen[issue][option] = model.newBoolVar("");
            }
            model.addExactlyOne(chosen[issue]);
        }
        bargain.forbidden().forEach(region -> model.addBoolOr(outside(region).toArray(Literal[]::new)));
        int parties = bargain.parties().size();
        utilities = new LinearExpr[parties];
        size = new BigInteger[parties];
        for (int party = 0; party < parties; party++) {
            utilities[party] = utility(party);
            model.addGreaterOrEqual(utilities[party], question.least()[party]);
        }
        List<BoolVar> last = List.of();
        for (Demand demand : question.demands()) {
            switch (demand) {
                case Demand.Weighted(long[] weights, BigInteger least) -> {
                    if (fits(weights) && least.abs().compareTo(MOST) < 0) {
                        model.addGreaterOrEqual(weighted(weights), least.longValueExact());
                    }
                }
                case Demand.Several(int count, long[] each) -> last = several(count, each);
            }
        }
        wish(question.wish(), last);
    }

    CpModel model() {
        return model;
    }

    /** The package that was found. */
    int[] options(CpSolver solver) {
        return Arrays.stream(chosen)
                .mapToInt(issue -> {
                    int option = 0;
                    while (!solver.booleanValue(issue[option])) {
                        option++;
                    }
                    return option;
                })
                .toArray();
    }

    private LinearExpr utility(int party) {
        LinearExprBuilder sum = LinearExpr.newBuilder();
        BigInteger most = BigInteger.valueOf(bargain.reservation(party)).abs();
        for (int issue = 0; issue < chosen.length; issue++) {
            long greatest = 0;
            for (int option = 0; option < chosen[issue].length; option++) {
                long score = bargain.score(party, issue, option);
                sum.addTerm(chosen[issue][option], score);
                greatest = Math.max(greatest, Math.abs(score));
            }
            most = most.add(BigInteger.valueOf(greatest));
        }
        for (int index = 0; index < bargain.bonuses().size(); index++) {
            Bonus bonus = bargain.bonuses().get(index);
            if (bonus.party() == party) {
                long points = bargain.bonus(index);
                BoolVar in = inside.computeIfAbsent(bonus.region(), this::inside);
                sum.addTerm(in, bonus.inside() ? points : -points);
                sum.add(bonus.inside() ? 0 : points);
                most = most.add(BigInteger.valueOf(points).abs());
            }
        }
        size[party] = most;
        return sum.build();
    }

    /** Whether a package lies inside: if so, on each side; if on each side, it does. */
    private BoolVar inside(Region region) {
        BoolVar in = model.newBoolVar("");
        region.within().forEach((issue, options) -> {
            List<Literal> side = new ArrayList<>();
            options.forEach(option -> side.add(chosen[issue][option]));
            side.add(in.not());
            model.addBoolOr(side.toArray(Literal[]::new));
        });
        List<Literal> orOutside = outside(region);
        orOutside.add(in);
        model.addBoolOr(orOutside.toArray(Literal[]::new));
        return in;
    }

    private List<Literal> outside(Region region) {
        List<Literal> outside = new ArrayList<>();
        region.within().forEach((issue, options) -> {
            for (int option = 0; option < chosen[issue].length; option++) {
                if (!options.contains(option)) {
                    outside.add(chosen[issue][option]);
                }
            }
        });
        return outside;
    }

    private boolean fits(long[] weights) {
        BigInteger most = BigInteger.ZERO;
        for (int party = 0; party < weights.length; party++) {
            most = most.add(size[party].multiply(BigInteger.valueOf(weights[party])));
        }
        return most.compareTo(MOST) < 0;
    }

    private LinearExpr weighted(long[] weights) {
        LinearExprBuilder sum = LinearExpr.newBuilder();
        for (int party = 0; party < weights.length; party++) {
            sum.addTerm(utilities[party], weights[party]);
        }
        return sum.build();
    }

    /** For each party, whether it is one of them; never for one that can't be. */
    private List<BoolVar> several(int count, long[] each) {
        List<BoolVar> are = new ArrayList<>();
        for (int party = 0; party < each.length; party++) {
            BoolVar is = model.newBoolVar("");
            if (BigInteger.valueOf(each[party]).compareTo(size[party]) > 0) {
                model.addEquality(is, 0);
            } else {
                model.addGreaterOrEqual(utilities[party], each[party]).onlyEnforceIf(is);
            }
            are.add(is);
        }
        model.addGreaterOrEqual(LinearExpr.sum(are.toArray(BoolVar[]::new)), count);
        return are;
    }

    private void wish(Wish wish, List<BoolVar> counted) {
        switch (wish) {
            case Wish.Sum(long[] weights) -> {
                if (fits(weights)) {
                    model.maximize(weighted(weights));
                }
            }
            case Wish.Smallest(long[] from, long[] unit) -> {
                BigInteger greatest = Arrays.stream(size).reduce(BigInteger.ONE, BigInteger::max);
                long steps = MOST.shiftRight(2)
                        .divide(greatest)
                        .min(BigInteger.valueOf(SHARE_STEPS))
                        .longValueExact();
                long units = Math.max(1, Arrays.stream(unit).max().orElseThrow());
                if (steps > 0 && !counted.isEmpty()) {
                    IntVar share = model.newIntVar(0, MOST.longValueExact() / units, "");
                    for (int party = 0; party < unit.length; party++) {
                        model.addGreaterOrEqual(
                                        LinearExpr.newBuilder()
                                                .addTerm(utilities[party], steps)
                                                .addTerm(share, -unit[party])
                                                .build(),
                                        Math.multiplyExact(steps, from[party]))
                                .onlyEnforceIf(counted.get(party));
                    }
                    model.maximize(share);
                }
            }
        }
    }
}
