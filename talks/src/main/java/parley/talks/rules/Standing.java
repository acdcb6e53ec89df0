package parley.talks.rules;

import parley.talks.event.Word;

/**
 * How well one node knows that a principal is who it says, as far as the Rules speak of it. From least to best.
 */
public enum Standing implements Word {
    /** Met through an invitation: whoever carried it could have put himself in the middle. */
    UNVERIFIED("unverified"),
    /** Met through a room: as sure as the member who vouches. */
    VOUCHED("vouched"),
    /** Codes or room words were compared in person or by voice. */
    COMPARED("compared");

    private final String word;

    Standing(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    public boolean atLeast(Standing other) {
        return compareTo(other) >= 0;
    }
}
