package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.SignedHead;

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

    @Test
    void a_warning_that_waited_goes_once_codes_were_compared_anew() {
        SignedHead head = Scene.room(scene.israel, room).current().signed.orElseThrow();
        InboxMessage warning = new InboxMessage.HeadShown(room, 9, head);
        Scene.send(scene.israel, scene.iran, warning);
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        scene.israel.restart();
        differ();
        scene.israel.restart();
        assertThat(scene.israel.seat().sendings()).isEmpty();

        scene.israel.offline = false;
        compared(scene.iran, true);
        scene.world.settle();
        assertThat(isWarned(scene.iran)).isTrue();
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
    }

    @Test
    void mail_for_a_member_goes_though_another_whose_code_differed_named_that_members_inbox_as_its_own() {
        Scene.send(scene.israel, scene.oman, new InboxMessage.CardDeclined(room));
        scene.israel.act((s, tx) -> {
            Peers.Peer iran = Scene.peer(scene.israel, scene.iran);
            iran.inbox = Scene.peer(scene.israel, scene.oman).inbox;
            s.desk().peers.save(tx, iran);
            return true;
        });
        differ();

        scene.israel.offline = false;
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.Declined.class)).hasSize(1);
    }

    private boolean isWarned(Actor actor) {
        return actor.act((s, tx) -> tx.get(s.desk().cells.earlyHeads(room)).isPresent());
    }

    private void differ() {
        compared(scene.iran, false);
    }

    private void compared(Actor with, boolean same) {
        scene.israel.act((s, tx) -> s.compared(tx, with.id(), same, "by voice")).orThrow();
    }
}
