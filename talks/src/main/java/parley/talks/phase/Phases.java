package parley.talks.phase;

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
import parley.talks.event.Word;
import parley.talks.phase.PhaseEvent.Accepted;
import parley.talks.phase.PhaseEvent.Moved;
import parley.talks.phase.PhaseEvent.Proposed;
import parley.talks.phase.PhaseEvent.SteppedBack;
import parley.talks.phase.PhaseEvent.Withdrawn;
import parley.talks.practice.Practice;
import parley.talks.practice.Sitting;
import parley.talks.rules.RoomKind;

/**
 * The phase in one room, and the move that waits for acceptance, at most one.
 *
 * <p>Guarantees: nobody moves a room on to which a party that sits in it hasn't agreed; any party takes it back alone. That
 * the parties of other rooms have agreed is the mediator's word: rooms share no log.
 *
 * @param back nonce of the step by which the room came back into this phase; empty when it moved on into it, or began with it
 * @param moved the last move that came about here
 * @param direct rooms that may be opened although the phase has none yet, in the order of {@link RoomKind}
 * @param past moves and steps that are over here, the latest last: none of them comes again
 */
public record Phases(
        Phase now,
        Optional<Hash> back,
        Optional<Hash> moved,
        List<RoomKind> direct,
        Optional<Move> move,
        List<Hash> past)
        implements Practice<PhaseEvent, Phases> {
    /** Further back nobody's node still has to carry one from another room. */
    public static final int MOST_PAST = 64;

    /** Where every room begins: with all that earlier versions could do. */
    public static final Phases BEGINNING =
            new Phases(Phase.TALKS, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());

    private static final Optional<Refusal> NO_OBJECTION = Optional.empty();

    public Phases {
        direct = direct.stream().sorted().distinct().toList();
        past = List.copyOf(past);
    }

    /** Whether a room of this kind may be opened: one in which parties meet, not before talks unless they agreed on going direct. */
    public boolean opens(RoomKind kind) {
        return !kind.meets() || !now.before(Phase.TALKS) || direct.contains(kind);
    }

    /** Whether anybody has moved on or stepped back here: before, all that {@link #BEGINNING} opens is open and nobody agreed on it. */
    public boolean begun() {
        return moved.isPresent() || back.isPresent();
    }

    /** Whether this move was the last that came about here, and nobody has stepped back since: acceptances of it still stand. */
    public boolean holds(Hash name) {
        boolean takenBack = back.map(nonce -> new SteppedBack(nonce, now).name())
                .filter(step -> past.indexOf(step) >= past.indexOf(name))
                .isPresent();
        return moved.equals(Optional.of(name)) && !takenBack;
    }

    @Override
    public Optional<Refusal> objection(Sitting sitting, PrincipalId who, PhaseEvent event) {
        Optional<Principal> seat = sitting.seat(who);
        if (seat.isEmpty()) {
            return Why.ROOM_NOT_A_MEMBER.refuses();
        }
        if (parties(sitting).isEmpty()) {
            return Why.PHASE_NO_PARTY_HERE.refuses();
        }
        Role role = seat.get().role();
        return switch (event) {
            case Proposed proposed -> proposing(sitting, seat.get(), proposed);
            case Accepted(Hash name) ->
                open(name, found -> {
                    if (role != Role.PARTY) {
                        return Why.PHASE_PARTIES_ACCEPT.refuses();
                    }
                    return found.acceptedBy(who) ? Why.PHASE_ACCEPTED.refuses() : NO_OBJECTION;
                });
            case Withdrawn(Hash name) -> open(name, _ -> partyOrMediator(role));
            case Moved(Hash name) ->
                open(name, found -> {
                    if (role != Role.MEDIATOR) {
                        return Why.PHASE_MEDIATOR_SAYS.refuses();
                    }
                    boolean all = parties(sitting).stream().allMatch(one -> found.acceptedBy(one.id()));
                    return all ? NO_OBJECTION : Why.PHASE_NOT_ALL.refuses();
                });
            case SteppedBack step -> partyOrMediator(role).or(() -> steppingBack(step));
        };
    }

    private static List<Principal> parties(Sitting sitting) {
        return sitting.principals().stream()
                .filter(one -> one.role() == Role.PARTY)
                .toList();
    }

    private static Optional<Refusal> partyOrMediator(Role role) {
        return role == Role.PARTY || role == Role.MEDIATOR ? NO_OBJECTION : Why.PHASE_PARTIES_ACCEPT.refuses();
    }

    private Optional<Refusal> open(Hash name, Function<Move, Optional<Refusal>> further) {
        return move.filter(one -> one.name().equals(name)).map(further).orElseGet(Why.PHASE_NO_SUCH_MOVE::refuses);
    }

    private Optional<Refusal> proposing(Sitting sitting, Principal author, Proposed proposed) {
        List<Principal> here = parties(sitting);
        // Alone in a caucus a party would move it on without the others, whom no fold of this room knows.
        boolean allHere = proposed.parties().size() > 1 && here.containsAll(proposed.parties());
        if (author.role() != Role.MEDIATOR && !(author.role() == Role.PARTY && allHere)) {
            return Why.PHASE_WHO_PROPOSES.refuses();
        }
        boolean named = proposed.parties().containsAll(here)
                && proposed.parties().stream().allMatch(one -> one.role() == Role.PARTY)
                && proposed.parties().stream().map(Principal::id).distinct().count()
                        == proposed.parties().size();
        if (!named) {
            return Why.PHASE_WHOM.refuses();
        }
        if (move.isPresent()) {
            return Why.PHASE_ONE_MOVE.refuses();
        }
        if (past.contains(proposed.name())) {
            return Why.PHASE_NO_SUCH_MOVE.refuses();
        }
        boolean onward = proposed.aim().phase().map(now::before).orElse(true)
                && proposed.aim().room().map(kind -> !opens(kind)).orElse(true);
        if (!onward) {
            return Why.PHASE_IS_OPEN.refuses();
        }
        return proposed.aim().opensTable() ? sitting.rules().discretion().unanswered() : NO_OBJECTION;
    }

    private Optional<Refusal> steppingBack(SteppedBack step) {
        return step.to().before(now) && !past.contains(step.name()) ? NO_OBJECTION : Why.PHASE_NOT_BACK.refuses();
    }

    @Override
    public Phases accept(Sitting sitting, Place place, PhaseEvent event) {
        return switch (event) {
            case Proposed proposed -> {
                boolean party =
                        proposed.parties().stream().anyMatch(one -> one.id().equals(place.who()));
                yield with(new Move(
                                proposed.name(),
                                proposed.nonce(),
                                proposed.aim(),
                                proposed.parties(),
                                place.who(),
                                party ? List.of(place.who()) : List.of()))
                        .settled(sitting);
            }
            case Accepted _ -> with(move.orElseThrow().with(place.who())).settled(sitting);
            case Withdrawn(Hash name) -> new Phases(now, back, moved, direct, Optional.empty(), andPast(name));
            case Moved _ -> done(move.orElseThrow());
            case SteppedBack step ->
                new Phases(
                        step.to(),
                        Optional.of(step.nonce()),
                        moved,
                        List.of(),
                        Optional.empty(),
                        move.map(one -> andPast(one.name(), step.name())).orElseGet(() -> andPast(step.name())));
        };
    }

    private Phases with(Move next) {
        return new Phases(now, back, moved, direct, Optional.of(next), past);
    }

    /** Where all who are asked sit in one room, nobody's word is needed. */
    private Phases settled(Sitting sitting) {
        Move asked = move.orElseThrow();
        return parties(sitting).containsAll(asked.parties()) && asked.acceptedByAll() ? done(asked) : this;
    }

    private Phases done(Move done) {
        List<RoomKind> kinds = new ArrayList<>(direct);
        done.aim().room().ifPresent(kinds::add);
        return new Phases(
                done.aim().phase().orElse(now),
                done.aim().phase().isPresent() ? Optional.empty() : back,
                Optional.of(done.name()),
                kinds,
                Optional.empty(),
                andPast(done.name()));
    }

    private List<Hash> andPast(Hash... names) {
        List<Hash> all = new ArrayList<>(past);
        all.addAll(List.of(names));
        return all.subList(Math.max(0, all.size() - MOST_PAST), all.size());
    }

    /** A move lapses: it was put before other people. A Process may put it again. */
    @Override
    public Phases turn(Sitting sitting) {
        return new Phases(now, back, moved, direct, Optional.empty(), past);
    }

    @Override
    public void write(CanonicalWriter out) {
        now.write(out);
        out.optional(back, CanonicalWriter::hash)
                .optional(moved, CanonicalWriter::hash)
                .list(direct, (to, kind) -> kind.write(to));
        out.optional(move, (to, one) -> one.write(to)).list(past, CanonicalWriter::hash);
    }

    public static Phases read(CanonicalReader in) throws Malformed {
        return new Phases(
                Word.read(in, Phase.values()),
                in.optional(CanonicalReader::hash),
                in.optional(CanonicalReader::hash),
                in.list(RoomKind.values().length, from -> Word.read(from, RoomKind.values())),
                in.optional(Move::read),
                in.list(MOST_PAST, CanonicalReader::hash));
    }
}
