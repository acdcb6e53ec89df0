package parley.protocol.seat;

/**
 * The rules that tests leave out one at a time, to show that the attack against which each stands then succeeds.
 *
 * <p>Every node outside this package's tests follows {@link #STRICT}; nothing public takes another. Numbers are those of
 * the attacks in {@code docs/protocol.md}, "Attacks and their tests".
 */
class Conduct {
    static final Conduct STRICT = new Conduct();

    /** An entry that its author's room key didn't sign is forged (3). */
    boolean checksSignatures() {
        return true;
    }

    /** A seq is used once; who finds its own used by another freezes (13). */
    boolean checksSequence() {
        return true;
    }

    /** The key of an entry is taken from anybody who has it (1). */
    boolean acceptsKeysOfOthers() {
        return true;
    }

    /** Nobody who leaves gets the key of the entry that ended the epoch (21). */
    boolean keepsTurnsFromLeavers() {
        return true;
    }

    /** Words go to nobody whom their author hadn't in view (8, 35). */
    boolean mindsView() {
        return true;
    }

    /** What an author claims of its state decides nothing (15, 22). */
    boolean foldsByItself() {
        return true;
    }

    /** A node answers a session's beginning by itself, though its people are silent (9). */
    boolean answersHello() {
        return true;
    }

    /** An entry that names another opening is of another history (23). */
    boolean checksOpening() {
        return true;
    }

    /** Whoever follows creates the next log when it isn't there (24). */
    boolean createsNextLog() {
        return true;
    }

    /** An ended log is kept alive until all who stayed have folded its end (30). */
    boolean keepsEndedLogs() {
        return true;
    }

    /** A relay that lost entries gets them back (14). */
    boolean heals() {
        return true;
    }

    /** A signed head of another history is shown to all (31). */
    boolean showsHeads() {
        return true;
    }

    /** After a crash the same bytes go again (12). */
    boolean keepsUnplaced() {
        return true;
    }

    /** Nothing is sealed while our latest entry has no place (12). */
    boolean sealsOneByOne() {
        return true;
    }

    /** What is sealed is taken back no more (12). */
    boolean keepsSealed() {
        return true;
    }

    /** A change counts only in the epoch for which it was proposed (33). */
    boolean bindsChanges() {
        return true;
    }

    /** A founding counts only with our own card unchanged (11). */
    boolean checksOwnCard() {
        return true;
    }

    /** A newcomer begins from the opening's state, not from nothing (10). */
    boolean takesOpeningState() {
        return true;
    }

    /** Nobody signs on the record beside keys that it hasn't compared (6). */
    boolean comparesSigners() {
        return true;
    }

    /** Granted entries must lead to the end that our own opening names (18). */
    boolean tiesGrants() {
        return true;
    }
}
