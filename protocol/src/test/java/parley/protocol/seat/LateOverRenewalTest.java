package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** Words that waited while one of their readers came back renewed: they were meant for the keys that its author had in view. */
class LateOverRenewalTest {
    private static final String WORDS = "for those whom I compared";

    private final Scene scene = new Scene();
    private final Actor qatar = scene.guest("Qatar");
    private final RoomId room = scene.world.room(4, scene.oman, scene.israel, scene.iran, qatar);

    /** Israel writes, and is away while the others take Iran back. */
    private void iranIsRenewed(boolean newKeys) {
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran, qatar)) {
            actor.say(room, actor.name + " is here");
            scene.world.settle();
        }
        scene.israel.say(room, WORDS);
        scene.israel.offline = true;
        Bytes request = scene.iran
                .act((s, tx) -> s.askForRenewal(tx, newKeys))
                .orThrow()
                .file();
        scene.iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, request)).orThrow();
        scene.world.settle();
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, qatar);
        scene.world.settle();
        scene.israel.offline = false;
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
    }

    @Test
    void words_that_waited_go_to_new_keys_of_a_reader_only_when_their_author_says_so() {
        iranIsRenewed(true);
        assertThat(scene.israel.facts(Fact.AskAgain.class)).hasSize(1);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain(WORDS);
        long ticket = scene.israel.facts(Fact.AskAgain.class).getFirst().ticket();
        scene.israel.act((s, tx) -> s.decideLate(tx, room, ticket, true)).orThrow();
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce(WORDS);
    }

    @Test
    void words_that_waited_go_on_by_themselves_to_the_keys_that_were_in_view() {
        iranIsRenewed(false);
        assertThat(scene.israel.facts(Fact.AskAgain.class)).isEmpty();
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce(WORDS);
    }

    @Test
    void words_that_are_said_after_all_wait_until_what_is_half_said_is_whole() {
        iranIsRenewed(true);
        long ticket = scene.israel.facts(Fact.AskAgain.class).getFirst().ticket();
        String ofSeveralEntries = "a long text, ".repeat(2_000);
        scene.israel.say(room, ofSeveralEntries);
        scene.israel.act((s, tx) -> s.decideLate(tx, room, ticket, true)).orThrow();
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).containsSubsequence(ofSeveralEntries, WORDS);
    }
}
