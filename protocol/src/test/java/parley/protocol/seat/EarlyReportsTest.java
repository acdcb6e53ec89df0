package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;

/** A member reports the end of an epoch once, however far its reader has come by then (protocol.md, "Epochs"). */
class EarlyReportsTest {
    private final Scene scene = new Scene();

    private RoomId withoutIran(int epochs) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        for (int i = 0; i < epochs; i++) {
            scene.change(room, ChangeKind.REFRESH, scene.oman);
        }
        return room;
    }

    /** Its mail is read before its logs are. */
    @Test
    void who_was_away_for_some_epochs_lets_their_logs_go_as_the_others_do() {
        RoomId room = withoutIran(3);
        scene.iran.offline = false;
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).epoch()).as(actor.name).isEqualTo(3);
            assertThat(Scene.room(actor, room).epochs).as(actor.name).containsOnlyKeys(3);
        }
        assertThat(keepsReports(scene.iran, room)).as("what was compared").isFalse();
    }

    @Test
    void reports_that_wait_outlast_a_restart() {
        RoomId room = withoutIran(3);
        scene.readsItsMail(scene.iran);
        assertThat(scene.iran.room(room).epoch()).isZero();
        scene.iran.restart();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(Scene.room(scene.iran, room).epochs).containsOnlyKeys(3);
    }

    @Test
    void a_report_that_comes_too_early_of_another_end_than_ours_is_told_once_we_have_ours() {
        RoomId room = withoutIran(1);
        reports(scene.israel, room, 1, 1);
        assertThat(scene.iran.alarms()).isEmpty();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.alarms()).as("no end of ours yet").isEmpty();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(scene.iran.alarms()).containsOnlyOnce(Fact.AlarmKind.OPENING_DIFFERS);
        assertThat(scene.iran.facts(Fact.Alarm.class).getFirst().member()).contains(scene.israel.id());
    }

    @Test
    void an_elders_report_that_outruns_the_opening_is_compared_with_it() {
        Actor qatar = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes change = scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        reports(scene.oman, List.of(qatar), room, 0, 1);
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, qatar.id(), change));
        scene.world.settle();
        assertThat(qatar.alarms()).isEmpty();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
        assertThat(qatar.room(room).epoch()).isEqualTo(1);
        assertThat(qatar.alarms()).containsOnlyOnce(Fact.AlarmKind.OPENING_DIFFERS);
    }

    /** A relay, or a program of before, lost the one of an end: those of the ends after it say what it said. */
    @Test
    void a_log_whose_report_was_lost_is_let_go_with_the_next_ones() {
        RoomId room = withoutIran(0);
        scene.iran.offline = false;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        Room there = Scene.room(scene.iran, room);
        assertThat(there.epochs).containsOnlyKeys(1);
        scene.iran.act((s, tx) -> {
            Epoch ended = there.past(tx, 0).orElseThrow();
            ended.followed.remove(scene.israel.id());
            there.epochs.put(0, ended);
            there.state.oldest = 0;
            return true;
        });
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(there.epochs).containsOnlyKeys(2);
    }

    @Test
    void one_member_reports_no_more_ends_to_come_than_are_kept_the_nearest_and_the_last() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        for (int epoch = 1; epoch <= 4; epoch++) {
            reports(scene.iran, room, epoch, epoch);
        }
        int four = early(scene.israel, room).size();
        for (int epoch = 5; epoch <= 40; epoch++) {
            reports(scene.iran, room, epoch, epoch);
        }
        reports(scene.iran, room, 7, 8);
        assertThat(early(scene.israel, room).size()).isEqualTo(four);
        scene.israel.restart();
        reports(scene.oman, room, 1, 1);
        assertThat(early(scene.israel, room).size()).isGreaterThan(four);
    }

    /** It has none to report: the end that let it in is the first that it knows of. */
    @Test
    void a_report_of_one_who_came_by_that_end_is_not_heard() {
        Actor qatar = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.change(room, ChangeKind.ADMIT, qatar);
        reports(qatar, List.of(scene.oman, scene.israel), room, 0, 1);
        assertThat(scene.oman.alarms()).isEmpty();
        assertThat(unsettled(scene.oman, room)).isFalse();
    }

    @Test
    void a_newcomer_hears_of_another_end_before_it_from_each_elder_once() {
        Actor qatar = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.change(room, ChangeKind.ADMIT, qatar);
        for (int again = 0; again < 3; again++) {
            reports(scene.israel, List.of(qatar), room, 0, again);
        }
        assertThat(qatar.alarms()).containsExactly(Fact.AlarmKind.OPENING_DIFFERS);
        assertThat(unsettled(qatar, room)).isFalse();
        reports(scene.oman, List.of(qatar), room, 0, 1);
        assertThat(qatar.alarms()).hasSize(2);
    }

    @Test
    void a_newcomer_hears_of_ends_before_it_from_nobody_who_does_not_sit_there() {
        Actor qatar = scene.guest("Qatar");
        Actor kuwait = scene.guest("Kuwait");
        scene.world.pair(qatar, kuwait);
        RoomId room = scene.plenary();
        scene.change(room, ChangeKind.ADMIT, qatar);
        reports(kuwait, List.of(qatar), room, 0, 1);
        assertThat(qatar.alarms()).isEmpty();
    }

    /** Where it is on the other side of an earlier end already, it still needs what stood before that. */
    @Test
    void a_report_of_another_end_than_ours_says_nothing_of_the_ends_before_it() {
        RoomId room = withoutIran(2);
        reports(scene.iran, List.of(scene.oman), room, 1, 1);
        assertThat(scene.oman.alarms()).containsExactly(Fact.AlarmKind.OPENING_DIFFERS);
        assertThat(Scene.room(scene.oman, room).epochs).containsKeys(0, 1);
    }

    @Test
    void who_was_removed_is_heard_of_another_end_though_the_epoch_after_ours_is_let_go_too() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(Scene.room(scene.oman, room).epochs).containsOnlyKeys(2);
        reports(scene.iran, List.of(scene.oman), room, 0, 1);
        assertThat(scene.oman.alarms()).containsExactly(Fact.AlarmKind.OPENING_DIFFERS);
    }

    private static boolean unsettled(Actor actor, RoomId room) {
        return actor.act((s, tx) -> tx.count(s.desk().cells.unsettledEnd(room, 0))) > 0;
    }

    @Test
    void a_nearer_end_takes_the_place_of_the_last_but_one() {
        RoomId room = withoutIran(1);
        for (int epoch : new int[] {3, 4, 5, 9, 1}) {
            reports(scene.israel, List.of(scene.iran), room, epoch, epoch);
        }
        scene.iran.offline = false;
        scene.world.settle();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(2);
        assertThat(scene.iran.alarms()).containsOnlyOnce(Fact.AlarmKind.OPENING_DIFFERS);
    }

    @Test
    void who_has_no_seat_gives_way_to_who_has_one_and_not_before_all_places_are_taken() {
        RoomId room = scene.plenary();
        reports(scene.iran, List.of(scene.israel), room, 0, 1);
        int places = EarlyReports.MOST_OF_ONE * SizeClass.MOST_SEATS;
        for (int taken = 1; taken < places; taken++) {
            int before = early(scene.israel, room).size();
            reportsAsAStranger(room, taken / EarlyReports.MOST_OF_ONE, 1 + taken % EarlyReports.MOST_OF_ONE);
            assertThat(early(scene.israel, room).size()).as("place %s", taken).isGreaterThan(before);
        }
        Bytes full = early(scene.israel, room);
        reportsAsAStranger(room, SizeClass.MOST_SEATS, 1);
        assertThat(early(scene.israel, room).size()).isEqualTo(full.size());
        reports(scene.oman, List.of(scene.israel), room, 0, 1);
        assertThat(early(scene.israel, room).size()).isEqualTo(full.size());
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(scene.israel.facts(Fact.Alarm.class))
                .flatExtracting(alarm -> alarm.member().stream().toList())
                .containsExactly(scene.iran.id(), scene.oman.id());
    }

    private void reportsAsAStranger(RoomId room, int stranger, int epoch) {
        Hash id = Hash.of("test", Bytes.utf8("stranger " + stranger));
        scene.israel.act((s, tx) -> {
            Peers.Peer iran = Scene.peer(scene.israel, scene.iran);
            Peers.Peer known = s.desk()
                    .peers
                    .find(new PrincipalId(id))
                    .orElseGet(() -> s.desk()
                            .peers
                            .add(
                                    tx,
                                    new NodeIdentity(
                                            new Principal(new PrincipalId(id), "Stranger " + stranger, Role.PARTY),
                                            0,
                                            iran.node.identityKey(),
                                            iran.node.onRecord()),
                                    iran.inbox,
                                    new Fact.Comparison.Unverified(),
                                    true,
                                    Optional.empty()));
            s.desk().earlyReports.reported(tx, known, report(room, epoch, epoch));
            return true;
        });
    }

    @Test
    void whoever_leaves_keeps_no_reports_of_that_room() {
        RoomId room = scene.plenary();
        reports(scene.israel, List.of(scene.iran), room, 3, 3);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        reports(scene.israel, List.of(scene.iran), room, 4, 4);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        assertThat(keepsReports(scene.iran, room)).isFalse();
    }

    /** Reports are said once, and a node may stop as soon as it has taken one in. */
    @Test
    void who_has_followed_is_known_after_a_start_and_a_log_that_was_let_go_is_not_read_again() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.read(scene.world);
        assertThat(Scene.room(scene.oman, room).epochs).containsOnlyKeys(0, 1);
        for (Actor reports : List.of(scene.israel, scene.iran)) {
            reports.read(scene.world);
            reports.send(scene.world);
            scene.readsItsMail(scene.oman);
            scene.oman.restart();
        }
        assertThat(Scene.room(scene.oman, room).epochs).containsOnlyKeys(1);
    }

    private static boolean keepsReports(Actor actor, RoomId room) {
        return actor.act((s, tx) -> tx.get(s.desk().cells.earlyReports(room)).isPresent());
    }

    /** As a changed program does, of an end that never was. */
    private void reports(Actor from, RoomId room, int epoch, int number) {
        reports(from, List.of(scene.oman, scene.israel, scene.iran), room, epoch, number);
    }

    private static void reports(Actor from, List<Actor> all, RoomId room, int epoch, int number) {
        for (Actor to : all) {
            if (!to.equals(from)) {
                to.act((s, tx) -> {
                    s.desk().earlyReports.reported(tx, Scene.peer(to, from), report(room, epoch, number));
                    return true;
                });
            }
        }
    }

    private static InboxMessage.EpochReported report(RoomId room, int epoch, int number) {
        Hash any = Hash.of("test", Bytes.utf8("end " + number));
        return new InboxMessage.EpochReported(room, epoch, new Head(number, any), any);
    }

    private static Bytes early(Actor actor, RoomId room) {
        return actor.act((s, tx) -> tx.get(s.desk().cells.earlyReports(room)).orElseThrow());
    }
}
