package parley.simulation.run;

import java.time.InstantSource;
import parley.base.Randomness;
import parley.protocol.session.Sessions;
import parley.simulation.doubles.ToySessions;

/** Makes a node's sessions: the fast double, or the real ones. */
@FunctionalInterface
public interface SessionsKind {
    /** The deterministic double. */
    SessionsKind TOY = (randomness, clock) -> new ToySessions(randomness);

    Sessions make(Randomness randomness, InstantSource clock);
}
