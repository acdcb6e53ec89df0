package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import parley.base.LogId;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;
import parley.protocol.seat.Pace;
import parley.protocol.seat.Reading;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.simulation.world.MemoryStore;
import parley.simulation.world.SimClock;

/**
 * A node's process: one store, one seat over it, and the loop that reads, sends and lets time pass.
 *
 * <p>It is as plain as a node's engine may be: whatever it remembers itself is lost in a crash, and everything that the
 * seat must know is in the store. Not thread-safe: a run has one thread.
 */
final class SimNode {
    /** How long a read waits at the relay for something new. */
    private static final Duration POLL = Duration.ofSeconds(45);

    private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
    private static final Duration MOST_PAUSE = Duration.ofSeconds(20);
    private static final Duration LEAST_TICK = Duration.ofMillis(1);
    /** However far away the seat's next tick is: its clock may be set meanwhile. */
    private static final Duration MOST_TICK = Duration.ofMinutes(10);

    private static final Duration RESTART = Duration.ofSeconds(2);

    final int index;
    final String name;
    final SimClock clock = new SimClock();
    /** What a power loss leaves. */
    final MemoryStore disk;

    private final Transactions transactions;
    private final World world;
    private final Set<Object> calling = new HashSet<>();
    private final Map<Object, Duration> pauses = new HashMap<>();
    /** Logs whose end this process has seen: only there a read waits for more. */
    private final Set<LogId> atEnd = new HashSet<>();

    private @Nullable Seat seat;
    private @Nullable TableId table;
    private Optional<Instant> tickAt = Optional.empty();
    private long boot;
    private boolean touched;
    /** What the seat shows, until something is done to it. */
    private Optional<List<SeatRoom>> views = Optional.empty();

    private Optional<List<Seat.Peer>> peers = Optional.empty();

    /** @param store the disk as the seat sees it */
    SimNode(World world, int index, String name, MemoryStore disk, Store store) {
        this.world = world;
        this.index = index;
        this.name = name;
        this.disk = disk;
        this.transactions = new Transactions(this, world, disk, store);
    }

    /** The seat, while the process runs and sits at a table. */
    Optional<Seat> seat() {
        return Optional.ofNullable(seat);
    }

    /** What the seat shows of its rooms; none while the process doesn't run. */
    List<SeatRoom> views() {
        if (views.isEmpty()) {
            views = Optional.of(seat().map(Seat::rooms).orElse(List.of()));
        }
        return views.get();
    }

    /** Whom the seat knows at its table; none while the process doesn't run. */
    List<Seat.Peer> peers() {
        if (peers.isEmpty()) {
            peers = Optional.of(seat().map(Seat::peers).orElse(List.of()));
        }
        return peers.get();
    }

    Optional<SeatRoom> view(RoomId room) {
        return views().stream().filter(view -> view.room().equals(room)).findFirst();
    }

    /** How often this node's process has been started: each start has randomness of its own. */
    long boot() {
        return boot;
    }

    Optional<TableId> table() {
        return Optional.ofNullable(table);
    }

    /** Sits down at a table by an act that makes the seat; false when the process died over it and nothing was kept. */
    boolean sit(BiFunction<Seat.Ports, Tx, Optional<Seat>> how) {
        List<TableId> sat = new ArrayList<>();
        Optional<Optional<Seat>> made = transact(tx -> {
            Optional<Seat> fresh = how.apply(world.ports(this, transactions::hear), tx);
            fresh.ifPresent(s -> sat.add(s.table()));
            return fresh;
        });
        if (made.isPresent() || disk.lastWasKept()) {
            sat.forEach(t -> table = t);
        }
        if (made.isPresent() && table != null) {
            boot++;
            start();
        }
        return table != null;
    }

    /** What a person asks of the seat; empty when there is none, or when the process died over it. */
    <T> Optional<T> act(BiFunction<Seat, Tx, T> what) {
        Seat present = seat;
        if (present == null) {
            return Optional.empty();
        }
        Optional<T> result = transact(tx -> what.apply(present, tx));
        pump();
        return result;
    }

    /** The same, as it truly came out: a person whose machine died over it may not know what its disk kept. */
    <T> Optional<T> done(BiFunction<Seat, Tx, T> what) {
        List<T> results = new ArrayList<>();
        Optional<T> answered = act((seat, tx) -> {
            T result = what.apply(seat, tx);
            results.add(result);
            return result;
        });
        return answered.isPresent() || results.isEmpty() || !disk.lastWasKept()
                ? answered
                : Optional.of(results.getLast());
    }

    /** Rooms in which it can write. */
    List<SeatRoom> open() {
        return views().stream()
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .toList();
    }

    /** Kills the process; it starts again after a while. */
    void crash() {
        seat = null;
        changed();
        boot++;
        calling.clear();
        atEnd.clear();
        pauses.clear();
        tickAt = Optional.empty();
        long mine = boot;
        world.timeline().after(RESTART, name + " starts", () -> {
            if (mine == boot) {
                start();
            }
        });
    }

    /** The table is taken off this device: its process sits there no more, and never again. */
    void leave() {
        crash();
        table = null;
    }

    /** Puts another disk under the process and starts it. */
    void restore(parley.simulation.world.Cells image, Optional<TableId> atTable) {
        disk.restore(image);
        table = atTable.orElse(null);
        crash();
    }

    private void start() {
        TableId at = table;
        if (at == null || seat != null) {
            return;
        }
        transact(tx -> world.kit().load(world.ports(this, transactions::hear), tx, at))
                .ifPresent(loaded -> {
                    seat = loaded;
                    changed();
                    pump();
                });
    }

    /** Whether this node did anything since this was asked last. */
    boolean takeTouched() {
        boolean was = touched;
        touched = false;
        return was;
    }

    /** What it shows may be other than it was. */
    void changed() {
        views = Optional.empty();
        peers = Optional.empty();
    }

    private <T> Optional<T> transact(Store.Work<T> work) {
        touched = true;
        Optional<T> result = transactions.transact(work, this::crash);
        changed();
        return result;
    }

    /** Sends and reads whatever the seat asks for and isn't under way, and sets the next tick. */
    void pump() {
        Seat present = seat;
        if (present == null) {
            return;
        }
        Set<Object> firsts = new HashSet<>();
        for (Sending sending : present.sendings()) {
            Object lane = Lanes.of(sending);
            if (firsts.add(lane) && calling.add(lane)) {
                send(present, sending, lane);
            }
        }
        for (Reading reading : present.readings()) {
            Object lane = Lanes.of(reading);
            if (calling.add(lane)) {
                reading.pace()
                        .ifPresentOrElse(
                                pace -> readAt(present, reading.log(), pace, lane),
                                () -> read(
                                        present,
                                        reading,
                                        lane,
                                        atEnd.contains(reading.log().id()) ? POLL : Duration.ZERO));
            }
        }
        setTick(present);
    }

    private void send(Seat present, Sending sending, Object lane) {
        switch (sending) {
            case Sending.Create create ->
                call(
                        present,
                        lane,
                        () -> world.relay(create.relay(), index).create(create.readHash(), create.appendHash()),
                        (tx, answer) -> present.sent(tx, create, answer));
            case Sending.Append append -> {
                world.oracles().sends(this, append);
                call(present, lane, () -> world.append(this, append), (tx, answer) -> present.sent(tx, append, answer));
            }
            case Sending.Release release ->
                call(
                        present,
                        lane,
                        () -> world.release(this, release),
                        (tx, answer) -> present.sent(tx, release, answer));
            case Sending.Park park ->
                call(
                        present,
                        lane,
                        () -> world.relay(park.relay(), index).park(park.locator(), park.sealed()),
                        (tx, answer) -> present.sent(tx, park, answer));
        }
    }

    private <T> void call(
            Seat present,
            Object lane,
            java.util.function.Supplier<Answer<T>> atRelay,
            java.util.function.BiConsumer<Tx, Answer<T>> take) {
        long mine = boot;
        world.network().request(index, name + " sends", atRelay, answer -> {
            if (mine == boot && seat == present) {
                transact(tx -> {
                    take.accept(tx, answer);
                    return true;
                });
                again(lane, answer);
            }
        });
        world.relayChanged();
    }

    /** Reads a quiet room's log at the next instant of its pace. */
    private void readAt(Seat present, LogRef log, Pace pace, Object lane) {
        long mine = boot;
        Instant next = pace.next(clock.instant(), atEnd.contains(log.id()));
        world.timeline().after(Duration.between(clock.instant(), next), name + " is to read", () -> {
            if (mine == boot && seat == present) {
                present.readings().stream()
                        .filter(one -> one.log().equals(log))
                        .findFirst()
                        .ifPresentOrElse(one -> read(present, one, lane, Duration.ZERO), () -> calling.remove(lane));
            }
        });
    }

    private void read(Seat present, Reading reading, Object lane, Duration wait) {
        long mine = boot;
        world.network()
                .poll(
                        index,
                        name + " reads",
                        wait,
                        () -> world.hasMore(reading, index),
                        () -> world.read(this, reading, wait),
                        answer -> {
                            if (mine == boot && seat == present) {
                                transact(tx -> {
                                    present.took(tx, reading, answer);
                                    return true;
                                });
                                seen(reading, answer);
                                if (reading.pace().isPresent()) {
                                    calling.remove(lane);
                                    pump();
                                } else {
                                    again(lane, answer);
                                }
                            }
                        });
    }

    private void seen(Reading reading, Answer<Relay.Page> answer) {
        boolean end = answer instanceof Answer.Given<Relay.Page>(Relay.Page page)
                && page.current().head().position()
                        <= reading.after() + page.entries().size();
        if (end) {
            atEnd.add(reading.log().id());
        } else {
            atEnd.remove(reading.log().id());
        }
    }

    /** Frees the lane: at once after an answer, after a growing pause when there was none or a refusal. */
    private void again(Object lane, Answer<?> answer) {
        long mine = boot;
        if (answer instanceof Answer.Given<?>) {
            pauses.remove(lane);
            calling.remove(lane);
        } else {
            Duration pause = pauses.getOrDefault(lane, LEAST_PAUSE);
            Duration longer = pause.multipliedBy(2);
            pauses.put(lane, longer.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : longer);
            world.timeline().after(pause, name + " tries again", () -> {
                if (mine == boot) {
                    calling.remove(lane);
                    pump();
                }
            });
        }
        pump();
    }

    private void setTick(Seat present) {
        Optional<Instant> due = present.nextTick();
        if (due.isEmpty() || due.equals(tickAt)) {
            return;
        }
        tickAt = due;
        Duration left = Duration.between(clock.instant(), due.get());
        long mine = boot;
        Duration rest = left.compareTo(LEAST_TICK) < 0 ? LEAST_TICK : left;
        world.timeline().after(rest.compareTo(MOST_TICK) > 0 ? MOST_TICK : rest, name + " ticks", () -> {
            if (mine == boot && seat == present && tickAt.equals(due)) {
                tickAt = Optional.empty();
                transact(tx -> {
                    present.tick(tx);
                    return true;
                });
                pump();
            }
        });
    }

    /** A stable name for reports. */
    @Override
    public String toString() {
        return name + "#" + boot;
    }
}
