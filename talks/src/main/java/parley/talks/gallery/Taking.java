package parley.talks.gallery;

import parley.talks.event.Word;

/** How the table takes an offer. A later note replaces an earlier one. */
public enum Taking implements Word {
    TAKEN_UP("taken-up"),
    DECLINED("declined"),
    /** It wants to know more: the supporter answers by offering again. */
    ASKED("asked");

    private final String word;

    Taking(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
