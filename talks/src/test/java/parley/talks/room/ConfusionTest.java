package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.talks.event.EventWriter;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.room.Named.May;
import parley.talks.room.Thing.Kind;
import parley.talks.room.Thing.Scene;

/**
 * No event is taken for one of another type, and nothing of one kind for a thing of another: every type under every other
 * type's name, and every name that an event carries with everything else that stands in any room in its place.
 */
class ConfusionTest {
    /** Behind all that stands in a room. */
    private static final long LATER = 900_000;

    @Test
    void theMatrixHasEveryTypeOfEventAndEveryKindOfThing() {
        Set<Class<?>> types = Arrays.stream(RoomEvent.class.getPermittedSubclasses())
                .map(practice -> practice.getRecordComponents()[0].getType())
                .flatMap(events -> Arrays.stream(events.getPermittedSubclasses()))
                .collect(Collectors.toSet());
        assertThat(EveryEvent.all())
                .extracting(ConfusionTest::inner)
                .extracting(Object::getClass)
                .containsAll(types);
        assertThat(EveryEvent.byType()).hasSameSizeAs(EveryEvent.all());
        assertThat(new Scenes().things).extracting(Thing::kind).containsAll(EnumSet.allOf(Kind.class));
    }

    @Test
    void noTypeIsReadUnderTheNameOfATypeOfAnotherPractice() {
        Map<String, RoomEvent> all = EveryEvent.byType();
        Set<String> taken = new TreeSet<>();
        all.forEach((type, event) -> all.forEach((name, other) -> {
            if (!type.equals(name)) {
                Bytes disguised = EventWriter.envelope(other.version(), name, out -> write(event, out));
                if (RoomEvent.read(disguised) instanceof RoomEvent.Reading.Known(RoomEvent read, int _)) {
                    assertThat(read.type()).as(type).isEqualTo(name);
                    assertThat(read.encoded()).as(type).isEqualTo(disguised);
                    taken.add(type + " as " + name);
                }
            }
        }));
        // Within a practice one step has the fields of another; each is judged by the rights of the type that its
        // envelope names.
        assertThat(taken).isNotEmpty().allSatisfy(pair -> {
            List<String> two = List.of(pair.split(" as "));
            assertThat(practice(two.getFirst())).as(pair).isEqualTo(practice(two.getLast()));
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingOfOneKindIsAnsweredAsAThingOfAnother() {
        Scenes scenes = new Scenes();
        return EveryEvent.all().stream()
                .flatMap(event -> Named.of(event).stream()
                        .map(named -> DynamicTest.dynamicTest(
                                event.type() + " " + named.field(), () -> naming(scenes, event.type(), named))));
    }

    private static void naming(Scenes scenes, String type, Named named) {
        for (Thing thing : scenes.things) {
            for (Map.Entry<Scene, RoomTalk> room : scenes.rooms.entrySet()) {
                boolean here = thing.scene() == room.getKey();
                boolean counts = counts(room.getValue(), named.naming().apply(thing));
                Optional<Boolean> expected = switch (named.may()) {
                    case May.Only(Set<Kind> kinds) -> Optional.of(here && kinds.contains(thing.kind()));
                    case May.Any(Scene where, Set<Kind> but) ->
                        room.getKey() == where ? Optional.of(!(here && but.contains(thing.kind()))) : Optional.empty();
                };
                expected.ifPresent(should -> assertThat(counts)
                        .as(
                                "%s with the name of %s of %s, said in %s",
                                type, thing.kind(), thing.scene(), room.getKey())
                        .isEqualTo(should));
            }
        }
    }

    /** Whether anybody who sits there can say it so that it counts. What doesn't changes nothing. */
    private static boolean counts(RoomTalk room, RoomEvent event) {
        boolean counts = false;
        for (Principal who : room.sitting().principals()) {
            RoomTalk after = Rooms.fold(room, LATER, who, event.encoded());
            boolean happened = after.last().equals(Optional.of(new Outcome.Happened(event)));
            if (!happened) {
                assertThat(after.encoded()).as(event.type()).isEqualTo(room.encoded());
            }
            counts |= happened;
        }
        return counts;
    }

    @Test
    void aReplyClosesTheOpenQuestionThatItNamesAndNothingElse() {
        Scenes scenes = new Scenes();
        RoomTalk room = scenes.room(Scene.CAUCUS);
        for (Thing thing : scenes.things) {
            boolean question = thing.kind() == Kind.QUESTION;
            RoomTalk answered = Rooms.fold(room, LATER, People.CEDAR, reply(MessageKind.ANSWER, thing.name()));
            RoomTalk takenBack = Rooms.fold(room, LATER, People.HARBOUR, reply(MessageKind.PROCEDURAL, thing.name()));
            assertThat(answered.messages().questions().all())
                    .as(thing.kind().name())
                    .hasSize(question ? 0 : 1);
            assertThat(takenBack.messages().questions().all())
                    .as(thing.kind().name())
                    .hasSize(question ? 0 : 1);
        }
    }

    private static Bytes reply(MessageKind kind, Hash to) {
        return new RoomEvent.OfMessage(new MessageEvent.Said(
                        kind, "Eighteen.", "en", Direction.LTR, Optional.of(to), List.of(), Optional.empty(), 1_000))
                .encoded();
    }

    private static String practice(String type) {
        return type.substring(0, type.indexOf('.'));
    }

    private static Object inner(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfTable(var one) -> one;
            case RoomEvent.OfRoster(var one) -> one;
            case RoomEvent.OfMessage(var one) -> one;
            case RoomEvent.OfConveyance(var one) -> one;
            case RoomEvent.OfSounding(var one) -> one;
            case RoomEvent.OfNonPaper(var one) -> one;
            case RoomEvent.OfCourier(var one) -> one;
            case RoomEvent.OfPhase(var one) -> one;
            case RoomEvent.OfMandate(var one) -> one;
            case RoomEvent.OfSheet(var one) -> one;
            case RoomEvent.OfGallery(var one) -> one;
            case RoomEvent.OfSuspension(var one) -> one;
        };
    }

    private static void write(RoomEvent event, EventWriter out) {
        switch (event) {
            case RoomEvent.OfTable(var one) -> one.write(out);
            case RoomEvent.OfRoster(var one) -> one.write(out);
            case RoomEvent.OfMessage(var one) -> one.write(out);
            case RoomEvent.OfConveyance(var one) -> one.write(out);
            case RoomEvent.OfSounding(var one) -> one.write(out);
            case RoomEvent.OfNonPaper(var one) -> one.write(out);
            case RoomEvent.OfCourier(var one) -> one.write(out);
            case RoomEvent.OfPhase(var one) -> one.write(out);
            case RoomEvent.OfMandate(var one) -> one.write(out);
            case RoomEvent.OfSheet(var one) -> one.write(out);
            case RoomEvent.OfGallery(var one) -> one.write(out);
            case RoomEvent.OfSuspension(var one) -> one.write(out);
        }
    }
}
