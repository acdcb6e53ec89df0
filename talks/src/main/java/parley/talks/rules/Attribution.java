package parley.talks.rules;

import parley.talks.event.Word;

/** Who is named when what was said in a room is spoken of elsewhere. */
public enum Attribution implements Word {
    /** Whoever said it. */
    NAMED("named"),
    /** The side, not the person. */
    SIDE_ONLY("side-only"),
    /** Nobody: what was said may be used, not who said it (the Chatham House rule). */
    NONE("none");

    private final String word;

    Attribution(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
