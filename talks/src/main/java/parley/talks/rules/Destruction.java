package parley.talks.rules;

import parley.talks.event.Word;

/** What becomes of a room's texts on a node when the room has ended for it. */
public enum Destruction implements Word {
    /** They stay as long as the Rules on retention let them. */
    KEEP("keep"),
    /** Every node erases them; what was copied or backed up before is out of its reach. */
    ERASE("erase");

    private final String word;

    Destruction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
