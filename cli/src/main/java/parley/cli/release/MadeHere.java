package parley.cli.release;

import java.util.Set;

/** What {@code ./parley} itself writes into its folder when it first runs: a start-up cache and marks, no code of ours. */
final class MadeHere {
    private static final String OUT = "cli/target/parley/";
    private static final Set<String> NAMES =
            Set.of(OUT + ".rehearsed", OUT + "parley.aot", OUT + "rehearsal.log", "cli/target/.building/pid");

    private MadeHere() {}

    static boolean is(String name) {
        return NAMES.contains(name);
    }
}
