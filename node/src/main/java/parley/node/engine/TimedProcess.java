package parley.node.engine;

import java.time.Instant;
import java.util.Optional;

/** A Process that has something to do at a certain moment, beside what happens meanwhile; it keeps the next of these moments. */
abstract class TimedProcess implements NodeProcess {
    private Optional<Instant> next = Optional.empty();

    /** When it is to run next, as its last run found; empty when nothing waits for a moment. */
    final Optional<Instant> next() {
        return next;
    }

    @Override
    public final void run(Work work) {
        next = Optional.empty();
        look(work);
    }

    /** Does what is due, and says by {@link #notAfter} when something else will be. */
    abstract void look(Work work);

    final void notAfter(Instant at) {
        if (next.filter(sooner -> !sooner.isAfter(at)).isEmpty()) {
            next = Optional.of(at);
        }
    }
}
