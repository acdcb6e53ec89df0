package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Changes.Wish;
import parley.node.desk.Moving;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.Pending;
import parley.talks.roster.RosterActs;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.Standing;

/** The desk's moves of several rooms. Thread-safe. */
final class MovingDesk implements Moving {
    private final Engine engine;
    private final ChangesDesk changes;

    MovingDesk(Engine engine, ChangesDesk changes) {
        this.engine = engine;
        this.changes = changes;
    }

    @Override
    public Result<Plan> plan(TableId table, RelayAddress to) {
        return known(table).then(_ -> tried(to)).then(_ -> known(table)).map(shot -> plan(shot, to));
    }

    private Result<TableShot> known(TableId table) {
        return engine.snapshot().table(table).map(Result::done).orElseGet(() -> Result.refused("table.unknown"));
    }

    private Result<Ok> tried(RelayAddress to) {
        return RelayTrial.of(engine, to, "room.move-silent", "room.move-other-key");
    }

    private Plan plan(TableShot table, RelayAddress to) {
        return new Plan(
                to,
                table.rooms().values().stream()
                        .filter(room -> sits(room.sheet().phase))
                        .map(room -> room(table, room, to))
                        .toList());
    }

    private static boolean sits(RoomSheet.Phase phase) {
        return switch (phase) {
            case FORMING, ASKED, OPEN -> true;
            case LEFT, DECLINED -> false;
        };
    }

    private Room room(TableShot table, RoomShot room, RelayAddress to) {
        return new Room(
                room.sheet().ref,
                room.sheet().name,
                RoomsDesk.terms(room).kind(),
                room.view()
                        .map(view -> view.log().relay())
                        .orElseGet(() -> room.sheet().lies(table.sheet().relay)),
                state(table, room, to));
    }

    private State state(TableShot table, RoomShot room, RelayAddress to) {
        return switch (room.sheet().phase) {
            case ASKED -> new State.Cannot(Refusal.of("moves.asked"));
            case FORMING -> new State.Cannot(Refusal.of("moves.forming"));
            case LEFT, DECLINED -> new State.Cannot(Refusal.of("room.left"));
            case OPEN ->
                room.view()
                        .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                        .flatMap(view -> room.talk().map(talk -> state(table, room.sheet(), view, talk, to)))
                        .orElseGet(() -> new State.Cannot(Refusal.of("room.frozen")));
        };
    }

    private State state(TableShot table, RoomSheet sheet, SeatRoom view, RoomTalk talk, RelayAddress to) {
        if (view.log().relay().equals(to)) {
            return new State.There();
        }
        Optional<Changes.ProposalView> open = changes.open(sheet.ref).stream()
                .filter(one -> one.wish().equals(new Wish.Move(to)))
                .findFirst();
        if (open.isPresent()) {
            Changes.ProposalView one = open.get();
            return new State.Open(one.id(), one.proposerName(), one.consents().size(), one.needed(), one.asked());
        }
        if (onItsWay(sheet, to)) {
            return new State.OnItsWay();
        }
        Principal self = table.self();
        // The room's own rules, asked about a move to nowhere: where it leads they don't look at.
        RosterActs.Command command =
                new RosterActs.Command.Propose(ChangeKind.MOVE, self, Bytes.EMPTY, Standing.COMPARED, "");
        return switch (talk.decide(self.id(), new RoomCommand.OfRoster(command))) {
            case Result.Refused<Bytes>(Refusal why) -> new State.Cannot(why);
            case Result.Done<Bytes> _ ->
                new State.Ready(
                        Math.toIntExact(Pending.needed(talk.sitting(), ChangeKind.MOVE, self.id(), self.id())),
                        talk.sitting().principals().stream()
                                .filter(one -> talk.rules().consents().hasSay(one.role()))
                                .map(one -> Subjects.nameIn(talk, table, one.id()))
                                .toList());
        };
    }

    /** Where the present relay is silent, what was proposed waits: whoever proposes it once more would do it twice. */
    private boolean onItsWay(RoomSheet sheet, RelayAddress to) {
        Result<Boolean> found = engine.read(tx -> Result.done(Speech.underWay(tx, sheet)
                .anyMatch(event -> event instanceof RoomEvent.OfRoster(RosterEvent.Proposed proposed)
                        && proposed.kind() == ChangeKind.MOVE
                        && OpenProposals.relayOf(proposed.change()).equals(Optional.of(to)))));
        return found instanceof Result.Done<Boolean>(Boolean waits) && waits;
    }

    @Override
    public Result<List<Outcome>> propose(TableId table, RelayAddress to, List<RoomId> rooms, String note) {
        if (rooms.isEmpty()) {
            return Result.refused("moves.no-room");
        }
        return known(table)
                .then(_ -> tried(to))
                .map(_ -> rooms.stream()
                        .distinct()
                        .map(room -> proposed(new RoomRef(table, room), to, note))
                        .toList());
    }

    /** One at a time: a form that was sent twice proposes nothing twice. */
    private synchronized Outcome proposed(RoomRef ref, RelayAddress to, String note) {
        Snapshot now = engine.snapshot();
        Optional<TableShot> table = now.table(ref.table());
        Optional<RoomShot> room = now.room(ref);
        if (table.isEmpty() || room.isEmpty()) {
            return outcome(ref, "", Result.refused("room.unknown"));
        }
        Result<Hash> result = switch (state(table.get(), room.get(), to)) {
            case State.Ready _ -> changes.proposed(ref, new Wish.Move(to), note);
            case State.There _ -> Result.refused("moves.is-there");
            case State.Open _, State.OnItsWay _ -> Result.refused("roster.already-proposed");
            case State.Cannot(Refusal why) -> Result.refused(why);
        };
        return outcome(ref, room.get().sheet().name, result);
    }

    private static Outcome outcome(RoomRef room, String name, Result<Hash> result) {
        return switch (result) {
            case Result.Done<Hash>(Hash proposal) ->
                new Outcome(room.room(), name, Optional.of(proposal), Optional.empty());
            case Result.Refused<Hash>(Refusal why) ->
                new Outcome(room.room(), name, Optional.empty(), Optional.of(why));
        };
    }
}
