package parley.talks.rules;

import parley.talks.event.Word;

/** Whether statements in a kind of room can be on the record (signed, transferable). */
public enum RecordLevel implements Word {
    /** Nothing can be said on the record here. */
    NEVER("never"),
    /** Off the record (authenticated, deniable) unless its author marks a statement. */
    OFF_UNLESS_MARKED("off-unless-marked"),
    /** The composer begins on the record; its author can still take a statement off. */
    ON_UNLESS_MARKED("on-unless-marked");

    private final String word;

    RecordLevel(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
