package parley.talks.sounding;

import parley.talks.event.Word;

/** What a sounding asks about. */
public enum SoundingKind implements Word {
    /** "Would you meet if they would?": the words may stay away. */
    MEET("meet"),
    VENUE("venue"),
    DATES("dates"),
    LEVEL("level"),
    /** A heading of the agenda. */
    HEADING("heading");

    private final String word;

    SoundingKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
