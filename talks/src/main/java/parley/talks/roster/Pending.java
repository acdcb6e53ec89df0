package parley.talks.roster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.talks.event.Word;
import parley.talks.practice.Sitting;
import parley.talks.rules.Consents;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/**
 * A change that waits for consents.
 *
 * @param name what consents refer to ({@link RosterEvent.Proposed#proposalBy})
 * @param position where the proposal, and its note, stand in the room
 * @param change the sealed room's encoding of the change
 * @param consents in the order in which they were given, the proposer's first
 */
public record Pending(
        Hash name,
        ChangeKind kind,
        Principal subject,
        PrincipalId proposer,
        long position,
        Bytes change,
        List<Consent> consents) {
    public Pending {
        consents = List.copyOf(consents);
    }

    /** One principal's consent, and how well it says it knows the subject. */
    public record Consent(PrincipalId who, Standing standing) {}

    /** The sealed room's name of this change: what an epoch's end names. */
    public Hash changeName() {
        return Hash.of("proposal", change);
    }

    public boolean consentedBy(PrincipalId who) {
        return consents.stream().anyMatch(one -> one.who().equals(who));
    }

    /** Whether all consents stand that the Rules ask for. */
    public boolean ratified(Sitting sitting) {
        return missing(sitting) == 0 && missingParties(sitting).isEmpty();
    }

    /**
     * Whether nothing is left to do about it here: a grant is served by its proposer's node as soon as it is ratified, while
     * every other change ends the epoch, and all proposals with it.
     */
    public boolean carriedOut(Sitting sitting) {
        return kind == ChangeKind.GRANT && ratified(sitting);
    }

    /** How many more principals must consent. */
    public int missing(Sitting sitting) {
        long given = leaves() ? 1 : consents.stream().filter(counts(sitting)).count();
        return (int) Math.max(0, needed(sitting) - given);
    }

    /** The parties that must still be among those who admit, where the Rules ask for each party. */
    public List<Principal> missingParties(Sitting sitting) {
        return !sitting.rules().consents().eachParty() || !kind.letsRead()
                ? List.of()
                : sitting.principals().stream()
                        .filter(one -> one.role() == Role.PARTY)
                        .filter(hasSay(sitting))
                        .filter(one -> consents.stream()
                                .filter(counts(sitting))
                                .noneMatch(consent -> consent.who().equals(one.id())))
                        .toList();
    }

    /** Whether consents are missing of which that of {@code who} would be one. */
    public boolean waitsFor(Sitting sitting, PrincipalId who) {
        return !ratified(sitting)
                && !consentedBy(who)
                && sitting.seat(who).filter(hasSay(sitting)).isPresent();
    }

    /** Whether the subject itself proposed to leave. */
    public boolean leaves() {
        return kind == ChangeKind.REMOVE && subject.id().equals(proposer);
    }

    private long needed(Sitting sitting) {
        return needed(sitting, kind, subject.id(), proposer);
    }

    /** How many consents a change needs, its proposer's included; fewer than the Rules ask where fewer have a say. */
    public static long needed(Sitting sitting, ChangeKind kind, PrincipalId subject, PrincipalId proposer) {
        Consents rules = sitting.rules().consents();
        int asked = switch (kind) {
            case ADMIT, RENEW, GRANT -> rules.admission();
            case REMOVE -> subject.equals(proposer) ? 1 : rules.removal();
            case REFRESH -> rules.refresh();
            case MOVE -> rules.move();
        };
        long voices = sitting.principals().stream()
                .filter(hasSay(sitting, kind, subject))
                .count();
        return Math.max(1, Math.min(asked, voices));
    }

    private Predicate<Principal> hasSay(Sitting sitting) {
        return hasSay(sitting, kind, subject.id());
    }

    private static Predicate<Principal> hasSay(Sitting sitting, ChangeKind kind, PrincipalId subject) {
        return one -> sitting.rules().consents().hasSay(one.role())
                && !(kind.subjectHasNoSay() && one.id().equals(subject));
    }

    /** A consent counts while its author has a say and says it knows a newcomer as well as the Rules now ask. */
    private Predicate<Consent> counts(Sitting sitting) {
        return one -> sitting.seat(one.who()).filter(hasSay(sitting)).isPresent()
                && (!kind.letsRead() || one.standing().atLeast(sitting.rules().readers()));
    }

    Pending with(Consent consent) {
        List<Consent> all = new ArrayList<>(consents);
        all.add(consent);
        return new Pending(name, kind, subject, proposer, position, change, all);
    }

    Pending without(PrincipalId who) {
        return new Pending(
                name,
                kind,
                subject,
                proposer,
                position,
                change,
                consents.stream().filter(one -> !one.who().equals(who)).toList());
    }

    void write(CanonicalWriter out) {
        out.hash(name);
        kind.write(out);
        subject.write(out);
        out.hash(proposer.hash()).u64(position).field(change).list(consents, (to, one) -> {
            to.hash(one.who().hash());
            one.standing().write(to);
        });
    }

    static Pending read(CanonicalReader in) throws Malformed {
        return new Pending(
                in.hash(),
                Word.read(in, ChangeKind.values()),
                Principal.read(in),
                new PrincipalId(in.hash()),
                in.u64(),
                in.field(Roster.MOST_CHANGE_BYTES),
                in.list(
                        Rules.MOST_SEATS,
                        from -> new Consent(new PrincipalId(from.hash()), Word.read(from, Standing.values()))));
    }
}
