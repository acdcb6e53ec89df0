package parley.settlement;

/**
 * How whoever asked follows a long answer and ends it. The engine reads no clock: a time limit is a watch that says stop. All
 * methods are called on the thread that computes.
 */
@FunctionalInterface
public interface Watch {
    /** Nobody waits: never stops. */
    Watch NONE = () -> false;

    /** Asked some thousand times a second; once true, the answer is what was found so far, and says so. */
    boolean stop();

    /**
     * Work has come some way.
     *
     * @param task at what
     * @param done of {@code all}, or nodes of a search whose end nobody knows
     * @param all 0 when unknown
     */
    default void progress(Task task, long done, long all) {}

    /** What the engine can be busy with. */
    enum Task {
        FRONTIER,
        IDEALS,
        NASH,
        KALAI_SMORODINSKY,
        EGALITARIAN,
        UTILITARIAN,
        WEIGHTED,
        ADVICE
    }
}
