package parley.protocol.room;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.protocol.identity.NodeIdentity;

/** One place in a roster: who, in which incarnation, with which card. */
public record RosterMember(Principal principal, int incarnation, Hash card) {
    public static RosterMember of(Card card) {
        return new RosterMember(card.node().principal(), card.node().incarnation(), card.hash());
    }

    public void write(CanonicalWriter out) {
        principal.write(out);
        out.u32(incarnation).hash(card);
    }

    public static RosterMember read(CanonicalReader in) throws Malformed {
        Principal principal = Principal.read(in);
        int incarnation = in.u32();
        if (incarnation > NodeIdentity.MOST_INCARNATION) {
            throw new Malformed("an incarnation beyond all renewals");
        }
        return new RosterMember(principal, incarnation, in.hash());
    }
}
