package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import parley.protocol.crypto.HeldSignatures;
import parley.protocol.crypto.Sealings;
import parley.protocol.seat.SeatRoom;

/** One seed's run from the first invitation to the last head: faults, then calm, then what must be so by then. */
public final class SeedRun {
    /** The talk ends here even when people have more to say. */
    private static final Duration TALK = Duration.ofMinutes(12);

    /** After the faults have stopped, this is what nodes have to come to one head. */
    private static final Duration CALM = Duration.ofMinutes(30);

    /** How long all must have stood still at one head before a run is over. */
    private static final Duration REST = Duration.ofSeconds(30);

    /** A run that needs more steps is one that goes in circles. */
    private static final long MOST_STEPS = 60_000;

    /** The state of a text that its author's node can't say any more, for its disk was put back. */
    public static final String UNSAYABLE = "unsaid in a vault that was put back";

    private final World world;
    private final Trace trace;

    /**
     * What came of a seed.
     *
     * @param toConverge simulated time from the end of the faults until all stood still at one head with nothing left to say; empty
     *     where something waited to the end, in vain or against an invariant
     */
    public record Outcome(
            long seed,
            long steps,
            String trace,
            List<Violation> violations,
            Map<String, Long> faults,
            Map<String, Long> states,
            Optional<Duration> toConverge) {}

    private SeedRun(World world, Trace trace) {
        this.world = world;
        this.trace = trace;
    }

    /** Runs one seed; the same arguments give the same outcome, trace included. */
    public static Outcome of(long seed, Domain domain, Kit kit, SessionsKind sessions) {
        return of(seed, domain, kit, sessions, line -> {});
    }

    /** The same, told line by line: every step, and every fact that a node tells. */
    public static Outcome of(long seed, Domain domain, Kit kit, SessionsKind sessions, Consumer<String> reader) {
        Trace trace = new Trace(reader);
        SeedRun run = new SeedRun(new World(seed, domain, kit, sessions, trace), trace);
        return HeldSignatures.within(() -> Sealings.watched(run.world.oracles().reuse(), run::run));
    }

    private Outcome run() {
        world.weather().begin();
        world.people().begin();
        world.keeping().begin();
        world.signings().begin();
        Instant talkEnds = world.timeline().now().plus(TALK);
        while (!world.people().finished() && world.timeline().now().isBefore(talkEnds) && step()) {}
        world.people().end();
        world.weather().end();
        world.keeping().end();
        Instant calmBegins = world.timeline().now();
        Convergence convergence = new Convergence(world);
        Optional<Instant> settled = settle(convergence);
        if (settled.isPresent() && world.keeping().takesOff()) {
            settled = settle(convergence);
        }
        if (settled.isEmpty()) {
            convergence.explain().forEach(what -> world.oracles().violated(Invariant.CONVERGES, what));
        }
        world.oracles().ended();
        // What is excused is counted, so that a report shows how much it is.
        convergence.unsayable().forEach(saying -> world.oracles().states().count(UNSAYABLE));
        convergence.lost().forEach(what -> world.oracles().violated(Invariant.NOTHING_LOST, what));
        return new Outcome(
                world.seed(),
                world.steps(),
                trace(),
                world.oracles().violations(),
                world.faults().counts(),
                world.oracles().states().counts(),
                settled.map(since -> Duration.between(calmBegins, since)));
    }

    /** Runs on until all have stood still at one head for a while: since when; empty where they never do. */
    private Optional<Instant> settle(Convergence convergence) {
        Instant patienceEnds = world.timeline().now().plus(CALM);
        Optional<Instant> since = Optional.empty();
        boolean standing = false;
        while (world.timeline().now().isBefore(patienceEnds) && step()) {
            // What no node did anything about is as it was, and looking costs as much as the step.
            standing = world.touched() ? convergence.now() : standing;
            if (!standing) {
                since = Optional.empty();
            } else if (since.isEmpty()) {
                since = Optional.of(world.timeline().now());
            } else if (since.get().plus(REST).isBefore(world.timeline().now())) {
                return since;
            }
        }
        return Optional.empty();
    }

    private boolean step() {
        if (world.steps() >= MOST_STEPS) {
            world.oracles().violated(Invariant.CONVERGES, "still busy after " + MOST_STEPS + " steps");
            return false;
        }
        return world.step();
    }

    /** The trace with every head that a node stands at. */
    private String trace() {
        for (SimNode node : world.nodes()) {
            node.seat().ifPresent(seat -> {
                for (SeatRoom view : seat.rooms()) {
                    trace.add(node + " " + view.room().toHex() + " " + view.epoch() + " " + view.position() + " "
                            + view.head().hash().toHex());
                }
            });
        }
        return trace.end();
    }
}
