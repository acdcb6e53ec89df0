package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Head;
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

    /** It came in, and was removed before anybody heard it: what still comes of askings of before is its used card. */
    @Test
    void a_card_of_one_that_was_removed_before_it_was_heard_lets_nobody_in() {
        Card used = askedAndGiven();
        qatar.offline = true;
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(scene.oman.room(room).roster()).hasSize(4);
        scene.change(room, ChangeKind.REMOVE, qatar);
        qatar.offline = false;
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);

        Scene.send(qatar, scene.oman, new InboxMessage.CardGiven(room, used));
        scene.world.settle();
        assertThat(ask()).isEqualTo(Result.refused("room.card-asked", "Qatar"));
        scene.world.settle();
        assertThat(qatar.facts(Fact.AskedToJoin.class)).hasSize(2);
        comesIn("here after all");
    }

    /** Nothing of the room reached it but that it isn't in it any more: its card is used up, and it has the keys. */
    @Test
    void who_hears_of_its_removal_alone_is_asked_anew_and_gives_another_card() {
        Card before = askedAndGiven();
        Scene.send(scene.oman, qatar, ended(1));
        scene.world.settle();
        scene.oman.act((s, tx) -> {
            Room here = Scene.room(scene.oman, room);
            s.desk()
                    .post
                    .send(
                            tx,
                            Scene.peer(scene.oman, qatar),
                            new InboxMessage.CardAsked(
                                    room,
                                    "Plenary",
                                    here.folded.terms(),
                                    4,
                                    Optional.of(here.current().log().relay()),
                                    here.roster().principals()));
            return true;
        });
        scene.world.settle();
        assertThat(qatar.facts(Fact.AskedToJoin.class)).hasSize(2);
        qatar.joins(room).orThrow();
        assertThat(given(before)).as("the same card").isFalse();
    }

    /** Who sat there with it, and may lie. */
    @Test
    void nobody_but_who_asked_for_a_card_says_that_it_is_used_up() {
        comesIn("here");
        scene.change(room, ChangeKind.REMOVE, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        Card next = askedAndGiven();
        qatar.act((s, tx) -> {
            s.desk().rooms.newcomer().ended(tx, Scene.peer(qatar, scene.israel), ended(9));
            return true;
        });
        assertThat(given(next)).as("the same card").isTrue();
        comesIn("here again");
    }

    /** The word of an earlier removal comes late, and its newcomer has given a card anew. */
    @Test
    void what_is_said_of_a_former_life_in_the_room_takes_no_card_back() {
        comesIn("here");
        int epoch = qatar.room(room).epoch();
        scene.change(room, ChangeKind.REMOVE, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        Card next = askedAndGiven();
        Scene.send(scene.oman, qatar, ended(epoch));
        scene.world.settle();
        assertThat(given(next)).as("the same card").isTrue();
        comesIn("here again");
    }

    /** It was let in by it, and out again, while it was away. */
    @Test
    void what_is_said_of_the_life_after_the_one_that_it_left_takes_the_card_of_that_back() {
        comesIn("here");
        scene.change(room, ChangeKind.REMOVE, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        Card next = askedAndGiven();
        Scene.send(scene.oman, qatar, ended(9));
        scene.world.settle();
        assertThat(given(next)).isFalse();
    }

    /** The others took out what it was, and let it in by the card that it gave since. */
    @Test
    void what_is_said_to_one_that_waits_to_be_taken_back_renewed_is_of_its_former_self() {
        comesIn("here");
        Bytes file = qatar.act((s, tx) -> s.askForRenewal(tx, false)).orThrow().file();
        qatar.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        var unused = scene.oman.act((s, tx) -> s.change(tx, room, ChangeKind.RENEW, qatar.id(), Optional.empty()));
        scene.world.settle();
        Card next = offered();
        assertThat(given(next)).isTrue();
        Scene.send(scene.oman, qatar, ended(9));
        scene.world.settle();
        assertThat(given(next)).as("the same card").isTrue();
    }

    private InboxMessage.Ended ended(int epoch) {
        return new InboxMessage.Ended(
                room,
                epoch,
                Head.start(Scene.room(scene.oman, room).current().log().id()));
    }

    private Card askedAndGiven() {
        var unused = ask();
        scene.world.settle();
        qatar.joins(room).orThrow();
        scene.world.settle();
        return offered();
    }

    private Card offered() {
        return scene.oman.store.transact(
                tx -> tx.get(scene.oman.seat().desk().cells.offeredCard(room, qatar.id()))
                        .map(kept -> Kept.decode(kept, Card::read))
                        .orElseThrow());
    }

    /** Whether the newcomer has this card ready, for who lets it in by it. */
    private boolean given(Card card) {
        return qatar.store.transact(tx -> tx.get(qatar.seat().desk().cells.givenCard(room))
                .map(kept -> Kept.decode(kept, OwnCard::read))
                .filter(own -> own.card().equals(card))
                .isPresent());
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
