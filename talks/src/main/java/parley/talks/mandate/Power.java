package parley.talks.mandate;

import parley.talks.event.Word;

/** How far a delegate may go, in order; each holds those before it. Full powers as in the Vienna Convention, article 7. */
public enum Power implements Word {
    /** Reads, and says of what came that it was received. */
    LISTEN("listen"),
    SPEAK("speak"),
    /** Offers, conditions, and yes or no, all subject to what its principal then says. */
    AD_REFERENDUM("ad-referendum"),
    /** Puts its side's name under words, on the record. */
    INITIAL("initial"),
    SIGN("sign");

    private final String word;

    Power(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    public boolean covers(Power needed) {
        return compareTo(needed) >= 0;
    }
}
