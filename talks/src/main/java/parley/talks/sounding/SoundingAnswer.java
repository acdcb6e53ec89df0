package parley.talks.sounding;

import parley.talks.event.Word;

/** A party's answer, and also how a sounding ends: "yes" of all, or "not now". Nobody ever says "no". */
public enum SoundingAnswer implements Word {
    YES("yes"),
    NOT_NOW("not-now");

    private final String word;

    SoundingAnswer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
