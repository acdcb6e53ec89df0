package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Head;
import parley.base.RoomId;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Change;

/**
 * Iran gave its card for a room and was renewed before the room let it in: what the room has then names Iran as it was (protocol.md,
 * "Restore, clone, rollback").
 */
class RenewedNewcomerTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.world.room(4, scene.oman, scene.israel);
    private final Bytes asItWas = scene.change(room, ChangeKind.ADMIT, scene.iran, scene.oman);

    private void isRenewed(boolean newKeys) {
        Bytes file = scene.iran
                .act((s, tx) -> s.askForRenewal(tx, newKeys))
                .orThrow()
                .file();
        scene.iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
    }

    /** Proposed before the renewal, or by one who doesn't know of it. */
    private void isLetInAsItWas() {
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, scene.iran.id(), asItWas));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(asItWas)));
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(scene.iran.seat().room(room)).isEmpty();
        assertThat(scene.iran.alarms()).isEmpty();
    }

    private void assertIsTakenBack() {
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, scene.israel);
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.israel.say(room, "to Iran as it is");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("to Iran as it is");
        assertThat(scene.world.allFacts()).noneMatch(fact -> fact instanceof Fact.Alarm);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_room_that_lets_it_in_as_it_was_tells_it_nothing_of_that_beginning(boolean newKeys) {
        isRenewed(newKeys);
        assertThat(incarnation(scene.change(room, ChangeKind.ADMIT, scene.iran, scene.oman)))
                .isEqualTo(1);
        isLetInAsItWas();
        assertIsTakenBack();
    }

    /** As a program does that doesn't look whom it greets. */
    private void isGreetedAsItWas() {
        Room there = Scene.room(scene.oman, room);
        Scene.send(
                scene.oman,
                scene.iran,
                scene.oman.store.transact(tx -> new InboxMessage.OpeningSent(
                        there.current().opening,
                        there.current().secrets,
                        there.state.plan,
                        tx.get(there.desk.cells.openingState(room, 1)).orElseThrow(),
                        there.roster().members().stream()
                                .map(m -> there.card(tx, m))
                                .toList())));
        scene.world.settle();
        assertThat(scene.iran.seat().room(room)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_does_not_begin_there_as_it_was(boolean newKeys) {
        isRenewed(newKeys);
        isLetInAsItWas();
        isGreetedAsItWas();
        assertIsTakenBack();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_opening_that_names_it_as_it_was_is_no_exchange_of_the_card_that_it_gave_since(boolean newKeys) {
        isRenewed(newKeys);
        scene.change(room, ChangeKind.ADMIT, scene.iran, scene.oman);
        isLetInAsItWas();
        isGreetedAsItWas();
        assertIsTakenBack();
    }

    /** Its vault has no room of that life any more by which it could tell: the card that it gave since is for the next. */
    @Test
    void the_word_that_it_was_removed_as_it_was_takes_no_card_back_that_it_gave_since() {
        isRenewed(false);
        scene.change(room, ChangeKind.ADMIT, scene.iran, scene.oman);
        Optional<Bytes> card = givenCard();
        assertThat(card).isPresent();
        isLetInAsItWas();
        Head end = Scene.room(scene.oman, room).current().read;
        Scene.send(scene.oman, scene.iran, new InboxMessage.Ended(room, 1, end));
        scene.world.settle();
        assertThat(givenCard()).isEqualTo(card);
        assertIsTakenBack();
    }

    private Optional<Bytes> givenCard() {
        return scene.iran.act((s, tx) -> tx.get(s.desk().cells.givenCard(room)));
    }

    @Test
    void nobody_proposes_it_as_it_was_any_more() {
        assertThat(incarnation(asItWas)).isZero();
        isRenewed(false);
        assertThat(incarnation(scene.change(room, ChangeKind.ADMIT, scene.iran, scene.oman)))
                .isEqualTo(1);
    }

    private static int incarnation(Bytes change) {
        return CanonicalReader.whole(change, Change::read)
                .flatMap(Change::card)
                .orElseThrow()
                .node()
                .incarnation();
    }
}
