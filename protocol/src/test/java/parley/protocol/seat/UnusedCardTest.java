package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.room.Card;

/** A card that was given and never used: its bundles' private keys go as those of a card in use do (protocol.md, "Bundles"). */
class UnusedCardTest {
    private static final Hash ADDRESS = Hash.of("a session begun from an old card");

    @Test
    void its_keys_go_when_its_time_is_over() {
        Scene scene = new Scene();
        Bytes first = firstMessage(scene, cardOfAFoundingThatNeverCame(scene));
        assertThat(opens(scene, scene.iran, first)).isTrue();
        scene.world.settleOver(Duration.ofDays(59), 1);
        scene.iran.restart();
        assertThat(opens(scene, scene.iran, first)).isTrue();
        scene.world.settleOver(Duration.ofDays(2), 1);
        assertThat(opens(scene, scene.iran, first)).as("a clock that jumped").isTrue();
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(opens(scene, scene.iran, first)).isFalse();
    }

    @Test
    @Sabotaged(in = UnusedCards.class, rule = "tick", instead = Instead.NOTHING)
    void unused_cards_sabotaged_their_keys_open_first_messages_for_ever() {
        Scene scene = new Scene();
        Bytes first = firstMessage(scene, cardOfAFoundingThatNeverCame(scene));
        scene.world.settleOver(Duration.ofDays(400), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(opens(scene, scene.iran, first)).isTrue();
    }

    /** A room that began minds its card's keys itself. */
    @Test
    void a_card_in_use_is_none_of_these() {
        Scene scene = new Scene();
        scene.plenary();
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        scene.iran.store.transact(tx -> {
            Bytes kept = tx.get(scene.iran.seat().desk().cells.unusedCards()).orElseThrow();
            assertThat(kept).isEqualTo(Bytes.wrap(new byte[4]));
            return true;
        });
    }

    private static Card cardOfAFoundingThatNeverCame(Scene scene) {
        RoomPlan plan = new RoomPlan(
                "plenary",
                Bytes.utf8("rules"),
                List.of(scene.oman.id(), scene.israel.id(), scene.iran.id()),
                4,
                scene.world.relay.address());
        RoomId room = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        scene.iran.joins(room).orThrow();
        scene.world.settle();
        return scene.iran.store.transact(tx -> Forming.decode(
                        tx.get(scene.iran.seat().desk().cells.forming(room)).orElseThrow())
                .own()
                .orElseThrow()
                .card());
    }

    /** As Oman begins a session from this card. */
    static Bytes firstMessage(Scene scene, Card card) {
        Desk oman = scene.oman.seat().desk();
        return scene.oman.store.transact(tx -> {
            oman.ports.sessions().begin(tx, oman.owner, ADDRESS, card.node().identityKey(), card.roomBundle());
            return oman.ports.sessions().encrypt(tx, oman.owner, ADDRESS, Bytes.utf8("first"));
        });
    }

    static boolean opens(Scene scene, Actor actor, Bytes first) {
        Desk desk = actor.seat().desk();
        Bytes oman = scene.oman.seat().desk().self.node.identityKey();
        Optional<Bytes> text = actor.store.transact(
                tx -> desk.ports.sessions().decrypt(new Aside(tx), desk.owner, ADDRESS, oman, first));
        return text.isPresent();
    }
}
