package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.port.Key;
import parley.protocol.port.SignedHead;

/** How far our inboxes are read, over restarts, losses at the relay and people's doubts (protocol.md, "Inbox"). Israel writes to Iran. */
class InboxReadTest {
    private final Scene scene = new Scene();
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;
    private final RoomId room = scene.plenary();

    InboxReadTest() {
        scene.warmUp(room);
    }

    private void writes() {
        Scene.send(israel, iran, new InboxMessage.CardDeclined(room));
        scene.world.settle();
    }

    private int read() {
        return iran.facts(Fact.Declined.class).size();
    }

    private void compared(boolean same) {
        iran.act((s, tx) -> s.compared(tx, israel.id(), same, "by voice")).orThrow();
    }

    private InboxMessage warning() {
        Hash any = Hash.of("test", Bytes.utf8("head"));
        return new InboxMessage.HeadShown(
                room, 9, new SignedHead(new LogId(any), new Head(1, any), 0, List.of(), Bytes.wrap(new byte[64])));
    }

    private boolean isWarned() {
        return isKept(iran.seat().desk().cells.earlyHeads(room));
    }

    private boolean isKept(Key cell) {
        return iran.store.transact(tx -> tx.get(cell).isPresent());
    }

    /** The relay forgets the logs of all inboxes of Iran. */
    private void lost() {
        var rest = new HashMap<>(scene.world.relay.image());
        rest.keySet().removeIf(iran.seat().desk().mailbox::owns);
        scene.world.relay.restore(rest);
        scene.world.settle();
    }

    @Test
    void after_a_restart_it_is_read_on_where_it_was() {
        writes();
        List<Reading> before = iran.seat().readings();
        assertThat(before).anyMatch(reading -> reading.after() > 0);
        iran.restart();
        assertThat(iran.seat().readings()).isEqualTo(before);
    }

    @Test
    void one_that_the_relay_lost_is_made_anew_and_read_from_its_beginning() {
        writes();
        lost();
        iran.restart();
        writes();
        assertThat(read()).isEqualTo(2);
    }

    @Test
    void what_is_written_where_something_else_was_read_in_times_of_doubt_is_read_as_new() {
        compared(false);
        writes();
        writes();
        compared(true);
        scene.world.settle();
        assertThat(read()).isZero();
        lost();
        writes();
        assertThat(read()).isEqualTo(1);
    }

    @Test
    void a_warning_of_times_of_doubt_is_heard_although_the_node_started_anew_before_it_read_again() {
        compared(false);
        Scene.send(israel, iran, warning());
        writes();
        assertThat(isWarned()).isFalse();
        compared(true);
        iran.restart();
        scene.world.settle();
        assertThat(isWarned()).isTrue();
        assertThat(read()).isZero();
    }

    @Test
    void an_inbox_that_was_opened_in_times_of_doubt_is_read_again_from_its_beginning() {
        compared(false);
        scene.tells(iran, israel, Scene.ownInboxAt(iran, scene.world.relay.address()));
        Scene.send(israel, iran, warning());
        writes();
        compared(true);
        scene.world.settle();
        assertThat(isWarned()).isTrue();
        assertThat(read()).isZero();
    }

    // ---- By hand

    @Test
    void a_letter_is_taken_by_hand_into_each_inbox_of_ours_and_into_no_other() {
        for (OwnInbox inbox : iran.seat().desk().mailbox.all()) {
            assertThat(takesCover(iran, inbox)).isTrue();
        }
        assertThat(takesCover(iran, israel.seat().desk().mailbox.all().getFirst()))
                .isFalse();
    }

    private static boolean takesCover(Actor actor, OwnInbox inbox) {
        LogId log = inbox.address().log().id();
        Bytes cover = InboxSeal.seal(log, inbox.address().sealingKey(), new InboxSeal.Cover(), Randomness.system());
        return actor.act((s, tx) -> s.desk().mailbox.takeCarried(tx, log, cover));
    }

    @Test
    void what_was_carried_by_hand_in_times_of_doubt_waits_until_then_and_no_longer() {
        israel.offline = true;
        compared(false);
        Scene.send(israel, iran, warning());
        for (Sending sending : israel.seat().sendings()) {
            if (sending instanceof Sending.Append letter) {
                iran.act((s, tx) -> s.desk().mailbox.takeCarried(tx, letter.log(), letter.entry()));
            }
        }
        Key waits = iran.seat().desk().cells.carriedMeanwhile(israel.id());
        assertThat(isKept(waits)).isTrue();
        assertThat(isWarned()).isFalse();
        compared(true);
        assertThat(isWarned()).isTrue();
        assertThat(isKept(waits)).isFalse();
    }

    // ---- Strangers

    @Test
    void a_letter_of_one_who_is_not_known_yet_is_kept_once_until_its_sender_is() {
        Hash nobody = Hash.of("nobody yet");
        for (int i = 0; i < 2; i++) {
            israel.act((s, tx) -> {
                s.desk()
                        .post
                        .put(tx, Scene.peer(israel, iran).inbox, new InboxSeal.Message(nobody, Bytes.utf8("a letter")));
                return true;
            });
            scene.world.settle();
        }
        int kept = strangers().size();
        assertThat(kept).isLessThan(2 * Hash.SIZE);
        scene.plenary();
        assertThat(strangers().size())
                .as("it is none of those whom this room introduced")
                .isEqualTo(kept);
    }

    private Bytes strangers() {
        return iran.act((s, tx) -> tx.get(s.desk().cells.strangers()).orElseThrow());
    }
}
