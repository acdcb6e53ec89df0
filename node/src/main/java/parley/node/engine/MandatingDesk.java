package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Mandating;
import parley.node.desk.RoomRef;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.seat.SeatRoom;
import parley.talks.mandate.Mandate;
import parley.talks.mandate.MandateActs.Command;
import parley.talks.mandate.Mandates;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;

/** The desk's mandates: says the same in each room that a mandate is for. Thread-safe. */
final class MandatingDesk implements Mandating {
    /** Full powers are for one occasion; who sits longer is given them again. */
    private static final int MOST_DAYS = 365;
    /** The version of events with which mandates came. */
    private static final int SINCE_VERSION = 4;

    private final Engine engine;

    MandatingDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    private record Seen(RoomSheet sheet, Mandates mandates) {}

    @Override
    public TableMandates mandates(TableId id) {
        Optional<TableShot> found = engine.snapshot().table(id);
        if (found.isEmpty()) {
            return new TableMandates(List.of(), List.of());
        }
        TableShot table = found.get();
        PrincipalId self = table.self().id();
        List<Seen> rooms = table.rooms().values().stream()
                .filter(room -> room.sheet().phase == RoomSheet.Phase.OPEN)
                .flatMap(room -> seen(room).stream())
                .toList();
        Map<Hash, List<Seen>> byName = new LinkedHashMap<>();
        rooms.forEach(room -> room.mandates()
                .standing()
                .forEach(one -> byName.computeIfAbsent(one.name(), _ -> new ArrayList<>())
                        .add(room)));
        Instant now = engine.clock().instant();
        return new TableMandates(
                byName.entrySet().stream()
                        .map(each -> view(table, each.getKey(), each.getValue(), now))
                        .toList(),
                rooms.stream()
                        .map(room -> new RoomUnder(
                                room.sheet().ref,
                                room.sheet().name,
                                room.mandates().bound().contains(self),
                                room.mandates().actingFor(self).map(one -> new Acting(one.delegate(), one.power()))))
                        .toList());
    }

    private static Optional<Seen> seen(RoomShot room) {
        return room.talk().filter(MandatingDesk::hasMandates).map(talk -> new Seen(room.sheet(), talk.mandates()));
    }

    private static boolean hasMandates(RoomTalk talk) {
        return talk.rules().eventVersion() >= SINCE_VERSION;
    }

    private static MandateView view(TableShot table, Hash name, List<Seen> rooms, Instant now) {
        Mandate one = rooms.getFirst().mandates().mandate(name).orElseThrow();
        return new MandateView(
                name,
                one.principal(),
                table.name(one.principal()),
                one.principal().equals(table.self().id()),
                one.delegate(),
                one.power(),
                Instant.ofEpochMilli(one.until()),
                one.lapsedAt(now.toEpochMilli()),
                rooms.stream()
                        .map(room -> new Shown(
                                room.sheet().ref,
                                room.sheet().name,
                                room.mandates().acting().contains(name)))
                        .toList());
    }

    // ---- Acting

    @Override
    public Result<Hash> issue(TableId table, Issuing issuing) {
        if (issuing.days() < 1 || issuing.days() > MOST_DAYS) {
            return Result.refused("mandate.days", MOST_DAYS);
        }
        List<RoomId> rooms = issuing.rooms().stream().distinct().toList();
        if (rooms.isEmpty()) {
            return Result.refused("mandate.where");
        }
        return engine.act(work -> work.atTable(table, seat -> {
            Command.Issue issue = new Command.Issue(
                    new Hash(work.ports().randomness().bytes(Hash.SIZE)),
                    issuing.delegate(),
                    issuing.power(),
                    work.now.plus(Duration.ofDays(issuing.days())).toEpochMilli());
            rooms.forEach(room -> say(work, new RoomRef(table, room), issue));
            return Result.done(
                    new Mandate(issue.nonce(), seat.self().id(), issue.delegate(), issue.power(), issue.until())
                            .name());
        }));
    }

    @Override
    public Result<Ok> take(TableId table, Hash mandate) {
        return everywhere(table, mandate, mandates -> !mandates.acting().contains(mandate), new Command.Take(mandate));
    }

    @Override
    public Result<Ok> revoke(TableId table, Hash mandate) {
        return everywhere(table, mandate, _ -> true, new Command.Revoke(mandate));
    }

    private Result<Ok> everywhere(TableId table, Hash mandate, Predicate<Mandates> further, Command command) {
        return engine.act(work -> work.atTable(table, seat -> {
            List<RoomRef> rooms = work.ledger.rooms().stream()
                    .map(sheet -> sheet.ref)
                    .filter(ref -> ref.table().equals(table))
                    .filter(ref -> seat.room(ref.room())
                            .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                            .map(view -> TalkFold.talk(view.state()).mandates())
                            .filter(there -> there.mandate(mandate)
                                    .filter(one ->
                                            one.principal().equals(seat.self().id()))
                                    .isPresent())
                            .filter(further)
                            .isPresent())
                    .toList();
            if (rooms.isEmpty()) {
                return Result.refused("mandate.no-such");
            }
            rooms.forEach(room -> say(work, room, command));
            return Ok.done();
        }));
    }

    /** In all the rooms or in none. */
    private static void say(Work work, RoomRef room, Command command) {
        if (Speech.say(work, room, _ -> new RoomCommand.OfMandate(command))
                instanceof Result.Refused<Long>(Refusal why)) {
            throw new Work.Undone(why);
        }
    }
}
