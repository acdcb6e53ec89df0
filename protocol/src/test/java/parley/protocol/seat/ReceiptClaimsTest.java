package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Head;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage.ReceiptSent;
import parley.protocol.port.SignedHead;

/** What a receipt says of how far another has read, and when it is told (protocol.md, "Receipts"). */
class ReceiptClaimsTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    ReceiptClaimsTest() {
        scene.warmUp(room);
    }

    private void acknowledges(Actor actor) {
        actor.act((s, tx) -> {
            s.receipt(tx, room);
            return true;
        });
        scene.world.settleOver(Receipts.SLOT, 1);
    }

    private void received(Actor from, Head folded, Optional<SignedHead> evidence) {
        scene.oman.act((s, tx) -> {
            Scene.room(scene.oman, room)
                    .receipts
                    .received(tx, Scene.peer(scene.oman, from), new ReceiptSent(room, 0, folded, evidence));
            return true;
        });
    }

    private long folded(Actor member) {
        return scene.oman.room(room).roster().stream()
                .filter(one -> one.principal().id().equals(member.id()))
                .findFirst()
                .orElseThrow()
                .folded();
    }

    @Test
    void one_that_says_no_more_than_the_one_before_is_no_news() {
        acknowledges(scene.iran);
        acknowledges(scene.iran);
        assertThat(scene.oman.facts(Fact.Receipt.class)).containsExactly(new Fact.Receipt(room, scene.iran.id(), 3));
        scene.israel.say(room, "more");
        scene.world.settle();
        acknowledges(scene.iran);
        assertThat(scene.oman.facts(Fact.Receipt.class))
                .containsExactly(
                        new Fact.Receipt(room, scene.iran.id(), 3), new Fact.Receipt(room, scene.iran.id(), 4));
    }

    @Test
    void what_it_said_is_known_after_a_restart() {
        received(scene.iran, scene.iran.room(room).head(), Optional.empty());
        scene.oman.restart();
        assertThat(folded(scene.iran)).isEqualTo(3);
    }

    @Test
    void of_what_we_have_not_read_yet_it_is_believed() {
        received(scene.iran, new Head(5, Hash.of("ahead of us")), Optional.empty());
        assertThat(folded(scene.iran)).isEqualTo(5);
        assertThat(scene.oman.alarms()).isEmpty();
    }

    /** What the relay signed is compared with ours whatever the receipt says; its author is not blamed for it. */
    @Test
    void of_another_history_with_what_the_relay_signed_its_author_is_not_named() {
        SignedHead ours = Scene.room(scene.oman, room).current().signed.orElseThrow();
        received(scene.iran, new Head(3, Hash.of("elsewhere")), Optional.of(ours));
        assertThat(folded(scene.iran)).isZero();
        assertThat(scene.oman.alarms()).isEmpty();
    }

    /** It waits for a key: what the relay signed is of a place to which it hasn't come. */
    @Test
    void who_waits_for_a_key_shows_no_head_that_it_has_not_folded() {
        scene.israel.offline = true;
        Forge forge = new Forge(scene.oman, room).slot(scene.iran, Forge.Slot.BAD);
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.iran.read(scene.world);
        assertThat(scene.iran.room(room).waitingAt()).hasValue(4);
        scene.iran.act((s, tx) -> {
            s.receipt(tx, room);
            return true;
        });
        scene.world.pass(Receipts.SLOT);
        scene.iran.tick();
        scene.iran.send(scene.world);
        scene.readsItsMail(scene.israel);
        assertThat(scene.israel.facts(Fact.Receipt.class)).containsExactly(new Fact.Receipt(room, scene.iran.id(), 3));
        assertThat(Scene.room(scene.israel, room).current().shown).isEmpty();
    }
}
