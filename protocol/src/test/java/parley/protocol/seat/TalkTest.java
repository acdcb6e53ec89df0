package parley.protocol.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.World;

/** Two principals meet, found a room and talk; what one says the other reads, at one place, in one order. */
class TalkTest {
    private final World world = new World();

    @Test
    void two_meet_by_invitation_and_see_the_same_code() {
        Actor oman = world.host("Oman", Role.MEDIATOR);
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        assertTrue(oman.seat().peers().getFirst().paired());
        assertTrue(iran.seat().peers().getFirst().paired());
        assertEquals(
                Actor.done(oman.seat().comparisonCode(iran.id())).words(),
                Actor.done(iran.seat().comparisonCode(oman.id())).words());
    }

    @Test
    void what_is_said_is_read_by_both_at_the_same_place() {
        Actor oman = world.host("Oman", Role.MEDIATOR);
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        RoomId room = world.room(4, oman, iran);
        oman.say(room, "welcome");
        world.settle();
        iran.say(room, "thank you");
        oman.say(room, "shall we begin?");
        world.settle();
        assertEquals(3, oman.heard(room).size());
        assertEquals(oman.heard(room), iran.heard(room));
        assertEquals(oman.room(room).head(), iran.room(room).head());
        assertEquals(oman.room(room).state().digest(), iran.room(room).state().digest());
        assertEquals(oman.seat().roomWords(room), iran.seat().roomWords(room));
        assertEquals(List.of(), oman.alarms());
        assertEquals(List.of(), iran.alarms());
    }

    @Test
    void a_restart_after_every_step_changes_nothing() {
        Actor oman = world.host("Oman", Role.MEDIATOR);
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        RoomId room = world.room(4, oman, iran);
        for (int i = 0; i < 200; i++) {
            (i % 3 == 0 ? iran : oman).say(room, "line " + i);
            if (i % 7 == 0) {
                oman.restart();
                iran.restart();
            }
            world.settle();
        }
        oman.restart();
        iran.restart();
        world.settle();
        assertEquals(200, oman.heard(room).size());
        assertEquals(oman.heard(room), iran.heard(room));
        assertEquals(oman.room(room).state().digest(), iran.room(room).state().digest());
    }

    @Test
    void a_long_event_travels_in_parts_and_acts_once() {
        Actor oman = world.host("Oman", Role.MEDIATOR);
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        RoomId room = world.room(4, oman, iran);
        Bytes event = TestFold.text("x".repeat(20_000));
        oman.say(room, event);
        iran.say(room, "in between");
        world.settle();
        assertEquals(2, iran.heard(room).size());
        assertTrue(iran.heard(room).contains(event));
        assertEquals(oman.heard(room), iran.heard(room));
        iran.restart();
        assertEquals(oman.room(room).state().digest(), iran.room(room).state().digest());
    }

    /** A program of before counted parts of an older event, of which its author decided late, with those of this one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void an_event_with_which_a_vault_counts_parts_that_are_not_its_own_is_said_anew(int counted) {
        Actor oman = world.host("Oman", Role.MEDIATOR);
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        RoomId room = world.room(4, oman, iran);
        oman.say(room, "before");
        world.settle();
        Bytes event = TestFold.text("x".repeat(SizeClass.SMALL.pieceBytes()));
        Instant later = world.clock.instant().plus(Duration.ofMinutes(1));
        long ticket = oman.act((s, tx) -> s.say(tx, room, event, later)).orThrow();
        oman.act((s, tx) -> {
            Room here = Scene.room(oman, room);
            here.state.saying = OptionalLong.of(ticket);
            here.state.partsPlaced = counted;
            here.save(tx);
            return true;
        });
        oman.restart();
        world.settleOver(Duration.ofMinutes(1), 2);
        assertEquals(List.of(TestFold.text("before"), event), iran.heard(room));
        assertEquals(List.of(TestFold.text("before"), event), oman.heard(room));
    }
}
