package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.engine.RoomSheet.Phase;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Fact;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** What a room says of how it stands here: why it is frozen, what was found wrong in it and where, and until when. */
final class RoomNoticesTest {
    private static final TableId TABLE = new TableId(Hash.of("a table"));
    private static final PrincipalId OMAN = new PrincipalId(Hash.of("Oman"));

    private final Cells tx = new Cells();
    private final Ledger ledger = Ledger.load(tx);
    private final Recorder recorder =
            new Recorder(ledger, InstantSource.system(), Randomness.system(), new KeptSheetsTest.Three());
    private final RoomSheet sheet = new RoomSheet(
            new RoomRef(TABLE, new RoomId(Hash.of("a room"))),
            "Caucus",
            new RoomTerms(RoomKind.CAUCUS, Rules.standard()).encoded(),
            OMAN,
            3,
            Instant.EPOCH);

    @BeforeEach
    void sit() {
        RelayAddress relay = new RelayAddress("relay.test", 443, Bytes.wrap(new byte[32]));
        ledger.add(tx, new TableSheet(TABLE, "Harbour", relay));
        ledger.add(tx, sheet);
    }

    /** What was wrong with its former sitting there is over; what the relay did is proven whoever sits there. */
    @Test
    void a_room_that_took_us_back_doesnt_say_any_more_that_it_is_frozen() {
        for (Fact.Freeze why : Fact.Freeze.values()) {
            recorder.hear(tx, TABLE, new Fact.Frozen(sheet.ref.room(), why));
        }
        recorder.hear(tx, TABLE, alarm(Fact.AlarmKind.CLONED));
        recorder.hear(tx, TABLE, alarm(Fact.AlarmKind.RELAY_TWO_HEADS));
        assertThat(sheet.notices).hasSize(3);
        sheet.enter(Phase.FORMING, Instant.now().plusSeconds(1));
        sheet.warn("alarm.opening-differs-entering", Notice.Grade.GRAVE, sheet.phaseSince.plusSeconds(1), "Oman", 0);
        recorder.hear(tx, TABLE, new Fact.RoomOpened(sheet.ref.room()));
        assertThat(sheet.notices)
                .extracting(Notice::key)
                .containsExactly("alarm.relay-two-heads", "alarm.opening-differs-entering");
    }

    @Test
    void a_room_that_was_restored_and_asked_to_be_renewed_says_only_that_it_waits_for_the_others() {
        recorder.hear(tx, TABLE, new Fact.Frozen(sheet.ref.room(), Fact.Freeze.RESTORED));
        recorder.hear(tx, TABLE, new Fact.Frozen(sheet.ref.room(), Fact.Freeze.RENEWAL));
        assertThat(sheet.notices).extracting(Notice::key).containsExactly("room.frozen-renewal");
    }

    @Test
    void who_finds_an_entry_of_its_own_that_it_didnt_write_is_asked_to_have_its_seat_renewed() {
        recorder.hear(tx, TABLE, new Fact.Frozen(sheet.ref.room(), Fact.Freeze.HISTORIES));
        assertThat(ledger.table(TABLE).renewalNeeded).isFalse();
        recorder.hear(tx, TABLE, new Fact.Frozen(sheet.ref.room(), Fact.Freeze.CLONE));
        assertThat(ledger.table(TABLE).renewalNeeded).isTrue();
    }

    @Test
    void what_an_earlier_version_said_of_a_frozen_room_is_said_with_its_reason_now() throws Malformed {
        CanonicalWriter out = new CanonicalWriter();
        Notices.write(
                out,
                Stream.of("clone", "digest", "put-back")
                        .map(why -> new Notice("room.frozen", List.of(why), Notice.Grade.GRAVE, Instant.EPOCH))
                        .toList());
        assertThat(Notices.read(new CanonicalReader(out.bytes())))
                .extracting(Notice::key)
                .containsExactly("room.frozen-clone", "room.frozen-histories", "room.frozen-put-back");
    }

    /** The end that removed its node is read before or after its node hears of the removal. */
    @Test
    void a_room_that_was_left_waits_for_no_key_nor_does_one_that_took_us_back() {
        Fact waits = new Fact.Waiting(sheet.ref.room(), 1, 3, 13, OMAN, false);
        Fact removed = new Fact.Removed(sheet.ref.room(), new Head(3, Hash.of("the end")));
        for (List<Fact> order : List.of(List.of(waits, removed), List.of(removed, waits))) {
            sheet.enter(Phase.OPEN, Instant.now());
            order.forEach(fact -> recorder.hear(tx, TABLE, fact));
            assertThat(sheet.waiting).isEmpty();
        }
        sheet.waiting = Optional.of(new RoomSheet.Wait(1, 13, OMAN, Instant.now()));
        recorder.hear(tx, TABLE, new Fact.RoomOpened(sheet.ref.room()));
        assertThat(sheet.waiting).isEmpty();
    }

    /** As messages beside them are counted: the place in the epoch's log is another number from the second epoch on. */
    @Test
    void alarms_and_waits_name_places_of_the_room() {
        recorder.hear(
                tx,
                TABLE,
                new Fact.Alarm(
                        Fact.AlarmKind.OTHER_HISTORY,
                        sheet.ref.room(),
                        Optional.of(OMAN),
                        Fact.Source.RECEIPT,
                        2,
                        12,
                        Bytes.EMPTY));
        recorder.hear(tx, TABLE, new Fact.Waiting(sheet.ref.room(), 1, 3, 13, OMAN, false));
        assertThat(sheet.notices)
                .containsExactly(new Notice(
                        "alarm.other-history-receipt",
                        List.of("Oman", "12"),
                        Notice.Grade.GRAVE,
                        sheet.notices.getFirst().since()));
        assertThat(sheet.waiting).map(RoomSheet.Wait::position).contains(13L);
    }

    private Fact.Alarm alarm(Fact.AlarmKind kind) {
        return new Fact.Alarm(kind, sheet.ref.room(), Optional.of(OMAN), Fact.Source.LOG, 1, 1, Bytes.EMPTY);
    }
}
