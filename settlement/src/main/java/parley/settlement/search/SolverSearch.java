package parley.settlement.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Watch;
import parley.settlement.solver.Question;
import parley.settlement.solver.Question.Demand;
import parley.settlement.solver.Question.Wish;
import parley.settlement.solver.Solver;
import parley.settlement.solver.Verdict;

/**
 * Brings an aim to its end by asking another solver for packages that reach it, until it says that there are none. What lies under a curve can't be said to it;
 * it is told of lines that touch the curve, and of each package that met these and not the aim: whatever reaches the aim gives somebody more than that.
 *
 * @param known packages to begin from
 */
record SolverSearch(Bargain bargain, Solver solver, List<int[]> known, Watch watch) implements Search {
    @Override
    public int parties() {
        return bargain.parties().size();
    }

    /** No package is worth less. */
    @Override
    public long base(int party) {
        long base = 0;
        for (int issue = 0; issue < bargain.issues().size(); issue++) {
            long least = Long.MAX_VALUE;
            for (int option = 0; option < bargain.issues().get(issue).options().size(); option++) {
                least = Math.min(least, bargain.score(party, issue, option));
            }
            base += least;
        }
        for (int one = 0; one < bargain.bonuses().size(); one++) {
            base += bargain.bonuses().get(one).party() == party ? Math.min(0, bargain.bonus(one)) : 0;
        }
        return base;
    }

    @Override
    public int[] options(int[] choices) {
        return choices;
    }

    @Override
    public End run(Aim aim, Watch.Task task) {
        long[] base = new long[parties()];
        Arrays.setAll(base, this::base);
        known.forEach(options -> aim.take(sums(options, base), options));
        List<Demand> more = new ArrayList<>();
        List<long[]> lines = new ArrayList<>();
        aim.tangent(aim.best().map(Aim.Best::sums).orElse(aim.floors())).ifPresent(lines::add);
        long asked = 0;
        while (true) {
            Optional<int[]> met = Optional.empty();
            for (List<Demand> one : aim.cases()) {
                watch.progress(task, ++asked, 0);
                List<Demand> demands = new ArrayList<>(more);
                lines.forEach(weights -> demands.add(new Demand.Weighted(weights, aim.least(weights))));
                demands.addAll(one);
                Verdict verdict = watch.stop()
                        ? new Verdict.Unknown()
                        : solver.seek(bargain, question(aim, demands, base), watch);
                switch (verdict) {
                    case Verdict.Met(int[] options) -> met = Optional.of(options);
                    case Verdict.NotMet ignored -> {}
                    case Verdict.Unknown ignored -> {
                        return new End(false, Optional.empty());
                    }
                }
                if (met.isPresent()) {
                    break;
                }
            }
            if (met.isEmpty()) {
                return new End(true, Optional.empty());
            }
            long[] sums = sums(met.get(), base);
            if (!bargain.allows(met.get()) || !meets(sums, more)) {
                // A solver that is wrong here may be wrong when it says that there is none.
                return new End(false, Optional.empty());
            }
            if (!aim.take(sums, met.get())) {
                long[] beyond = sums.clone();
                Arrays.setAll(beyond, party -> sums[party] + 1);
                more.add(new Demand.Several(1, beyond));
            }
            aim.tangent(sums).ifPresent(lines::add);
        }
    }

    private static boolean meets(long[] sums, List<Demand> demands) {
        return demands.stream().allMatch(demand -> switch (demand) {
            case Demand.Several(int count, long[] each) -> {
                int reached = 0;
                for (int party = 0; party < sums.length; party++) {
                    reached += sums[party] >= each[party] ? 1 : 0;
                }
                yield reached >= count;
            }
            case Demand.Weighted ignored -> true;
        });
    }

    /** What the aim says of sums, said of utilities. */
    private Question question(Aim aim, List<Demand> demands, long[] base) {
        List<Demand> shifted = demands.stream()
                .<Demand>map(demand -> switch (demand) {
                    case Demand.Weighted(long[] weights, BigInteger least) ->
                        new Demand.Weighted(weights, least.add(Curve.dot(weights, base)));
                    case Demand.Several(int count, long[] each) -> new Demand.Several(count, shifted(each, base));
                })
                .toList();
        Wish wish = switch (aim.wish()) {
            case Wish.Sum sum -> sum;
            case Wish.Smallest(long[] from, long[] unit) -> new Wish.Smallest(shifted(from, base), unit);
        };
        return new Question(shifted(aim.floors(), base), shifted, wish);
    }

    private static long[] shifted(long[] sums, long[] base) {
        long[] shifted = sums.clone();
        Arrays.setAll(shifted, party -> sums[party] == Long.MAX_VALUE ? sums[party] : sums[party] + base[party]);
        return shifted;
    }

    private long[] sums(int[] options, long[] base) {
        long[] sums = bargain.utilities(options);
        for (int party = 0; party < sums.length; party++) {
            sums[party] -= base[party];
        }
        return sums;
    }
}
