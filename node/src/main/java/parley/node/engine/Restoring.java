package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.node.desk.Notice.Grade;
import parley.node.vault.Vault;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact.Freeze;

/** What a vault made from a backup must know at once: its seats may not seal, and people must be asked to renew them. */
final class Restoring {
    /** What a table says while its seat waits to be renewed. */
    static final List<String> NOTICES = List.of("table.restored", "table.put-back");

    private static final Key MARK = Key.of("desk/restored");

    private Restoring() {}

    /** In the transaction that fills the vault. */
    static void mark(Tx tx) {
        tx.setCount(MARK, 1);
    }

    /** At the first start after it, or of a vault that was put back: freezes every seat and says so. */
    static void freeze(Work work, Vault vault) {
        boolean restored = work.tx.count(MARK) > 0;
        if (!restored && !vault.putBack()) {
            return;
        }
        for (TableSheet sheet : work.ledger.tables()) {
            work.seat(sheet.table)
                    .ifPresent(seat -> seat.freeze(work.tx, restored ? Freeze.RESTORED : Freeze.PUT_BACK));
            Crossings.hold(work.tx, sheet.table);
            PaperWays.forget(work.tx, sheet.table);
            sheet.renewalNeeded = true;
            sheet.renewalAsked = Optional.empty();
            sheet.warn(restored ? "table.restored" : "table.put-back", Grade.GRAVE, work.now);
            work.ledger.save(work.tx, sheet);
        }
        for (RoomSheet room : work.ledger.rooms()) {
            leaveOwnFounding(work, room);
            room.unplaced.forEach(ticket -> Ledger.unplaced(work.tx, room.ref, ticket)
                    .ifPresent(one -> Ledger.put(work.tx, room.ref, one.with(UnplacedRecord.State.NOT_SAID))));
            LateActs.endNotice(work.tx, room);
            work.ledger.save(work.tx, room);
        }
        work.tx.delete(MARK);
        vault.putBackMinded(work.tx);
    }

    /** What the founding needs is in no backup: if the room came about meanwhile, the others ask this node back into it. */
    private static void leaveOwnFounding(Work work, RoomSheet room) {
        boolean own = work.seat(room.ref.table())
                .filter(seat -> seat.self().id().equals(room.founder))
                .isPresent();
        if (own && room.phase == RoomSheet.Phase.FORMING) {
            room.enter(RoomSheet.Phase.LEFT, work.now);
        }
    }
}
