package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** Whose word on the state was another than ours, kept until it agrees or is gone (protocol.md, "Folding"). */
class DoubtsTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    private void says(Actor member, boolean agrees) {
        scene.israel.act((s, tx) -> {
            Scene.room(scene.israel, room).doubts.claimed(tx, member.id(), agrees, 1);
            return true;
        });
    }

    private Optional<PrincipalId> doubted() {
        return Scene.room(scene.israel, room).doubts.any();
    }

    @Test
    void one_who_agrees_again_ends_the_doubt_of_itself_alone() {
        says(scene.oman, false);
        says(scene.iran, false);
        says(scene.oman, true);
        assertThat(doubted()).contains(scene.iran.id());
        scene.israel.restart();
        assertThat(doubted()).contains(scene.iran.id());
        says(scene.iran, true);
        assertThat(doubted()).isEmpty();
        scene.israel.restart();
        assertThat(doubted()).isEmpty();
    }

    @Test
    void it_is_told_once_and_once_more_when_it_had_agreed_in_between() {
        says(scene.iran, false);
        says(scene.iran, false);
        assertThat(scene.israel.alarms()).hasSize(1);
        says(scene.iran, true);
        assertThat(scene.israel.alarms()).hasSize(1);
        says(scene.iran, false);
        assertThat(scene.israel.alarms()).hasSize(2).containsOnly(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
    }

    @Test
    void who_was_removed_is_doubted_no_more_when_it_comes_back() {
        says(scene.iran, false);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(doubted()).isEmpty();
        says(scene.oman, false);
        says(scene.oman, true);
        scene.change(room, ChangeKind.ADMIT, scene.iran);
        assertThat(scene.israel.room(room).roster()).hasSize(3);
        assertThat(doubted()).isEmpty();
    }
}
