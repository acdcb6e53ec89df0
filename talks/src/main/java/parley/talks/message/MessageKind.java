package parley.talks.message;

import parley.talks.event.Word;

/** What a message is meant as: chosen by its author, so that nobody has to guess. */
public enum MessageKind implements Word {
    STATEMENT("statement"),
    QUESTION("question"),
    ANSWER("answer"),
    OFFER("offer"),
    CONDITION("condition"),
    WARNING("warning"),
    REGRET("regret"),
    PROCEDURAL("procedural");

    private final String word;

    MessageKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
