package parley.node.web;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Moving;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.RoomKind;

/** Moves of the rooms of {@link FakeDesk}: one can go, one has gone, of the rest each for its own reason not. */
final class FakeMoving implements Moving {
    private final FakeDesk desk;

    FakeMoving(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public Result<Plan> plan(TableId table, RelayAddress to) {
        if (desk.refuses) {
            return Result.refused("room.move-silent", to.authority());
        }
        return Result.done(new Plan(
                to,
                List.of(
                        room(FakeDesk.CAUCUS_IRAN, new State.Ready(2, List.of("Oman", "Iran"))),
                        room(FakeDesk.CAUCUS_ISRAEL, new State.Ready(1, List.of("Oman", FakeDesk.HOSTILE))),
                        room(FakeDesk.PLENARY, new State.Open(Hash.of("a proposal"), "Israel", 1, 3, true)),
                        room(FakeDesk.DIRECT, new State.There()),
                        room(FakeDesk.room("on its way"), new State.OnItsWay()),
                        room(FakeDesk.room("frozen"), new State.Cannot(Refusal.of("room.frozen"))))));
    }

    private static Room room(RoomRef ref, State state) {
        return new Room(ref, FakeDesk.name(ref), RoomKind.CAUCUS, FakeDesk.RELAY, state);
    }

    @Override
    public Result<List<Outcome>> propose(TableId table, RelayAddress to, List<RoomId> rooms, String note) {
        if (rooms.isEmpty()) {
            return Result.refused("moves.no-room");
        }
        desk.acts.add("move " + rooms.size() + " to " + to.authority() + " " + note);
        return Result.done(rooms.stream()
                .map(room -> room.equals(FakeDesk.CAUCUS_IRAN.room())
                        ? new Outcome(room, "Caucus with Iran", Optional.of(Hash.of("proposal")), Optional.empty())
                        : new Outcome(
                                room,
                                "Caucus with Israel",
                                Optional.empty(),
                                Optional.of(Refusal.of("roster.already-proposed"))))
                .toList());
    }
}
