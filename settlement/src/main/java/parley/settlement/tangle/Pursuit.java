package parley.settlement.tangle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Watch;

/**
 * Pursues goals through all packages of a case whose interactions are too many to list, for any number of parties: from packages that are known, with weights
 * that leave the goal little room, by ruling out all others under mini-bucket bounds.
 */
public final class Pursuit {
    /**
     * How much a goal is worth.
     *
     * @param room joint choices of a mini-bucket
     * @param nodes of the tree
     */
    public record Effort(int room, long nodes) {
        /** Enough for most: bounds in milliseconds, and a tree of as much. */
        public static final Effort LITTLE = new Effort(1 << 9, 20_000);
        /** Bounds in about a second, and a tree of some ten, since nobody knows where it ends. */
        public static final Effort MUCH = new Effort(1 << 15, 500_000);
    }

    /** Numbers in all messages, or the room is less: 256 MB. */
    private static final int MOST_NUMBERS = 1 << 25;
    /** Looks for weights; each costs the bounds of a small room. */
    private static final int STEPS = 40;
    /** Joint choices of a mini-bucket then. */
    private static final int STEERING_ROOM = 1 << 8;
    /** How far further weightings lean to a party and away from it. */
    private static final double LEAN = 0.35;
    /** A party's weight is at least this part of the greatest: none is left out. */
    private static final double LEAST = 1e-4;

    private final Model model;
    private final int[] order;
    private final long[] base;
    private final List<int[]> known;
    private final Pace pace;

    private Pursuit(Model model, List<int[]> known, Pace pace) {
        this.model = model;
        this.known = new ArrayList<>(known);
        this.pace = pace;
        order = model.order();
        base = new long[model.parties];
        Arrays.setAll(base, party -> -model.magnitude(party));
    }

    /**
     * How far it came.
     *
     * @param proved whether nothing reaches the goal any more
     * @param limits when not proved, what weighted sums are at most
     */
    public record End(boolean proved, List<Limit> limits) {}

    /**
     * No package's weighted sum is greater.
     *
     * @param weights of the parties' sums
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    public record Limit(long[] weights, BigInteger most) {}

    /**
     * Of a whole case; empty where it is stopped.
     *
     * @param known packages, allowed ones
     */
    public static Optional<Pursuit> of(Bargain bargain, List<int[]> known, Watch watch) {
        return of(bargain, known, Modelling.Room.USUAL, watch);
    }

    static Optional<Pursuit> of(Bargain bargain, List<int[]> known, Modelling.Room room, Watch watch) {
        Pace pace = new Pace(watch);
        return Modelling.whole(bargain, room, pace).map(model -> new Pursuit(model, model.known(known), pace));
    }

    public int parties() {
        return model.parties;
    }

    /** What is added to a party's sums to get utilities. */
    public long base(int party) {
        return base[party];
    }

    /** The option of each issue. */
    public int[] options(int[] choices) {
        return model.chosen(choices);
    }

    /** Another package to begin from. */
    public void know(int[] options) {
        known.addAll(model.known(List.of(options)));
    }

    /** Until nothing reaches the goal, the watch says stop, or the effort is spent. */
    public End run(Goal goal, Effort effort, Watch.Task task) {
        known.forEach(options -> offer(goal, options));
        double[] steering = steering(goal);
        Weightings weightings = around(steering);
        Optional<Buckets> buckets = buckets(weightings, effort.room, Pace.atFirst(pace.watch()));
        if (buckets.isEmpty()) {
            return new End(false, List.of());
        }
        Chase chase = new Chase(goal, weightings, buckets.get(), task, effort.nodes);
        for (int which = 0; which < weightings.size(); which++) {
            chase.dive(which);
        }
        return chase.run() ? new End(true, List.of()) : new End(false, limits(weightings, buckets.get()));
    }

    private boolean offer(Goal goal, int[] options) {
        return model.sums(options)
                .filter(sums -> goal.take(raised(sums), options))
                .isPresent();
    }

    private long[] raised(long[] sums) {
        long[] raised = sums.clone();
        Arrays.setAll(raised, party -> sums[party] - base[party]);
        return raised;
    }

    private Optional<Buckets> buckets(Weightings weightings, int most, Pace at) {
        int room = Math.min(most, MOST_NUMBERS / weightings.size() / order.length);
        return Buckets.of(model.domains, order, weightings.tables(model), weightings.size(), room, at);
    }

    /**
     * What a number of each party should weigh: by mirror descent over the simplex, as {@code Dual} does where scores only add up, with the package that the
     * bounds lead to in place of the best one.
     */
    private double[] steering(Goal goal) {
        int parties = model.parties;
        double[] range = new double[parties];
        Arrays.setAll(range, party -> model.magnitude(party));
        double[] shares = new double[parties];
        // At first all points weigh the same.
        double all = Arrays.stream(range).sum();
        Arrays.setAll(shares, party -> range[party] / all);
        double[] best = shares;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= STEPS; step++) {
            double[] weights = new double[parties];
            for (int party = 0; party < parties; party++) {
                weights[party] = shares[party] / range[party];
            }
            Weightings one = new Weightings(model);
            one.add(weights);
            Optional<Buckets> buckets = buckets(one, STEERING_ROOM, pace);
            if (buckets.isEmpty()) {
                break;
            }
            Last last = new Last(goal, buckets.get());
            last.dive(0);
            double excess = (buckets.get().bound[0] - (double) need(goal, one, 0)) / one.range(0);
            if (excess < least || last.taken) {
                least = excess;
                best = shares.clone();
            }
            if (last.sums.length == 0) {
                break;
            }
            double[] gap = new double[parties];
            goal.cheapest(weights, gap);
            double longest = 1e-300;
            for (int party = 0; party < parties; party++) {
                gap[party] = (last.sums[party] - gap[party]) / range[party];
                longest = Math.max(longest, Math.abs(gap[party]));
            }
            double[] next = new double[parties];
            double total = 0;
            for (int party = 0; party < parties; party++) {
                next[party] = shares[party] * Math.exp(-gap[party] / longest / Math.sqrt(step));
                total += next[party];
            }
            double sum = total;
            Arrays.setAll(next, party -> Math.max(LEAST, next[party] / sum));
            shares = next;
        }
        double[] weights = new double[parties];
        for (int party = 0; party < parties; party++) {
            weights[party] = best[party] / range[party];
        }
        return weights;
    }

    /** Weights, the same leaning to each party and away from it, each party nearly alone, and all alike. */
    private Weightings around(double[] steering) {
        Weightings all = new Weightings(model);
        all.add(steering);
        for (int party = 0; party < steering.length; party++) {
            double[] towards = steering.clone();
            towards[party] *= 1 + LEAN;
            all.add(towards);
            double[] away = steering.clone();
            away[party] /= 1 + LEAN;
            all.add(away);
            double[] alone = steering.clone();
            for (int other = 0; other < alone.length; other++) {
                alone[other] *= other == party ? 1 : LEAST;
            }
            all.add(alone);
        }
        double[] alike = new double[steering.length];
        Arrays.fill(alike, 1);
        all.add(alike);
        return all;
    }

    /** The least weighted steps of whatever reaches the goal. */
    private long need(Goal goal, Weightings weightings, int which) {
        long[] weights = weightings.fine(which);
        BigInteger least = goal.least(weights).add(dot(weights, base));
        BigInteger[] parts = least.divideAndRemainder(BigInteger.ONE.shiftLeft(weightings.coarsest()));
        BigInteger steps = parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        return steps.bitLength() < Long.SIZE ? steps.longValue() : steps.signum() * Long.MAX_VALUE;
    }

    private List<Limit> limits(Weightings weightings, Buckets buckets) {
        List<Limit> limits = new ArrayList<>();
        for (int which = 0; which < weightings.size(); which++) {
            long[] weights = weightings.fine(which);
            limits.add(new Limit(
                    weights,
                    BigInteger.valueOf(buckets.bound[which])
                            .shiftLeft(weightings.coarsest())
                            .subtract(dot(weights, base))));
        }
        return limits;
    }

    private static BigInteger dot(long[] weights, long[] numbers) {
        BigInteger dot = BigInteger.ZERO;
        for (int party = 0; party < weights.length; party++) {
            dot = dot.add(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(numbers[party])));
        }
        return dot;
    }

    /** Where the bounds lead. */
    private final class Last extends Branching {
        private final Goal goal;
        /** Of the last leaf; none before there is one. */
        private long[] sums = {};

        private boolean taken;

        Last(Goal goal, Buckets buckets) {
            super(Pursuit.this.model, buckets, Pursuit.this.order);
            this.goal = goal;
        }

        @Override
        void leaf() {
            model.sums(options).ifPresent(found -> {
                sums = raised(found);
                taken = goal.take(sums, options);
            });
        }
    }

    /** Looks at every package that bounds don't rule out. */
    private final class Chase extends Branching {
        /** Nodes between two questions to the watch: some milliseconds. */
        private static final int ASK_EVERY = 1 << 12;

        private final Goal goal;
        private final Weightings weightings;
        private final Watch.Task task;
        private final long most;
        private final long[] need;
        private long nodes;
        private boolean stopped;

        Chase(Goal goal, Weightings weightings, Buckets buckets, Watch.Task task, long most) {
            super(Pursuit.this.model, buckets, Pursuit.this.order);
            this.goal = goal;
            this.weightings = weightings;
            this.task = task;
            this.most = most;
            need = new long[weightings.size()];
            raise();
        }

        /** Whether it came to its end. */
        boolean run() {
            if (reaches(bound[0], 0)) {
                down(0);
            }
            return !stopped;
        }

        private void raise() {
            Arrays.setAll(need, which -> need(goal, weightings, which));
        }

        private void down(int depth) {
            if (depth == decided) {
                leaf();
                return;
            }
            stopped = ++nodes > most;
            if (nodes % ASK_EVERY == 0) {
                pace.watch().progress(task, nodes, 0);
                stopped |= pace.watch().stop();
            }
            expand(depth);
            for (int option : ranked(depth, 0)) {
                if (stopped) {
                    return;
                }
                if (reaches(child[depth], option * width)) {
                    enter(depth, option);
                    down(depth + 1);
                }
            }
        }

        private boolean reaches(long[] bounds, int at) {
            if (bounds[at] <= Model.FORBIDDEN / 2) {
                return false;
            }
            for (int which = 0; which < width; which++) {
                if (bounds[at + which] < need[which]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        void leaf() {
            if (offer(goal, options)) {
                raise();
            }
        }
    }
}
