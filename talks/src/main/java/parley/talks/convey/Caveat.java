package parley.talks.convey;

import java.util.Optional;
import parley.talks.event.Word;

/**
 * What the author of a passage allows a mediator to do with it, in ascending order of what the other side learns by it: after
 * a crossing only a later one can take its place.
 */
public enum Caveat implements Word {
    /** Doesn't leave the room. Also of everything that carries no caveat. */
    FOR_YOU_ONLY("for-you-only", Optional.empty(), false),
    /** The mediator may raise it in words and a name of its own, with no link to the author. */
    YOUR_OWN_IDEA("your-own-idea", Optional.of(CrossedAs.OWN), false),
    /** In substance, once the other side has given what the condition names. */
    IN_EXCHANGE("in-exchange", Optional.of(CrossedAs.PARAPHRASE), true),
    /** In substance, once the other side has asked. */
    IF_ASKED("if-asked", Optional.of(CrossedAs.PARAPHRASE), true),
    /** In the mediator's words, with the author named. */
    IN_SUBSTANCE("in-substance", Optional.of(CrossedAs.PARAPHRASE), false),
    /** Word for word, with the author named: a paraphrase would put other words into its mouth. */
    VERBATIM("verbatim", Optional.of(CrossedAs.VERBATIM), false);

    private final String word;
    private final Optional<CrossedAs> crossesAs;
    private final boolean conditional;

    Caveat(String word, Optional<CrossedAs> crossesAs, boolean conditional) {
        this.word = word;
        this.crossesAs = crossesAs;
        this.conditional = conditional;
    }

    @Override
    public String word() {
        return word;
    }

    /** As what it may cross; empty when it may not cross at all. */
    public Optional<CrossedAs> crossesAs() {
        return crossesAs;
    }

    /** Whether the mediator must say why it may cross now: what was asked, or what was given. */
    public boolean conditional() {
        return conditional;
    }

    /** Whether the other side learns more under this caveat than under {@code other}. */
    public boolean looserThan(Caveat other) {
        return compareTo(other) > 0;
    }
}
