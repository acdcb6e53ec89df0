package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;

/**
 * What a relay signed of another history of an epoch that has ended stops a room, unless all who stayed reported its end alike
 * (protocol.md, "Epochs").
 */
class UnsettledEndTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();
    private final Secret capability =
            Scene.room(scene.oman, room).current().secrets.capability();
    private final MemoryRelay fork;

    UnsettledEndTest() {
        scene.warmUp(room);
        fork = scene.world.relay.fork();
        Forge.place(fork, scene.oman, room, Bytes.utf8("on the other side"));
    }

    @BeforeEach
    void goesOnWithoutIran() {
        scene.iran.offline = true;
    }

    private void refresh() {
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
    }

    private void israelShowsTheOtherHistory() {
        assertThat(Scene.room(scene.oman, room).epochs).as("let go").containsOnlyKeys(1);
        SignedHead other = fork.read(log, capability, 0, 100, Duration.ZERO) instanceof Answer.Given<Page>(Page page)
                ? page.current()
                : fail("no page");
        Scene.send(scene.israel, scene.oman, new InboxMessage.HeadShown(room, 0, other));
        scene.world.settle();
    }

    private void assertStopped() {
        assertThat(scene.oman.alarms())
                .contains(Fact.AlarmKind.HISTORIES_DIFFER)
                .doesNotContain(Fact.AlarmKind.PAST_HISTORIES_DIFFER);
        assertThat(scene.oman.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    @Test
    void where_all_who_stayed_reported_the_same_end_the_room_goes_on() {
        refresh();
        scene.iran.offline = false;
        scene.world.settle();
        israelShowsTheOtherHistory();
        assertThat(scene.oman.alarms())
                .contains(Fact.AlarmKind.PAST_HISTORIES_DIFFER)
                .doesNotContain(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.oman.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    /** Iran can have ended it otherwise, and will never report that now. */
    @Test
    void where_the_log_was_gone_before_all_had_reported_the_room_stops() {
        refresh();
        Answer<?> unused = scene.world.relay.release(log, capability, Hash.of("made up"), 1);
        scene.world.settle();
        israelShowsTheOtherHistory();
        assertStopped();
    }

    @Test
    void where_one_who_stayed_reported_another_end_the_room_stops() {
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.read(scene.world);
        Hash any = Hash.of("another end");
        scene.oman.act((s, tx) -> {
            s.desk()
                    .earlyReports
                    .reported(
                            tx,
                            Scene.peer(scene.oman, scene.israel),
                            new InboxMessage.EpochReported(room, 0, new Head(6, any), any));
            return true;
        });
        assertThat(scene.oman.alarms()).containsExactly(Fact.AlarmKind.OPENING_DIFFERS);
        scene.iran.offline = false;
        scene.world.settle();
        israelShowsTheOtherHistory();
        assertStopped();
    }
}
