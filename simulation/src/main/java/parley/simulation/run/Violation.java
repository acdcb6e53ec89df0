package parley.simulation.run;

/**
 * An invariant that did not hold.
 *
 * @param step how many steps of the seed's run had been done
 */
public record Violation(long seed, long step, Invariant invariant, String what) {}
