package parley.talks.phase;

import parley.talks.event.Word;

/** How far the talks have come, in order. Each opens its tools and keeps those of the phases before it. */
public enum Phase implements Word {
    /** Items by courier, soundings, and procedural messages in caucus: the mediator is a postman. */
    COURIER("courier"),
    /** Talking in caucus and conveyance, nothing on the record. */
    EXPLORATORY("exploratory"),
    /** Statements on the record, plenaries and direct rooms. Where a room begins: what earlier versions could do is open. */
    TALKS("talks"),
    DRAFTING("drafting"),
    AGREEMENT("agreement"),
    IMPLEMENTATION("implementation");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    public boolean before(Phase other) {
        return compareTo(other) < 0;
    }
}
