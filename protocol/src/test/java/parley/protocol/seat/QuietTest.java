package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WatchingRelay;
import parley.protocol.fixture.WatchingRelay.Seen;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.port.RoomFold.ChangeKind;

/** In quiet mode what a node shows the relay doesn't depend on what its people do (protocol.md, "Quiet mode"). */
class QuietTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long SLOT = 60;

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Map<Actor, WatchingRelay> watched = new HashMap<>();

    private List<Actor> all() {
        return List.of(scene.oman, scene.israel, scene.iran);
    }

    /** All sit in a quiet room, of which only what happens from now on is seen. */
    private void quiet() {
        quiet(room, all());
    }

    private void quiet(RoomId in, List<Actor> members) {
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

    private void seconds(long count) {
        scene.world.wakeOver(SECOND, (int) count);
    }

    private List<Seen> seen(Actor actor) {
        return Objects.requireNonNull(watched.get(actor)).seen;
    }

    /** One entry a slot, always at the same second of it, all of one size, and nothing else anywhere. */
    private void assertSeenInSlots(Actor actor, int slots) {
        assertSeenInSlots(room, actor, slots);
    }

    private void assertSeenInSlots(RoomId in, Actor actor, int slots) {
        assertSeenInSlots(in, actor, slots, Duration.ofSeconds(SLOT));
    }

    private void assertSeenInSlots(RoomId in, Actor actor, int slots, Duration length) {
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
    void after_a_crash_the_slot_gets_the_entry_that_was_sealed_for_it() {
        quiet();
        scene.oman.say(room, "said once");
        Room ours = Scene.room(scene.oman, room);
        while (ours.state.unplaced.isEmpty()) {
            seconds(1);
        }
        Bytes sealed = ours.state.unplaced.get().entry();
        assertThat(seen(scene.oman)).isEmpty();
        scene.oman.restart();
        seconds(2 * SLOT);
        assertThat(seen(scene.oman).getFirst().bytes()).isEqualTo(sealed);
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("said once");
        assertSeenInSlots(scene.oman, 2);
    }

    @Test
    void a_node_started_again_in_the_middle_of_a_slot_waits_for_the_next() {
        quiet();
        seconds(SLOT);
        for (int i = 0; i < 4; i++) {
            scene.oman.restart();
            seconds(SLOT / 2);
        }
        assertSeenInSlots(scene.oman, 3);
    }

    @Test
    void a_node_that_slept_through_slots_doesnt_make_up_for_them() {
        quiet();
        scene.oman.say(room, "written before");
        scene.oman.say(room, "it fell asleep");
        scene.oman.offline = true;
        seconds(5 * SLOT + 17);
        scene.oman.offline = false;
        seconds(3 * SLOT);
        assertThat(seen(scene.oman)).hasSize(3);
        Instant first = seen(scene.oman).getFirst().at();
        assertThat(seen(scene.oman))
                .allSatisfy(one -> assertThat(Duration.between(first, one.at()).toSeconds() % SLOT)
                        .isZero());
    }

    @Test
    void a_clock_that_is_set_back_makes_nobody_wait_until_it_comes_there_again() {
        quiet();
        seconds(2 * SLOT);
        scene.world.pass(Duration.ofDays(-10));
        seconds(2 * SLOT);
        assertThat(seen(scene.oman)).hasSizeGreaterThanOrEqualTo(3);
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

    /** One who stays away shows to members by its count, as to the relay by its silence. */
    @Test
    void members_see_who_skips_slots() {
        quiet();
        long before = placed(room, scene.iran);
        scene.iran.offline = true;
        seconds(5 * SLOT);
        assertThat(placed(room, scene.israel) - placed(room, scene.iran)).isBetween(4L, 6L);
        assertThat(placed(room, scene.iran)).isEqualTo(before);
    }

    @Test
    void members_know_since_when_somebody_isnt_there() {
        quiet();
        seconds(3 * SLOT);
        scene.iran.offline = true;
        Instant left = scene.world.clock.instant();
        seconds(10 * SLOT);
        Instant now = scene.world.clock.instant();
        assertThat(heard(scene.iran)).isBetween(left.minusSeconds(SLOT), left);
        assertThat(heard(scene.israel)).isAfter(now.minusSeconds(SLOT + 1));
        scene.israel.say(room, TestFold.quiet(5));
        seconds(2 * SLOT);
        assertThat(heard(scene.iran)).as("longer slots begin").isAfter(now);
    }

    private Instant heard(Actor member) {
        return scene.oman.room(room).roster().stream()
                .filter(one -> one.principal().id().equals(member.id()))
                .findFirst()
                .orElseThrow()
                .heard();
    }

    @Test
    void a_changed_node_that_writes_beside_slots_shows_itself_and_nothing_of_the_others() {
        Actor loud = scene.world.join(scene.oman, scene.actor("Loud", new TestFold(1, 2).loud()), Role.PARTY);
        RoomId four = scene.world.room(4, scene.oman, scene.israel, scene.iran, loud);
        quiet(four, List.of(scene.oman, scene.israel, scene.iran, loud));
        long before = placed(four, loud) - placed(four, scene.israel);
        for (int i = 0; i < 9; i++) {
            loud.say(four, "do you hear me? " + i);
            scene.israel.say(four, "I do " + i);
            seconds(20);
        }
        assertThat(placed(four, loud) - placed(four, scene.israel)).isBetween(before + 5, before + 7);
        all().forEach(actor -> assertSeenInSlots(four, actor, 3));
    }

    private long placed(RoomId in, Actor member) {
        return scene.oman.room(in).roster().stream()
                .filter(one -> one.principal().id().equals(member.id()))
                .findFirst()
                .orElseThrow()
                .placed();
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
