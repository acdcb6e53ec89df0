package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.Ok;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.TestFold;

/** What a room's queue takes, when it seals and sends it, and until when it gives it back (protocol.md, "Appending"). */
class QueueTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();

    QueueTest() {
        scene.warmUp(room);
    }

    private Result<Long> says(Bytes event, Duration held) {
        Instant notBefore = scene.world.clock.instant().plus(held);
        return scene.israel.act((s, tx) -> s.say(tx, room, event, notBefore));
    }

    private Result<Ok> takesBack(long ticket) {
        return scene.israel.act((s, tx) -> s.takeBack(tx, room, ticket));
    }

    private List<Bytes> waitingEntries() {
        return scene.israel.seat().sendings().stream()
                .filter(sending ->
                        sending instanceof Sending.Append append && append.log().equals(log))
                .map(sending -> ((Sending.Append) sending).entry())
                .toList();
    }

    // ---- What it takes

    @Test
    void the_longest_event_is_said_and_a_longer_one_refused() {
        int around = TestFold.text("").size();
        Bytes longest = TestFold.text("x".repeat(Ticket.MOST_EVENT - around));
        Bytes longer = TestFold.text("x".repeat(Ticket.MOST_EVENT - around + 1));
        assertThat(longest.size()).isEqualTo(Ticket.MOST_EVENT);
        assertThat(says(longer, Duration.ZERO)).isEqualTo(Result.refused("room.event-too-long", Ticket.MOST_EVENT));
        assertThat(says(longest, Duration.ZERO).isDone()).isTrue();
        scene.world.settle();
        assertThat(scene.iran.heard(room)).contains(longest).doesNotContain(longer);
    }

    @Test
    void no_more_waits_than_a_person_can_have_typed() {
        Instant later = scene.world.clock.instant().plus(Tickets.MOST_HELD);
        int taken = scene.israel.act((s, tx) -> {
            int done = 0;
            while (done <= Tickets.MOST_WAITING
                    && s.say(tx, room, TestFold.text("one of many"), later).isDone()) {
                done++;
            }
            return done;
        });
        assertThat(taken).isEqualTo(Tickets.MOST_WAITING);
        assertThat(says(TestFold.text("one more"), Duration.ZERO))
                .isEqualTo(Result.refused("room.too-many-waiting", Tickets.MOST_WAITING));
    }

    // ---- Until when it gives it back

    @Test
    void what_is_held_back_is_taken_back_and_said_by_nobody_after_a_start_either() {
        long ticket = says(TestFold.text("too hasty"), Duration.ofMinutes(1)).orThrow();
        assertThat(takesBack(ticket).isDone()).isTrue();
        scene.israel.restart();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("too hasty");
        assertThat(scene.israel.store.holds(Bytes.utf8("too hasty"))).isFalse();
        assertThat(takesBack(ticket)).isEqualTo(Result.refused("room.already-sealed"));
    }

    @Test
    void what_is_sealed_is_taken_back_no_more() {
        long ticket = says(TestFold.text("said and meant"), Duration.ZERO).orThrow();
        assertThat(takesBack(ticket)).isEqualTo(Result.refused("room.already-sealed"));
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("said and meant");
    }

    /** Iran alone can open what stands before it, and is away. */
    @Test
    void what_has_its_place_while_the_fold_waits_is_neither_taken_back_nor_sealed_again() {
        Forge forge = new Forge(scene.oman, room).slot(scene.iran, Forge.Slot.GOOD);
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.oman.offline = true;
        scene.iran.offline = true;
        scene.world.settle();
        assertThat(scene.israel.room(room).waitingAt()).hasValue(4);

        long ticket = says(TestFold.text("behind what can't be opened"), Duration.ZERO)
                .orThrow();
        scene.world.settleOver(Scene.STEP, 5);
        assertThat(scene.world.relay.entries(log)).hasSize(5);
        assertThat(takesBack(ticket)).isEqualTo(Result.refused("room.already-sealed"));

        scene.iran.offline = false;
        scene.world.settleOver(Scene.STEP, 5);
        assertThat(scene.world.relay.entries(log)).hasSize(5);
        assertThat(Scene.texts(scene.israel, room)).containsOnlyOnce("behind what can't be opened");
        assertThat(scene.israel.facts(Fact.Waiting.class))
                .extracting(Fact.Waiting::resolved)
                .as("told when it began, and when it was over")
                .containsExactly(false, true);
    }

    @Test
    void nobody_decides_of_words_about_which_nobody_was_asked() {
        long ticket = says(TestFold.text("in a minute"), Duration.ofMinutes(1)).orThrow();
        assertThat(scene.israel.<Result<Ok>>act((s, tx) -> s.decideLate(tx, room, ticket, false)))
                .isEqualTo(Result.refused("room.nothing-asked"));
        scene.world.settleOver(Scene.STEP, 1);
        assertThat(Scene.texts(scene.iran, room)).contains("in a minute");
    }

    // ---- When it seals

    @Test
    void a_node_wakes_for_words_that_are_held_back_when_their_time_is_over() {
        says(TestFold.text("in a minute"), Duration.ofMinutes(1)).orThrow();
        scene.world.wakeOver(SECOND, 59);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("in a minute");
        scene.world.wakeOver(SECOND, 1);
        assertThat(Scene.texts(scene.iran, room)).contains("in a minute");
    }

    @Test
    void an_event_in_parts_is_told_as_sealed_once() {
        long ticket = says(TestFold.text("x".repeat(20_000)), Duration.ZERO).orThrow();
        scene.world.settle();
        assertThat(scene.israel.facts(Fact.Sealed.class))
                .filteredOn(one -> one.ticket() == ticket)
                .containsExactly(new Fact.Sealed(room, ticket));
    }

    /** Iran consented and was never heard since: its sessions don't stand. */
    @Test
    void words_that_nobody_could_open_yet_wait_unsealed() {
        RoomId second = scene.withoutIran();
        long ticket = scene.oman.say(second, "to nobody yet");
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.Sealed.class))
                .noneMatch(one -> one.room().equals(second));
        assertThat(scene.world.relay.entries(scene.oman.room(second).log().id()))
                .isEmpty();
        assertThat(scene.oman
                        .<Result<Ok>>act((s, tx) -> s.takeBack(tx, second, ticket))
                        .isDone())
                .isTrue();
        scene.oman.say(second, "to whom comes");
        scene.iran.offline = false;
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.iran, second)).containsExactly("to whom comes");
    }

    // ---- When it sends

    @Test
    void while_the_relay_is_silent_an_entry_waits_for_it_once() {
        scene.israel.say(room, "at last");
        List<Bytes> entry = waitingEntries();
        assertThat(entry).hasSize(1);
        for (int minute = 0; minute < 5; minute++) {
            scene.world.pass(Scene.STEP);
            scene.israel.tick();
        }
        assertThat(waitingEntries()).isEqualTo(entry);
    }

    @Test
    void an_entry_that_the_relay_took_and_does_not_show_goes_again_after_a_minute_and_not_before() {
        scene.israel.say(room, "once");
        List<Bytes> entry = waitingEntries();
        scene.israel.send(scene.world);
        scene.world.pass(Writer.SEND_AGAIN.minus(SECOND));
        scene.israel.tick();
        assertThat(waitingEntries()).isEmpty();
        assertThat(scene.israel.seat().nextTick())
                .contains(scene.world.clock.instant().plus(SECOND));
        scene.world.pass(SECOND);
        scene.israel.tick();
        assertThat(waitingEntries()).isEqualTo(entry);
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("once");
    }

    @Test
    void what_was_read_back_is_sent_no_more_though_the_relays_answer_was_lost() {
        scene.israel.say(room, "once");
        scene.world.answersLost = true;
        scene.israel.send(scene.world);
        scene.world.answersLost = false;
        assertThat(waitingEntries()).hasSize(1);
        scene.israel.read(scene.world);
        assertThat(waitingEntries()).isEmpty();
        scene.israel.restart();
        assertThat(waitingEntries()).isEmpty();
    }
}
