package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.Key;
import parley.protocol.port.PassingTx;
import parley.protocol.port.Tx;

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

    /** Israel says something in three parts, of which the first has its place before what happens, and the others behind it. */
    private static long saidAround(Scene scene, RoomId room, Bytes event, Runnable meanwhile) {
        scene.warmUp(room);
        scene.israel.say(room, event);
        scene.israel.send(scene.world);
        scene.israel.offline = true;
        meanwhile.run();
        scene.israel.offline = false;
        scene.world.settle();
        return scene.oman.facts(Fact.Folded.class).stream()
                .map(Fact.Folded::said)
                .filter(said -> said.event().equals(event) && said.author().equals(scene.israel.id()))
                .findFirst()
                .orElseThrow()
                .position();
    }

    private static Bytes inThreeParts() {
        return TestFold.text((PHRASE + ". ").repeat(2 * SizeClass.SMALL.pieceBytes() / PHRASE.length()));
    }

    @Test
    void who_said_the_very_same_words_in_between_keeps_them_whole_and_nothing_of_the_others_is_left() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        long position = saidAround(scene, room, inThreeParts(), () -> {
            scene.iran.say(room, inThreeParts());
            scene.world.settle();
        });
        List<Long> before = opened(scene.oman, room);
        scene.oman.act((s, tx) -> s.lapse(tx, room, position)).orThrow();
        List<Long> gone = new ArrayList<>(before);
        gone.removeAll(opened(scene.oman, room));
        assertThat(gone).hasSize(3).allMatch(at -> isBy(scene.oman, room, at, scene.israel));
    }

    @Test
    void what_is_erased_is_not_searched_for_the_parts_that_went_with_it() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        long position = saidAround(scene, room, inThreeParts(), () -> {
            scene.iran.say(room, "between the parts");
            scene.world.settle();
            scene.oman.act((s, tx) -> s.erase(tx, room, Long.MAX_VALUE, 500)).orThrow();
        });
        long erased = Scene.room(scene.oman, room).state.erased;
        assertThat(erased).isGreaterThan(1);
        Set<Key> lookedAt = new HashSet<>();
        scene.oman
                .act((s, tx) -> s.lapse(watched(tx, lookedAt), room, position))
                .orThrow();
        assertThat(holds(scene.oman)).isFalse();
        Cells cells = scene.oman.seat().desk().cells;
        for (long at = 1; at <= erased; at++) {
            assertThat(lookedAt).as("place %s", at).doesNotContain(cells.opened(room, 0, at));
        }
    }

    private static List<Long> opened(Actor actor, RoomId room) {
        Room there = Scene.room(actor, room);
        return actor.act((s, tx) -> LongStream.rangeClosed(1, there.current().folded)
                .filter(at -> there.entries.opened(tx, there.current(), at).isPresent())
                .boxed()
                .toList());
    }

    private static boolean isBy(Actor actor, RoomId room, long at, Actor author) {
        Epoch epoch = Scene.room(actor, room).current();
        return actor.act(
                (s, tx) -> Scene.room(actor, room).entries.record(tx, epoch, at).author()
                        == epoch.opening.roster().placeOf(author.id()));
    }

    private static Tx watched(Tx tx, Set<Key> lookedAt) {
        return new PassingTx(tx) {
            @Override
            public Optional<Bytes> get(Key key) {
                lookedAt.add(key);
                return super.get(key);
            }
        };
    }

    private static boolean holds(Actor actor) {
        return actor.store.holds(Bytes.utf8(PHRASE));
    }

    @Test
    void what_was_folded_last_is_forgotten_as_well() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.oman.say(room, TestFold.text(PHRASE));
        scene.world.settle();
        long last = scene.israel.room(room).position();
        scene.israel.act((s, tx) -> s.lapse(tx, room, last)).orThrow();
        assertThat(holds(scene.israel)).isFalse();
    }

    /** What was folded behind it is in the state that was kept, and isn't folded into that once more. */
    @Test
    void a_node_that_starts_stands_where_the_others_do_and_goes_on_with_them() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.oman.say(room, TestFold.text(PHRASE));
        scene.world.settle();
        scene.warmUp(room);
        scene.israel.act((s, tx) -> s.lapse(tx, room, 1)).orThrow();
        scene.israel.restart();
        assertThat(scene.israel.room(room).state().digest())
                .isEqualTo(scene.oman.room(room).state().digest());
    }
}
