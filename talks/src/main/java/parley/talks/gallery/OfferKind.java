package parley.talks.gallery;

import parley.talks.event.Word;

/** What a supporter offers. */
public enum OfferKind implements Word {
    VENUE("venue"),
    MONEY("money"),
    GUARANTEE("guarantee"),
    EXPERTISE("expertise"),
    OTHER("other");

    private final String word;

    OfferKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
