package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms.Wanted;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** Plans a room: looks whether it may be, tries the relay where that is another than the table's own, and asks the others. */
final class RoomPlanning {
    private RoomPlanning() {}

    static Result<RoomRef> plan(Engine engine, TableId table, Wanted wanted) {
        if (wanted.others().isEmpty()) {
            return Result.refused("room.nobody-chosen");
        }
        return TablesDesk.name(wanted.name())
                .then(named -> reached(engine, table, wanted).map(ok -> named))
                .then(named -> engine.act(work -> work.atTable(
                        table,
                        seat -> members(work, seat, wanted).then(members -> {
                            RelayAddress at = wanted.relay().orElse(work.ledger.table(table).relay);
                            return found(work, seat, named, wanted, members, at);
                        }))));
    }

    /**
     * The table's own may be silent for a while; at another, where nobody answers, the room would never open. Trying it shows that relay
     * where this node is, and takes long: only for a room that may be.
     */
    private static Result<Ok> reached(Engine engine, TableId table, Wanted wanted) {
        return wanted.relay()
                .filter(other -> engine.snapshot()
                        .table(table)
                        .filter(shot -> !shot.sheet().relay.equals(other))
                        .isPresent())
                .map(other -> engine.act(work -> work.atTable(table, seat -> members(work, seat, wanted)))
                        .then(_ -> RelayTrial.of(engine, other, "room.relay-silent", "relay.other-key")))
                .orElseGet(Ok::done);
    }

    private static RoomTerms terms(Wanted wanted) {
        return new RoomTerms(wanted.kind(), wanted.rules());
    }

    /** Who would sit there, the founder first; refused where this node knows that the room may not be. */
    private static Result<List<Principal>> members(Work work, Seat seat, Wanted wanted) {
        List<Principal> members = new ArrayList<>();
        members.add(seat.self());
        for (PrincipalId other : wanted.others()) {
            Optional<Principal> known = seat.peers().stream()
                    .map(Seat.Peer::principal)
                    .filter(one -> one.id().equals(other))
                    .findFirst();
            if (known.isEmpty()) {
                return Result.refused("person.unknown");
            }
            members.add(known.get());
        }
        Optional<Refusal> objection = wanted.rules()
                .objection()
                .or(() -> terms(wanted).objection(seat.self(), members))
                .or(() -> RoomsDesk.notOpened(work, seat.table(), wanted.kind()));
        if (objection.isPresent()) {
            return Result.refused(objection.get());
        }
        if (wanted.seats() < members.size() || wanted.seats() > Rules.MOST_SEATS) {
            return Result.refused("room.seats", members.size(), Rules.MOST_SEATS);
        }
        return work.ledger.table(seat.table()).rooms.size() >= TableSheet.MOST_ROOMS
                ? Result.refused("room.too-many", TableSheet.MOST_ROOMS)
                : Result.done(members);
    }

    private static Result<RoomRef> found(
            Work work, Seat seat, String name, Wanted wanted, List<Principal> members, RelayAddress relay) {
        TableId table = seat.table();
        List<PrincipalId> ids = members.stream().map(Principal::id).toList();
        RoomPlan plan = new RoomPlan(name, terms(wanted).encoded(), ids, wanted.seats(), relay);
        return seat.found(work.tx, plan).map(room -> {
            RoomRef ref = new RoomRef(table, room);
            if (work.ledger.room(ref).isEmpty()) {
                RoomSheet sheet =
                        new RoomSheet(ref, name, plan.rules(), seat.self().id(), plan.seats(), work.now);
                sheet.members.addAll(members);
                sheet.missing.addAll(ids.subList(1, ids.size()));
                sheet.relay = Optional.of(relay);
                work.ledger.add(work.tx, sheet);
            }
            work.recorder.changed(new Change.TableChanged(table));
            return ref;
        });
    }
}
