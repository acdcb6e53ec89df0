package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.inbox.InboxMessage;

/** What is on its way to somebody when people record that their codes differ (protocol.md, "Comparing"). */
class CodesDifferTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    CodesDifferTest() {
        scene.warmUp(room);
        scene.israel.offline = true;
    }

    @Test
    void what_waited_for_the_relay_is_not_sent_any_more() {
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        Scene.send(scene.israel, scene.oman, new InboxMessage.CardDeclined(room));

        differ();

        scene.israel.offline = false;
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
        assertThat(scene.oman.facts(Fact.Declined.class)).hasSize(1);
    }

    @Test
    void what_waited_is_not_sent_either_when_a_pouch_of_before_brings_it_back() {
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        Bytes pouch = scene.israel.act((s, tx) -> s.pouch().export(tx, Integer.MAX_VALUE, _ -> {}));
        differ();

        scene.israel.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();

        scene.israel.offline = false;
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
    }

    @Test
    void an_entry_that_is_sealed_still_gets_its_place_and_is_the_last_that_is_read_there() {
        scene.israel.say(room, "sealed before");
        differ();
        scene.israel.say(room, "sealed after");

        scene.israel.offline = false;
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        scene.israel.send(scene.world);
        scene.israel.offline = true;
        scene.oman.offline = true;
        scene.iran.read(scene.world);

        assertThat(Scene.texts(scene.iran, room)).contains("sealed before").doesNotContain("sealed after");
        assertThat(scene.world.relay.entries(scene.iran.room(room).log().id())).hasSize(5);
    }

    private void differ() {
        scene.israel
                .act((s, tx) -> s.compared(tx, scene.iran.id(), false, "by voice"))
                .orThrow();
    }
}
