package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;

/** What a room shows of itself, and when its node has something to do there. */
class RoomKeptTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    RoomKeptTest() {
        scene.warmUp(room);
    }

    @Test
    void its_words_are_twelve_and_others_in_each_epoch() {
        List<String> words = scene.iran.seat().roomWords(room).orElseThrow();
        assertThat(words).hasSize(12);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(scene.iran.seat().roomWords(room).orElseThrow()).hasSize(12).isNotEqualTo(words);
        assertThat(scene.iran.seat().roomWords(new RoomId(Hash.of("unknown")))).isEmpty();
    }

    @Test
    void of_ourselves_it_shows_how_far_we_folded_and_of_others_what_they_said() {
        assertThat(scene.iran.room(room).roster())
                .allMatch(SeatRoom.Member::confirmed)
                .allSatisfy(member -> assertThat(member.folded())
                        .isEqualTo(member.principal().id().equals(scene.iran.id()) ? 3 : 0));
    }

    /** Else whoever starts again and again would never come to its turn. */
    @Test
    void since_when_a_change_waits_to_be_carried_out_is_known_after_a_restart() {
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.oman.offline = true;
        scene.iran.offline = true;
        scene.world.settle();
        Duration step = Duration.ofMinutes(1);
        for (int minute = 0; minute < 12 && scene.israel.room(room).epoch() == 0; minute++) {
            scene.israel.restart();
            scene.world.settleOver(step, 1);
        }
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
    }

    /** No session carries it to anybody: without a pause its node would do nothing but try. */
    @Test
    void what_cannot_be_done_is_tried_again_after_a_moment_and_not_at_once() {
        Room here = Scene.room(scene.oman, room);
        scene.oman.act((s, tx) -> {
            here.links.end(tx);
            return s.say(tx, room, TestFold.text("to nobody yet"), Instant.EPOCH);
        });
        Instant now = scene.world.clock.instant();
        assertThat(scene.oman.seat().nextTick())
                .hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(now));
        scene.oman.tick();
        assertThat(scene.oman.seat().nextTick())
                .hasValueSatisfying(at -> assertThat(at).isAfter(now).isBefore(now.plusSeconds(10)));
        scene.world.pass(Duration.ofDays(-1));
        assertThat(scene.oman.seat().nextTick())
                .as("the clock was set back")
                .hasValueSatisfying(at -> assertThat(at).isBeforeOrEqualTo(scene.world.clock.instant()));
    }

    @Test
    void what_is_said_of_a_room_that_is_not_ours_to_come_into_is_not_kept() {
        RoomId unknown = new RoomId(Hash.of("unknown"));
        Hash any = Hash.of("any");
        SignedHead head = new SignedHead(new LogId(any), new Head(1, any), 0, List.of(), Bytes.wrap(new byte[64]));
        scene.iran.act((s, tx) -> {
            s.desk().earlyHeads.shown(tx, scene.oman.id(), new InboxMessage.HeadShown(unknown, 1, head));
            s.desk()
                    .earlyReports
                    .reported(
                            tx,
                            Scene.peer(scene.iran, scene.oman),
                            new InboxMessage.EpochReported(unknown, 1, head.head(), any));
            assertThat(tx.get(s.desk().cells.earlyHeads(unknown))).isEmpty();
            assertThat(tx.get(s.desk().cells.earlyReports(unknown))).isEmpty();
            return true;
        });
    }

    @Test
    void of_each_elder_the_last_word_on_an_opening_to_come_is_kept_and_of_no_more_than_can_sit_in_a_room() {
        scene.iran.act((s, tx) -> {
            EarlyWords words = new EarlyWords(s.desk());
            Bytes before = Bytes.EMPTY;
            for (int elder = 0; elder <= SizeClass.MOST_SEATS; elder++) {
                PrincipalId from = new PrincipalId(Hash.of("elder", Hash.number(elder)));
                words.keep(tx, from, word("first"));
                Bytes first = tx.get(s.desk().cells.earlyWords(room)).orElseThrow();
                words.keep(tx, from, word("last"));
                Bytes last = tx.get(s.desk().cells.earlyWords(room)).orElseThrow();
                boolean hasAPlace = elder < SizeClass.MOST_SEATS;
                assertThat(first.size() > before.size()).isEqualTo(hasAPlace);
                assertThat(last.size()).isEqualTo(first.size());
                assertThat(last.equals(first)).isNotEqualTo(hasAPlace);
                before = last;
            }
            return true;
        });
    }

    private InboxMessage.StateVouched word(String state) {
        return new InboxMessage.StateVouched(room, Hash.of("opening"), Hash.of(state), 1);
    }
}
