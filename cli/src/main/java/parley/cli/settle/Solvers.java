package parley.cli.settle;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import parley.settlement.solver.Solver;

/** Solvers that were built in, for whoever asks for one by its name; none is loaded before. */
public final class Solvers {
    private Solvers() {}

    /** What came of a name. */
    public sealed interface Asked {
        /** None was asked for, or this one. */
        record Is(Optional<Solver> solver) implements Asked {}

        /** There is none of this name that runs here, and what can be done. */
        record Missing(String line) implements Asked {}
    }

    public static Asked named(@Nullable String name) {
        if (name == null) {
            return new Asked.Is(Optional.empty());
        }
        try {
            for (Solver solver : ServiceLoader.load(Solver.class)) {
                if (solver.name().equals(name)) {
                    return new Asked.Is(Optional.of(solver));
                }
            }
        } catch (ServiceConfigurationError e) {
            return new Asked.Missing("--solver: what was built in is not made for this machine; leave it out");
        }
        return new Asked.Missing("--solver: there is no solver \"" + name
                + "\" here; leave it out, or for cp-sat build Parley with it (docs/settlement.md, \"Another solver\")");
    }
}
