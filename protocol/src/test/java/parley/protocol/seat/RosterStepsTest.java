package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * Iran wrote something and was away while the roster changed twice: every way from one roster of two to four members over another
 * to a third, with its node starting anew after every sending and reading (attack 35). Its words reach those whom it had in view, once,
 * or it is asked first.
 */
@Tag("wide")
class RosterStepsTest {
    private static final String WORDS = "for those who sit here now";

    /** Sendings and readings by which a node is back: more than it takes. */
    private static final int OPERATIONS = 10;

    /** Two changes; the first word says whether Qatar sits there from the beginning. */
    enum Steps {
        THREE_REFRESH_REFRESH,
        THREE_REFRESH_ADMITQATAR,
        THREE_REFRESH_REMOVEISRAEL,
        THREE_ADMITQATAR_REFRESH,
        THREE_ADMITQATAR_REMOVEISRAEL,
        THREE_ADMITQATAR_REMOVEQATAR,
        THREE_REMOVEISRAEL_REFRESH,
        THREE_REMOVEISRAEL_ADMITISRAEL,
        THREE_REMOVEISRAEL_ADMITQATAR,
        FOUR_REFRESH_REMOVEQATAR,
        FOUR_REMOVEISRAEL_REMOVEQATAR,
        FOUR_REMOVEISRAEL_ADMITNORWAY,
        FOUR_REMOVEQATAR_ADMITNORWAY,
        FOUR_REMOVEQATAR_ADMITQATAR;

        boolean four() {
            return name().startsWith("FOUR");
        }

        List<String> changes() {
            return List.of(name().split("_", -1)).subList(1, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void attack_35_words_reach_those_in_view_once_or_their_author_is_asked(Steps steps) {
        new Talk(Conduct.STRICT, steps).holds(operation -> true);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void attack_35_also_when_its_node_starts_anew_once_only_wherever_that_is(Steps steps) {
        IntStream.range(0, OPERATIONS)
                .forEach(at -> new Talk(Conduct.STRICT, steps).holds(operation -> operation == at));
    }

    @ParameterizedTest
    @CsvSource({"THREE_REMOVEISRAEL_ADMITQATAR,Qatar", "FOUR_REMOVEQATAR_ADMITNORWAY,Norway"})
    void attack_35_sabotaged_shrunk_and_grown_the_roster_holds_a_reader_whom_nobody_had_in_view(
            Steps steps, String newcomer) {
        Talk talk = new Talk(
                new Conduct() {
                    @Override
                    boolean mindsView() {
                        return false;
                    }
                },
                steps);
        talk.comeBack(operation -> true);
        assertThat(Scene.texts(talk.named(newcomer), talk.room)).contains(WORDS);
    }

    /** A leaver's words are shown as not said, and nobody reads them. */
    @Test
    void attack_35_the_words_of_one_who_was_removed_are_not_said() {
        Talk talk = new Talk(Conduct.STRICT, Steps.THREE_REFRESH_REFRESH);
        talk.change("REMOVE", talk.scene.iran);
        talk.comeBack(operation -> true);
        talk.scene.world.settleOver(Scene.STEP, 3);
        assertThat(talk.scene.iran.facts(Fact.NotSaid.class)).hasSize(1);
        for (Actor actor : List.of(talk.scene.oman, talk.scene.israel)) {
            assertThat(Scene.texts(actor, talk.room)).doesNotContain(WORDS);
        }
    }

    private static final class Talk {
        final Scene scene;
        final Actor qatar;
        final Actor norway;
        final RoomId room;
        final List<Actor> view;
        final List<Actor> roster;

        /** Iran has written and sent nothing yet when both changes have happened. */
        Talk(Conduct conduct, Steps steps) {
            scene = new Scene(conduct, new MemoryRelay("relay.test"), 1);
            qatar = scene.world.join(scene.oman, scene.actor("Qatar", new TestFold(1, 1)), Role.GUARANTOR);
            norway = scene.world.join(scene.oman, scene.actor("Norway", new TestFold(1, 1)), Role.GUARANTOR);
            room = steps.four() ? scene.world.room(4, scene.oman, scene.israel, scene.iran, qatar) : scene.plenary();
            view = new ArrayList<>(List.of(scene.oman, scene.israel, scene.iran));
            if (steps.four()) {
                view.add(qatar);
            }
            roster = new ArrayList<>(view);
            for (Actor actor : view) {
                actor.say(room, actor.name + " is here");
                scene.world.settle();
            }
            scene.iran.say(room, WORDS);
            scene.iran.offline = true;
            for (String change : steps.changes()) {
                String kind =
                        change.startsWith("REFRESH") ? "REFRESH" : change.startsWith("ADMIT") ? "ADMIT" : "REMOVE";
                change(kind, kind.equals("REFRESH") ? scene.oman : named(change.substring(kind.length())));
            }
            assertThat(scene.oman.room(room).epoch()).isEqualTo(2);
        }

        Actor named(String name) {
            return List.of(scene.israel, qatar, norway).stream()
                    .filter(actor -> actor.name.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow();
        }

        void change(String kind, Actor subject) {
            Bytes change = scene.change(room, ChangeKind.valueOf(kind), subject, scene.oman);
            scene.oman.say(room, TestFold.propose(ChangeKind.valueOf(kind), subject.id(), change));
            scene.world.settle();
            switch (kind) {
                case "ADMIT" -> roster.add(subject);
                case "REMOVE" -> roster.remove(subject);
                default -> assertThat(kind).isEqualTo("REFRESH");
            }
            scene.world.settleOver(Scene.STEP, 1);
        }

        void comeBack(IntPredicate startsAnewAfter) {
            for (int operation = 0; operation < OPERATIONS; operation++) {
                if (operation % 2 == 0) {
                    scene.iran.send(scene.world);
                } else {
                    scene.iran.read(scene.world);
                }
                if (startsAnewAfter.test(operation)) {
                    scene.iran.restart();
                    scene.iran.tick();
                }
                scene.world.settle();
            }
            scene.iran.offline = false;
            scene.world.settle();
            scene.world.settleOver(Scene.STEP, 2);
        }

        void holds(IntPredicate startsAnewAfter) {
            comeBack(startsAnewAfter);
            assertThat(scene.iran.room(room).epoch()).isEqualTo(2);
            List<Fact.AskAgain> asked = scene.iran.facts(Fact.AskAgain.class);
            if (!view.containsAll(roster)) {
                assertThat(asked)
                        .as("somebody reads there whom it had not in view")
                        .isNotEmpty();
            }
            for (Actor actor : List.of(scene.oman, scene.israel, scene.iran, qatar, norway)) {
                if (!asked.isEmpty() || !view.contains(actor)) {
                    assertThat(Scene.texts(actor, room)).as(actor.name).doesNotContain(WORDS);
                }
            }
            if (!asked.isEmpty()) {
                long ticket = asked.getLast().ticket();
                scene.iran.restart();
                scene.iran.act((s, tx) -> s.decideLate(tx, room, ticket, true)).orThrow();
                scene.world.settle();
            }
            for (Actor actor : roster) {
                assertThat(Scene.texts(actor, room)).as(actor.name).containsOnlyOnce(WORDS);
                assertThat(actor.alarms()).as(actor.name).isEmpty();
                assertThat(actor.room(room).state().digest())
                        .isEqualTo(scene.oman.room(room).state().digest());
            }
            for (Actor actor : List.of(scene.israel, qatar, norway)) {
                if (!roster.contains(actor)) {
                    assertThat(Scene.texts(actor, room)).as(actor.name).doesNotContain(WORDS);
                }
            }
            assertThat(scene.iran.facts(Fact.NotSaid.class)).isEmpty();
        }
    }
}
