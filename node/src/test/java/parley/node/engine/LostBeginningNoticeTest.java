package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Fact;

/** That the relay lost what this device erased is shown for as long as anything waits for that log, and no longer. */
final class LostBeginningNoticeTest {
    private static final TableId TABLE = new TableId(Hash.of("a table"));
    private static final RoomId ROOM = new RoomId(Hash.of("a room"));
    private static final RelayAddress RELAY = new RelayAddress("relay.test", 443, Bytes.wrap(new byte[32]));
    private static final Principal IRAN = new Principal(new PrincipalId(Hash.of("Iran")), "Iran", Role.PARTY);
    private static final Fact LOST = new Fact.BeginningLost(ROOM, 0, 1, false);

    private final Cells tx = new Cells();
    private final Ledger ledger = Ledger.load(tx);
    private final Recorder recorder =
            new Recorder(ledger, InstantSource.system(), Randomness.system(), new KeptSheetsTest.Three());
    private final RoomSheet sheet =
            new RoomSheet(new RoomRef(TABLE, ROOM), "Caucus", Bytes.EMPTY, IRAN.id(), 3, Instant.EPOCH);

    LostBeginningNoticeTest() {
        ledger.add(tx, new TableSheet(TABLE, "Harbour", RELAY));
        ledger.add(tx, sheet);
        recorder.hear(tx, TABLE, LOST);
    }

    @Test
    void it_is_shown_once_however_often_it_is_found() {
        recorder.hear(tx, TABLE, LOST);
        assertThat(sheet.notices).extracting(Notice::key).containsExactly("room.beginning-lost");
    }

    @ParameterizedTest
    @MethodSource("ends")
    void it_goes_with_what_it_is_about(Fact end) {
        recorder.hear(tx, TABLE, end);
        assertThat(sheet.notices).extracting(Notice::key).doesNotContain("room.beginning-lost");
        recorder.hear(tx, TABLE, LOST);
        assertThat(sheet.notices).extracting(Notice::key).contains("room.beginning-lost");
    }

    static Stream<Fact> ends() {
        return Stream.of(
                new Fact.BeginningLost(ROOM, 0, 1, true),
                new Fact.LogGone(ROOM, 0),
                new Fact.EpochBegan(ROOM, 1, RoomFold.ChangeKind.REFRESH, IRAN.id(), List.of(IRAN)),
                new Fact.RoomOpened(ROOM),
                new Fact.Removed(ROOM, new Head(1, Hash.of("the end"))));
    }
}
