package parley.protocol.seat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.protocol.entry.SizeClass;
import parley.protocol.room.Card;
import parley.protocol.room.Plan;

/**
 * A room that isn't founded yet, as its founder or as one who is asked.
 *
 * @param cards of those who consented, at the founder
 * @param own our card, once we consented
 * @param joins what members said of the founding before it was here
 */
record Forming(
        Plan plan, PrincipalId founder, List<Card> cards, Optional<OwnCard> own, TreeMap<PrincipalId, Hash> joins) {
    Forming {
        cards = List.copyOf(cards);
    }

    static Forming of(Plan plan, PrincipalId founder, Optional<OwnCard> own) {
        return new Forming(plan, founder, List.of(), own, new TreeMap<>());
    }

    Forming with(OwnCard card) {
        return new Forming(plan, founder, cards, Optional.of(card), joins);
    }

    Forming with(Card card) {
        List<Card> more = new ArrayList<>(cards);
        more.removeIf(
                c -> c.node().principal().id().equals(card.node().principal().id()));
        more.add(card);
        return new Forming(plan, founder, more, own, joins);
    }

    /** All cards in the plan's order, once all are here. */
    Optional<List<Card>> complete() {
        List<Card> ordered = new ArrayList<>();
        for (PrincipalId member : plan.members()) {
            cards.stream()
                    .filter(c -> c.node().principal().id().equals(member))
                    .findFirst()
                    .ifPresent(ordered::add);
        }
        return ordered.size() == plan.members().size() ? Optional.of(ordered) : Optional.empty();
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        plan.write(out);
        out.hash(founder.hash()).list(cards, (w, card) -> card.write(w));
        Kept.optional(out, own, (w, card) -> card.write(w));
        out.list(
                List.copyOf(joins.entrySet()),
                (w, j) -> w.hash(j.getKey().hash()).hash(j.getValue()));
        return out.bytes();
    }

    static Forming decode(Bytes kept) {
        return Kept.decode(kept, Forming::read);
    }

    private static Forming read(CanonicalReader in) throws Malformed {
        Plan plan = Plan.read(in);
        PrincipalId founder = new PrincipalId(in.hash());
        List<Card> cards = in.list(SizeClass.MOST_SEATS, Card::read);
        Optional<OwnCard> own = Kept.optional(in, OwnCard::read);
        TreeMap<PrincipalId, Hash> joins = new TreeMap<>();
        for (Join join : in.list(SizeClass.MOST_SEATS, r -> new Join(new PrincipalId(r.hash()), r.hash()))) {
            joins.put(join.member(), join.founding());
        }
        return new Forming(plan, founder, cards, own, joins);
    }

    private record Join(PrincipalId member, Hash founding) {}
}
