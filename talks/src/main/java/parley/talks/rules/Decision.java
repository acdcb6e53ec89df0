package parley.talks.rules;

import parley.talks.event.Word;

/** Who must agree before a joint act of the table counts. */
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
