package parley.talks.message;

import parley.talks.event.Word;

/** The base direction of a text, fixed by its author: a reader's node never guesses it. */
public enum Direction implements Word {
    LTR("ltr"),
    RTL("rtl");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
