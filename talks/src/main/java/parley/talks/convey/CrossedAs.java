package parley.talks.convey;

import parley.talks.event.Word;

/** As what something reached the other side: its reader always sees which. */
public enum CrossedAs implements Word {
    /** Word for word, with its author named. */
    VERBATIM("verbatim"),
    /** In the mediator's words, with the author of the substance named. */
    PARAPHRASE("paraphrase"),
    /** The mediator's own: an ordinary message of the mediator, which nothing distinguishes from its others. */
    OWN("own");

    private final String word;

    CrossedAs(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
