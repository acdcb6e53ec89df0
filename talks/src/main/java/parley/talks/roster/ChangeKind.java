package parley.talks.roster;

import parley.talks.event.Word;

/** What a new epoch can change. The order is part of the formats. */
public enum ChangeKind implements Word {
    ADMIT("admit"),
    REMOVE("remove"),
    /** A new incarnation of a seated principal comes in the place of the old one. */
    RENEW("renew"),
    /** A new log without change of roster. */
    REFRESH("refresh"),
    /** A new log at another relay. */
    MOVE("move");

    private final String word;

    ChangeKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether the subject has no say in this change of itself: it would judge its own cause, or can't write at all. */
    boolean subjectHasNoSay() {
        return this == REMOVE || this == RENEW;
    }
}
