package parley.node.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Phasing;
import parley.node.engine.Snapshot.TableShot;
import parley.talks.phase.Aim;
import parley.talks.phase.Move;
import parley.talks.phase.Phase;
import parley.talks.phase.PhaseActs;
import parley.talks.phase.PhaseEvent;
import parley.talks.phase.Phases;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;

/** The desk's phase: says in one room what {@link PhaseProcess} then carries into the others. Thread-safe. */
final class PhasingDesk implements Phasing {
    private final Engine engine;

    PhasingDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    /** A room as the last commit left it. */
    private record Seen(RoomSheet sheet, RoomTalk talk) {
        Phases phases() {
            return talk.phases();
        }

        List<Principal> parties() {
            return talk.sitting().principals().stream()
                    .filter(one -> one.role() == Role.PARTY)
                    .toList();
        }
    }

    @Override
    public TablePhase phase(TableId id) {
        Optional<TableShot> found = engine.snapshot().table(id);
        if (found.isEmpty()) {
            return new TablePhase(Phase.TALKS, false, List.of(), List.of(), List.of(), Optional.empty(), false, false);
        }
        TableShot table = found.get();
        List<Seen> rooms = seen(table);
        Role role = table.self().role();
        boolean here = !rooms.isEmpty();
        return new TablePhase(
                earliest(rooms),
                rooms.stream().anyMatch(room -> room.phases().begun()),
                rooms.stream()
                        .map(room -> new RoomPhase(
                                room.sheet().ref,
                                room.sheet().name,
                                room.phases().now()))
                        .toList(),
                rooms.stream()
                        .flatMap(room -> room.phases().direct().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                Arrays.stream(RoomKind.values())
                        .filter(kind ->
                                rooms.stream().anyMatch(room -> !room.phases().opens(kind)))
                        .toList(),
                rooms.stream()
                        .flatMap(room -> room.phases().move().stream())
                        .findFirst()
                        .map(move -> view(table, rooms, move)),
                here
                        && (role == Role.MEDIATOR
                                || (role == Role.PARTY && rooms.stream().anyMatch(PhasingDesk::meets))),
                here && (role == Role.MEDIATOR || role == Role.PARTY));
    }

    private static List<Seen> seen(TableShot table) {
        return table.rooms().values().stream()
                .filter(room -> room.sheet().phase == RoomSheet.Phase.OPEN)
                .flatMap(room ->
                        room.talk().stream().filter(PhaseRooms::hasPhase).map(talk -> new Seen(room.sheet(), talk)))
                .filter(room -> !room.parties().isEmpty())
                .toList();
    }

    private static Phase earliest(List<Seen> rooms) {
        return rooms.stream()
                .map(room -> room.phases().now())
                .min(Comparator.naturalOrder())
                .orElse(Phase.TALKS);
    }

    private static boolean meets(Seen room) {
        return room.parties().size() > 1;
    }

    private static MoveView view(TableShot table, List<Seen> rooms, Move move) {
        return new MoveView(
                move.name(),
                move.aim(),
                table.name(move.proposer()),
                move.parties().stream()
                        .map(one -> party(table, rooms, move, one))
                        .toList(),
                table.self().role() == Role.PARTY && answer(rooms, move, table.self()) == Answer.NOT_YET);
    }

    private static PartyView party(TableShot table, List<Seen> rooms, Move move, Principal one) {
        return new PartyView(
                table.names().shown(one), one.id().equals(table.self().id()), answer(rooms, move, one));
    }

    private static Answer answer(List<Seen> rooms, Move move, Principal party) {
        List<Seen> shared = rooms.stream()
                .filter(room -> room.talk().sitting().seat(party.id()).isPresent())
                .toList();
        if (shared.isEmpty()) {
            return Answer.ELSEWHERE;
        }
        boolean accepted = shared.stream()
                .anyMatch(room -> room.phases().holds(move.name())
                        || room.phases()
                                .move()
                                .filter(open -> open.name().equals(move.name()) && open.acceptedBy(party.id()))
                                .isPresent());
        return accepted ? Answer.ACCEPTED : Answer.NOT_YET;
    }

    /** Why no room of this kind may be opened at a table yet; empty when it may. */
    static Optional<Refusal> notDirect(Work work, TableId table, RoomKind kind) {
        boolean closed = PhaseRooms.of(work, table).stream()
                .anyMatch(room -> !room.phases().opens(kind));
        return closed ? Optional.of(Refusal.of("phase.go-direct-first")) : Optional.empty();
    }

    // ---- Acting

    @Override
    public Result<Ok> propose(TableId table, Aim aim) {
        return engine.act(work -> {
            List<PhaseRooms.Here> rooms = PhaseRooms.of(work, table);
            List<Principal> parties = rooms.stream()
                    .flatMap(room -> room.parties().stream())
                    .distinct()
                    .toList();
            Optional<Refusal> unanswered = aim.opensTable() ? unanswered(rooms) : Optional.empty();
            if (unanswered.isPresent()) {
                return Result.refused(unanswered.get());
            }
            PhaseEvent event = new PhaseEvent.Proposed(nonce(work), aim, parties);
            return say(
                    work,
                    rooms,
                    room -> room.seat().self().role() == Role.MEDIATOR
                            || (parties.size() > 1 && room.parties().containsAll(parties)),
                    event,
                    "phase.who-proposes");
        });
    }

    /** In all rooms before anything is said in one: else a move that one room's fold refuses would wait in the others for ever. */
    private static Optional<Refusal> unanswered(List<PhaseRooms.Here> rooms) {
        return rooms.stream()
                .flatMap(room -> room.sitting().rules().discretion().unanswered().stream()
                        .map(why -> Refusal.of(
                                "phase.rules-to-answer",
                                Stream.concat(Stream.of(room.sheet().name), why.parts().stream())
                                        .toArray())))
                .findFirst();
    }

    @Override
    public Result<Ok> accept(TableId table, Hash move) {
        return engine.act(work -> {
            List<PhaseRooms.Here> rooms = PhaseRooms.of(work, table);
            return say(
                            work,
                            rooms,
                            room -> toAccept(room, move).isPresent(),
                            new PhaseEvent.Accepted(move),
                            "phase.no-such-move")
                    .then(ok -> {
                        rooms.stream()
                                .filter(room -> toAccept(room, move).isPresent())
                                .findFirst()
                                .ifPresent(room -> carryOn(
                                        work, rooms, room, toAccept(room, move).orElseThrow()));
                        return Ok.done();
                    });
        });
    }

    private static Optional<Move> toAccept(PhaseRooms.Here room, Hash move) {
        return room.phases()
                .move()
                .filter(open -> open.name().equals(move)
                        && !open.acceptedBy(room.seat().self().id()));
    }

    /**
     * Puts an accepted move before the other party in rooms without a mediator, who can't carry it there. At once: once the other
     * rooms have moved on nobody knows any more what it was.
     */
    private static void carryOn(Work work, List<PhaseRooms.Here> rooms, PhaseRooms.Here from, Move move) {
        rooms.stream()
                .filter(here -> here.carriesFrom(from)
                        && here.phases().move().isEmpty()
                        && here.phases().now() == from.phases().now()
                        && !here.phases().past().contains(move.name()))
                .forEach(here -> {
                    // Refused while a room is frozen: the Process tries again as long as the move is open.
                    var unused = here.says(work, new PhaseEvent.Proposed(move.nonce(), move.aim(), move.parties()));
                });
    }

    @Override
    public Result<Ok> withdraw(TableId table, Hash move) {
        return engine.act(work -> {
            PhaseEvent end = new PhaseEvent.Withdrawn(move);
            List<PhaseRooms.Here> rooms = PhaseRooms.of(work, table).stream()
                    .filter(room -> room.phases()
                            .move()
                            .filter(open -> open.name().equals(move))
                            .isPresent())
                    .toList();
            return say(work, rooms, _ -> true, end, "phase.no-such-move").then(ok -> {
                // Where our acceptance stands a mediator who doesn't carry this could still say that all have accepted.
                rooms.stream()
                        .skip(1)
                        .filter(room -> room.speaking(work)
                                || room.phases()
                                        .move()
                                        .filter(open -> open.acceptedBy(
                                                room.seat().self().id()))
                                        .isPresent())
                        .forEach(room -> {
                            // Refused while a room is frozen: carried there later.
                            var unused = room.says(work, end);
                        });
                return Ok.done();
            });
        });
    }

    @Override
    public Result<Ok> stepBack(TableId table, Phase to) {
        return engine.act(work -> {
            PhaseEvent step = new PhaseEvent.SteppedBack(nonce(work), to);
            List<PhaseRooms.Here> rooms = PhaseRooms.of(work, table).stream()
                    .filter(room -> to.before(room.phases().now()))
                    .toList();
            // In all our rooms by ourselves, so that everyone who sits with us reads who it was.
            return say(work, rooms, _ -> true, step, "phase.not-back").then(ok -> {
                rooms.stream().skip(1).forEach(room -> {
                    // Refused while a room is frozen: carried there later.
                    var unused = room.says(work, step);
                });
                return Ok.done();
            });
        });
    }

    private static Hash nonce(Work work) {
        return new Hash(work.ports().randomness().bytes(Hash.SIZE));
    }

    private static Result<Ok> say(
            Work work,
            List<PhaseRooms.Here> rooms,
            Predicate<PhaseRooms.Here> where,
            PhaseEvent event,
            String nowhere) {
        return rooms.stream()
                .filter(where)
                .findFirst()
                .map(room -> Speech.say(
                                work,
                                room.seat(),
                                room.sheet(),
                                new RoomCommand.OfPhase(new PhaseActs.Command.Say(event)),
                                work.now)
                        .map(ticket -> Ok.OK))
                .orElseGet(() -> Result.refused(nowhere));
    }
}
