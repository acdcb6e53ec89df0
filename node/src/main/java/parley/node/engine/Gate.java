package parley.node.engine;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;
import parley.node.desk.Notice;
import parley.node.vault.DataFolder;
import parley.node.vault.Vault;
import parley.node.vault.VaultBackup;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;

/**
 * The door of a node over its vault: passphrases, the pause after wrong ones, idle lock.
 *
 * <p>Guarantees as {@link NodeGate} says. The count of wrong passphrases is kept in memory only: whoever can restart the process
 * can read the file and guess elsewhere, so the cost of a guess, not the pause, is what protects a stolen folder.
 */
public final class Gate implements NodeGate, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(10);
    private static final Duration IDLE_LOOK = Duration.ofSeconds(5);

    private final NodeConfig config;
    private final LongSupplier steady;
    private final DataFolder folder;
    private final VaultDoor door;
    private final Instant started;
    private final ScheduledExecutorService idle;
    private final List<Runnable> whenLocked = new CopyOnWriteArrayList<>();
    /** Volatile as {@link #state} is: who sees the node unlocked finds what was opened. */
    private volatile @Nullable Office office;

    private @Nullable Vault vault;
    private @Nullable Notice unusable;
    private volatile State state;
    private volatile Moment touched;
    private volatile @Nullable Pause pausing;
    private Duration pause = FIRST_PAUSE;
    private int wrong;

    public Gate(NodeConfig config, DataFolder folder) {
        this(config, folder, System::nanoTime);
    }

    /** @param steady counts nanoseconds and is never set */
    Gate(NodeConfig config, DataFolder folder, LongSupplier steady) {
        this.config = config;
        this.steady = steady;
        this.folder = folder;
        this.door = config.cost()
                .map(cost -> new VaultDoor(folder, config.randomness(), cost))
                .orElseGet(() -> new VaultDoor(folder, config.randomness()));
        this.started = config.clock().instant();
        this.touched = moment();
        this.state = door.hasVault() ? new State.Locked(Optional.empty()) : new State.Fresh();
        this.idle = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "parley-idle");
            made.setDaemon(true);
            return made;
        });
        var unused = idle.scheduleWithFixedDelay(
                this::lockWhenIdle, IDLE_LOOK.toMillis(), IDLE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An instant by both clocks: the one on the wall can be set back, the other stands still while the machine sleeps. */
    private record Moment(Instant wall, long steady) {}

    private record Pause(Moment began, Duration length) {}

    private Moment moment() {
        return new Moment(config.clock().instant(), steady.getAsLong());
    }

    /** By the clock that says more. */
    private Duration since(Moment then) {
        Moment now = moment();
        Duration wall = Duration.between(then.wall, now.wall);
        Duration counted = Duration.ofNanos(now.steady - then.steady);
        return wall.compareTo(counted) > 0 ? wall : counted;
    }

    /** What is left of the pause after wrong passphrases. */
    private Duration left() {
        Pause now = pausing;
        return now == null ? Duration.ZERO : now.length.minus(since(now.began));
    }

    @Override
    public State state() {
        State now = state;
        return now instanceof State.Locked && !left().isPositive() ? new State.Locked(Optional.empty()) : now;
    }

    @Override
    public synchronized Result<Desk> create(Secret passphrase) {
        if (door.hasVault()) {
            return Result.refused("gate.vault-exists");
        }
        return NewPassphrase.good(passphrase).then(good -> {
            try (good) {
                return openMade(door.create(good));
            }
        });
    }

    @Override
    public synchronized Result<Desk> unlock(Secret passphrase) {
        if (office != null) {
            return Result.refused("gate.already-unlocked");
        }
        if (state instanceof State.Locked(Optional<Instant> until) && until.isPresent() && left().isPositive()) {
            return Result.refused("gate.paused", secondsLeft());
        }
        if (!door.hasVault()) {
            return Result.refused("gate.no-vault");
        }
        Result<Secret> read = NewPassphrase.normal(passphrase);
        if (read instanceof Result.Refused<Secret>) {
            return refusedOne(Refusal.of("gate.wrong-passphrase"));
        }
        return opening(() -> {
            try (Secret good = read.orThrow()) {
                return switch (door.open(good)) {
                    case Result.Done<Vault>(Vault opened) -> open(opened);
                    case Result.Refused<Vault>(Refusal why) -> refusedOne(why);
                };
            }
        });
    }

    /** Whatever goes wrong, the door doesn't stay half open: it can be tried again. */
    private Result<Desk> opening(Supplier<Result<Desk>> how) {
        state = new State.Opening();
        try {
            return how.get();
        } finally {
            if (state instanceof State.Opening) {
                state = new State.Locked(Optional.empty());
            }
        }
    }

    /** Keeps count of wrong passphrases; what no other try mends makes the vault unusable and is named. */
    private Result<Desk> refusedOne(Refusal why) {
        if (why.key().equals("vault.full")) {
            // Whoever has made room tries again.
            state = new State.Locked(Optional.empty());
            return Result.refused(why);
        }
        if (why.key().equals("vault.failed") || why.key().equals("vault.unwritable")) {
            // A disk that was away comes back: the next try begins anew, and what is to be done is another thing than
            // in an open node.
            state = new State.Locked(Optional.empty());
            return Result.refused("gate.vault-failed");
        }
        if (!why.key().equals("gate.wrong-passphrase")) {
            unusable = new Notice(
                    why.key(), why.parts(), Notice.Grade.GRAVE, config.clock().instant());
            state = new State.Unusable(unusable);
            return Result.refused(why);
        }
        wrong++;
        if (wrong < WRONG_BEFORE_PAUSE) {
            state = new State.Locked(Optional.empty());
            return Result.refused(why);
        }
        Moment now = moment();
        pausing = new Pause(now, pause);
        Instant until = now.wall.plus(pause);
        pause = pause.multipliedBy(2).compareTo(MOST_PAUSE) < 0 ? pause.multipliedBy(2) : MOST_PAUSE;
        state = new State.Locked(Optional.of(until));
        return Result.refused("gate.wrong-passphrase-pause", secondsLeft());
    }

    /** Upwards: who waits so long is not refused again. */
    private long secondsLeft() {
        return Math.max(1, left().plusMillis(999).toSeconds());
    }

    private Result<Desk> open(Vault opened) {
        return opening(() -> {
            Runnable close = opened::close;
            try {
                Engine engine =
                        new Engine(opened, config.sessions(), config.relays(), config.clock(), config.randomness());
                close = engine::close;
                Office made = new Office(engine, folder, config::costOfSlots, started, config.version());
                close = made::close;
                if (made.open() instanceof Result.Refused<Ok>(Refusal why)) {
                    return refusedOne(why);
                }
                office = made;
                vault = opened;
                wrong = 0;
                pause = FIRST_PAUSE;
                touched = moment();
                state = new State.Unlocked(touched.wall);
                return Result.done(made);
            } catch (StoreFailed e) {
                return refusedOne(Refusal.of(VaultDoor.keyOf(e)));
            } finally {
                // Whatever went wrong: a vault is open to its office or to nobody.
                if (office == null) {
                    close.run();
                }
            }
        });
    }

    @Override
    public synchronized Result<Desk> restore(InputStream backup, Secret of, Secret passphrase) {
        if (door.hasVault()) {
            return Result.refused("gate.vault-exists");
        }
        return NewPassphrase.good(passphrase)
                .then(good -> NewPassphrase.normal(of).then(key -> {
                    try (good;
                            key) {
                        return openMade(door.create(good, fresh -> fill(fresh, backup, key)));
                    }
                }));
    }

    /** A vault stands once it is whole: where opening it fails, it isn't made again but unlocked. */
    private Result<Desk> openMade(Result<Vault> made) {
        Result<Desk> opened = made.then(this::open);
        if (opened.isDone() || !door.hasVault() || state instanceof State.Unusable) {
            return opened;
        }
        state = new State.Locked(Optional.empty());
        return Result.refused(NodeGate.MADE_NOT_OPEN);
    }

    private static Result<Ok> fill(Vault fresh, InputStream backup, Secret key) {
        try {
            return VaultBackup.read(backup, key, fresh, Restoring::mark);
        } catch (IOException e) {
            return Result.refused("backup.unreadable");
        }
    }

    @Override
    public Optional<Desk> desk() {
        return state instanceof State.Unlocked ? Optional.ofNullable(office) : Optional.empty();
    }

    @Override
    public synchronized void lock() {
        if (office == null) {
            return;
        }
        Office closing = office;
        office = null;
        vault = null;
        try {
            closing.close();
        } finally {
            state = new State.Locked(Optional.empty());
            whenLocked.forEach(Runnable::run);
        }
        // What was unlocked is garbage now; the sooner it is collected, the sooner it is gone.
        System.gc();
    }

    @Override
    public void whenLocked(Runnable then) {
        whenLocked.add(then);
    }

    @Override
    public void touch() {
        touched = moment();
    }

    /** Locks if nobody acted for as long as the settings say; looked at every {@link #IDLE_LOOK}. */
    void lockWhenIdle() {
        try {
            Optional<Desk> open = desk();
            if (open.isPresent()
                    && since(touched).compareTo(open.get().keeping().settings().idleLock()) >= 0) {
                lock();
            }
        } catch (RuntimeException e) {
            LOG.error("looking whether to lock failed", e);
        }
    }

    @Override
    public synchronized Result<Ok> changePassphrase(Secret present, Secret next) {
        Vault open = vault;
        Office inside = office;
        if (open == null || inside == null) {
            return Result.refused("gate.locked");
        }
        return NewPassphrase.normal(present)
                .then(was -> NewPassphrase.good(next).then(will -> {
                    try (was;
                            will) {
                        return door.changePassphrase(open, was, will).map(former -> {
                            if (former == VaultDoor.Former.IN_THE_LOG) {
                                inside.tellFormerPassphrase();
                            }
                            return Ok.OK;
                        });
                    }
                }));
    }

    /** Locks and ends. */
    @Override
    public void close() {
        idle.shutdownNow();
        lock();
    }
}
