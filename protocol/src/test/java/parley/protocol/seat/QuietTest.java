package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WatchingRelay.Seen;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.port.RoomFold.ChangeKind;

/** In quiet mode what a node shows the relay doesn't depend on what its people do (protocol.md, "Quiet mode"). */
class QuietTest extends InAQuietRoom {
    @Test
    void a_node_places_one_entry_in_each_slot_whether_its_person_writes_or_not() {
        quiet();
        for (int i = 0; i < 4; i++) {
            scene.oman.say(room, "one of many " + i);
        }
        scene.israel.say(room, "a word");
        seconds(6 * SLOT);
        all().forEach(actor -> assertSeenInSlots(actor, 6));
        assertThat(Scene.texts(scene.iran, room)).contains("one of many 0", "one of many 3", "a word");
    }

    @Test
    @Sabotaged(in = Quiet.class, rule = "on", instead = Instead.NO)
    void slots_sabotaged_words_go_at_once_and_silence_shows() {
        quiet();
        scene.oman.say(room, "one of many");
        seconds(6 * SLOT);
        assertThat(seen(scene.oman)).hasSize(1);
        assertThat(seen(scene.iran)).isEmpty();
    }

    @Test
    void cover_is_no_news_to_anybody() {
        quiet();
        var before = scene.iran.room(room).state().digest();
        int told = scene.iran.facts.size();
        seconds(5 * SLOT);
        assertThat(scene.iran.room(room).state().digest()).isEqualTo(before);
        assertThat(scene.iran.facts.subList(told, scene.iran.facts.size()))
                .allSatisfy(fact -> assertThat(fact).isInstanceOf(Fact.Receipt.class))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(scene.iran.room(room).position()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void nobody_has_the_key_of_cover_not_even_its_author() {
        quiet();
        seconds(3 * SLOT);
        Room ours = Scene.room(scene.oman, room);
        scene.oman.act((seat, tx) -> {
            Epoch epoch = ours.current();
            for (long at = 5; at <= epoch.read.position(); at++) {
                assertThat(ours.entries.record(tx, epoch, at).outcome()).isEqualTo(EntryRecord.Outcome.COVER);
                assertThat(ours.entries.opened(tx, epoch, at)).isEmpty();
            }
            return true;
        });
    }

    @Test
    void receipts_ride_in_the_entries_and_no_mail_is_sent() {
        quiet();
        scene.oman.say(room, "have you read this?");
        seconds(SLOT);
        long said = scene.iran.room(room).position();
        scene.iran.act((seat, tx) -> {
            seat.receipt(tx, room);
            return true;
        });
        seconds(3 * SLOT);
        assertSeenInSlots(scene.iran, 4);
        assertThat(scene.oman.facts(Fact.Receipt.class)).anySatisfy(receipt -> {
            assertThat(receipt.member()).isEqualTo(scene.iran.id());
            assertThat(receipt.position()).isGreaterThanOrEqualTo(said - 2);
        });
    }

    @Test
    void a_longer_text_goes_in_parts_one_a_slot() {
        quiet();
        String letter = "a letter of several pages ".repeat(300);
        scene.oman.say(room, letter);
        seconds(2 * SLOT);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain(letter);
        seconds(3 * SLOT);
        assertThat(Scene.texts(scene.iran, room)).contains(letter);
        assertSeenInSlots(scene.oman, 5);
    }

    @Test
    void slots_are_as_long_as_the_rules_say() {
        quiet();
        scene.oman.say(room, TestFold.quiet(5));
        seconds(2 * SLOT);
        watched.values().forEach(relay -> relay.seen.clear());
        scene.israel.say(room, "a word");
        seconds(20 * SLOT);
        all().forEach(actor -> assertSeenInSlots(room, actor, 4, Duration.ofMinutes(5)));
        assertThat(Scene.texts(scene.iran, room)).contains("a word");
    }

    @Test
    void it_is_said_when_what_waits_goes_out() {
        quiet();
        scene.oman.say(room, "first");
        scene.oman.say(room, "two parts of it ".repeat(250));
        scene.oman.say(room, "last");
        List<SeatRoom.Going> going = scene.oman.room(room).going().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        Instant first = going.getFirst().first();
        assertThat(going).extracting(SeatRoom.Going::last).containsExactly(first, slots(first, 2), slots(first, 3));
        assertThat(going.get(1).first()).isEqualTo(slots(first, 1));
        seconds(5 * SLOT);
        List<Instant> sent = seen(scene.oman).stream()
                .map(Seen::at)
                .filter(at -> !at.isBefore(first))
                .toList();
        assertThat(sent.getFirst()).isBetween(first, first.plus(SECOND));
        assertThat(scene.oman.room(room).going()).isEmpty();
        assertThat(Scene.texts(scene.iran, room)).endsWith("last");
    }

    @Test
    void while_an_entry_is_on_its_way_what_waits_goes_out_in_the_next_slot() {
        quiet();
        scene.oman.say(room, "on its way");
        Outbox outbox = scene.oman.seat().desk().outbox;
        scene.oman.offline = true;
        for (int second = 0; second <= 2 * SLOT && outbox.all().isEmpty(); second++) {
            scene.world.pass(SECOND);
            scene.oman.tick();
        }
        assertThat(outbox.all()).isNotEmpty();
        long ticket = scene.oman.say(room, "next");
        Instant now = scene.world.clock.instant();
        Instant shown = Objects.requireNonNull(scene.oman.room(room).going().get(ticket))
                .first();
        assertThat(shown).isBetween(slots(now, 1).minus(SECOND), slots(now, 1));
        scene.oman.offline = false;
        seconds(SLOT + 1);
        assertThat(seen(scene.oman).getLast().at()).isBetween(shown, shown.plus(SECOND));
    }

    @Test
    void what_a_node_says_by_itself_goes_before_the_words_that_wait() {
        quiet();
        long word = written("a word");
        long another = written("another");
        long ahead = scene.oman
                .act((seat, tx) -> seat.say(tx, room, TestFold.text("by itself"), SeatRoom.AHEAD))
                .orThrow();
        Map<Long, SeatRoom.Going> going = scene.oman.room(room).going();
        assertThat(going.entrySet().stream()
                        .sorted(Comparator.comparing(one -> one.getValue().first()))
                        .map(Map.Entry::getKey))
                .containsExactly(ahead, word, another);
        seconds(4 * SLOT);
        assertThat(Scene.texts(scene.iran, room)).endsWith("by itself", "a word", "another");
    }

    private long written(String text) {
        return scene.oman
                .act((seat, tx) -> seat.say(tx, room, TestFold.text(text), scene.world.clock.instant()))
                .orThrow();
    }

    /** By it Rules say when a room turns: counted by talk, the turn would show how much of that there was. */
    @Test
    void the_length_of_a_log_is_the_same_whether_people_talk_or_not() {
        quiet();
        long begun = scene.oman.room(room).head().position();
        seconds(5 * SLOT);
        long silent = scene.oman.room(room).head().position();
        for (int i = 0; i < 5; i++) {
            scene.oman.say(room, "one of many " + i);
        }
        seconds(5 * SLOT);
        assertThat(scene.oman.room(room).head().position() - silent).isEqualTo(silent - begun);
        assertThat(Scene.texts(scene.iran, room)).contains("one of many 3");
    }

    @Test
    void until_it_is_sealed_it_can_be_taken_back() {
        quiet();
        long ticket = scene.oman.say(room, "too hasty");
        Instant until = Objects.requireNonNull(scene.oman.room(room).going().get(ticket))
                .until();
        while (scene.world.clock.instant().isBefore(until.minus(SECOND))) {
            seconds(1);
        }
        assertThat(takenBack(ticket)).isTrue();
        seen(scene.oman).clear();
        seconds(3 * SLOT);
        assertSeenInSlots(scene.oman, 3);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("too hasty");
    }

    private boolean takenBack(long ticket) {
        boolean[] done = new boolean[1];
        scene.oman.act((seat, tx) -> {
            done[0] = seat.takeBack(tx, room, ticket).isDone();
            return true;
        });
        return done[0];
    }

    private static Instant slots(Instant from, int count) {
        return from.plusSeconds(count * SLOT);
    }

    @Test
    void an_epoch_ends_in_a_slot_and_the_next_has_slots_of_its_own() {
        quiet();
        Bytes change = scene.change(room, ChangeKind.REFRESH, scene.oman, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REFRESH, scene.oman.id(), change));
        seconds(2 * SLOT);
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        seconds(4 * SLOT);
        assertThat(all())
                .allSatisfy(actor -> assertThat(actor.room(room).epoch()).isOne());
        List<Seen> seen = seen(scene.oman);
        seen.clear();
        seconds(3 * SLOT);
        assertSeenInSlots(scene.oman, 3);
        scene.oman.say(room, "goes on");
        seconds(2 * SLOT);
        assertThat(Scene.texts(scene.iran, room)).contains("goes on");
    }

    @Test
    void where_quiet_mode_is_left_what_waits_goes_at_once() {
        quiet();
        scene.oman.say(room, TestFold.quiet(0));
        seconds(2 * SLOT);
        scene.oman.say(room, "aloud");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("aloud");
    }

    @Test
    void logs_are_read_at_fixed_instants() {
        quiet();
        Reading reading = scene.oman.seat().readings().getLast();
        Pace pace = reading.pace().orElseThrow();
        Instant now = scene.world.clock.instant();
        Instant first = pace.next(now, true);
        assertThat(Duration.between(now, first)).isPositive().isLessThanOrEqualTo(QuietTimes.READ_EVERY);
        assertThat(pace.next(first, true)).isEqualTo(first.plus(QuietTimes.READ_EVERY));
        assertThat(Duration.between(now, pace.next(now, false))).isPositive().isLessThanOrEqualTo(SECOND);
        scene.oman.say(room, "news");
        seconds(SLOT);
        assertThat(scene.oman.seat().readings().getLast().pace()).contains(pace);
    }
}
