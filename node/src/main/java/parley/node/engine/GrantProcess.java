package parley.node.engine;

import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Result;
import parley.protocol.port.Key;
import parley.protocol.seat.Seat;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.History;
import parley.talks.roster.Pending;

/** Serves a grant of history that this node's principal proposed, once all consents stand (protocol.md, "Grants"). */
final class GrantProcess implements NodeProcess {
    private static final String SERVED = "desk/granted";

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
                Result<Ok> done = serve(work, seat, sheet, pending);
                if (done.isDone()) {
                    work.tx.put(served(sheet, pending), Bytes.EMPTY);
                }
            }
        }
    }

    private static Result<Ok> serve(Work work, Seat seat, RoomSheet sheet, Pending pending) {
        return History.read(pending.change())
                .then(range ->
                        seat.grant(work.tx, sheet.ref.room(), pending.subject().id(), range.from(), range.through()))
                .then(done -> Ok.done());
    }

    private static Key served(RoomSheet sheet, Pending pending) {
        return Ledger.inRoom(SERVED, sheet.ref).with(pending.name());
    }
}
