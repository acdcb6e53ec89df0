package parley.simulation.world;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.SignedHead;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.CrashDisk;
import parley.relay.store.DyingDisk;
import parley.relay.store.LogGone;
import parley.relay.store.LogStore;
import parley.relay.store.Logs;
import parley.relay.store.Outcome;
import parley.relay.store.Quota;
import parley.relay.store.StoreBroken;
import parley.relay.store.StoreLimits;

/**
 * An honest relay whose logs the shipped store keeps, on a disk in memory that loses what was not forced when its power goes,
 * and on which letters rot.
 *
 * <p>What callers were told stands is remembered beside it and compared with what the store still has after each loss; what differs
 * is told. Parked invitations and blobs stay in memory. Not thread-safe: a run has one thread.
 */
public final class DiskRelay extends SimRelay {
    /** Small enough that a run has many segments. */
    private static final StoreLimits LIMITS = new StoreLimits(16 << 10, 16 << 10, 16, Quota.Most.UNBOUNDED);

    /** Of each loss the store would warn, with a trace, as a real relay does; a report counts them. Kept: else it forgets its level. */
    private static final Logger STORE = Logger.getLogger(LogStore.class.getPackageName());

    static {
        STORE.setLevel(Level.OFF);
    }

    /** Power goes within a write, or at the latest within the next ones. */
    private static final int MOST_CALLS_BEFORE = 24;

    /** Of 1,000 starts after a loss of power, in how many it goes again before the start is done. */
    private static final int AGAIN_PERMILLE = 250;

    private final Dice dice;
    private final SeededRandomness randomness;
    private final boolean forces;
    private final Tally tally;
    private final Consumer<String> broken;
    private CrashDisk disk = new CrashDisk();
    private DyingDisk power = new DyingDisk(disk);
    private LogStore store;
    /** The next letter rots. */
    private boolean rotsNext;

    /**
     * @param forces false for a relay with a bug, which tests of the simulator want found
     * @param broken hears what it had told somebody stands and has no more
     */
    public DiskRelay(String host, long seed, boolean forces, Tally tally, Consumer<String> broken) {
        super(host, seed);
        this.dice = new Dice(SeededRandomness.derive(seed, "disk", 0));
        this.randomness = new SeededRandomness(SeededRandomness.derive(seed, "segments", 0));
        this.forces = forces;
        this.tally = tally;
        this.broken = broken;
        try {
            this.store = open();
        } catch (IOException e) {
            throw new IllegalStateException("an empty disk opens", e);
        }
    }

    private LogStore open() throws IOException {
        if (!forces) {
            disk.forcesNothing();
        }
        return LogStore.open(power, randomness, LIMITS, Runnable::run);
    }

    // ---- Faults

    /** The power goes within the next calls that change something on the disk, among them those of a sweep that begins now. */
    public void losePower() {
        power.after(dice.below(MOST_CALLS_BEFORE));
        try {
            store.erase();
        } catch (IOException | StoreBroken e) {
            startAgain(Optional.empty());
        }
    }

    /** The next letter that is placed in an inbox rots right there, before anybody reads it. */
    public void rotNextLetter() {
        rotsNext = true;
    }

    private void rot(Bytes letter) {
        rotsNext = false;
        if (disk.rot(letter)) {
            tally.count(Fault.LETTER_ROTTED);
        }
    }

    /** No power goes from now on but what is lost already. */
    public void calm() {
        if (power.isDead()) {
            startAgain(Optional.empty());
        }
        power.after(Integer.MAX_VALUE);
        rotsNext = false;
    }

    /** @param under what was being written when the power went: it may stand, or not */
    private void startAgain(Optional<Change> under) {
        tally.count(Fault.RELAY_POWER_LOST);
        do {
            disk = disk.crash(new Random(randomness.nextLong()));
            power = new DyingDisk(disk);
            if (dice.chance(AGAIN_PERMILLE)) {
                power.after(dice.below(MOST_CALLS_BEFORE));
            }
        } while (!opened());
        power.after(Integer.MAX_VALUE);
        RelayState told = state();
        told.logs().values().forEach(log -> become(compared(log, under)));
        for (LogId log : told.gone()) {
            if (!store.isGone(log)) {
                broken.accept("a log that was gone is back");
            }
        }
        under.ifPresent(this::created);
    }

    private void created(Change under) {
        if (under instanceof Change.Create(Capabilities by)
                && store.capabilities(under.log()).isPresent()
                && state().log(under.log()).isEmpty()) {
            become(state().with(LogState.create(under.log(), by.readHash(), by.appendHash())));
        }
    }

    private boolean opened() {
        try {
            store = open();
            return true;
        } catch (IOException e) {
            if (!power.isDead()) {
                throw new IllegalStateException("a store that lost its power opens", e);
            }
            return false;
        }
    }

    /** The state with this log as it stands now. */
    private RelayState compared(LogState told, Optional<Change> under) {
        if (store.isGone(told.id())) {
            if (under.filter(change ->
                            change instanceof Change.Release && change.log().equals(told.id()))
                    .isEmpty()) {
                broken.accept("a log is gone that nobody released");
            }
            return state().withGone(told.id());
        }
        if (store.capabilities(told.id()).isEmpty()) {
            broken.accept("a log that was told of is not there");
            return state().without(told.id());
        }
        LogState now = standing(told);
        boolean more = now.size() == told.size() + 1
                && now.cut(told.size()).equals(told)
                && under.filter(change -> change instanceof Change.Append append
                                && append.entry().equals(now.entries().getLast()))
                        .isPresent();
        if (!now.equals(told) && !more) {
            broken.accept("of " + told.size() + " entries that were told of " + now.size() + " are there");
        }
        return state().with(now);
    }

    private LogState standing(LogState told) {
        LogState now = LogState.create(told.id(), told.readHash(), told.appendHash());
        List<Bytes> next = entries(now);
        while (!next.isEmpty()) {
            for (Bytes entry : next) {
                now = now.with(entry);
            }
            next = entries(now);
        }
        return now;
    }

    private List<Bytes> entries(LogState behind) {
        return store.read(behind.id(), behind.size(), MOST_PAGE_ENTRIES, Integer.MAX_VALUE, _ -> true)
                .entries();
    }

    // ---- Calls

    @Override
    public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
        LogId id = LogRef.idOf(readHash, appendHash);
        return commit(new Change.Create(new Capabilities(readHash, appendHash)), _ -> {
            if (state().log(id).isEmpty()) {
                become(state().with(LogState.create(id, readHash, appendHash)));
            }
        });
    }

    @Override
    public Answer<SignedHead> append(LogId id, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
        Optional<Why> stranger = stranger(id, capability, Capabilities::appendHash);
        if (stranger.isPresent()) {
            return new Answer.Declined<>(stranger.get());
        }
        if (entry.size() > MOST_ENTRY_BYTES) {
            return new Answer.Declined<>(Why.TOO_LARGE);
        }
        if (!base.stream().allMatch(one -> store.onChain(id, one))
                || !at.stream().allMatch(one -> store.onChain(id, one))) {
            return new Answer.Declined<>(Why.OTHER_CHAIN);
        }
        OptionalLong place = at.isPresent() ? OptionalLong.of(at.get().position()) : OptionalLong.empty();
        return commit(Change.Append.of(id, entry, place), head -> placed(id, entry, head));
    }

    private void placed(LogId id, Bytes entry, Head head) {
        LogState log = state().log(id).orElseThrow();
        if (head.position() == log.size() + 1) {
            LogState longer = log.with(entry);
            if (!longer.head().equals(head)) {
                broken.accept("an entry was placed at another head than its log's");
            }
            become(state().with(longer));
            if (rotsNext && !HostileRelay.isRoom(longer)) {
                rot(entry);
            }
        } else if (!log.onChain(head)
                || !log.entries().get((int) head.position() - 1).equals(entry)) {
            broken.accept("an entry was told to stand where it doesn't");
        }
    }

    @Override
    public Answer<Page> read(LogId id, Secret capability, long after, int most, Duration wait) {
        Optional<Why> stranger = stranger(id, capability, Capabilities::readHash);
        if (stranger.isPresent()) {
            return new Answer.Declined<>(stranger.get());
        }
        try {
            Logs.Slice slice = store.read(id, after, Math.max(1, most), Integer.MAX_VALUE, _ -> true);
            return new Answer.Given<>(
                    new Page(slice.after(), slice.entries(), sign(id, slice.upTo()), sign(id, slice.current())));
        } catch (LogGone e) {
            return new Answer.Declined<>(Why.GONE);
        }
    }

    @Override
    public Answer<SignedHead> release(LogId id, Secret capability, Hash token, int members) {
        Optional<Why> stranger = stranger(id, capability, Capabilities::readHash);
        if (stranger.isPresent()) {
            return new Answer.Declined<>(stranger.get());
        }
        Answer<SignedHead> answer = commit(new Change.Release(id, token, members), _ -> {});
        if (store.isGone(id) && !state().gone().contains(id)) {
            become(state().withGone(id));
        }
        return answer;
    }

    private Optional<Why> stranger(LogId id, Secret capability, Function<Capabilities, Hash> which) {
        if (store.isGone(id)) {
            return Optional.of(Why.GONE);
        }
        Hash shown = LogRef.capabilityHash(capability.revealBytes());
        return store.capabilities(id)
                .map(known ->
                        which.apply(known).equals(shown) ? Optional.<Why>empty() : Optional.of(Why.WRONG_CAPABILITY))
                .orElse(Optional.of(Why.NO_SUCH_LOG));
    }

    /** Silence where the power went: nobody knows whether it happened. */
    private Answer<SignedHead> commit(Change change, Consumer<Head> then) {
        try {
            return switch (store.commit(List.of(change)).getFirst()) {
                case Outcome.Placed(LogId log, Head head) -> {
                    then.accept(head);
                    yield new Answer.Given<>(sign(log, head));
                }
                case Outcome.Refused(Why why) -> new Answer.Declined<>(why);
            };
        } catch (StoreBroken e) {
            if (!power.isDead()) {
                throw e;
            }
            startAgain(Optional.of(change));
            return new Answer.Silent<>("the power went");
        }
    }
}
