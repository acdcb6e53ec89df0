package parley.simulation.quiet;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.protocol.port.RoomFold;
import parley.simulation.run.PassingFold;
import parley.simulation.run.PassingState;

/** Another fold, in rooms that are quiet, with slots of a minute, whenever {@code mode} says so. Its states are wrapped ones of the other's. */
final class ModeFold extends PassingFold {
    /** The shortest that Rules can ask for: of all lengths it leaves most to see in a given time. */
    private static final Duration SLOT = Duration.ofMinutes(1);

    private final BooleanSupplier mode;

    ModeFold(RoomFold inner, BooleanSupplier mode) {
        super(inner);
        this.mode = mode;
    }

    private record Mode(BooleanSupplier mode, State real) implements PassingState {
        @Override
        public Optional<Duration> quietSlot() {
            return mode.getAsBoolean() ? Optional.of(SLOT) : Optional.empty();
        }
    }

    @Override
    protected State wrapped(State theirs) {
        return new Mode(mode, theirs);
    }

    @Override
    protected State unwrapped(State ours) {
        return real(ours);
    }

    /** The other fold's own state. */
    static State real(State state) {
        return ((Mode) state).real();
    }
}
