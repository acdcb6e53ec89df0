package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WatchingRelay;
import parley.protocol.fixture.WatchingRelay.Seen;

/** Three who sit in a room that becomes quiet, and what each shows its relay from then on. */
abstract class InAQuietRoom {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final long SLOT = 60;

    final Scene scene = new Scene();
    final RoomId room = scene.plenary();
    final Map<Actor, WatchingRelay> watched = new HashMap<>();

    List<Actor> all() {
        return List.of(scene.oman, scene.israel, scene.iran);
    }

    /** All sit in a quiet room, of which only what happens from now on is seen. */
    void quiet() {
        quiet(room, all());
    }

    void quiet(RoomId in, List<Actor> members) {
        for (Actor actor : members) {
            actor.say(in, actor.name + " is here");
            scene.world.settle();
        }
        scene.oman.say(in, TestFold.quiet(1));
        scene.world.settle();
        for (Actor actor : members) {
            WatchingRelay relay = new WatchingRelay(scene.world.relay, scene.world.clock);
            watched.put(actor, relay);
            scene.world.detour(actor, relay);
        }
    }

    void seconds(long count) {
        scene.world.wakeOver(SECOND, (int) count);
    }

    List<Seen> seen(Actor actor) {
        return Objects.requireNonNull(watched.get(actor)).seen;
    }

    /** One entry a slot, always at the same second of it, all of one size, and nothing else anywhere. */
    void assertSeenInSlots(Actor actor, int slots) {
        assertSeenInSlots(room, actor, slots);
    }

    void assertSeenInSlots(RoomId in, Actor actor, int slots) {
        assertSeenInSlots(in, actor, slots, Duration.ofSeconds(SLOT));
    }

    void assertSeenInSlots(RoomId in, Actor actor, int slots, Duration length) {
        List<Seen> seen = seen(actor);
        assertThat(seen).as(actor.name).hasSize(slots);
        assertThat(seen).allSatisfy(one -> {
            assertThat(one.log()).contains(actor.room(in).log().id());
            assertThat(one.bytes().size()).isEqualTo(4096);
        });
        for (int i = 1; i < seen.size(); i++) {
            assertThat(Duration.between(seen.get(i - 1).at(), seen.get(i).at())).isEqualTo(length);
        }
    }
}
