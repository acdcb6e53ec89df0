package parley.node.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** What shows an alarm beside an entry, and says so. */
    static final Map<Fact.AlarmKind, Set<Fact.Source>> ELSEWHERE = Map.of(
            Fact.AlarmKind.OTHER_HISTORY, Set.of(Fact.Source.RECEIPT, Fact.Source.GRANT),
            Fact.AlarmKind.OPENING_DIFFERS, Set.of(Fact.Source.ENTERING));

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

    /** Of any other source an alarm speaks as of an entry: there are no sentences of its own for it. */
    static String key(Fact.AlarmKind kind, Fact.Source shown) {
        String key = "alarm." + FoldedLine.key(kind);
        boolean own = ELSEWHERE.getOrDefault(kind, Set.of()).contains(shown);
        return own ? key + "-" + FoldedLine.key(shown) : key;
    }

    /** The latest proof that a room's relay signed two histories, as a file. */
    static Optional<Bytes> relayFault(Tx tx, RoomRef room) {
        return tx.get(relayFaultKey(room));
    }

    private static Key relayFaultKey(RoomRef room) {
        return PROOF.with(room.table().hash()).with(room.room().hash()).with(Bytes.utf8("relay-fault"));
    }
}
