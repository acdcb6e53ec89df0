package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.crypto.RelayFault;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;

/** What a relay signs of a history that isn't ours, and what it gets back of one that is (protocol.md, "Restore, clone, rollback"). */
class OtherHistoryTest {
    /** Signs whatever it is asked to. */
    private static final class Signing extends MemoryRelay {
        Signing() {
            super("relay.test");
        }

        SignedHead signs(LogId log, Head head) {
            return sign(log, head);
        }
    }

    private final Signing relay = new Signing();
    private final Scene scene = new Scene(Conduct.STRICT, relay);
    private final RoomId room = scene.plenary();

    private Room here() {
        return Scene.room(scene.israel, room);
    }

    private LogId log() {
        return here().current().log().id();
    }

    private SignedHead signs(long position, String what) {
        return relay.signs(log(), new Head(position, Hash.of(what)));
    }

    private void shown(PrincipalId from, SignedHead head) {
        scene.israel.act((s, tx) -> {
            here().healer.shown(tx, from, 0, head);
            return true;
        });
    }

    private void page(long after, List<Bytes> entries, SignedHead upTo, SignedHead current) {
        scene.israel.act((s, tx) -> {
            here().intake
                    .took(
                            tx,
                            here().current(),
                            new Relay.Answer.Given<>(new Relay.Page(after, entries, upTo, current)));
            return true;
        });
    }

    private Reading reading(Actor of) {
        return of.seat().readings().stream()
                .filter(one -> one.log().id().equals(log()))
                .findFirst()
                .orElseThrow();
    }

    private List<Fact.Alarm> alarms(Fact.AlarmKind kind) {
        return scene.israel.facts(Fact.Alarm.class).stream()
                .filter(alarm -> alarm.kind() == kind)
                .toList();
    }

    private void assertWarned() {
        assertThat(alarms(Fact.AlarmKind.HISTORIES_DIFFER)).hasSize(1);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    private void assertGoesOn() {
        assertThat(scene.israel.alarms()).isEmpty();
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    @Test
    void it_is_told_with_what_the_relay_signed_and_after_a_restart_not_again() {
        scene.warmUp(room);
        SignedHead other = signs(2, "elsewhere");
        for (int i = 0; i < 2; i++) {
            shown(scene.iran.id(), other);
            scene.israel.restart();
        }
        assertWarned();
        CanonicalWriter bytes = new CanonicalWriter();
        other.write(bytes);
        assertThat(alarms(Fact.AlarmKind.HISTORIES_DIFFER).getFirst().proof()).isEqualTo(bytes.bytes());
        assertThat(alarms(Fact.AlarmKind.RELAY_TWO_HEADS))
                .singleElement()
                .satisfies(alarm -> assertThat(
                                RelayFault.ofFile(alarm.proof()).orElseThrow().holds())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoever_sits_in_the_room_shows_it_whatever_its_place(int place) {
        scene.warmUp(room);
        shown(here().roster().members().get(place).principal().id(), signs(2, "elsewhere"));
        assertWarned();
    }

    @Test
    void who_never_sat_in_the_room_shows_nothing_of_it() {
        scene.warmUp(room);
        Actor qatar = scene.guest("Qatar");
        shown(qatar.id(), signs(2, "elsewhere"));
        shown(qatar.id(), signs(9, "elsewhere"));
        assertGoesOn();
        assertThat(here().current().shown).isEmpty();
    }

    @Test
    void of_the_very_place_to_which_we_read_it_is_told_at_once() {
        scene.warmUp(room);
        shown(scene.iran.id(), signs(3, "elsewhere"));
        assertWarned();
    }

    /** Of such a vault lies the relay's last word alone; a proof of more than so many entries nobody takes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void where_no_proof_leads_so_far_back_in_a_vault_of_before_it_is_told_without_one(long beyond) {
        scene.warmUp(room);
        scene.israel.act((s, tx) -> {
            Epoch epoch = here().current();
            for (long at = 4; at <= 3 + RelayFault.MOST_BETWEEN + beyond; at++) {
                Hash entry = Hash.of("test", Hash.number(at));
                epoch.read = epoch.read.next(entry);
                here().entries
                        .put(
                                tx,
                                epoch,
                                new EntryRecord(
                                        epoch.read,
                                        entry,
                                        EntryRecord.Outcome.FOREIGN,
                                        -1,
                                        -1,
                                        Optional.empty(),
                                        Optional.empty()),
                                Bytes.EMPTY);
            }
            epoch.signed = Optional.of(relay.signs(log(), epoch.read));
            epoch.save(s.desk().cells, tx);
            return true;
        });
        shown(scene.iran.id(), signs(3, "elsewhere"));
        assertWarned();
        assertThat(alarms(Fact.AlarmKind.RELAY_TWO_HEADS)).hasSize(beyond == 0 ? 1 : 0);
    }

    // ---- Pages

    @Test
    void a_page_under_a_head_that_the_relay_never_signed_is_not_read_though_it_signed_the_end_of_the_page() {
        scene.warmUp(room);
        SignedHead honest = here().current().signed.orElseThrow();
        page(3, List.of(), honest, forged(2));
        page(3, List.of(), forged(2), honest);
        assertGoesOn();
    }

    private SignedHead forged(long position) {
        return new SignedHead(log(), new Head(position, Hash.of("elsewhere")), 0, List.of(), Bytes.wrap(new byte[64]));
    }

    @Test
    void a_page_that_goes_on_from_ours_in_a_log_of_another_history_is_told() {
        scene.warmUp(room);
        page(3, List.of(), here().current().signed.orElseThrow(), signs(2, "elsewhere"));
        assertWarned();
    }

    @Test
    void after_a_page_that_does_not_go_on_from_ours_the_relay_is_asked_for_its_head_where_we_stand() {
        scene.warmUp(room);
        SignedHead ours = here().current().signed.orElseThrow();
        page(3, List.of(Bytes.utf8("junk")), signs(4, "ahead"), signs(4, "ahead"));
        assertThat(reading(scene.israel).after()).isEqualTo(2);
        assertThat(reading(scene.israel).most()).isEqualTo(1);
        page(2, List.of(relay.entries(log()).getLast()), ours, ours);
        assertThat(reading(scene.israel).after()).isEqualTo(3);
        assertThat(reading(scene.israel).most()).isGreaterThan(1);
        assertGoesOn();
    }

    @Test
    void where_nothing_was_read_yet_it_is_asked_from_the_beginning() {
        page(0, List.of(Bytes.utf8("junk")), signs(1, "ahead"), signs(1, "ahead"));
        assertThat(reading(scene.israel).after()).isZero();
        scene.warmUp(room);
        assertThat(Scene.texts(scene.israel, room)).hasSize(3);
    }

    // ---- Giving back

    @Test
    void a_relay_that_lost_much_gets_it_back_some_entries_at_a_time_and_none_twice() {
        scene.warmUp(room);
        var image = relay.image();
        for (int i = 0; i < 20; i++) {
            scene.israel.say(room, "lost " + i);
            scene.world.settle();
        }
        List<Bytes> before = relay.entries(log());
        relay.restore(image);
        for (int i = 0; i < 2; i++) {
            scene.oman.read(scene.world);
            assertThat(givenBackAt(scene.oman))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(3, 18).boxed().toList());
        }
        scene.world.settle();
        assertThat(relay.entries(log())).isEqualTo(before);
    }

    /** Which places what is to be given back follows. */
    private List<Long> givenBackAt(Actor actor) {
        return actor.seat().sendings().stream()
                .flatMap(sending ->
                        sending instanceof Sending.Append append && append.log().equals(log())
                                ? append.at().stream()
                                : Stream.empty())
                .map(Head::position)
                .toList();
    }

    /** A relay may begin with what its author wrote second in another history: its first isn't needed to see that there is one. */
    @Test
    void a_gap_alarms_where_its_author_had_read_another_history_and_uses_no_number_up() {
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge first =
                new Forge(scene.oman, room).slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.GOOD);
        Forge second = new Forge(scene.oman, room);
        second.seq += 1;
        second.base = new Head(second.base.position(), Hash.of("elsewhere"));
        Forge.place(scene.world, scene.oman, room, second.entry());
        Forge.place(scene.world, scene.oman, room, first.entry());
        scene.world.settle();
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            assertThat(actor.facts(Fact.EntryRefused.class))
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.verdict()).isEqualTo(Fact.Verdict.GAP));
            assertThat(actor.alarms()).containsExactly(Fact.AlarmKind.OTHER_HISTORY);
            assertThat(actor.facts(Fact.Alarm.class).getFirst().member()).contains(scene.oman.id());
            assertThat(Scene.texts(actor, room)).contains("forged");
        }
    }
}
