package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.entry.Part;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage.GrantGiven;
import parley.protocol.port.RoomFold.ChangeKind;

/** Granted texts of many entries: each that ends in the range is read whole, wherever a grant's messages are cut. */
class LongGrantTest {
    private static final int PIECE = SizeClass.SMALL.pieceBytes();
    /** What a text in a {@link TestFold} takes beside its letters. */
    private static final int AROUND = TestFold.text("").size();

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    @Test
    void long_texts_across_the_cut_of_two_messages_are_read() {
        lines(1, 55);
        String israels = ofParts(20, 'a');
        String irans = ofParts(20, 'b');
        scene.israel.say(room, israels);
        scene.iran.say(room, irans);
        scene.world.settle();
        lines(56, 75);
        assertThat(through()).isGreaterThan(InboxCodec.MOST_GRANTED + 31L);
        long through = through();
        admit();
        grant(1, through).orThrow();
        scene.world.settle();
        assertThat(granted()).hasSize(55 + 2 + 20).contains("line 1", israels, irans, "line 75");
        assertThat(qatar.alarms()).isEmpty();
        assertThat(kept()).isFalse();
    }

    /** The longest event has more entries than a message of a grant. Its other parts come with it; what stands before doesn't. */
    @Test
    void the_longest_event_is_read_by_whoever_was_granted_the_line_where_it_stands() {
        lines(1, 3);
        String longest = letters(Part.MOST_EVENT_BYTES - AROUND, 'c');
        scene.israel.say(room, longest);
        scene.world.settle();
        long at = through();
        lines(4, 4);
        admit();
        grant(at, at).orThrow();
        scene.world.settle();
        assertThat(granted()).containsExactly(longest);
        assertThat(qatar.alarms()).isEmpty();
    }

    @Test
    void a_text_with_which_the_log_begins_is_read_whole() {
        String first = ofParts(3, 'h');
        scene.israel.say(room, first);
        scene.world.settle();
        lines(1, 1);
        admit();
        grant(3, 3).orThrow();
        scene.world.settle();
        assertThat(granted()).containsExactly(first);
    }

    @Test
    void of_a_text_that_ends_behind_the_range_no_entry_opens() {
        lines(1, 3);
        scene.israel.say(room, ofParts(4, 'd'));
        scene.world.settle();
        admit();
        assertThat(message(1, 6, 6).entries().stream()
                        .filter(entry -> entry.key().isPresent()))
                .hasSize(3);
        assertThat(message(1, 6, 7).entries()).allMatch(entry -> entry.key().isPresent());
    }

    @Test
    void a_text_whose_first_parts_are_erased_is_granted_to_nobody() {
        lines(1, 3);
        scene.israel.say(room, ofParts(4, 'e'));
        scene.world.settle();
        lines(4, 4);
        admit();
        scene.oman.act((s, tx) -> s.erase(tx, room, 5, 500)).orThrow();
        assertThat(grant(6, 8))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.of("grant.erased", 7L)));
        grant(8, 8).orThrow();
        scene.world.settle();
        assertThat(granted()).containsExactly("line 4");
    }

    @Test
    void what_one_message_left_open_goes_on_after_a_restart_and_with_the_next_message_only() {
        lines(1, 1);
        String said = ofParts(6, 'f');
        scene.israel.say(room, said);
        scene.world.settle();
        admit();
        take(message(1, 3, 7));
        take(message(5, 7, 7));
        assertThat(granted()).containsExactly("line 1");
        take(message(1, 3, 7));
        qatar.restart();
        take(message(4, 7, 7));
        assertThat(granted()).containsExactly("line 1", said);
        assertThat(kept()).isFalse();
    }

    /** What was never completed isn't kept beyond what is: the end of retention finds it. */
    @Test
    void parts_of_a_grant_that_was_broken_off_are_erased() {
        lines(1, 1);
        scene.israel.say(room, ofParts(6, 'g'));
        scene.world.settle();
        admit();
        take(message(1, 3, 7));
        qatar.act((s, tx) -> s.erase(tx, room, 1, 500)).orThrow();
        assertThat(kept()).isTrue();
        scene.world.pass(Duration.ofDays(1));
        qatar.act((s, tx) -> s.erase(tx, room, 1, 500)).orThrow();
        assertThat(kept()).isFalse();
    }

    private void lines(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(i -> scene.israel.say(room, "line " + i));
        scene.world.settle();
    }

    private static String ofParts(int parts, char letter) {
        return letters(parts * PIECE - AROUND, letter);
    }

    private static String letters(int count, char letter) {
        return String.valueOf(letter).repeat(count);
    }

    private long through() {
        return scene.oman.room(room).position();
    }

    private void admit() {
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(qatar.room(room).roster()).hasSize(4);
    }

    private Result<?> grant(long from, long through) {
        return scene.oman.act((s, tx) -> s.grant(tx, room, qatar.id(), from, through));
    }

    /** One message of a grant from the first entry on. */
    private GrantGiven message(long first, long last, long through) {
        Room there = Scene.room(scene.oman, room);
        return scene.oman.store.transact(tx -> {
            Epoch epoch = there.past(tx, 0).orElseThrow();
            return there.grants.message(tx, epoch, GrantRange.of(there, tx, epoch, 1, through), first, last);
        });
    }

    private void take(GrantGiven message) {
        qatar.act((s, tx) -> {
            Room there = s.desk().rooms.find(room).orElseThrow();
            there.grants.given(tx, s.desk().peers.find(scene.oman.id()).orElseThrow(), message);
            return true;
        });
    }

    private boolean kept() {
        return qatar.act((s, tx) -> tx.get(s.desk().cells.grantedParts(room)).isPresent());
    }

    private List<String> granted() {
        return qatar.facts(Fact.Granted.class).stream()
                .map(Fact.Granted::event)
                .filter(event -> event.at(0) == TestFold.text("").at(0))
                .map(event -> event.slice(AROUND, event.size()).asUtf8())
                .toList();
    }
}
