package parley.talks.courier;

import parley.talks.event.Word;

/** How an item was given to its receiver. In each case the same item also comes into the receiver's caucus. */
public enum Means implements Word {
    /** On the receiver's own screen, by its caucus alone. */
    CAUCUS("caucus"),
    /** On paper, handed over. */
    PAPER("paper"),
    /** Read out. */
    VOICE("voice"),
    /** As a file on a stick or another device. */
    DEVICE("device");

    private final String word;

    Means(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
