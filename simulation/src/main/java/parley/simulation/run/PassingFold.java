package parley.simulation.run;

import parley.base.Bytes;
import parley.base.Result;
import parley.protocol.port.RoomFold;

/** A fold that does what another does; its states may be that one's in a wrapping of its own. */
public class PassingFold implements RoomFold {
    private final RoomFold honest;

    protected PassingFold(RoomFold honest) {
        this.honest = honest;
    }

    protected State wrapped(State theirs) {
        return theirs;
    }

    protected State unwrapped(State ours) {
        return ours;
    }

    @Override
    public int version() {
        return honest.version();
    }

    @Override
    public State begin(Birth birth) {
        return wrapped(honest.begin(birth));
    }

    @Override
    public Result<State> restore(Bytes encoded) {
        return honest.restore(encoded).map(this::wrapped);
    }

    @Override
    public State fold(State before, Said said) {
        return wrapped(honest.fold(unwrapped(before), said));
    }

    @Override
    public State turn(State before, Turn turn) {
        return wrapped(honest.turn(unwrapped(before), turn));
    }
}
