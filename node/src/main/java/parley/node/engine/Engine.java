package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Ok;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.vault.Vault;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatListener;
import parley.protocol.session.Sessions;

/**
 * The one thread that owns an unlocked node: every seat, every transaction, every change of what people see.
 *
 * <p>An act runs as one transaction; after it has committed, the loops of {@link Wire} are told what to read and send, the
 * clock is set, and a new {@link Snapshot} is shown. When a transaction fails, all that was in memory is thrown away and
 * loaded again from the vault, so that memory never says more than the disk. Guarantees that a refused act changes nothing. All public
 * methods are thread-safe and answer {@code gate.locked} after {@link #close}.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /** Longer than any act takes; locking waits for the one that runs. */
    private static final Duration MOST_LAST_ACT = Duration.ofMinutes(1);
    /** Where no seat asks for a tick, this is as good as never. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final Vault vault;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Randomness randomness;
    private final Relays relays;
    private final Wire wire;
    private final Housekeeping housekeeping;
    private final ScheduledThreadPoolExecutor thread;
    private final Listeners listeners = new Listeners();
    private final Map<TableId, Seat> seats = new LinkedHashMap<>();
    private Ledger ledger;
    private Recorder recorder;
    private @Nullable ScheduledFuture<?> tick;
    private volatile Snapshot snapshot;
    private volatile boolean closed;
    /** The thread that owns the seats, once it runs. */
    private volatile @Nullable Thread own;

    private boolean loaded;
    /** Whether what an unlocking owes stands in the vault: see {@link #begin}. */
    private boolean begun;

    private Refusal notLoaded = Refusal.of("node.fault");
    private @Nullable ScheduledFuture<?> retry;
    private final DiskRest diskRest = new DiskRest();
    /** Nothing is loaded and nothing done until the rest is over. */
    private boolean resting;
    /** Whether the act that ran last wrote anything. */
    private boolean wrote;

    Engine(Vault vault, Sessions sessions, RelayFactory relays, InstantSource clock, Randomness randomness) {
        this.vault = vault;
        this.sessions = sessions;
        this.clock = clock;
        this.randomness = randomness;
        this.relays = new Relays(relays, clock);
        this.wire = new Wire(this, this.relays);
        this.housekeeping = new Housekeeping(this, listeners::erased);
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "parley-engine");
            made.setDaemon(true);
            own = made;
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.ledger = vault.read(Ledger::load);
        this.recorder = new Recorder(ledger, clock, randomness, new SeatDirectory(seats));
        this.snapshot = new Snapshot(ledger.node(), Map.of());
    }

    /** Loads the seats and begins to read and send. */
    Result<Ok> start() {
        return act(work -> Ok.done());
    }

    // ---- Acting

    /** Runs an act on the engine's thread and waits for it to be durable. */
    <T> Result<T> act(Work.Act<T> act) {
        if (Thread.currentThread().equals(own)) {
            throw new IllegalStateException("the engine's thread waits for itself");
        }
        try {
            return thread.submit(() -> run(act)).get();
        } catch (RejectedExecutionException | CancellationException e) {
            return Result.refused("gate.locked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.refused("gate.locked");
        } catch (ExecutionException e) {
            LOG.error("an act failed: {}", String.valueOf(e.getCause()));
            return Result.refused("node.fault");
        }
    }

    /** Reads the last committed cells on the caller's own thread. */
    <T> Result<T> read(Function<Tx, Result<T>> work) {
        try {
            return vault.read(work);
        } catch (StoreFailed e) {
            return Result.refused(VaultDoor.keyOf(e));
        }
    }

    /** Runs an act; on the engine's thread only. */
    <T> Result<T> run(Work.Act<T> act) {
        return run(act, true);
    }

    /** Runs one of several steps. If it wrote nothing, what follows a commit waits for the last step, which must be a {@link #run run}. */
    <T> Result<T> step(Work.Act<T> act) {
        return run(act, false);
    }

    private <T> Result<T> run(Work.Act<T> act, boolean last) {
        if (closed) {
            return Result.refused("gate.locked");
        }
        if (!loaded && !resting) {
            reload();
        }
        if (!loaded) {
            return Result.refused(notLoaded);
        }
        try {
            Result<T> result = vault.transact(tx -> inFull(act, new NotingTx(tx)));
            if (last || wrote) {
                settle();
            }
            return result;
        } catch (Work.Undone e) {
            reload();
            return Result.refused(e.why);
        } catch (RuntimeException | Error e) {
            // Errors too, a stack or a heap at its end: a seat that went on would seal under keys that the disk has as
            // unused.
            Refusal why = reasonOf("an act failed", e);
            Optional<Duration> rest = diskRest.after(e, vault.generation());
            if (rest.isPresent()) {
                rest(why, rest.get());
            } else {
                reload(); // Whatever it was.
            }
            return Result.refused(why);
        }
    }

    /** What an act wrote before it was refused is undone, but for what it says stands. */
    private <T> Result<T> inFull(Work.Act<T> act, NotingTx tx) {
        Work work = new Work(this, tx, seats, ledger, recorder, clock.instant());
        Result<T> result = act.in(work);
        wrote = tx.written();
        if (result instanceof Result.Refused<T>(Refusal why) && tx.written() && !work.stands()) {
            throw new Work.Undone(why);
        }
        return result;
    }

    private static Refusal reasonOf(String what, Throwable e) {
        if (e instanceof StoreFailed failed) {
            LOG.warn("{}: {}", what, VaultDoor.keyOf(failed));
            return Refusal.of(VaultDoor.keyOf(failed));
        }
        LOG.error(what, e);
        return Refusal.of("node.fault");
    }

    /** What follows a commit: see {@link #step} for one that needs none. It is shown here before anybody else hears of it and answers. */
    private void settle() {
        Set<Change> changes = recorder.takeChanges();
        if (!changes.isEmpty() || slotsPass()) {
            snapshot = Snapshot.of(ledger, seats, snapshot.tables());
        }
        // Before anything connects: what went around the proxy once has said who and where we are.
        relays.use(ledger.node().settings().proxy());
        wire.update(seats.values());
        schedule();
        List<Recorder.Own> placed = recorder.takePlaced();
        placed.forEach(listeners::placed);
        if (!changes.isEmpty()) {
            changes.forEach(listeners::tell);
            housekeeping.changed();
        }
    }

    /** Whether there are quiet rooms: when something goes out there and who keeps slots changes with no news, and is told to no page. */
    private boolean slotsPass() {
        return seats.values().stream()
                .flatMap(seat -> seat.readings().stream())
                .anyMatch(reading -> reading.pace().isPresent());
    }

    // ---- Loading

    private void load(Tx tx) {
        seats.clear();
        ledger = Ledger.load(tx);
        recorder = new Recorder(ledger, clock, randomness, new SeatDirectory(seats));
        for (TableSheet sheet : ledger.tables()) {
            seats.put(sheet.table, Seat.load(ports(), tx, sheet.table));
        }
    }

    /**
     * What an unlocking owes before anything else is done: a vault that was put back or restored freezes its seats. In the
     * transaction that loads them, until one stands: a seat that acted before would use a ratchet again.
     */
    private void begin(Tx tx) {
        Restoring.freeze(new Work(this, tx, seats, ledger, recorder, clock.instant()), vault);
        recorder.changed(new Change.NodeChanged());
    }

    private void reload() {
        loaded = false;
        try {
            vault.transact(tx -> {
                load(tx);
                if (!begun) {
                    begin(tx);
                }
                return true;
            });
            begun = true;
            loaded = true;
            // Sheets that were shown before may say what the failed transaction would have kept.
            snapshot = Snapshot.of(ledger, seats, Map.of());
            wire.loadedAnew();
            settle();
        } catch (RuntimeException | Error e) {
            notLoaded = reasonOf("loading from the vault failed; it is tried again", e);
            reloadLater();
        }
    }

    private void rest(Refusal why, Duration rest) {
        loaded = false;
        notLoaded = why;
        resting = true;
        var unused = later(rest, () -> {
            resting = false;
            reload();
        });
    }

    private void reloadLater() {
        if (retry == null) {
            retry = later(DiskRest.FIRST, () -> {
                retry = null;
                if (!loaded) {
                    reload();
                }
            });
        }
    }

    Seat.Ports ports() {
        return new Seat.Ports(sessions, new TalkFold(), randomness, clock, new Hearing());
    }

    /** A seat lives as long as its table; who writes down what it says is another after each load. */
    private final class Hearing implements SeatListener {
        @Override
        public void hear(Tx tx, TableId table, Fact fact) {
            recorder.hear(tx, table, fact);
        }

        @Override
        public boolean asked(Tx tx, TableId table, Fact.AskedToJoin asked) {
            return recorder.asked(tx, table, asked);
        }
    }

    // ---- Time

    private void schedule() {
        if (tick != null) {
            tick.cancel(false);
        }
        Instant now = clock.instant();
        Duration rest = seats.values().stream()
                .flatMap(seat -> seat.nextTick().stream())
                .map(at -> Duration.between(now, at))
                .reduce(LONGEST_REST, (one, other) -> one.compareTo(other) < 0 ? one : other);
        tick = later(rest.isNegative() ? Duration.ZERO : rest, this::tick);
    }

    private void tick() {
        run(work -> {
            seats.values().forEach(seat -> seat.tick(work.tx));
            return Ok.done();
        });
    }

    /** Runs it on the engine's thread after a rest; nothing once the engine is closed. */
    @Nullable
    ScheduledFuture<?> later(Duration rest, Runnable work) {
        if (closed) {
            return null;
        }
        return thread.schedule(work, rest.toMillis(), TimeUnit.MILLISECONDS);
    }

    // ---- Showing

    Snapshot snapshot() {
        return snapshot;
    }

    Relays relays() {
        return relays;
    }

    Wire wire() {
        return wire;
    }

    Vault vault() {
        return vault;
    }

    InstantSource clock() {
        return clock;
    }

    Randomness randomness() {
        return randomness;
    }

    boolean closed() {
        return closed;
    }

    Listeners listeners() {
        return listeners;
    }

    /** Ends all loops and closes the vault, which erases its keys. Waits for the act that runs. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        wire.close();
        thread.shutdown();
        boolean still = false;
        try {
            still = !thread.awaitTermination(MOST_LAST_ACT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            still = true;
        }
        try {
            relays.close();
            listeners.locked();
            if (still) {
                // Its seats stay with it: they are no other thread's. The vault closes once its transaction ends.
                LOG.error("an act still ran a minute after the node was locked");
            } else {
                seats.clear();
            }
        } finally {
            // Whatever failed before: locked means that the keys are gone.
            vault.close();
        }
    }
}
