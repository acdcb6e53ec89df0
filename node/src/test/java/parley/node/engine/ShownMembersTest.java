package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.engine.RoomSheet.Phase;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Fact;
import parley.protocol.seat.RoomPlan;
import parley.talks.room.RoomTalk;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;

/** A yes is said to people by name and role: whoever sits there otherwise is seen. */
final class ShownMembersTest {
    private static final TableId TABLE = new TableId(Hash.of("a table"));
    private static final RoomId ROOM = new RoomId(Hash.of("a room"));
    private static final RelayAddress RELAY = new RelayAddress("relay.test", 443, Bytes.wrap(new byte[32]));
    private static final Principal OMAN = person("Oman", "Oman", Role.MEDIATOR);
    private static final Principal IRAN = person("Iran", "Iran", Role.PARTY);
    private static final Principal SELF = person("Israel", "Israel", Role.PARTY);
    private static final List<Principal> SHOWN = List.of(OMAN, IRAN, SELF);

    private final Cells tx = new Cells();
    private final Ledger ledger = Ledger.load(tx);

    private static Principal person(String id, String name, Role role) {
        return new Principal(new PrincipalId(Hash.of(id)), name, role);
    }

    /** People say yes to those who were shown; these sit there when the room opens. */
    private RoomSheet opened(List<Principal> seated) {
        ledger.add(tx, new TableSheet(TABLE, "Harbour", RELAY));
        Recorder recorder =
                new Recorder(ledger, InstantSource.system(), Randomness.system(), new OneRoom(Optional.of(seated)));
        Bytes terms = new RoomTerms(RoomKind.PLENARY, TestTable.ANSWERED).encoded();
        List<PrincipalId> ids = SHOWN.stream().map(Principal::id).toList();
        RoomPlan plan = new RoomPlan("Plenary", terms, ids, 4, RELAY);
        assertThat(recorder.asked(tx, TABLE, new Fact.AskedToJoin(ROOM, plan, OMAN.id(), SHOWN, true)))
                .isTrue();
        RoomSheet sheet = ledger.room(new RoomRef(TABLE, ROOM)).orElseThrow();
        sheet.enter(Phase.FORMING, Instant.EPOCH);
        recorder.hear(tx, TABLE, new Fact.RoomOpened(ROOM));
        return sheet;
    }

    private static List<String> notices(RoomSheet sheet) {
        return sheet.notices.stream().map(Notice::key).toList();
    }

    @Test
    void of_those_who_were_shown_nothing_is_said() {
        assertThat(notices(opened(List.of(IRAN, OMAN, SELF)))).isEmpty();
    }

    @Test
    void whoever_left_before_the_room_opened_here_is_no_matter() {
        assertThat(notices(opened(List.of(OMAN, SELF)))).isEmpty();
    }

    @Test
    void another_name_under_the_same_id_is_told() {
        RoomSheet sheet = opened(List.of(OMAN, person("Iran", "Qatar", Role.PARTY), SELF));
        assertThat(notices(sheet)).containsExactly("room.other-members");
        assertThat(sheet.members).extracting(Principal::name).containsExactly("Oman", "Qatar", "Israel");
    }

    @Test
    void another_role_under_the_same_id_and_name_is_told() {
        assertThat(notices(opened(List.of(OMAN, person("Iran", "Iran", Role.MEDIATOR), SELF))))
                .containsExactly("room.other-members");
    }

    @Test
    void one_who_was_not_shown_at_all_is_told() {
        assertThat(notices(opened(List.of(OMAN, IRAN, SELF, person("Qatar", "Qatar", Role.GUARANTOR)))))
                .containsExactly("room.other-members");
    }

    private record OneRoom(Optional<List<Principal>> seated) implements Directory {
        @Override
        public List<Principal> people(TableId table) {
            return SHOWN;
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
            return seated;
        }

        @Override
        public Optional<RoomTalk> talk(RoomRef room) {
            return Optional.empty();
        }
    }
}
