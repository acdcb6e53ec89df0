package parley.talks.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.talks.Why;
import parley.talks.practice.Note;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.roster.RosterEvent.Consented;
import parley.talks.roster.RosterEvent.Proposed;
import parley.talks.roster.RosterEvent.Withdrawn;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/**
 * Changes of a room that wait for consents, or have them and wait for the epoch to end.
 *
 * <p>All lapse when the epoch ends: consent was given in view of one roster. Nobody can veto; who has no say in a change
 * (its subject, a role that the Rules don't name) is refused, not counted.
 *
 * @param proposals in the order in which they were made
 */
public record Roster(List<Pending> proposals) implements Practice<RosterEvent, Roster> {
    /** An admission carries a card with post-quantum keys, some 12 KiB; nothing larger belongs in a state. */
    public static final int MOST_CHANGE_BYTES = 32 * 1024;
    /** So that one member can't fill every node's state; two, so that one can answer a removal beside a proposal of one's own. */
    public static final int MOST_PROPOSALS_EACH = 2;

    public static final Roster NONE = new Roster(List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Roster {
        proposals = List.copyOf(proposals);
    }

    /** The proposal of this name ({@link Pending#name()}). */
    public Optional<Pending> proposal(Hash name) {
        return proposals.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The first proposal to end the epoch by the change of this name ({@link Pending#changeName()}) with all its consents. */
    public Optional<Pending> ratified(Sitting sitting, Hash changeName) {
        return proposals.stream()
                .filter(one -> one.kind().endsEpoch())
                .filter(one -> one.changeName().equals(changeName) && one.ratified(sitting))
                .findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, RosterEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        return switch (event) {
            case Proposed proposed -> objection(sitting, seat.get(), proposed);
            case Consented consented -> objection(sitting, seat.get(), consented);
            case Withdrawn(Hash name) ->
                proposal(name)
                        .map(found -> withdrawing(sitting, who, found))
                        .orElseGet(Why.ROSTER_NO_SUCH_PROPOSAL::refuses);
        };
    }

    private Optional<Refusal> objection(Sitting sitting, Principal author, Proposed proposed) {
        boolean ownSeat = author.equals(proposed.subject());
        boolean leaves = proposed.kind() == ChangeKind.REMOVE && ownSeat;
        if (!leaves && !sitting.rules().consents().hasSay(author.role())) {
            return Why.ROSTER_ROLE_MAY_NOT.refuses();
        }
        long open = proposals.stream()
                .filter(one -> one.proposer().equals(author.id()) && !one.carriedOut(sitting))
                .count();
        if (open >= MOST_PROPOSALS_EACH) {
            return Why.ROSTER_TOO_MANY_PROPOSALS.refuses(MOST_PROPOSALS_EACH);
        }
        if (proposed.change().size() > MOST_CHANGE_BYTES) {
            return Why.ROSTER_CHANGE_TOO_LARGE.refuses(proposed.change().size(), MOST_CHANGE_BYTES);
        }
        if (proposal(proposed.proposalBy(author.id())).isPresent()) {
            return Why.ROSTER_ALREADY_PROPOSED.refuses();
        }
        Optional<Refusal> subject = switch (proposed.kind()) {
            case ADMIT -> newcomer(sitting, proposed);
            case RENEW, GRANT ->
                ownSeat
                        ? Why.ROSTER_SUBJECT_HAS_NO_SAY.refuses()
                        : seated(sitting, proposed.subject())
                                .or(() -> known(sitting, proposed.subject(), proposed.standing()))
                                .or(() -> range(proposed));
            case REMOVE, REFRESH, MOVE -> seated(sitting, proposed.subject());
        };
        return subject.or(() -> Note.objection(proposed.note()));
    }

    private Optional<Refusal> objection(Sitting sitting, Principal author, Consented consented) {
        Optional<Pending> found = proposal(consented.proposal());
        if (found.isEmpty()) {
            return Why.ROSTER_NO_SUCH_PROPOSAL.refuses();
        }
        Pending pending = found.get();
        if (pending.kind().subjectHasNoSay() && pending.subject().id().equals(author.id())) {
            return Why.ROSTER_SUBJECT_HAS_NO_SAY.refuses();
        }
        if (!sitting.rules().consents().hasSay(author.role())) {
            return Why.ROSTER_ROLE_MAY_NOT.refuses();
        }
        if (pending.consentedBy(author.id())) {
            return Why.ROSTER_ALREADY_CONSENTED.refuses();
        }
        return pending.kind().letsRead() ? known(sitting, pending.subject(), consented.standing()) : NO_OBJECTION;
    }

    private static Optional<Refusal> withdrawing(Sitting sitting, PrincipalId who, Pending pending) {
        if (pending.carriedOut(sitting)) {
            return Why.ROSTER_CARRIED_OUT.refuses();
        }
        return pending.consentedBy(who) ? NO_OBJECTION : Why.ROSTER_NOT_CONSENTED.refuses();
    }

    private static Optional<Refusal> newcomer(Sitting sitting, Proposed proposed) {
        Principal subject = proposed.subject();
        if (sitting.seat(subject.id()).isPresent()) {
            return Why.ROSTER_ALREADY_SEATED.refuses(subject.name());
        }
        List<Principal> together = new ArrayList<>(sitting.principals());
        together.add(subject);
        return sitting.kind().objection(together).or(() -> known(sitting, subject, proposed.standing()));
    }

    private static Optional<Refusal> range(Proposed proposed) {
        return proposed.kind() == ChangeKind.GRANT && !(History.read(proposed.change()) instanceof Result.Done)
                ? Why.ROSTER_NO_RANGE.refuses()
                : NO_OBJECTION;
    }

    /** Name and role too must be those of the seat: people consent to what they read. */
    private static Optional<Refusal> seated(Sitting sitting, Principal subject) {
        return sitting.principals().contains(subject) ? NO_OBJECTION : Why.ROSTER_NOT_SEATED.refuses(subject.name());
    }

    private static Optional<Refusal> known(Sitting sitting, Principal subject, Standing standing) {
        Standing least = sitting.rules().readers();
        return standing.atLeast(least) ? NO_OBJECTION : Why.ROSTER_NOT_COMPARED.refuses(subject.name(), least.word());
    }

    @Override
    public Roster accept(Sitting sitting, Place place, RosterEvent event) {
        List<Pending> all = new ArrayList<>(proposals);
        switch (event) {
            case Proposed proposed -> {
                makeRoom(sitting, place.who(), all);
                all.add(new Pending(
                        proposed.proposalBy(place.who()),
                        proposed.kind(),
                        proposed.subject(),
                        place.who(),
                        place.position(),
                        proposed.change(),
                        List.of(new Pending.Consent(place.who(), proposed.standing()))));
            }
            case Consented(Hash name, Standing standing) ->
                all.replaceAll(
                        one -> one.name().equals(name) ? one.with(new Pending.Consent(place.who(), standing)) : one);
            case Withdrawn(Hash name) -> {
                all.removeIf(one -> one.name().equals(name) && one.proposer().equals(place.who()));
                all.replaceAll(one -> one.name().equals(name) ? one.without(place.who()) : one);
            }
        }
        return new Roster(all);
    }

    /** A grant that was carried out makes room for what its proposer proposes next; no objection means that one can. */
    private static void makeRoom(Sitting sitting, PrincipalId proposer, List<Pending> all) {
        List<Pending> own =
                all.stream().filter(one -> one.proposer().equals(proposer)).toList();
        if (own.size() >= MOST_PROPOSALS_EACH) {
            own.stream().filter(one -> one.carriedOut(sitting)).findFirst().ifPresent(oldest -> all.remove(oldest));
        }
    }

    @Override
    public Roster turn(Sitting sitting) {
        return NONE;
    }

    @Override
    public void write(CanonicalWriter out) {
        out.list(proposals, (to, one) -> one.write(to));
    }

    public static Roster read(CanonicalReader in) throws Malformed {
        return new Roster(in.list(Rules.MOST_SEATS * MOST_PROPOSALS_EACH, Pending::read));
    }
}
