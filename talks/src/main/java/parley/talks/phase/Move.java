package parley.talks.phase;

import java.util.ArrayList;
import java.util.List;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.talks.event.Word;
import parley.talks.rules.Rules;

/**
 * A move that waits for acceptance in one room.
 *
 * @param nonce with the rest it makes {@link PhaseEvent.Proposed#name}, so that a Process can say the same elsewhere
 * @param accepted who of those who sit here has accepted, in ascending order
 */
public record Move(
        Hash name, Hash nonce, Aim aim, List<Principal> parties, PrincipalId proposer, List<PrincipalId> accepted) {
    public Move {
        parties = List.copyOf(parties);
        accepted = accepted.stream().sorted().distinct().toList();
    }

    public boolean acceptedBy(PrincipalId who) {
        return accepted.contains(who);
    }

    boolean acceptedByAll() {
        return parties.stream().allMatch(one -> acceptedBy(one.id()));
    }

    Move with(PrincipalId who) {
        List<PrincipalId> now = new ArrayList<>(accepted);
        now.add(who);
        return new Move(name, nonce, aim, parties, proposer, now);
    }

    void write(CanonicalWriter out) {
        out.hash(name).hash(nonce);
        aim.write(out);
        out.list(parties, (to, one) -> one.write(to))
                .hash(proposer.hash())
                .list(accepted, (to, one) -> to.hash(one.hash()));
    }

    static Move read(CanonicalReader in) throws Malformed {
        return new Move(
                in.hash(),
                in.hash(),
                Word.read(in, Aim.values()),
                in.list(Rules.MOST_SEATS, Principal::read),
                new PrincipalId(in.hash()),
                in.list(Rules.MOST_SEATS, from -> new PrincipalId(from.hash())));
    }
}
