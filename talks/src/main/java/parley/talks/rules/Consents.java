package parley.talks.rules;

import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Role;

/**
 * How many distinct principals a change of a room needs. The proposer counts as one. Where fewer than this have a say (a
 * caucus of two, one of whom is the subject), all who have one must consent.
 *
 * @param voters roles that may propose and consent
 * @param admission for admissions and renewals, 1 to {@link Rules#MOST_SEATS}
 * @param removal for removing somebody else; who leaves of its own accord needs nobody's consent
 * @param refresh for a new epoch without change of roster
 * @param move for moving to another relay
 * @param eachParty whether every party that sits here must be among those who admit
 */
public record Consents(List<Role> voters, int admission, int removal, int refresh, int move, boolean eachParty) {
    /** Two people: one alone, or one stolen device, can neither bring somebody in nor throw somebody out. */
    public static final Consents STANDARD = new Consents(List.of(Role.PARTY, Role.MEDIATOR), 2, 2, 2, 2, false);

    public Consents {
        voters = List.copyOf(voters);
    }

    /** Whether who sits as this may propose and consent. Supporters never, whatever Rules say: who can't lead can't hold up. */
    public boolean hasSay(Role role) {
        return role != Role.SUPPORTER && voters.contains(role);
    }

    boolean inRange() {
        return Rules.distinct(voters)
                && !voters.isEmpty()
                && seats(admission)
                && seats(removal)
                && seats(refresh)
                && seats(move);
    }

    void write(CanonicalWriter out) {
        RulesCode.writeRoles(out, voters);
        out.u32(admission).u32(removal).u32(refresh).u32(move).bool(eachParty);
    }

    static Consents read(CanonicalReader in) throws Malformed {
        return new Consents(RulesCode.readRoles(in), in.u32(), in.u32(), in.u32(), in.u32(), in.bool());
    }

    private static boolean seats(int count) {
        return count >= 1 && count <= Rules.MOST_SEATS;
    }
}
