package parley.talks.rules;

import parley.base.Malformed;
import parley.talks.event.Word;

/**
 * Whether every node of a room writes once in each slot of this length, cover where its person says nothing. Few lengths to
 * choose from: each shows, and a rare one would tell rooms apart.
 */
public enum QuietSlots implements Word {
    /** Nodes write when there is something to say. */
    OFF("off", 0),
    MINUTE("1m", 1),
    FIVE_MINUTES("5m", 5),
    QUARTER_HOUR("15m", 15),
    HOUR("60m", 60);

    private static final int MINUTES_A_DAY = 24 * 60;

    private final String word;
    private final int minutes;

    QuietSlots(String word, int minutes) {
        this.word = word;
        this.minutes = minutes;
    }

    @Override
    public String word() {
        return word;
    }

    /** How long a slot is, as Rules carry it: 0 where there are none. */
    public int minutes() {
        return minutes;
    }

    /** Entries that each node places in a day, 0 where there are no slots. */
    public int entriesADay() {
        return this == OFF ? 0 : MINUTES_A_DAY / minutes;
    }

    static QuietSlots ofMinutes(int minutes) throws Malformed {
        for (QuietSlots one : values()) {
            if (one.minutes == minutes) {
                return one;
            }
        }
        throw new Malformed("slots of an unknown length");
    }
}
