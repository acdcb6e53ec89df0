package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.entry.Entry;
import parley.protocol.fixture.Actor;

/** A hostile author gives each reader a good slot or a bad one, in every way there is, in rooms of two to five (attack 1). */
class SlotSetsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void attack_1_whatever_set_of_readers_gets_a_good_slot_all_fold_the_same_and_nothing_is_undone(int members) {
        Scene scene = new Scene();
        List<Actor> all = new ArrayList<>(List.of(scene.oman, scene.israel, scene.iran));
        while (all.size() < members) {
            all.add(scene.guest("Guest " + all.size()));
        }
        List<Actor> readers = all.subList(1, members);
        RoomId room = scene.world.room(5, scene.oman, readers.toArray(Actor[]::new));
        for (Actor actor : all.subList(0, members)) {
            actor.say(room, actor.name + " is here");
            scene.world.settle();
        }
        scene.oman.offline = true;
        Forge forge = new Forge(scene.oman, room);
        List<String> before = Scene.texts(readers.getFirst(), room);
        int sets = 1 << readers.size();
        for (int set = sets - 1; set > 0; set--) {
            place(scene, room, forge, readers, set);
            for (Actor reader : readers) {
                assertThat(Scene.texts(reader, room))
                        .as(reader.name + ", set " + set)
                        .hasSize(members + sets - set)
                        .startsWith(before.toArray(String[]::new))
                        .isEqualTo(Scene.texts(readers.getFirst(), room));
                assertThat(reader.room(room).state().digest())
                        .isEqualTo(readers.getFirst().room(room).state().digest());
            }
            before = Scene.texts(readers.getFirst(), room);
        }
        // The last set is the empty one: nobody can open it, all wait at the same place, and nothing before it is
        // undone.
        place(scene, room, forge, readers, 0);
        for (Actor reader : readers) {
            assertThat(reader.room(room).waitingAt()).as(reader.name).hasValue(members + sets);
            assertThat(Scene.texts(reader, room)).isEqualTo(before);
            assertThat(reader.room(room).state().digest())
                    .isEqualTo(readers.getFirst().room(room).state().digest());
            assertThat(reader.alarms()).isEmpty();
        }
    }

    private static void place(Scene scene, RoomId room, Forge forge, List<Actor> readers, int set) {
        for (int i = 0; i < readers.size(); i++) {
            forge.slot(readers.get(i), (set & 1 << i) != 0 ? Forge.Slot.GOOD : Forge.Slot.BAD);
        }
        Bytes entry = forge.entry();
        Forge.place(scene.world, scene.oman, room, entry);
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 2);
        forge.seq++;
        forge.previous = Entry.hashOf(entry);
        forge.base = Scene.room(readers.getFirst(), room).current().read;
    }
}
