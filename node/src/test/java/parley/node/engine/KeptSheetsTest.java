package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.engine.RoomSheet.Phase;
import parley.protocol.blob.Manifest;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold;
import parley.protocol.room.Plan;
import parley.protocol.seat.Fact;
import parley.protocol.seat.RoomPlan;
import parley.talks.message.FileType;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** Whatever any peer sends, what this node keeps of it can be read again at the next unlock. */
final class KeptSheetsTest {
    private static final TableId TABLE = new TableId(Hash.of("a table"));
    private static final Principal OMAN = person("Oman", Role.MEDIATOR);
    private static final Principal IRAN = person("Iran", Role.PARTY);
    private static final Principal SELF = person("Israel", Role.PARTY);
    private static final RelayAddress RELAY = new RelayAddress("relay.test", 443, Bytes.wrap(new byte[32]));
    /** Every sign of it takes four bytes. */
    private static final String LONGEST_NAME = "\uD83D\uDD4A".repeat(Plan.MOST_NAME_BYTES / 4);

    private final Cells tx = new Cells();
    private Ledger ledger;
    private Recorder recorder;

    @BeforeEach
    void sit() {
        load();
        ledger.add(tx, new TableSheet(TABLE, "Harbour", RELAY));
    }

    private void load() {
        ledger = Ledger.load(tx);
        recorder = new Recorder(ledger, InstantSource.system(), Randomness.system(), new Three());
    }

    @Test
    void the_longest_name_and_the_most_members_of_an_asking_are_kept_so_that_they_can_be_read() {
        List<Principal> members = strangers(Rules.MOST_SEATS - 2);
        members.add(OMAN);
        members.add(SELF);
        assertThat(asks("a room", LONGEST_NAME, Rules.MOST_SEATS, members)).isTrue();
        load();
        RoomSheet sheet = ledger.room(room("a room")).orElseThrow().copy();
        assertThat(sheet.name).isEqualTo(LONGEST_NAME);
        assertThat(sheet.members).isEqualTo(members);
    }

    @Test
    void one_more_member_than_a_room_seats_is_not_taken_and_the_node_opens() {
        List<Principal> members = strangers(Rules.MOST_SEATS);
        members.add(SELF);
        assertThat(asks("a room", "Plenary", Rules.MOST_SEATS, members)).isFalse();
        load();
        assertThat(ledger.room(room("a room"))).isEmpty();
        assertThat(notices()).containsExactly("table.asked-against-rules");
    }

    @Test
    void more_seats_than_any_room_has_and_a_name_of_blanks_are_not_taken() {
        assertThat(asks("a room", "Plenary", 255, pair())).isFalse();
        assertThat(asks("a room", "  ", 3, pair())).isFalse();
        load();
        assertThat(ledger.rooms()).isEmpty();
    }

    @Test
    void who_asks_into_more_rooms_than_a_table_keeps_is_refused_and_takes_no_place_from_others() {
        for (int i = 0; i < 2 * TableSheet.MOST_ASKED_BY_ONE; i++) {
            assertThat(asks("room " + i, "Caucus", 3, pair())).isEqualTo(i < TableSheet.MOST_ASKED_BY_ONE);
        }
        assertThat(asksAs(IRAN, "Iran's room", "Caucus", 3, List.of(IRAN, SELF)))
                .isTrue();
        load();
        assertThat(ledger.rooms()).hasSize(TableSheet.MOST_ASKED_BY_ONE + 1);
        assertThat(notices()).containsExactly("table.asked-too-often");
    }

    @Test
    void an_answer_makes_place_whatever_it_is() {
        for (int i = 0; i < TableSheet.MOST_ASKED_BY_ONE; i++) {
            assertThat(asks("room " + i, "Caucus", 3, pair())).isTrue();
        }
        assertThat(asks("one more", "Caucus", 3, pair())).isFalse();
        ledger.room(room("room 0")).orElseThrow().enter(Phase.DECLINED, Instant.EPOCH);
        assertThat(asks("one more", "Caucus", 3, pair())).isTrue();
        assertThat(asks("room 1", "Caucus", 3, pair()))
                .as("a room that is known takes no place")
                .isTrue();
    }

    @Test
    void a_room_that_an_earlier_version_froze_as_a_clone_s_asks_for_renewal() {
        RoomSheet sheet = new RoomSheet(room("a room"), "Caucus", terms(), OMAN.id(), 3, Instant.EPOCH);
        sheet.phase = RoomSheet.Phase.OPEN;
        sheet.warn("room.frozen", Notice.Grade.GRAVE, Instant.EPOCH, "histories");
        ledger.add(tx, sheet);
        load();
        assertThat(ledger.table(TABLE).renewalNeeded).isFalse();
        sheet.warn("room.frozen", Notice.Grade.GRAVE, Instant.EPOCH, "clone");
        ledger.save(tx, sheet);
        load();
        assertThat(ledger.table(TABLE).renewalNeeded).isTrue();
    }

    @Test
    void where_an_asked_room_lies_is_kept_and_a_sheet_of_before_that_opens_without() throws Malformed {
        assertThat(asks("a room", "Caucus", 3, pair())).isTrue();
        load();
        RoomSheet sheet = ledger.room(room("a room")).orElseThrow();
        assertThat(sheet.relay).contains(RELAY);
        sheet.relay = Optional.empty();
        byte[] before = sheet.encoded().toArray();
        before[0] = 1;
        Bytes cell = Bytes.copyOf(Arrays.copyOf(before, before.length - 1));
        assertThat(RoomSheet.decode(cell).relay).isEmpty();
        assertThat(RoomSheet.decode(cell).members).isEqualTo(sheet.members);
    }

    @Test
    void who_is_asked_back_in_is_shown_who_reads_there_now() {
        assertThat(asks("a room", "Caucus", 3, pair())).isTrue();
        RoomSheet sheet = ledger.room(room("a room")).orElseThrow();
        sheet.enter(Phase.LEFT, Instant.EPOCH);
        List<Principal> now = List.of(OMAN, IRAN, SELF);
        assertThat(asks("a room", "Caucus", 4, now)).isTrue();
        assertThat(sheet.members).isEqualTo(now);
        assertThat(sheet.seats).isEqualTo(4);
        assertThat(sheet.phase).isEqualTo(Phase.ASKED);
    }

    @Test
    void nobody_asks_us_into_the_room_that_we_ask_others_into() {
        RoomSheet own = new RoomSheet(room("ours"), "Ours", terms(), SELF.id(), 3, Instant.EPOCH);
        ledger.add(tx, own);
        assertThat(asks("ours", "Ours", 3, pair())).isFalse();
        assertThat(own.phase).isEqualTo(Phase.FORMING);
        assertThat(own.founder).isEqualTo(SELF.id());
    }

    @Test
    void a_sheet_that_an_earlier_version_kept_of_too_many_members_opens() throws Exception {
        RoomSheet sheet = new RoomSheet(room("a room"), LONGEST_NAME, terms(), OMAN.id(), 30, Instant.EPOCH);
        sheet.members.addAll(strangers(Rules.MOST_SEATS + 1));
        assertThat(RoomSheet.decode(sheet.encoded()).members).hasSize(Rules.MOST_SEATS + 1);
    }

    @Test
    void what_could_not_be_read_back_is_refused_with_the_whole_act_and_written_nowhere() {
        RoomSheet sheet = new RoomSheet(room("a room"), "Caucus", terms(), OMAN.id(), 3, Instant.EPOCH);
        ledger.add(tx, sheet);
        sheet.name = LONGEST_NAME + LONGEST_NAME;
        assertThatThrownBy(() -> ledger.save(tx, sheet))
                .isInstanceOfSatisfying(
                        Work.Undone.class,
                        undone -> assertThat(undone.why.key()).isEqualTo("node.unreadable"));
        TableSheet table = ledger.table(TABLE);
        table.coverName = LONGEST_NAME;
        assertThatThrownBy(() -> ledger.save(tx, table)).isInstanceOf(Work.Undone.class);
        LineRecord line =
                new LineRecord.Said(1, 0, Instant.EPOCH, OMAN.id(), LONGEST_NAME, Bytes.utf8("event"), true, false);
        assertThatThrownBy(() -> Ledger.put(tx, sheet.ref, new Ledger.Numbered(0, 0, line)))
                .isInstanceOf(Work.Undone.class);
        load();
        assertThat(ledger.room(sheet.ref).orElseThrow().name).isEqualTo("Caucus");
        assertThat(ledger.table(TABLE).coverName).isEqualTo("Harbour");
    }

    @Test
    void who_came_and_went_leaves_no_receipt_behind() {
        RoomSheet sheet = new RoomSheet(room("a room"), "Caucus", terms(), OMAN.id(), 3, Instant.EPOCH);
        ledger.add(tx, sheet);
        for (int epoch = 1; epoch <= 10 * Rules.MOST_SEATS; epoch++) {
            Principal passing = person("Passing " + epoch, Role.GUARANTOR);
            recorder.hear(
                    tx,
                    TABLE,
                    new Fact.EpochBegan(
                            sheet.ref.room(),
                            epoch,
                            RoomFold.ChangeKind.ADMIT,
                            passing.id(),
                            List.of(OMAN, SELF, passing)));
            recorder.hear(tx, TABLE, new Fact.Receipt(sheet.ref.room(), passing.id(), epoch));
        }
        load();
        assertThat(ledger.room(sheet.ref).orElseThrow().receipts).hasSize(1);
    }

    @Test
    void one_file_more_than_is_kept_on_its_way_undoes_its_act_and_the_others_can_still_be_read() {
        for (int i = 0; i < FileCells.MOST_UPLOADS; i++) {
            FileCells.put(tx, upload(i));
        }
        assertThatThrownBy(() -> FileCells.put(tx, upload(FileCells.MOST_UPLOADS)))
                .isInstanceOfSatisfying(
                        Work.Undone.class,
                        undone -> assertThat(undone.why.key()).isEqualTo("attachment.too-many-uploads"));
        FileCells.put(tx, upload(0).intoMessage());
        assertThat(FileCells.uploads(tx)).hasSize(FileCells.MOST_UPLOADS);
        FileCells.forgetUpload(tx, upload(0).id());
        FileCells.put(tx, upload(FileCells.MOST_UPLOADS));
        assertThat(FileCells.uploads(tx)).hasSize(FileCells.MOST_UPLOADS);
    }

    private static FileCells.UploadRecord upload(int number) {
        return new FileCells.UploadRecord(
                Hash.of("file " + number),
                room("a room"),
                "map.pdf",
                FileType.ofName("map.pdf"),
                1,
                Secret.of(Bytes.wrap(new byte[Manifest.FILE_KEY])),
                0,
                0,
                0,
                FileCells.UploadRecord.Stage.TAKING,
                Optional.empty());
    }

    @Test
    void whoever_asks_or_lies_without_end_pushes_out_nothing_that_is_grave() {
        RoomSheet sheet = new RoomSheet(room("a room"), "Caucus", terms(), OMAN.id(), 3, Instant.EPOCH);
        ledger.add(tx, sheet);
        recorder.hear(tx, TABLE, new Fact.KeysRenewed(IRAN));
        recorder.hear(tx, TABLE, alarm(Fact.AlarmKind.RELAY_TWO_HEADS, 1));
        for (int i = 0; i < 4 * Notices.MOST; i++) {
            assertThat(asks("room " + i, "Caucus " + i, 255, pair())).isFalse();
            recorder.hear(tx, TABLE, alarm(Fact.AlarmKind.OTHER_HISTORY, i));
        }
        load();
        assertThat(ledger.table(TABLE).notices)
                .extracting(Notice::key)
                .containsExactly("table.keys-renewed", "table.asked-against-rules");
        assertThat(ledger.table(TABLE).notices.getLast().parts()).containsExactly("Oman", "Caucus 199");
        assertThat(ledger.room(sheet.ref).orElseThrow().notices)
                .extracting(Notice::key)
                .containsExactly("alarm.relay-two-heads", "alarm.other-history");
    }

    private static Fact.Alarm alarm(Fact.AlarmKind kind, long position) {
        return new Fact.Alarm(
                kind, room("a room").room(), Optional.of(OMAN.id()), Fact.Source.LOG, position, position, Bytes.EMPTY);
    }

    @Test
    void among_fifty_notices_grave_ones_make_place_for_grave_ones_only() {
        List<Notice> notices = Notices.with(List.of(), "grave.first", Notice.Grade.GRAVE, Instant.EPOCH);
        for (int i = 0; i < 2 * Notices.MOST; i++) {
            notices = Notices.with(notices, "care", Notice.Grade.CARE, Instant.EPOCH, i);
        }
        assertThat(notices).hasSize(Notices.MOST);
        assertThat(notices.getFirst().key()).isEqualTo("grave.first");
        assertThat(notices.getLast().parts()).containsExactly("99");
        for (int i = 0; i < Notices.MOST; i++) {
            notices = Notices.with(notices, "grave", Notice.Grade.GRAVE, Instant.EPOCH, i);
        }
        assertThat(notices).hasSize(Notices.MOST).allMatch(one -> one.grade() == Notice.Grade.GRAVE);
        assertThat(Notices.with(notices, "care", Notice.Grade.CARE, Instant.EPOCH))
                .isEqualTo(notices);
    }

    // ---- What comes over the wire

    private boolean asks(String room, String name, int seats, List<Principal> members) {
        return asksAs(OMAN, room, name, seats, members);
    }

    /** As it comes out of the bytes that a peer sent. */
    private boolean asksAs(Principal from, String room, String name, int seats, List<Principal> members) {
        RoomId id = new RoomId(Hash.of(room));
        InboxMessage sent = new InboxMessage.CardAsked(
                id,
                name,
                terms(),
                seats,
                Optional.of(RELAY),
                members.subList(0, Math.min(members.size(), Rules.MOST_SEATS)));
        InboxMessage.CardAsked read = (InboxMessage.CardAsked)
                InboxCodec.decode(InboxCodec.encode(sent)).orElseThrow();
        List<PrincipalId> ids = members.stream().map(Principal::id).toList();
        return recorder.asked(
                tx,
                TABLE,
                new Fact.AskedToJoin(
                        id,
                        new RoomPlan(read.name(), read.terms(), ids, read.seats(), RELAY),
                        from.id(),
                        members,
                        true));
    }

    private List<String> notices() {
        return ledger.table(TABLE).notices.stream().map(Notice::key).distinct().toList();
    }

    private static RoomRef room(String name) {
        return new RoomRef(TABLE, new RoomId(Hash.of(name)));
    }

    private static Bytes terms() {
        return new RoomTerms(RoomKind.PLENARY, TestTable.ANSWERED).encoded();
    }

    private static List<Principal> pair() {
        return List.of(OMAN, SELF);
    }

    private static List<Principal> strangers(int number) {
        List<Principal> all = new ArrayList<>();
        IntStream.range(0, number)
                .mapToObj(i -> person("s" + i + "x".repeat(Principal.MOST_NAME_BYTES - 3), Role.PARTY))
                .forEach(all::add);
        return all;
    }

    private static Principal person(String name, Role role) {
        return new Principal(new PrincipalId(Hash.of(name)), name, role);
    }

    static final class Three implements Directory {
        @Override
        public List<Principal> people(TableId table) {
            return List.of(OMAN, IRAN, SELF);
        }

        @Override
        public Optional<PrincipalId> self(TableId table) {
            return Optional.of(SELF.id());
        }

        @Override
        public Optional<Bytes> terms(RoomRef room) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Principal>> roster(RoomRef room) {
            return Optional.empty();
        }

        @Override
        public Optional<RoomTalk> talk(RoomRef room) {
            return Optional.empty();
        }
    }
}
