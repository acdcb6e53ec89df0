package parley.protocol.room;

import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.protocol.entry.SizeClass;

/**
 * The birth of a room: the plan that all consented to, their cards, and the secrets of epoch 0.
 *
 * <p>Each member checks that its own card is in it unchanged and tells every other {@code join(H(founding))}.
 * {@code docs/protocol.md}, "Founding".
 *
 * @param cards one of each member of the plan, in its order, each for this table and room
 */
public record Founding(Plan plan, List<Card> cards, EpochSecrets secrets) {
    private static final int VERSION = 1;

    public Founding {
        cards = List.copyOf(cards);
        if (!cards.stream().map(c -> c.node().principal().id()).toList().equals(plan.members())
                || !cards.stream()
                        .allMatch(
                                c -> c.table().equals(plan.table()) && c.room().equals(plan.room()))) {
            throw new IllegalArgumentException("the cards aren't those of the plan");
        }
    }

    public Hash hash() {
        return Hash.of("founding", encoded());
    }

    /** The roster of epoch 0. */
    public Roster roster() {
        return new Roster(cards.stream().map(RosterMember::of).toList());
    }

    /** The opening of epoch 0, which every header there names. */
    public Opening opening() {
        return Opening.first(this);
    }

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return out.bytes();
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION);
        plan.write(out);
        out.list(cards, (w, card) -> card.write(w));
        secrets.write(out);
    }

    public static Founding read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        Plan plan = Plan.read(in);
        List<Card> cards = in.list(SizeClass.MOST_SEATS, Card::read);
        EpochSecrets secrets = EpochSecrets.read(in);
        try {
            return new Founding(plan, cards, secrets);
        } catch (IllegalArgumentException e) {
            throw new Malformed("a founding whose cards aren't those of its plan");
        }
    }
}
