package parley.talks.rules;

import parley.talks.event.Word;

/**
 * Who must accept new Rules before they are in force. Moves of the phase need all parties whatever stands here: nobody is moved
 * on without its own yes.
 */
public enum Decision implements Word {
    /** All who sit in the room, witnesses too: the Rules bind them. */
    EVERYBODY("everybody"),
    /** All parties of the room, and one mediator where any sits: a witness or a second mediator can't hold them up. */
    PARTIES_AND_MEDIATOR("parties-and-mediator");

    private final String word;

    Decision(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
