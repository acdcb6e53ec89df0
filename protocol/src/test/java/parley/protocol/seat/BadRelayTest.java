package parley.protocol.seat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.World;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.Relay.Why;

/** What a relay that declines, forgets or repeats can't make of a seat. Found by the simulator. */
class BadRelayTest {
    private final World world = new World();
    private final Actor oman = world.host("Oman", Role.MEDIATOR);

    @Test
    void an_inbox_shown_again_from_its_beginning_answers_no_invitation_twice() {
        world.guest(oman, "Iran", Role.PARTY);
        for (Reading reading : oman.seat().readings()) {
            oman.act((seat, tx) -> {
                seat.took(tx, reading, new Answer.Declined<>(Why.NO_SUCH_LOG));
                return true;
            });
        }
        world.settle();
        assertEquals(List.of(), oman.facts(Fact.AnsweredTwice.class));
    }

    @Test
    void what_goes_to_an_inbox_is_sent_again_after_a_refusal_that_makes_no_sense() {
        Actor iran = world.strict("Iran", new parley.protocol.fixture.TestFold(1, 2));
        Bytes file = Actor.done(oman.act((s, tx) -> s.invite(tx, "Iran", Role.PARTY, Duration.ofDays(1))))
                .file();
        iran.sit(tx -> Seat.accept(iran.ports(), tx, file).orThrow());
        for (Why why : List.of(Why.OTHER_CHAIN, Why.PLACE_TAKEN, Why.LATER, Why.NO_SUCH_LOG)) {
            for (Sending sending : iran.seat().sendings()) {
                iran.act((seat, tx) -> {
                    seat.sent(tx, sending, new Answer.Declined<>(why));
                    return true;
                });
            }
        }
        world.settle();
        assertTrue(iran.seat().peers().getFirst().paired());
        assertTrue(oman.seat().peers().getFirst().paired());
    }

    @Test
    void a_queue_that_waits_for_the_relay_asks_for_no_tick() {
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        RoomId room = world.room(3, oman, iran);
        world.settle();
        oman.say(room, "placed when the relay answers");
        oman.say(room, "sealed after that");
        for (int i = 0; i < 3; i++) {
            oman.tick();
            assertTrue(oman.seat().nextTick().stream().allMatch(world.clock.instant()::isBefore));
        }
        world.settle();
        assertEquals(2, iran.heard(room).size());
    }

    @Test
    void inboxes_that_are_shown_at_different_paces_lose_no_message() {
        Actor iran = world.guest(oman, "Iran", Role.PARTY);
        List<RoomId> rooms = List.of(ask(iran), ask(iran));
        world.settle();
        rooms.forEach(room -> Actor.done(iran.joins(room)));
        iran.send(world);
        oman.read(world);
        oman.send(world);
        // The second founding goes to the inbox that came with the first room's card: their parts mix, entry by entry.
        for (int i = 0; i < 12; i++) {
            for (Reading reading : iran.seat().readings()) {
                Answer<Page> one =
                        world.relay.read(reading.log().id(), reading.capability(), reading.after(), 1, Duration.ZERO);
                iran.act((seat, tx) -> {
                    seat.took(tx, reading, one);
                    return true;
                });
            }
        }
        world.settle();
        for (RoomId room : rooms) {
            assertEquals(SeatRoom.Condition.OPEN, iran.room(room).condition());
        }
    }

    private RoomId ask(Actor guest) {
        RoomPlan plan =
                new RoomPlan("room", Bytes.utf8("rules"), List.of(oman.id(), guest.id()), 2, world.relay.address());
        return Actor.done(oman.act((seat, tx) -> seat.found(tx, plan)));
    }
}
