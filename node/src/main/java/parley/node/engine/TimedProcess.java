package parley.node.engine;

import java.time.Instant;
import java.util.Optional;

/** A Process that has something to do at a certain moment, beside what happens meanwhile. */
interface TimedProcess extends NodeProcess {
    /** When it is to run next, as its last run found; empty when nothing waits for a moment. */
    Optional<Instant> next();
}
