package parley.simulation.doubles;

import parley.protocol.session.Sessions;
import parley.protocol.session.SessionsContract;
import parley.simulation.world.SeededRandomness;

/** The double keeps the contract that the real sessions keep. */
class ToySessionsTest extends SessionsContract {
    private final Sessions sessions = new ToySessions(new SeededRandomness(1));

    @Override
    protected Sessions sessions() {
        return sessions;
    }
}
