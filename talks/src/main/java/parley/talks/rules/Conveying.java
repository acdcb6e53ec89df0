package parley.talks.rules;

import parley.talks.event.Word;

/** What a mediator may do with what a party said in its caucus without a caveat. Rules of mediation know both defaults. */
public enum Conveying implements Word {
    /** Nothing: only a passage under a caveat crosses. */
    DENY("deny"),
    /** It may be put in substance, with its author's side named. */
    IN_SUBSTANCE("in-substance");

    private final String word;

    Conveying(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
