package parley.simulation.run;

import parley.base.Bytes;
import parley.base.Result;
import parley.protocol.port.RoomFold;

/** A fold that does what another does. */
class PassingFold implements RoomFold {
    private final RoomFold honest;

    PassingFold(RoomFold honest) {
        this.honest = honest;
    }

    @Override
    public int version() {
        return honest.version();
    }

    @Override
    public State begin(Birth birth) {
        return honest.begin(birth);
    }

    @Override
    public Result<State> restore(Bytes encoded) {
        return honest.restore(encoded);
    }

    @Override
    public State fold(State before, Said said) {
        return honest.fold(before, said);
    }

    @Override
    public State turn(State before, Turn turn) {
        return honest.turn(before, turn);
    }
}
