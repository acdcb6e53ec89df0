package parley.talks.rules;

import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Role;

/**
 * How talks are suspended and left.
 *
 * @param suspenders roles that may suspend a room; nobody may where there is none
 * @param mostDays longest suspension, 1 to {@value #MOST_DAYS} days: talks that nobody may resume are over
 * @param withdrawalNotice days between a party's notice that it withdraws and its leaving, 0 to {@value #MOST_DAYS}; 0 for at once
 */
public record Pauses(List<Role> suspenders, int mostDays, int withdrawalNotice) {
    /** A month to consult a capital, and nobody held at a table. */
    public static final Pauses STANDARD = new Pauses(List.of(Role.PARTY, Role.MEDIATOR), 30, 0);

    /** A year: whoever needs longer ends the talks and begins new ones. */
    public static final int MOST_DAYS = 365;

    public Pauses {
        suspenders = List.copyOf(suspenders);
    }

    boolean inRange() {
        return Rules.distinct(suspenders)
                && mostDays >= 1
                && mostDays <= MOST_DAYS
                && withdrawalNotice >= 0
                && withdrawalNotice <= MOST_DAYS;
    }

    void write(CanonicalWriter out) {
        RulesCode.writeRoles(out, suspenders);
        out.u32(mostDays).u32(withdrawalNotice);
    }

    static Pauses read(CanonicalReader in) throws Malformed {
        return new Pauses(RulesCode.readRoles(in), in.u32(), in.u32());
    }
}
