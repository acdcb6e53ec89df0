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
        return firstMessage(scene, card, card.roomBundle());
    }

    private static Bytes firstMessage(Scene scene, Card card, Bytes bundle) {
        Desk oman = scene.oman.seat().desk();
        return scene.oman.store.transact(tx -> {
            oman.ports.sessions().begin(tx, oman.owner, ADDRESS, card.node().identityKey(), bundle);
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

    private static OwnCard gives(Scene scene) {
        RoomId room = new RoomId(Hash.of("a room that never comes about"));
        return scene.iran.act((s, tx) -> OwnCard.fresh(s.desk(), tx, room, s.desk().self.relay));
    }

    private static boolean opensBoth(Scene scene, OwnCard own) {
        boolean room = opens(scene, scene.iran, firstMessage(scene, own.card()));
        boolean inbox = opens(
                scene, scene.iran, firstMessage(scene, own.card(), own.card().inboxBundle()));
        assertThat(inbox).as("one goes with the other").isEqualTo(room);
        return room;
    }

    private static int remembered(Scene scene) {
        Bytes kept = scene.iran.store.transact(
                tx -> tx.get(scene.iran.seat().desk().cells.unusedCards()).orElseThrow());
        return (kept.size() - 4) / (2 * Hash.SIZE + 8);
    }

    @Test
    void the_keys_of_both_its_bundles_go_and_those_of_a_younger_card_stay() {
        Scene scene = new Scene();
        OwnCard first = gives(scene);
        scene.world.settleOver(Duration.ofDays(30), 1);
        OwnCard second = gives(scene);
        assertThat(opensBoth(scene, first)).isTrue();
        scene.world.settleOver(Duration.ofDays(31), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(opensBoth(scene, first)).isFalse();
        assertThat(opensBoth(scene, second)).isTrue();
        assertThat(remembered(scene)).isEqualTo(1);
        scene.iran.restart();
        scene.world.settleOver(Duration.ofDays(30), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(opensBoth(scene, second)).isFalse();
        assertThat(remembered(scene)).isZero();
    }

    @Test
    void its_keys_live_no_longer_for_a_clock_that_was_ahead_when_it_was_given() {
        Scene scene = new Scene();
        scene.world.pass(Duration.ofDays(180));
        OwnCard own = gives(scene);
        scene.world.pass(Duration.ofDays(-180));
        scene.world.settleOver(Scene.STEP, 1);
        scene.world.settleOver(Duration.ofDays(61), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(opensBoth(scene, own)).isFalse();
    }

    @Test
    void a_room_that_begins_with_one_leaves_the_others_to_be_minded() {
        Scene scene = new Scene();
        OwnCard unused = gives(scene);
        scene.plenary();
        assertThat(remembered(scene)).isEqualTo(1);
        scene.iran.restart();
        scene.world.settleOver(Duration.ofDays(61), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(opensBoth(scene, unused)).isFalse();
    }

    @Test
    void of_more_than_a_thousand_the_oldest_goes() {
        Scene scene = new Scene();
        OwnCard oldest = gives(scene);
        OwnCard next = gives(scene);
        addOthers(scene, 998);
        scene.iran.restart();
        assertThat(opensBoth(scene, oldest)).isTrue();
        addOthers(scene, 1);
        assertThat(opensBoth(scene, oldest)).isFalse();
        assertThat(opensBoth(scene, next)).isTrue();
        scene.iran.restart();
        assertThat(remembered(scene)).isEqualTo(1_000);
    }

    private static void addOthers(Scene scene, int number) {
        scene.iran.act((s, tx) -> {
            for (int i = 0; i < number; i++) {
                s.desk().unusedCards.add(tx, Hash.of("room", Hash.number(i)), Hash.of("inbox", Hash.number(i)));
            }
            return true;
        });
    }

    /** It names the node as it was. */
    @Test
    void its_keys_go_when_renewal_is_asked_for() {
        Scene scene = new Scene();
        OwnCard own = gives(scene);
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        assertThat(opensBoth(scene, own)).isFalse();
        scene.iran.restart();
        assertThat(remembered(scene)).isZero();
    }
}
