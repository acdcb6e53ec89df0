package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.SignedHead;

/** What waits for a peer when its node comes back (protocol.md, "Restore, clone, rollback"): it was meant for keys that people knew. */
class HeldForOldKeysTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    /** Two messages of Oman wait for Iran, one of them a warning, while Iran comes back. */
    private void comesBack(boolean newKeys) {
        scene.warmUp(room);
        scene.oman.act((s, tx) -> {
            s.desk()
                    .ports
                    .sessions()
                    .erase(tx, s.desk().owner, s.desk().inboxAddress(Scene.peer(scene.oman, scene.iran)));
            return true;
        });
        Scene.send(scene.oman, scene.iran, new InboxMessage.CardDeclined(room));
        Scene.send(scene.oman, scene.iran, warning());
        scene.world.settle();
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, newKeys)))
                .file();
        scene.iran.restart();
        scene.oman.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        boolean warned = scene.iran.act(
                (s, tx) -> tx.get(s.desk().cells.earlyHeads(room)).isPresent());
        assertThat(warned).isTrue();
    }

    private InboxMessage.HeadShown warning() {
        Hash any = Hash.of("test", Bytes.utf8("head"));
        return new InboxMessage.HeadShown(
                room, 9, new SignedHead(new LogId(any), new Head(1, any), 0, List.of(), Bytes.wrap(new byte[64])));
    }

    @Test
    void nothing_but_warnings_goes_to_keys_that_nobody_has_compared() {
        comesBack(true);
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
        Scene.send(scene.oman, scene.iran, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Declined.class)).as("from now on").hasSize(1);
    }

    @Test
    void under_the_same_keys_it_is_sent_what_waited() {
        comesBack(false);
        assertThat(scene.iran.facts(Fact.Declined.class)).hasSize(1);
    }
}
