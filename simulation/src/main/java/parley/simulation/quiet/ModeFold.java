package parley.simulation.quiet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Result;
import parley.protocol.port.RoomFold;

/** Another fold, in rooms that are quiet, with slots of a minute, whenever {@code mode} says so. Its states are wrapped ones of the other's. */
record ModeFold(RoomFold inner, BooleanSupplier mode) implements RoomFold {
    /** The shortest that Rules can ask for: of all lengths it leaves most to see in a given time. */
    private static final Duration SLOT = Duration.ofMinutes(1);

    private record Mode(BooleanSupplier mode, State inner) implements State {
        @Override
        public Optional<Duration> quietSlot() {
            return mode.getAsBoolean() ? Optional.of(SLOT) : Optional.empty();
        }

        @Override
        public Hash digest() {
            return inner.digest();
        }

        @Override
        public Bytes encoded() {
            return inner.encoded();
        }

        @Override
        public Bytes terms() {
            return inner.terms();
        }

        @Override
        public Optional<Ratified> ratified(Hash proposal) {
            return inner.ratified(proposal);
        }

        @Override
        public List<Hash> ratified() {
            return inner.ratified();
        }
    }

    private State wrapped(State state) {
        return new Mode(mode, state);
    }

    /** The other fold's own state. */
    static State unwrapped(State state) {
        return ((Mode) state).inner();
    }

    @Override
    public int version() {
        return inner.version();
    }

    @Override
    public State begin(Birth birth) {
        return wrapped(inner.begin(birth));
    }

    @Override
    public Result<State> restore(Bytes encoded) {
        return inner.restore(encoded).map(this::wrapped);
    }

    @Override
    public State fold(State before, Said said) {
        return wrapped(inner.fold(unwrapped(before), said));
    }

    @Override
    public State turn(State before, Turn turn) {
        return wrapped(inner.turn(unwrapped(before), turn));
    }
}
