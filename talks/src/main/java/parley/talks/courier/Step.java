package parley.talks.courier;

import parley.talks.event.Word;

/** How far an item has come, in order. None of them says anything about what the receiver thinks of it. */
public enum Step implements Word {
    HANDED_IN("handed-in"),
    /** A mediator has it in hand. */
    RECEIVED("received"),
    DELIVERED("delivered"),
    /** The receiver has said that it received it: never that it approved. */
    ACKNOWLEDGED("acknowledged");

    private final String word;

    Step(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
