package parley.talks.rules;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.event.Word;

/** What a room is for, and so who may sit in it. */
public enum RoomKind implements Word {
    /** One party with the mediators: what is said here crosses by conveyance only. */
    CAUCUS("caucus", 1, Role.PARTY, Role.MEDIATOR),
    /** All who sit at the table but supporters, who see what is published to them in a {@link #GALLERY} and nothing else. */
    PLENARY("plenary", Integer.MAX_VALUE, Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.VERIFIER),
    /** Parties without the mediator. */
    DIRECT("direct", Integer.MAX_VALUE, Role.PARTY),
    /** Mediators among themselves. */
    MEDIATORS("mediators", 0, Role.MEDIATOR),
    /** Joint commission: parties and those who verify what was agreed. */
    COMMISSION("commission", Integer.MAX_VALUE, Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.VERIFIER),
    /** Machines' turn: public messages of blind protocols. */
    PROTOCOL("protocol", Integer.MAX_VALUE, Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.VERIFIER),
    /** Supporters beside the table: what they offer comes in, what is published goes out, and nothing else is said. */
    GALLERY("gallery", Integer.MAX_VALUE, Role.PARTY, Role.MEDIATOR, Role.GUARANTOR, Role.WITNESS, Role.SUPPORTER);

    /** Kinds of rooms in which people speak, and so on or off the record: those for which Rules have a level. */
    public static final List<RoomKind> RECORDED =
            Arrays.stream(values()).filter(kind -> kind != GALLERY).toList();

    private final String word;
    private final int mostParties;
    /** One bit for each role. */
    private final int roles;

    RoomKind(String word, int mostParties, Role first, Role... more) {
        this.word = word;
        this.mostParties = mostParties;
        int bits = 1 << first.code();
        for (Role role : more) {
            bits |= 1 << role.code();
        }
        this.roles = bits;
    }

    @Override
    public String word() {
        return word;
    }

    /** Whether parties talk with one another in such a room: it is a table, and no contact of one party. */
    public boolean meets() {
        return this == PLENARY || this == DIRECT || this == COMMISSION;
    }

    public boolean maySit(Role role) {
        return (roles >> role.code() & 1) == 1;
    }

    /** Why these principals can't sit together in a room of this kind; empty when they can. */
    public Optional<Refusal> objection(List<Principal> principals) {
        Set<PrincipalId> seen = new HashSet<>();
        int parties = 0;
        for (Principal principal : principals) {
            if (!seen.add(principal.id())) {
                return Why.ROSTER_ALREADY_SEATED.refuses(principal.name());
            }
            if (!maySit(principal.role())) {
                return Why.ROOM_NOT_FOR_ROLE.refuses(principal.name(), word);
            }
            parties += principal.role() == Role.PARTY ? 1 : 0;
        }
        return parties > mostParties ? Why.ROOM_TOO_MANY_PARTIES.refuses(word) : Optional.empty();
    }
}
