package parley.node.engine;

import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.node.desk.Notice.Grade;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;

/**
 * What a room says that its protocol found wrong, and the proof that a relay signed two histories.
 *
 * <p>Of an entry that doesn't count nothing is kept for it: nobody could be shown it, and it would outlive its room's erasure.
 */
final class Alarms {
    private static final Key PROOF = Key.of("desk/proof");

    private Alarms() {}

    static void note(Tx tx, RoomSheet sheet, Fact.Alarm alarm, String member, Instant now) {
        String key = key(alarm.kind(), alarm.shown());
        // The first place says it; a member that lies about a thousand places gets no thousand notices.
        if (!Notices.says(sheet.notices, key, member)) {
            sheet.warn(key, Grade.GRAVE, now, member, alarm.position());
        }
        if (alarm.kind() == Fact.AlarmKind.RELAY_TWO_HEADS) {
            tx.put(relayFaultKey(sheet.ref), alarm.proof());
        }
    }

    private static String key(Fact.AlarmKind kind, Fact.Source shown) {
        String key = "alarm." + FoldedLine.key(kind);
        return shown == Fact.Source.LOG ? key : key + "-" + FoldedLine.key(shown);
    }

    /** The latest proof that a room's relay signed two histories, as a file. */
    static Optional<Bytes> relayFault(Tx tx, RoomRef room) {
        return tx.get(relayFaultKey(room));
    }

    private static Key relayFaultKey(RoomRef room) {
        return PROOF.with(room.table().hash()).with(room.room().hash()).with(Bytes.utf8("relay-fault"));
    }
}
