package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.entry.Header;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.World;

/** What is kept of the fold, and what is compared with it (protocol.md, "Folding"). */
class FoldTest {
    @Test
    void after_a_start_fewer_than_sixty_four_entries_are_folded_again() {
        World world = new World();
        Actor oman = world.host("Oman", Role.MEDIATOR);
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        RoomId room = world.room(4, oman, iran);
        for (int i = 1; i <= Folder.SNAPSHOT_EVERY + 2; i++) {
            iran.say(room, "line " + i);
            world.settle();
            Epoch epoch = Scene.room(oman, room).current();
            assertThat(epoch.folded - epoch.snapshotAt).isEqualTo(i % Folder.SNAPSHOT_EVERY);
        }
        oman.restart();
        assertThat(oman.room(room).state().digest())
                .isEqualTo(iran.room(room).state().digest());
    }

    /** Nothing was folded there, and still each has a state at that place: the one of before. */
    @Test
    void a_lie_about_the_state_at_a_refused_entry_is_an_alarm() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Forge.place(
                scene.world,
                scene.oman,
                room,
                Randomness.system().bytes(Scene.room(scene.oman, room).size().bytes()));
        scene.world.settle();
        scene.oman.offline = true;
        Forge forge =
                new Forge(scene.oman, room).slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.GOOD);
        assertThat(forge.claim.through()).as("where the garbage stands").isEqualTo(4);
        forge.claim = new Header.StateClaim(4, Hash.of("a lie"), forge.claim.foldVersion());
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.world.settle();
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).containsExactly(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
        }
    }

    /** Their author would never have to say the last: nothing may wait for that. */
    @Test
    void parts_of_more_than_an_event_can_be_are_put_together_by_nobody() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        int piece = Scene.room(scene.oman, room).size().pieceBytes();
        for (boolean tooLong : new boolean[] {false, true}) {
            Forge forge = new Forge(scene.oman, room)
                    .slot(scene.israel, Forge.Slot.GOOD)
                    .slot(scene.iran, Forge.Slot.GOOD);
            Epoch.Author author = author(scene.israel, room, scene.oman);
            forge.seq = author.nextSeq;
            forge.previous = author.previous;
            forge.base = Scene.room(scene.israel, room).current().read;
            forge.event = Bytes.wrap(new byte[Ticket.MOST_EVENT + (tooLong ? piece : 0)]);
            Forge.place(scene.world, scene.oman, room, forge.entry());
            scene.world.settle();
            assertThat(author(scene.israel, room, scene.oman).parts).hasSize(tooLong ? 0 : 1);
        }
        assertThat(scene.israel.facts(Fact.EntryRefused.class)).isEmpty();
    }

    private static Epoch.Author author(Actor at, RoomId room, Actor of) {
        Epoch epoch = Scene.room(at, room).current();
        return epoch.authors.get(epoch.opening.roster().placeOf(of.id()));
    }
}
