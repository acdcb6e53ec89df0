package parley.talks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Role;
import parley.talks.Why;
import parley.talks.practice.Note;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.Decision;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.table.TableEvent.RulesAccepted;
import parley.talks.table.TableEvent.RulesProposed;
import parley.talks.table.TableEvent.RulesWithdrawn;

/**
 * The Rules in force in one room, and proposals to change them.
 *
 * <p>New Rules are in force once all have accepted them whom the Rules in force ask ({@link Decision}); silence is no. Supporters
 * are never asked: they read new Rules, and leave if they don't like them. With that, and when an epoch ends, all other
 * proposals lapse: they were made for other Rules or other people.
 *
 * @param proposals in the order in which they were made, at most one of each principal
 */
public record Table(Rules rules, List<Pending> proposals) implements Practice<TableEvent, Table> {
    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Table {
        proposals = List.copyOf(proposals);
    }

    public static Table begin(Rules rules) {
        return new Table(rules, List.of());
    }

    /**
     * Rules that wait for acceptance.
     *
     * @param accepted who has accepted, in ascending order, the proposer included
     * @param position where the proposal, and its note, stand in the room
     */
    public record Pending(Rules rules, PrincipalId proposer, long position, List<PrincipalId> accepted) {
        public Pending {
            accepted = accepted.stream().sorted().toList();
        }

        public Hash hash() {
            return rules.hash();
        }
    }

    public Optional<Pending> proposal(Hash hash) {
        return proposals.stream().filter(one -> one.hash().equals(hash)).findFirst();
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, TableEvent event) {
        if (sitting.seat(who).isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        return switch (event) {
            case RulesProposed proposed -> objection(sitting.kind(), who, proposed);
            case RulesAccepted(Hash hash) ->
                standing(
                        hash,
                        found -> found.accepted().contains(who) ? Why.RULES_ALREADY_ACCEPTED.refuses() : NO_OBJECTION);
            case RulesWithdrawn(Hash hash) ->
                standing(
                        hash,
                        found -> found.accepted().contains(who) ? NO_OBJECTION : Why.RULES_NOT_ACCEPTED.refuses());
        };
    }

    private Optional<Refusal> standing(Hash hash, Function<Pending, Optional<Refusal>> check) {
        return proposal(hash).map(check).orElseGet(Why.RULES_NO_SUCH_PROPOSAL::refuses);
    }

    private Optional<Refusal> objection(RoomKind kind, PrincipalId who, RulesProposed proposed) {
        Rules next = proposed.rules();
        Optional<Refusal> range = next.objection();
        if (range.isPresent()) {
            return range;
        }
        if (next.version() != rules.version() + 1) {
            return Why.RULES_NOT_NEXT_VERSION.refuses(rules.version() + 1);
        }
        if (next.eventVersion() < rules.eventVersion()) {
            return Why.RULES_OLDER_EVENTS.refuses(rules.eventVersion());
        }
        if (next.equals(rules.next())) {
            return Why.RULES_SAME.refuses();
        }
        // Rooms of before there were answers may go on without; nobody takes them back.
        Optional<Refusal> unanswered = rules.discretion().unanswered().isPresent()
                ? NO_OBJECTION
                : next.discretion().unanswered();
        if (kind.meets() && unanswered.isPresent()) {
            return unanswered;
        }
        if (proposals.stream().anyMatch(one -> one.proposer().equals(who))) {
            return Why.RULES_ONE_PROPOSAL_EACH.refuses();
        }
        if (proposal(next.hash()).isPresent()) {
            return Why.RULES_ALREADY_PROPOSED.refuses();
        }
        return Note.objection(proposed.note());
    }

    @Override
    public Table accept(Sitting sitting, Place place, TableEvent event) {
        return switch (event) {
            case RulesProposed(Rules next, String _) -> {
                List<Pending> all = new ArrayList<>(proposals);
                all.add(new Pending(next, place.who(), place.position(), List.of(place.who())));
                yield new Table(rules, all).settled(sitting);
            }
            case RulesAccepted(Hash hash) -> {
                List<Pending> all = new ArrayList<>(proposals);
                all.replaceAll(one -> one.hash().equals(hash) ? acceptedBy(one, place.who()) : one);
                yield new Table(rules, all).settled(sitting);
            }
            case RulesWithdrawn(Hash hash) -> {
                List<Pending> all = new ArrayList<>(proposals);
                all.removeIf(one -> one.hash().equals(hash) && one.proposer().equals(place.who()));
                all.replaceAll(one -> one.hash().equals(hash) ? withdrawnBy(one, place.who()) : one);
                yield new Table(rules, all);
            }
        };
    }

    /** New Rules come into force by the acceptance that was still missing. */
    private Table settled(Sitting sitting) {
        return proposals.stream()
                .filter(one -> lacking(sitting, one) == 0)
                .findFirst()
                .map(one -> begin(one.rules()))
                .orElse(this);
    }

    /** How many acceptances these Rules still wait for. */
    public int lacking(Sitting sitting, Pending pending) {
        List<Principal> still = sitting.principals().stream()
                .filter(one -> one.role() != Role.SUPPORTER)
                .filter(one -> !pending.accepted().contains(one.id()))
                .toList();
        // Mediators among themselves have no party to decide with.
        if (rules.decision() == Decision.EVERYBODY || of(sitting.principals(), Role.PARTY) == 0) {
            return still.size();
        }
        int mediators = of(sitting.principals(), Role.MEDIATOR);
        boolean unmediated = mediators > 0 && of(still, Role.MEDIATOR) == mediators;
        return of(still, Role.PARTY) + (unmediated ? 1 : 0);
    }

    private static int of(List<Principal> some, Role role) {
        return Math.toIntExact(some.stream().filter(one -> one.role() == role).count());
    }

    private static Pending acceptedBy(Pending pending, PrincipalId who) {
        List<PrincipalId> accepted = new ArrayList<>(pending.accepted());
        accepted.add(who);
        return new Pending(pending.rules(), pending.proposer(), pending.position(), accepted);
    }

    private static Pending withdrawnBy(Pending pending, PrincipalId who) {
        List<PrincipalId> accepted = new ArrayList<>(pending.accepted());
        accepted.remove(who);
        return new Pending(pending.rules(), pending.proposer(), pending.position(), accepted);
    }

    @Override
    public Table turn(Sitting sitting) {
        return begin(rules);
    }

    @Override
    public void write(CanonicalWriter out) {
        out.field(rules.encoded())
                .list(
                        proposals,
                        (to, one) -> to.field(one.rules().encoded())
                                .hash(one.proposer().hash())
                                .u64(one.position())
                                .list(one.accepted(), (ids, id) -> ids.hash(id.hash())));
    }

    public static Table read(CanonicalReader in) throws Malformed {
        return new Table(Rules.read(in.field(Rules.MOST_BYTES)), in.list(Rules.MOST_SEATS, Table::readPending));
    }

    private static Pending readPending(CanonicalReader in) throws Malformed {
        return new Pending(
                Rules.read(in.field(Rules.MOST_BYTES)),
                new PrincipalId(in.hash()),
                in.u64(),
                in.list(Rules.MOST_SEATS, from -> new PrincipalId(from.hash())));
    }
}
