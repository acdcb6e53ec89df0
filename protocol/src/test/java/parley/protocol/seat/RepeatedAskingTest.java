package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;

/** Askings for a card, and the answers to them, that come more than once or after all is over (protocol.md, "Epochs"). */
class RepeatedAskingTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    RepeatedAskingTest() {
        scene.warmUp(room);
    }

    @Test
    void while_an_asking_waits_for_its_relay_it_is_not_made_again() {
        assertThat(ask()).isEqualTo(Result.refused("room.card-asked", "Qatar"));
        int waiting = scene.oman.seat().sendings().size();
        scene.oman.restart();
        assertThat(ask()).isEqualTo(Result.refused("room.card-asked", "Qatar"));
        assertThat(scene.oman.seat().sendings()).hasSize(waiting);
        scene.world.settle();

        assertThat(ask()).as("once more, since nobody answered").isEqualTo(Result.refused("room.card-asked", "Qatar"));
        assertThat(scene.oman.seat().sendings()).hasSize(1);
        scene.world.settle();
        assertThat(qatar.facts(Fact.AskedToJoin.class)).isNotEmpty();
        comesIn("here");
    }

    @Test
    void what_waits_for_an_inbox_of_before_stops_no_asking_at_the_one_of_now() {
        var unused = ask();
        int waiting = scene.oman.seat().sendings().size();
        scene.oman.act((s, tx) -> {
            Peers.Peer peer = Scene.peer(scene.oman, qatar);
            peer.inbox = Scene.ownInboxAt(qatar, scene.world.relay.address());
            return true;
        });
        unused = ask();
        assertThat(scene.oman.seat().sendings()).hasSize(waiting + 1);
    }

    /** A newcomer answers each asking with the same card. It has forgotten the keys behind it when it is to come in again. */
    @Test
    void a_card_that_comes_again_when_its_newcomer_has_left_lets_nobody_in() {
        comesIn("here");
        Card used = Scene.room(qatar, room).own.card();
        scene.change(room, ChangeKind.REMOVE, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);

        Scene.send(qatar, scene.oman, new InboxMessage.CardGiven(room, used));
        scene.world.settle();
        assertThat(ask()).isEqualTo(Result.refused("room.card-asked", "Qatar"));
        scene.world.settle();
        comesIn("here again");
    }

    /** It couldn't open the room, or nothing reached it: it has the keys, and gives the same card when it is asked again. */
    @Test
    void a_card_whose_newcomer_never_came_in_lets_it_in_later() {
        var unused = ask();
        scene.world.settle();
        qatar.joins(room).orThrow();
        scene.world.settle();
        qatar.offline = true;
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(scene.oman.room(room).roster()).hasSize(4);
        Card given = scene.oman.store.transact(tx -> Scene.room(scene.oman, room)
                .card(
                        tx,
                        Scene.room(scene.oman, room).roster().member(qatar.id()).orElseThrow()));
        scene.change(room, ChangeKind.REMOVE, qatar);
        assertThat(ask()).isEqualTo(Result.refused("room.card-asked", "Qatar"));

        scene.oman.act((s, tx) -> {
            Scene.room(scene.oman, room).changes.cardGiven(tx, Scene.peer(scene.oman, qatar), given);
            return true;
        });
        assertThat(ask().isDone()).isTrue();
    }

    private Result<Bytes> ask() {
        return scene.oman.act((s, tx) -> s.change(tx, room, ChangeKind.ADMIT, qatar.id(), Optional.empty()));
    }

    private void comesIn(String text) {
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.world.settleOver(Scene.STEP, 4);
        qatar.say(room, text);
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains(text);
        assertThat(qatar.alarms()).isEmpty();
    }
}
