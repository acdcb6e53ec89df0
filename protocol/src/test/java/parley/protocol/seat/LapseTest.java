package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;

/** One event that is forgotten before those around it (protocol.md, "Erasure"). */
class LapseTest {
    private static final String PHRASE = "thirty days on the same evening";

    @Test
    void text_and_key_of_one_event_leave_every_cell_in_all_its_parts_and_the_room_goes_on() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.israel.say(room, "before");
        scene.world.settle();
        Bytes paper = TestFold.text((PHRASE + ". ").repeat(200));
        scene.oman.say(room, paper);
        scene.world.settle();
        scene.israel.say(room, "after");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(holds(actor)).as("%s before", actor).isTrue();
            long position = actor.facts(Fact.Folded.class).stream()
                    .filter(fact -> fact.said().event().equals(paper))
                    .findFirst()
                    .orElseThrow()
                    .said()
                    .position();
            actor.act((s, tx) -> s.lapse(tx, room, position)).orThrow();
            assertThat(holds(actor)).as("%s after", actor).isFalse();
            Room there = Scene.room(actor, room);
            boolean sealed = actor.store.transact(
                    tx -> there.entries.bytes(tx, there.current(), position).isPresent());
            assertThat(sealed).as("a relay that was put back can be healed").isTrue();
            assertThat(Scene.texts(actor, room)).contains("before", "after");
        }
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).contains("going on");
        assertThat(scene.oman.room(room).state().digest())
                .isEqualTo(scene.israel.room(room).state().digest());
    }

    @Test
    void after_a_start_the_state_is_what_it_was_with_the_forgotten_event() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        Bytes paper = TestFold.text(PHRASE);
        scene.oman.say(room, paper);
        scene.world.settle();
        Room there = Scene.room(scene.israel, room);
        long position = scene.israel.facts(Fact.Folded.class).stream()
                .filter(fact -> fact.said().event().equals(paper))
                .findFirst()
                .orElseThrow()
                .said()
                .position();
        scene.israel.act((s, tx) -> s.lapse(tx, room, position)).orThrow();
        assertThat(scene.israel
                        .store
                        .transact(tx -> Folder.rebuild(there.desk, there.entries, tx, there.current()))
                        .digest())
                .isEqualTo(scene.oman.room(room).state().digest());
    }

    @Test
    void nothing_else_is_forgotten_and_nothing_that_was_not_folded() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.oman.say(room, TestFold.text(PHRASE));
        scene.world.settle();
        for (long position : new long[] {0, 1_000}) {
            scene.oman.act((s, tx) -> s.lapse(tx, room, position)).orThrow();
        }
        assertThat(holds(scene.oman)).isTrue();
    }

    private static boolean holds(Actor actor) {
        return actor.store.holds(Bytes.utf8(PHRASE));
    }
}
