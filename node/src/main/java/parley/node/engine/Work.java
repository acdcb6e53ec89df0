package parley.node.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.port.Tx;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomTalk;

/** What an act has in its hands while its transaction runs, on the engine's thread. */
final class Work {
    final Tx tx;
    final Ledger ledger;
    final Recorder recorder;
    final Instant now;
    private final Engine engine;
    private final Map<TableId, Seat> seats;
    private boolean stands;

    Work(Engine engine, Tx tx, Map<TableId, Seat> seats, Ledger ledger, Recorder recorder, Instant now) {
        this.engine = engine;
        this.tx = tx;
        this.seats = seats;
        this.ledger = ledger;
        this.recorder = recorder;
        this.now = now;
    }

    /** An act of the desk: what it changes stands when it is done, and not at all when it is refused. */
    @FunctionalInterface
    interface Act<T> {
        Result<T> in(Work work);
    }

    /**
     * An act that was refused after it had changed something: the transaction is undone and everything loaded anew. So ends each act
     * that answers a refusal after it wrote, but for what it hands to {@link #standing}.
     */
    static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Refusal why;

        Undone(Refusal why) {
            super(why.key(), null, false, false);
            this.why = why;
        }
    }

    /** What was done before this refusal is meant, and is kept: a person was asked for what is missing. */
    <T> Result<T> standing(Result<T> result) {
        stands |= result instanceof Result.Refused<T>;
        return result;
    }

    boolean stands() {
        return stands;
    }

    Optional<Seat> seat(TableId table) {
        return Optional.ofNullable(seats.get(table));
    }

    <T> Result<T> atTable(TableId table, java.util.function.Function<Seat, Result<T>> act) {
        Seat seat = seats.get(table);
        return seat == null ? Result.refused("table.unknown") : act.apply(seat);
    }

    /** A room whose founding stands here. */
    <T> Result<T> inRoom(RoomRef ref, InRoom<T> act) {
        Seat seat = seats.get(ref.table());
        Optional<RoomSheet> sheet = ledger.room(ref);
        if (seat == null || sheet.isEmpty()) {
            return Result.refused("room.unknown");
        }
        return act.in(seat, sheet.get());
    }

    /** An act in one room. */
    @FunctionalInterface
    interface InRoom<T> {
        Result<T> in(Seat seat, RoomSheet sheet);
    }

    /** Looks at every room that is open, one after another. */
    void eachOpenRoom(OpenRoom look) {
        for (RoomSheet sheet : ledger.rooms()) {
            seat(sheet.ref.table())
                    .ifPresent(seat -> seat.room(sheet.ref.room())
                            .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                            .ifPresent(view -> look.at(seat, sheet, TalkFold.talk(view.state()))));
        }
    }

    /** What a process does in one room. */
    @FunctionalInterface
    interface OpenRoom {
        void at(Seat seat, RoomSheet sheet, RoomTalk talk);
    }

    /** The value, or the end of the act with everything that it changed. */
    <T> T must(Result<T> result) {
        return switch (result) {
            case Result.Done<T>(T value) -> value;
            case Result.Refused<T>(Refusal why) -> throw new Undone(why);
        };
    }

    Seat.Ports ports() {
        return engine.ports();
    }

    /** Takes a new seat into the node. */
    void sit(Seat seat) {
        seats.put(seat.table(), seat);
    }

    /** Gives up a seat; what it left is erased after this transaction. */
    void rise(TableId table) {
        seats.remove(table);
        ledger.remove(tx, table);
    }

    Snapshot snapshot() {
        return engine.snapshot();
    }
}
