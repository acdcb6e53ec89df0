package parley.simulation.quiet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.base.LogId;
import parley.base.TableId;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Reading;
import parley.protocol.seat.Seat;
import parley.protocol.seat.Sending;
import parley.protocol.session.Sessions;
import parley.simulation.doubles.ToySessions;
import parley.simulation.quiet.Seen.What;
import parley.simulation.world.Dice;
import parley.simulation.world.MemoryStore;
import parley.simulation.world.SeededRandomness;

/**
 * A member's node: reads, sends and ticks as a node's engine does, on a machine whose work takes time.
 *
 * <p>What a transaction does costs time before anything follows from it: a text costs more to seal and to open than cover does.
 * Without that, a simulation could not show what its timing gives away. Not thread-safe.
 */
final class Member {
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration MOST_TICK = Duration.ofMinutes(10);
    /** Microseconds of a transaction: measured ones of a node are of this order. */
    private static final int LEAST_WORK = 400;

    private static final int MOST_WORK = 900;
    /** Microseconds more for a text: three sessions to move, or one, and the fold. */
    private static final int SEALING = 4_000;

    private static final int FOLDING = 2_000;
    /** Bytes of a request without its entry, and of a page without its entries; heads and signatures have one size. */
    static final int FRAME = 300;

    final int index;
    private final RoomRun run;
    private final long seed;
    private final Dice work;
    private final MemoryStore store = new MemoryStore();
    private final Sessions sessions;
    private final SeededRandomness randomness;
    private final Set<Object> calling = new HashSet<>();
    private final Set<LogId> atEnd = new HashSet<>();
    private final List<Fact> heard = new ArrayList<>();
    private @Nullable Seat seat;
    private Instant busyUntil = Instant.MIN;
    private Optional<Instant> tickAt = Optional.empty();

    Member(RoomRun run, int index, long seed) {
        this.run = run;
        this.index = index;
        this.seed = SeededRandomness.derive(seed, "member", index);
        this.work = new Dice(SeededRandomness.derive(seed, "work", index));
        this.randomness = new SeededRandomness(SeededRandomness.derive(seed, "node", index));
        this.sessions = new ToySessions(new SeededRandomness(SeededRandomness.derive(seed, "sessions", index)));
    }

    Seat.Ports ports() {
        return new Seat.Ports(
                sessions, run.fold(), randomness, () -> run.timeline().now(), this::hear);
    }

    private void hear(Tx tx, TableId table, Fact fact) {
        heard.add(fact);
    }

    Seat seat() {
        Seat here = seat;
        if (here == null) {
            throw new IllegalStateException("nobody sits here yet");
        }
        return here;
    }

    void sit(java.util.function.Function<Tx, Seat> how) {
        seat = store.transact(how::apply);
        pump();
    }

    /** What a person asks of the node, as soon as it is free. */
    void act(BiConsumer<Seat, Tx> what) {
        whenFree(() -> transact(what));
    }

    /** Does it now, or after the transaction that runs: there is one thread. */
    private void whenFree(Runnable what) {
        Duration left = Duration.between(run.timeline().now(), busyUntil);
        if (left.isPositive()) {
            run.timeline().after(left, "free", () -> whenFree(what));
        } else {
            what.run();
        }
    }

    private void transact(BiConsumer<Seat, Tx> what) {
        heard.clear();
        store.transact(tx -> {
            what.accept(seat(), tx);
            return true;
        });
        List<Fact> facts = List.copyOf(heard);
        long micros = usual();
        for (Fact fact : facts) {
            micros += fact instanceof Fact.Sealed ? work.between(SEALING / 2, SEALING) : 0;
            micros += fact instanceof Fact.Folded ? work.between(FOLDING / 2, FOLDING) : 0;
        }
        Duration cost = Duration.ofNanos(micros * 1_000);
        busyUntil = run.timeline().now().plus(cost);
        run.timeline().after(cost, "committed", () -> {
            pump();
            facts.forEach(fact -> run.told(this, fact));
        });
    }

    /** What every transaction costs: drawn by its instant, so that equal runs stay equal where only texts differ. */
    private long usual() {
        Instant now = run.timeline().now();
        long drawn = SeededRandomness.derive(seed, "usual", now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
        return (long) LEAST_WORK + Math.floorMod(drawn, MOST_WORK - LEAST_WORK);
    }

    private void pump() {
        Set<Object> first = new HashSet<>();
        for (Sending sending : seat().sendings()) {
            Object lane = lane(sending);
            if (first.add(lane) && calling.add(lane)) {
                send(sending, lane);
            }
        }
        for (Reading reading : seat().readings()) {
            Object lane = List.of("read", reading.log());
            if (calling.add(lane)) {
                reading.pace()
                        .ifPresentOrElse(
                                pace -> later(
                                        pace.next(
                                                run.timeline().now(),
                                                atEnd.contains(reading.log().id())),
                                        () -> readNow(reading.log(), lane)),
                                () -> read(reading, lane));
            }
        }
        tick();
    }

    private void later(Instant at, Runnable what) {
        run.timeline().after(Duration.between(run.timeline().now(), at), "later", what);
    }

    private static Object lane(Sending sending) {
        return switch (sending) {
            case Sending.Create create -> LogRef.idOf(create.readHash(), create.appendHash());
            case Sending.Append append -> append.log();
            case Sending.Release release -> release.log();
            case Sending.Park park -> park.locator();
        };
    }

    private void send(Sending sending, Object lane) {
        Relay relay = run.relay();
        switch (sending) {
            case Sending.Create c ->
                call(sending, lane, false, FRAME, () -> relay.create(c.readHash(), c.appendHash()));
            case Sending.Append a ->
                call(
                        sending,
                        lane,
                        run.isRoom(a.log()),
                        FRAME + a.entry().size(),
                        () -> relay.append(a.log(), a.capability(), a.base(), a.entry(), a.at()));
            case Sending.Release r ->
                call(sending, lane, false, FRAME, () -> relay.release(r.log(), r.capability(), r.token(), r.members()));
            case Sending.Park p ->
                call(sending, lane, false, FRAME + p.sealed().size(), () -> relay.park(p.locator(), p.sealed()));
        }
    }

    private <T> void call(Sending sending, Object lane, boolean room, int size, Supplier<Answer<T>> atRelay) {
        run.see(this, room ? What.APPEND : What.OTHER, size);
        run.network()
                .request(
                        index,
                        "sends",
                        () -> {
                            run.see(this, room ? What.APPENDED : What.OTHER_ANSWERED, FRAME);
                            return atRelay.get();
                        },
                        answer -> whenFree(() -> {
                            transact((seat, tx) -> seat.sent(tx, sending, answer));
                            free(lane, answer);
                        }));
    }

    private void readNow(LogRef log, Object lane) {
        Optional<Reading> wanted = seat().readings().stream()
                .filter(one -> one.log().equals(log) && one.pace().isPresent())
                .findFirst();
        wanted.ifPresentOrElse(one -> read(one, lane), () -> free(lane, new Answer.Given<>(log)));
    }

    private void read(Reading reading, Object lane) {
        LogId log = reading.log().id();
        boolean room = run.isRoom(log);
        Duration wait = reading.pace().isEmpty() && atEnd.contains(log) ? POLL : Duration.ZERO;
        run.see(this, room ? What.READ : What.OTHER, FRAME);
        run.network()
                .poll(
                        index,
                        "reads",
                        wait,
                        () -> run.hasMore(log, reading.after()),
                        () -> {
                            Answer<Relay.Page> answer =
                                    run.relay().read(log, reading.capability(), reading.after(), reading.most(), wait);
                            run.see(this, room ? What.PAGE : What.OTHER_ANSWERED, sizeOf(answer));
                            return answer;
                        },
                        answer -> whenFree(() -> {
                            transact((seat, tx) -> seat.took(tx, reading, answer));
                            if (ended(reading, answer)) {
                                atEnd.add(log);
                            } else {
                                atEnd.remove(log);
                            }
                            free(lane, answer);
                        }));
    }

    private static int sizeOf(Answer<Relay.Page> answer) {
        return FRAME
                + (answer instanceof Answer.Given<Relay.Page>(Relay.Page page)
                        ? page.entries().stream().mapToInt(e -> e.size()).sum()
                        : 0);
    }

    private static boolean ended(Reading reading, Answer<Relay.Page> answer) {
        return answer instanceof Answer.Given<Relay.Page>(Relay.Page page)
                && page.current().head().position()
                        <= reading.after() + page.entries().size();
    }

    private void free(Object lane, Answer<?> answer) {
        if (answer instanceof Answer.Given<?>) {
            calling.remove(lane);
        } else {
            run.timeline().after(RETRY, "tries again", () -> {
                calling.remove(lane);
                pump();
            });
        }
    }

    private void tick() {
        Optional<Instant> due = seat().nextTick();
        if (due.isEmpty() || due.equals(tickAt)) {
            return;
        }
        tickAt = due;
        Duration left = Duration.between(run.timeline().now(), due.get());
        Duration rest = left.isNegative() ? Duration.ZERO : left.compareTo(MOST_TICK) > 0 ? MOST_TICK : left;
        run.timeline()
                .after(
                        rest,
                        "ticks",
                        () -> whenFree(() -> {
                            if (tickAt.equals(due)) {
                                tickAt = Optional.empty();
                                transact(Seat::tick);
                            }
                        }));
    }
}
