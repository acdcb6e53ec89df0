package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.port.RoomFold.ChangeKind;

/** Attacks on words and states around a newcomer (protocol.md, "Epochs", "Attacks and their tests"). */
class NewcomerAttackTest {
    private Actor newcomer = new Scene().oman;

    /** 8: writers, an admission and a removal in any interleaving: one verdict everywhere, no reader out of view. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void attack_8_any_interleaving(long seed) {
        Scene scene = new Scene();
        RoomId room = interleaved(scene, seed);
        List<Actor> stay = List.of(scene.oman, scene.iran);
        for (Actor actor : stay) {
            assertThat(Scene.texts(actor, room)).as("seed " + seed).isEqualTo(Scene.texts(scene.oman, room));
            assertThat(actor.room(room).state().digest())
                    .isEqualTo(scene.oman.room(room).state().digest());
            assertThat(actor.alarms()).as("seed " + seed).isEmpty();
        }
        assertThat(Scene.texts(newcomer, room)).noneMatch(text -> text.startsWith("confidential"));
        if (!Scene.room(scene.oman, room).inRoster(scene.israel.id())) {
            assertThat(Scene.texts(scene.israel, room)).as("seed " + seed).doesNotContain("after removal");
        }
    }

    @Test
    @Sabotaged(in = Writer.class, rule = "inView", instead = Instead.YES)
    void attack_8_sabotaged_words_reach_a_reader_whom_their_author_never_saw() {
        boolean reached = false;
        for (long seed = 1; seed <= 12 && !reached; seed++) {
            RoomId room = interleaved(new Scene(), seed);
            reached = Scene.texts(newcomer, room).stream().anyMatch(text -> text.startsWith("confidential"));
        }
        assertThat(reached).isTrue();
    }

    private RoomId interleaved(Scene scene, long seed) {
        Random random = new Random(seed);
        newcomer = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes admit = scene.change(room, ChangeKind.ADMIT, newcomer, scene.oman);
        Bytes remove = scene.change(room, ChangeKind.REMOVE, scene.israel, scene.iran);
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, newcomer.id(), admit));
        scene.iran.say(room, TestFold.propose(ChangeKind.REMOVE, scene.israel.id(), remove));
        List<Actor> all = List.of(scene.oman, scene.israel, scene.iran, newcomer);
        for (int step = 0; step < 60; step++) {
            Actor actor = all.get(random.nextInt(all.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (actor != newcomer) {
                        boolean seen = Scene.room(actor, room).inRoster(newcomer.id());
                        Scene.say(actor, room, (seen ? "open " : "confidential ") + step);
                    }
                }
                case 1 ->
                    actor.act((s, tx) ->
                            s.say(tx, room, TestFold.consent(Seat.proposal(admit)), java.time.Instant.EPOCH));
                case 2 ->
                    actor.act((s, tx) ->
                            s.say(tx, room, TestFold.consent(Seat.proposal(remove)), java.time.Instant.EPOCH));
                case 3 -> actor.restart();
                case 4, 5 -> actor.send(scene.world);
                default -> actor.read(scene.world);
            }
        }
        scene.world.settle();
        scene.world.settleOver(Duration.ofMinutes(2), 6);
        Scene.say(scene.oman, room, "after removal");
        scene.world.settle();
        return room;
    }

    /** 35: words written before two changes go only to readers who were in view, or are asked about. */
    @Test
    void attack_35_late_over_two_epochs() {
        Scene scene = new Scene();
        RoomId room = lateOverTwoEpochs(scene);
        assertThat(scene.iran.facts(Fact.AskAgain.class)).hasSize(1);
        assertThat(Scene.texts(newcomer, room)).doesNotContain("for the three of us");
        long ticket = scene.iran.facts(Fact.AskAgain.class).getFirst().ticket();
        scene.iran.restart();
        scene.iran.act((s, tx) -> s.decideLate(tx, room, ticket, true));
        scene.world.settle();
        assertThat(Scene.texts(newcomer, room)).containsOnlyOnce("for the three of us");
        assertThat(Scene.texts(scene.oman, room)).containsOnlyOnce("for the three of us");
    }

    @Test
    void attack_35_sabotaged_the_newcomer_reads_what_was_not_for_it() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean mindsView() {
                return false;
            }
        });
        RoomId room = lateOverTwoEpochs(scene);
        assertThat(Scene.texts(newcomer, room)).contains("for the three of us");
    }

    private RoomId lateOverTwoEpochs(Scene scene) {
        newcomer = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.say(room, "for the three of us");
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.world.settle();
        scene.ratify(room, ChangeKind.ADMIT, newcomer, scene.oman, scene.israel);
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(2);
        scene.iran.restart();
        scene.iran.offline = false;
        scene.world.settle();
        scene.iran.restart();
        scene.world.settle();
        return room;
    }

    /** The shrunk roster was in view: nobody needs to be asked. */
    @Test
    void attack_35_late_words_go_on_by_themselves_to_fewer_readers() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.say(room, "for the three of us");
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.world.settle();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.AskAgain.class)).isEmpty();
        assertThat(Scene.texts(scene.oman, room)).containsOnlyOnce("for the three of us");
        assertThat(Scene.texts(scene.iran, room)).isEqualTo(Scene.texts(scene.oman, room));
    }

    /** 10: a newcomer that began from nothing would refuse what elders accept. */
    @Test
    void attack_10_sabotaged_a_newcomer_without_the_opening_state_differs() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean takesOpeningState() {
                return false;
            }
        });
        RoomId room = scene.plenary();
        scene.warmUp(room);
        newcomer = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, newcomer);
        assertThat(newcomer.alarms()).contains(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void attack_10_equal_digests_for_elders_and_newcomers(long seed) {
        Scene scene = new Scene();
        Random random = new Random(seed);
        RoomId room = scene.plenary();
        newcomer = scene.guest("Qatar");
        List<Actor> elders = List.of(scene.oman, scene.israel, scene.iran);
        for (int i = random.nextInt(12); i >= 0; i--) {
            elders.get(random.nextInt(3)).say(room, "history " + i);
            scene.world.settle();
        }
        scene.change(room, ChangeKind.ADMIT, newcomer);
        for (int i = 0; i < 4; i++) {
            (random.nextBoolean() ? newcomer : scene.iran).say(room, "after " + i);
            scene.world.settle();
            assertThat(newcomer.room(room).state().digest())
                    .as("seed " + seed)
                    .isEqualTo(scene.oman.room(room).state().digest());
        }
        assertThat(newcomer.alarms()).isEmpty();
    }
}
