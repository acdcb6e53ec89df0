package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.entry.Header;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.EpochSecrets;

/** Rooms that programs of before began, which chose the log of every epoch (protocol.md, "Epochs"). */
class RoomsOfBeforeTest {
    private final Scene scene = new Scene();

    private static EpochSecrets ofBefore(EpochSecrets like) {
        return EpochSecrets.ofBefore(like.capability(), like.headerKey(), like.relay());
    }

    private EpochSecrets fresh() {
        return ofBefore(EpochSecrets.fresh(Randomness.system(), scene.world.relay.address()));
    }

    @Test
    void a_founding_as_programs_of_before_made_it_is_not_taken() {
        RoomId room = FoundingAttackTest.consented(scene);
        FoundingAttackTest.found(scene, room, scene.iran, FoundingAttackTest.allCards(scene, room), fresh());
        assertThat(scene.iran.seat().room(room)).isEmpty();
        assertThat(scene.iran.alarms()).isEmpty();
    }

    @Test
    void they_go_on_by_an_end_as_they_made_it_and_then_by_one_of_now() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            beganBefore(actor, room);
        }
        EpochSecrets chosen = fresh();
        endsAsBefore(room, chosen);
        assertAllStandIn(room, 1);
        assertThat(scene.oman.room(room).log()).isEqualTo(chosen.log());
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertAllStandIn(room, 2);
        EpochSecrets again = fresh();
        endsAsBefore(room, again);
        assertAllStandIn(room, 3);
        assertThat(scene.oman.room(room).log()).isNotEqualTo(again.log());
    }

    /** What its vault would hold if programs of before had founded the room. */
    private static void beganBefore(Actor actor, RoomId room) {
        Epoch epoch = Scene.room(actor, room).current();
        CanonicalWriter facts = new CanonicalWriter();
        epoch.opening.write(facts);
        ofBefore(epoch.secrets).write(facts);
        actor.store.transact(tx -> {
            tx.put(actor.seat().desk().cells.epochFacts(room, 0), facts.bytes());
            return true;
        });
        actor.restart();
    }

    /** Iran's program is still one of before, and is the first to carry the change out. */
    private void endsAsBefore(RoomId room, EpochSecrets next) {
        Hash proposal = scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.iran.read(scene.world);
        Forge forge =
                new Forge(scene.iran, room).slot(scene.oman, Forge.Slot.GOOD).slot(scene.israel, Forge.Slot.GOOD);
        forge.kind = new Header.Epoch(proposal);
        CanonicalWriter body = new CanonicalWriter();
        next.write(body);
        forge.event = body.bytes();
        Forge.place(scene.world, scene.iran, room, forge.entry());
        scene.world.settle();
    }

    private void assertAllStandIn(RoomId room, int epoch) {
        String words = "in epoch " + epoch;
        scene.israel.say(room, words);
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).epoch()).as(actor.name).isEqualTo(epoch);
            assertThat(actor.alarms()).as(actor.name).isEmpty();
            assertThat(Scene.texts(actor, room)).as(actor.name).contains(words);
        }
    }
}
