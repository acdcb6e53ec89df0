package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;

/**
 * Says when a node's Processes run: soon after something changed, and at least every few minutes however busy the node is.
 *
 * <p>Its own clockwork, apart from the seats' ticks: those move with every act, and a busy room would put housekeeping off for
 * ever. Runs on the engine's thread only.
 */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    /** Long enough that a burst of entries is looked at once, short enough that nobody waits. */
    private static final Duration SOON = Duration.ofMillis(500);
    /** What only time brings about (retention, the age of an epoch) is looked for this often. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final Engine engine;
    private final List<NodeProcess> followers = List.of(
            new LateActs(),
            new LapsedProposals(),
            new GrantProcess(),
            new RenewalProcess(),
            new CourierProcess(),
            new PhaseProcess(),
            new ProvingProcess(),
            new BroughtProcess());
    private final NonPaperProcess nonPapers = new NonPaperProcess();
    private final List<TimedProcess> timed = List.of(
            new RefreshProcess(),
            new CrossingProcess(),
            new LapseProcess(),
            new SoundingProcess(),
            new MandateProcess(),
            new SuspensionProcess(),
            nonPapers);
    private final RetentionProcess retention = new RetentionProcess();
    private final Consumer<List<Hash>> erased;
    private @Nullable ScheduledFuture<?> next;
    /** The engine did nothing of a Process: its hour stays past, and comes again no sooner than the disk is tried. */
    private boolean refused;
    /** After which all look again when one was refused: what it follows may have been the last change for long. */
    private Duration again = DiskRest.FIRST;

    /** @param erased hears which files on disk no message names any more */
    Housekeeping(Engine engine, Consumer<List<Hash>> erased) {
        this.engine = engine;
        this.erased = erased;
    }

    /** Something changed: Processes look soon. */
    void changed() {
        if (next == null || next.getDelay(TimeUnit.MILLISECONDS) > SOON.toMillis()) {
            rest(SOON);
        }
    }

    private void rest(Duration rest) {
        if (next != null) {
            next.cancel(false);
        }
        next = engine.later(rest, this::keep);
    }

    private void keep() {
        // Before anything runs: what a Process changes makes all of them look again.
        rest(LONGEST_REST);
        refused = false;
        followers.forEach(this::run);
        for (TimedProcess process : timed) {
            run(process);
            process.next().ifPresent(this::notAfter);
        }
        boolean kept = engine.run(acting(retention)).isDone(); // The last step: see Engine.step.
        refused |= !kept;
        if (refused) {
            notAfter(engine.clock().instant().plus(again));
        }
        again = refused ? twice(again) : DiskRest.FIRST;
        List<Hash> files = retention.takeFiles();
        if (kept) {
            erased.accept(files); // Else their lines still say that they are here, and the next round has them again.
        }
        if (retention.takeUnfinished()) {
            changed();
        }
        boolean gone = nonPapers.takeErased();
        if ((retention.takeErased() || gone || engine.vault().owesScrub()) && !engine.closed()) {
            scrub();
        }
    }

    private void notAfter(Instant at) {
        Duration until = Duration.between(engine.clock().instant(), at);
        if (next == null || next.getDelay(TimeUnit.MILLISECONDS) > until.toMillis()) {
            // A rest rounded down would end before its hour.
            Duration least = refused ? DiskRest.FIRST : Duration.ZERO;
            rest(until.compareTo(least) < 0 ? least : until.plusMillis(1));
        }
    }

    /** A Process that fails for ever has everything loaded anew each time. */
    private static Duration twice(Duration rest) {
        return rest.compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : rest;
    }

    private void run(NodeProcess process) {
        refused |= engine.step(acting(process)) instanceof Result.Refused<Ok>;
    }

    private static Work.Act<Ok> acting(NodeProcess process) {
        return work -> {
            process.run(work);
            return Ok.done();
        };
    }

    private void scrub() {
        try {
            engine.vault().scrub();
        } catch (StoreFailed e) {
            // It is owed, and tried again at the next turn.
            LOG.warn("scrubbing failed: {}", VaultDoor.keyOf(e));
        }
    }
}
