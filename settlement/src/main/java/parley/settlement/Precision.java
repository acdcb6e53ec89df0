package parley.settlement;

/** What to do with scores that are too fine to be counted exactly in whole units. */
public enum Precision {
    /** Refuse them. */
    EXACT,
    /** Round each to the nearest unit that can be counted, and say by how much: {@link Bargain#roundedBy}. */
    NEAREST
}
