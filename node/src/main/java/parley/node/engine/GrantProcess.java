package parley.node.engine;

import java.util.Set;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.Notice.Grade;
import parley.protocol.port.Key;
import parley.protocol.seat.Seat;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.History;
import parley.talks.roster.Pending;

/** Serves a grant of history that this node's principal proposed, once all consents stand (protocol.md, "Grants"). */
final class GrantProcess implements NodeProcess {
    private static final String SERVED = "desk/granted";

    /** What was so when the grant was proposed and isn't any more: no later look finds it otherwise. */
    private static final Set<String> FOR_EVER = Set.of("grant.range", "grant.erased", "grant.too-far-back");

    @Override
    public void run(Work work) {
        work.eachOpenRoom((seat, sheet, talk) -> look(work, seat, sheet, talk));
    }

    private static void look(Work work, Seat seat, RoomSheet sheet, RoomTalk talk) {
        for (Pending pending : talk.roster().proposals()) {
            if (pending.kind() == ChangeKind.GRANT
                    && pending.proposer().equals(seat.self().id())
                    && pending.ratified(talk.sitting())
                    && work.tx.get(served(sheet, pending)).isEmpty()) {
                serve(work, seat, sheet, pending);
            }
        }
    }

    private static void serve(Work work, Seat seat, RoomSheet sheet, Pending pending) {
        Result<Ok> given = History.read(pending.change())
                .then(range ->
                        seat.grant(work.tx, sheet.ref.room(), pending.subject().id(), range.from(), range.through()));
        switch (given) {
            case Result.Done<Ok> _ -> work.tx.put(served(sheet, pending), Bytes.EMPTY);
            case Result.Refused<Ok>(Refusal why)
            when FOR_EVER.contains(why.key()) -> {
                work.tx.put(served(sheet, pending), Bytes.EMPTY);
                sheet.warn(
                        "room.grant-not-given",
                        Grade.CARE,
                        work.now,
                        pending.subject().name(),
                        why.key().substring("grant.".length()));
                work.ledger.save(work.tx, sheet);
                work.recorder.changed(new Change.RoomChanged(sheet.ref));
            }
            // Not yet: no session with the newcomer, or the room is frozen until this node is renewed.
            case Result.Refused<Ok> _ -> {}
        }
    }

    private static Key served(RoomSheet sheet, Pending pending) {
        return Ledger.inRoom(SERVED, sheet.ref).with(pending.name());
    }
}
