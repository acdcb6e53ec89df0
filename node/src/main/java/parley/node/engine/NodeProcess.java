package parley.node.engine;

/**
 * What the node does by itself, a <i>Process</i> in the words of the design: it watches folded state and acts like a person
 * would. It keeps nothing in memory that it needs after a restart.
 */
@FunctionalInterface
interface NodeProcess {
    /** Acts as far as time and state ask for it; called by {@link Housekeeping}, in a transaction of its own. */
    void run(Work work);
}
