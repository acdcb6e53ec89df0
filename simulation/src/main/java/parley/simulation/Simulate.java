package parley.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import parley.simulation.doubles.ToyDomain;
import parley.simulation.run.Domain;
import parley.simulation.run.Kit;
import parley.simulation.run.SeedRun;
import parley.simulation.run.SessionsKind;
import parley.simulation.run.Violation;
import parley.simulation.talk.TalkDomain;
import parley.simulation.world.Tally;

/**
 * Runs many seeds, on all processors, and adds up what they found: the command {@code parley simulate}.
 *
 * <p>Each seed has a world of its own and one thread; nothing is shared between two. Thread-safe.
 */
public final class Simulate {
    /** One seed in so many runs over libsignal itself: 2,000 seeds make a hundred of them. Its number decides, so it replays. */
    private static final long REAL_EVERY = 20;

    /** One seed in so many folds with a double that knows nothing of Parley: what the protocol asks of a fold, and no more. */
    private static final long TOY_EVERY = 4;

    /** More seeds than this in one run are a typing error. */
    public static final int MOST_SEEDS = 10_000_000;

    private Simulate() {}

    /**
     * Runs the seeds {@code from} to {@code from + seeds − 1}.
     *
     * @param seeds 1 to {@link #MOST_SEEDS}
     * @param tools whether half of the people also use the tools of a table: phases, mandates, sheets, items by courier, soundings
     *     and papers
     * @param done hears after each seed how many are done, on the caller's thread
     */
    public static Report run(long from, int seeds, boolean tools, LongConsumer done) throws InterruptedException {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new IllegalArgumentException("seeds must be 1 to " + MOST_SEEDS);
        }
        Sum sum = new Sum();
        InOrder.each(from, seeds, seed -> one(seed, tools, line -> {}), outcome -> {
            sum.add(outcome);
            done.accept(sum.seeds);
        });
        return sum.report();
    }

    /** Runs one seed as {@link #run} would. */
    public static SeedRun.Outcome one(long seed) {
        return one(seed, false, line -> {});
    }

    /** The same, told line by line. */
    public static SeedRun.Outcome one(long seed, boolean tools, Consumer<String> reader) {
        return SeedRun.of(
                seed,
                domain(seed, tools),
                Kit.HONEST,
                isReal(seed) ? SessionsKind.LIBSIGNAL : SessionsKind.TOY,
                reader);
    }

    /** What people do in this seed's run: as in Parley, with the tools of a table in half of them; toys in every so-manieth. */
    public static Domain domain(long seed, boolean tools) {
        long kind = Math.floorMod(seed, TOY_EVERY);
        // Those over libsignal are all of one kind: of them every other.
        boolean withTools = isReal(seed) ? Math.floorMod(seed, 2 * REAL_EVERY) != 0 : kind != 0;
        return kind == 1 ? new ToyDomain() : new TalkDomain(tools && withTools);
    }

    /** Whether this seed runs over libsignal. */
    public static boolean isReal(long seed) {
        return Math.floorMod(seed, REAL_EVERY) == 0;
    }

    /** What the seeds so far found. */
    private static final class Sum {
        private final List<Violation> violations = new ArrayList<>();
        private final Tally faults = new Tally();
        private final Tally states = new Tally();
        private long seeds;
        private long steps;
        private long real;
        private final List<Duration> converged = new ArrayList<>();

        private void add(SeedRun.Outcome outcome) {
            seeds++;
            steps += outcome.steps();
            real += isReal(outcome.seed()) ? 1 : 0;
            violations.addAll(outcome.violations());
            faults.addAll(outcome.faults());
            states.addAll(outcome.states());
            outcome.toConverge().ifPresent(converged::add);
        }

        private Report report() {
            return new Report(
                    seeds, steps, violations, real, faults.counts(), states.counts(), Report.Settling.of(converged));
        }
    }
}
