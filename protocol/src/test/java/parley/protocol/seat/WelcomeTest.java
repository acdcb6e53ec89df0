package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/** A newcomer is in the roster, and the one member whom it knows can do nothing more: whoever else pairs with it lets it in. */
class WelcomeTest {
    private final Scene scene = new Scene();
    private final Actor qatar = scene.guest("Qatar");
    private final RoomId room = scene.plenary();

    /** Oman asked for the card, and the relay tells it that the log is gone, say: Israel carries the admission out. */
    private void admittedByOneWhomItDoesNotKnow() {
        scene.warmUp(room);
        var change = scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, qatar.id(), change));
        scene.world.settle();
        scene.oman.offline = true;
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 10);
        assertThat(scene.israel.room(room).roster())
                .filteredOn(member -> member.principal().id().equals(qatar.id()))
                .singleElement()
                .satisfies(member -> assertThat(member.confirmed()).isFalse());
        assertThat(qatar.seat().room(room)).isEmpty();
    }

    /** At once, and not after the pauses in which an opening goes again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoever_of_the_room_exchanges_an_invitation_with_it_lets_it_in(boolean theNewcomerInvites) {
        admittedByOneWhomItDoesNotKnow();
        scene.world.pair(theNewcomerInvites ? qatar : scene.israel, theNewcomerInvites ? scene.israel : qatar);
        qatar.say(room, "let in at last");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains("let in at last");
        assertThat(Scene.texts(scene.iran, room)).contains("let in at last");
    }

    @Test
    void whoever_knew_it_all_along_lets_it_in_when_it_is_back() {
        admittedByOneWhomItDoesNotKnow();
        scene.oman.offline = false;
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 10);
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    /** Qatar would take no opening from it: in the room's roster, and never let in. */
    @Test
    void a_card_that_came_before_ones_renewal_admits_nobody_until_the_two_have_met_anew() {
        scene.warmUp(room);
        scene.world.pair(scene.iran, qatar);
        scene.change(room, ChangeKind.ADMIT, qatar, scene.iran);
        RenewalTest.renew(scene, room);
        Result<Bytes> tooEarly =
                scene.iran.act((s, tx) -> s.change(tx, room, ChangeKind.ADMIT, qatar.id(), Optional.empty()));
        assertThat(tooEarly).isEqualTo(Result.refused("room.not-paired"));
        scene.world.pair(scene.iran, qatar);
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.iran, scene.israel);
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }
}
