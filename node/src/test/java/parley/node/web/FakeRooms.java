package parley.node.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.rules.RoomKind;

/** The rooms of {@link FakeDesk}. */
final class FakeRooms implements Rooms {
    private final FakeDesk desk;

    FakeRooms(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<RoomBrief> list(TableId table) {
        List<RoomBrief> all = new ArrayList<>();
        for (RoomRef ref : List.of(FakeDesk.CAUCUS_IRAN, FakeDesk.CAUCUS_ISRAEL, FakeDesk.PLENARY)) {
            RoomView view = room(ref).orElseThrow();
            all.add(new RoomBrief(
                    ref,
                    view.name(),
                    view.kind(),
                    view.condition(),
                    view.unread(),
                    Optional.of(FakeDesk.NOW),
                    desk.grave || view.condition() instanceof Condition.Frozen));
        }
        return all;
    }

    @Override
    public Result<Bytes> relayFault(RoomRef ref) {
        return desk.relayFault.map(Result::done).orElseGet(() -> Result.refused("room.no-relay-fault"));
    }

    @Override
    public Optional<RoomView> room(RoomRef ref) {
        if (!desk.lines.containsKey(ref)) {
            return Optional.empty();
        }
        boolean iran = !ref.equals(FakeDesk.CAUCUS_ISRAEL);
        boolean israel = !ref.equals(FakeDesk.CAUCUS_IRAN);
        List<Member> members = new ArrayList<>();
        List<Outsider> outside = new ArrayList<>();
        members.add(new Member(
                FakeDesk.OMAN,
                "Oman",
                Role.MEDIATOR,
                0,
                true,
                new People.Standing.Self(),
                true,
                OptionalLong.empty(),
                Optional.empty()));
        place(members, outside, FakeDesk.ISRAEL, desk.israelName, desk.israelStanding, israel);
        place(members, outside, FakeDesk.IRAN, desk.iranName, desk.iranStanding, iran);
        for (int i = 0; ref.equals(FakeDesk.PLENARY) && i < desk.crowd; i++) {
            members.add(new Member(
                    FakeDesk.id("supporter " + i),
                    "Supporter " + i,
                    Role.SUPPORTER,
                    0,
                    false,
                    new People.Standing.VouchedFor(FakeDesk.OMAN, "Oman"),
                    i > 0,
                    OptionalLong.empty(),
                    Optional.empty()));
        }
        int count = desk.lines.get(ref).size();
        return Optional.of(new RoomView(
                ref,
                FakeDesk.name(ref),
                ref.equals(FakeDesk.PLENARY) ? desk.plenaryKind : RoomKind.CAUCUS,
                ref.equals(FakeDesk.PLENARY) ? desk.plenaryRules.orElse(desk.rules) : desk.rules,
                desk.conditions.getOrDefault(ref, new Condition.Open()),
                2,
                count,
                Head.start(new LogId(Hash.of("log"))),
                5,
                members,
                outside,
                FakeDesk.WORDS,
                desk.staleSince,
                desk.takesNothingSince,
                FakeDesk.RELAY,
                desk.otherKey,
                desk.waiting,
                desk.notices,
                count,
                ref.equals(FakeDesk.CAUCUS_ISRAEL) ? 1 : 0,
                OptionalLong.of(count - 1L),
                desk.unknown,
                FakeDesk.NOW));
    }

    private void place(
            List<Member> members,
            List<Outsider> outside,
            PrincipalId who,
            String name,
            People.Standing standing,
            boolean inside) {
        if (inside) {
            members.add(new Member(
                    who,
                    name,
                    Role.PARTY,
                    0,
                    false,
                    standing,
                    !desk.unconfirmed.contains(who),
                    OptionalLong.of(3),
                    Optional.empty()));
        } else {
            outside.add(new Outsider(who, name, Role.PARTY));
        }
    }

    @Override
    public Result<RoomRef> plan(TableId table, Wanted wanted) {
        desk.plannedRules = Optional.of(wanted.rules());
        desk.acts.add("plan " + wanted.name() + " " + wanted.kind() + " "
                + wanted.others().size() + " of " + wanted.seats()
                + wanted.relay().map(at -> " at " + at.authority()).orElse(""));
        return Result.done(FakeDesk.PLENARY);
    }

    @Override
    public Result<Ok> join(RoomRef room, Hash asking) {
        desk.acts.add("join " + asking.brief());
        return Ok.done();
    }

    @Override
    public Result<Ok> decline(RoomRef room) {
        desk.acts.add("decline");
        return Ok.done();
    }

    @Override
    public Result<Ok> compared(RoomRef room, int epoch, boolean same, String how) {
        desk.acts.add("room words of epoch " + epoch + " " + same + " " + how);
        return Ok.done();
    }

    @Override
    public Result<Ok> read(RoomRef room, long index) {
        return Ok.done();
    }
}
