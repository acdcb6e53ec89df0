package parley.simulation.run;

/**
 * What must hold in every run, {@code SECURITY} I1–I7 and I9 for our core: most at each step, the rest ({@link #CONVERGES} and what
 * can be told only then) once all is calm. Bounds of memory (I8) and recovery (I10) are for tests of limits and of real processes.
 * One is looked for by the explorer alone: {@link #CONSENTED_AS_SHOWN}.
 */
public enum Invariant {
    /** What was said once stands, at one place, at every node that got there. */
    NOTHING_LOST,
    /** What was said once folds once. */
    SAID_ONCE,
    /** What was taken back, or reported as not said, is folded by nobody. */
    UNSAID_STAYS_UNSAID,
    /** Equal openings and equal heads give byte-equal folds. */
    EQUAL_HEADS_EQUAL_FOLDS,
    /** A node's own chain only grows, unless its disk was put back. */
    NO_SILENT_SWITCH,
    /** No text is in the store of one whom its author did not have in view. */
    READERS_IN_VIEW,
    /** What a relay told stands outlives a loss of its power. */
    RELAY_KEEPS,
    /** No text and no secret of a room is in what the relay gets. */
    RELAY_LEARNS_NOTHING,
    /** No secret of an epoch is in the store of one who is not in its roster. */
    SECRETS_STAY,
    /** No nonce is used twice with other bytes, in entries and inboxes. */
    NO_NONCE_TWICE,
    /** No key and IV seal two texts, and no two entries have one key, over all nodes, their copies and put-back disks. */
    NO_KEY_TWICE,
    /** No state of a ratchet encrypts two texts; of a copied or put-back vault: none of one beginning, and in no second entry. */
    NO_RATCHET_TWICE,
    /** No member sends a second entry while its first has no place. */
    ONE_UNPLACED,
    /** Without hostile acts nothing is refused but what came late, nobody freezes, nothing alarms. */
    NO_FALSE_ALARM,
    /** After the faults have stopped, all who can come to one head, and everything said has its place. */
    CONVERGES,
    /** What was written for another history is never folded, and whoever reads it is told at once. */
    FORKS_ARE_SEEN,
    /** Where one froze because histories differ, no other who has read as far goes on unwarned. */
    FORKS_ARE_SHOWN,
    /** Where one froze because histories differ, somebody holds what proves to anyone that the relay signed both. */
    FORKS_ARE_PROVEN,
    /** What a node erased is in its store no more. */
    ERASED_STAYS_ERASED,
    /** Nobody signs on the record with whom it hasn't compared, nor while a member shows another state. */
    SIGNED_WHEN_SURE,
    /** No epoch begins by another change than people were shown when they consented. In runs nobody notes what was shown: the explorer does. */
    CONSENTED_AS_SHOWN,
    /** A seat never throws. */
    NEVER_THROWS
}
