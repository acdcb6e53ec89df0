package parley.talks.roster;

import parley.talks.event.Word;

/** What consents are asked for. */
public enum ChangeKind implements Word {
    ADMIT("admit"),
    REMOVE("remove"),
    /** A new incarnation of a seated principal comes in the place of the old one. */
    RENEW("renew"),
    /** A new log without change of roster. */
    REFRESH("refresh"),
    /** A new log at another relay. */
    MOVE("move"),
    /** A member may read earlier entries; no new epoch, and nothing can take it back. */
    GRANT("grant");

    private final String word;

    ChangeKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether it takes effect by the end of the epoch; a grant takes effect when its proposer's node serves it. */
    public boolean endsEpoch() {
        return this != GRANT;
    }

    /** Whether by it somebody reads who couldn't before. */
    public boolean letsRead() {
        return this == ADMIT || this == RENEW || this == GRANT;
    }

    /** Whether the subject has no say in this change of itself: it would judge its own cause, or can't write at all. */
    boolean subjectHasNoSay() {
        return this == REMOVE || this == RENEW || this == GRANT;
    }
}
