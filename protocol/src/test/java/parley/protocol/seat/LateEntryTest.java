package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/** What gets its place behind the end of an epoch (protocol.md, "Epochs"): it is told as late once, and said again or kept by nobody. */
class LateEntryTest {
    private static final String WORDS = "behind the end";

    /** Three greetings, a proposal, a consent; then the end. */
    private static final long END = 6;

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();

    /** All but Oman, whose node is to end the epoch, stand where the change is ratified. */
    private void ratified(ChangeKind kind, Actor subject) {
        scene.warmUp(room);
        scene.ratify(room, kind, subject, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
    }

    private void omanEndsTheEpoch() {
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        assertThat(scene.world.relay.entries(log)).hasSize((int) END);
    }

    /** As a changed program does that minds no end: readers open it before they have folded that. */
    private void israelWritesBehindTheEnd() {
        Forge forge =
                new Forge(scene.israel, room).slot(scene.oman, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.GOOD);
        forge.event = TestFold.text(WORDS);
        Bytes entry = forge.entry();
        omanEndsTheEpoch();
        Forge.place(scene.world, scene.israel, room, entry);
    }

    private static Fact.EntryRefused late(RoomId room, long position) {
        return new Fact.EntryRefused(room, 0, position, Fact.Verdict.LATE);
    }

    @Test
    void each_entry_behind_an_end_is_told_once_and_what_it_says_stays_in_no_vault() {
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        israelWritesBehindTheEnd();
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel)) {
            assertThat(actor.room(room).epoch()).as(actor.name).isEqualTo(1);
            assertThat(actor.facts(Fact.EntryRefused.class)).as(actor.name).containsExactly(late(room, END + 1));
        }
        Bytes garbage =
                Randomness.system().bytes(Scene.room(scene.oman, room).size().bytes());
        scene.oman.restart();
        Epoch ended = Scene.room(scene.oman, room).epoch(0).orElseThrow();
        scene.world.relay.append(log, ended.secrets.capability(), Optional.empty(), garbage, Optional.empty());
        scene.world.settle();
        scene.iran.offline = false;
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.facts(Fact.EntryRefused.class))
                    .as(actor.name)
                    .containsExactly(late(room, END + 1), late(room, END + 2));
            assertThat(Scene.texts(actor, room)).as(actor.name).doesNotContain(WORDS);
            assertThat(actor.store.holds(Bytes.utf8(WORDS))).as(actor.name).isFalse();
            assertThat(actor.alarms()).as(actor.name).isEmpty();
        }
    }

    @Test
    void who_leaves_by_an_end_is_told_of_nothing_behind_it_and_keeps_nothing_of_that() {
        ratified(ChangeKind.REMOVE, scene.iran);
        israelWritesBehindTheEnd();
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        assertThat(Scene.room(scene.iran, room).current().read.position()).isEqualTo(END + 1);
        assertThat(scene.iran.facts(Fact.EntryRefused.class)).isEmpty();
        assertThat(scene.iran.store.holds(Bytes.utf8(WORDS))).isFalse();
    }

    @Test
    void words_that_got_their_place_behind_an_end_are_said_in_the_next_epoch_once() {
        ratified(ChangeKind.REFRESH, scene.oman);
        scene.israel.say(room, WORDS);
        omanEndsTheEpoch();
        scene.israel.send(scene.world);
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.facts(Fact.EntryRefused.class)).as(actor.name).containsExactly(late(room, END + 1));
            assertThat(Scene.texts(actor, room)).as(actor.name).containsOnlyOnce(WORDS);
        }
    }

    @Test
    void words_that_were_still_to_be_sent_when_their_epoch_ended_go_into_the_next_alone() {
        ratified(ChangeKind.REFRESH, scene.oman);
        scene.israel.say(room, WORDS);
        omanEndsTheEpoch();
        scene.israel.read(scene.world);
        assertThat(scene.israel.seat().sendings())
                .noneMatch(sending ->
                        sending instanceof Sending.Append append && append.log().equals(log));
        scene.world.settle();
        assertThat(scene.world.relay.entries(log)).hasSize((int) END);
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(Scene.texts(actor, room)).as(actor.name).containsOnlyOnce(WORDS);
        }
    }

    @Test
    void who_leaves_sends_nothing_of_what_waited_and_keeps_none_of_its_words() {
        ratified(ChangeKind.REMOVE, scene.iran);
        long sealed = scene.iran.say(room, WORDS);
        long waiting = scene.iran.say(room, WORDS + ", too");
        omanEndsTheEpoch();
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.iran.read(scene.world);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        assertThat(scene.iran.facts(Fact.NotSaid.class))
                .containsExactly(new Fact.NotSaid(room, sealed), new Fact.NotSaid(room, waiting));
        assertThat(scene.iran.seat().sendings())
                .noneMatch(sending ->
                        sending instanceof Sending.Append append && append.log().equals(log));
        assertThat(scene.iran.store.holds(Bytes.utf8(WORDS))).isFalse();
    }
}
