package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;

/** A scene whose plenary lies at the table's relay, and another relay to which something may lead. */
abstract class TwoRelays {
    final Scene scene = new Scene();
    final RoomId room = scene.plenary();
    final MemoryRelay foreign = new MemoryRelay("elsewhere.test");

    TwoRelays() {
        scene.warmUp(room);
        scene.world.add(foreign);
    }

    void assertTalk(RoomId in, Actor... actors) {
        List<String> said = Stream.of(actors)
                .map(actor -> "of " + actor + " at " + scene.world.clock.instant())
                .toList();
        for (int i = 0; i < actors.length; i++) {
            actors[i].say(in, said.get(i));
        }
        scene.world.settleOver(Scene.STEP, 3);
        for (Actor reader : actors) {
            assertThat(Scene.texts(reader, in)).as(reader.name).containsAll(said);
        }
    }

    static boolean asksForACard(Actor newcomer, Actor asker, RoomId which, Optional<RelayAddress> relay) {
        return newcomer.act((s, tx) -> {
            List<Principal> members = List.of(asker.seat().self());
            s.desk()
                    .rooms
                    .newcomer()
                    .cardAsked(
                            tx,
                            Scene.peer(newcomer, asker),
                            new InboxMessage.CardAsked(which, "plenary", Bytes.utf8("rules"), 4, relay, members));
            return s.desk().rooms.newcomer().isAsked(tx, which);
        });
    }

    static List<RelayAddress> askedAt(Actor newcomer) {
        return newcomer.facts(Fact.AskedToJoin.class).stream()
                .map(asked -> asked.plan().relay())
                .toList();
    }

    static Result<Ok> saysYes(Actor actor, RoomId which, RelayAddress shown) {
        return actor.act((s, tx) -> s.consent(tx, which, shown));
    }

    static void assertThatCalls(Actor actor, RelayAddress relay, boolean calls) {
        assertThat(actor.seat().readings().stream()
                        .anyMatch(reading -> reading.log().relay().equals(relay)))
                .isEqualTo(calls);
    }
}
