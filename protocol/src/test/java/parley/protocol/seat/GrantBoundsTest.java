package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Ok;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.Tx;

/** Where a grant ends: no line beside the range goes, and a reader takes none that it has read or let go (protocol.md, "Grants"). */
class GrantBoundsTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    @Test
    void of_a_later_epoch_no_line_behind_the_range_is_given() {
        says(scene.israel, "line 1");
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        says(scene.israel, "line 2");
        long through = scene.oman.room(room).position();
        says(scene.israel, "line 3");
        admit();
        grant(qatar, 1, through).orThrow();
        scene.world.settle();
        assertThat(granted(qatar)).containsExactly("line 1", "line 2");
    }

    @Test
    void of_a_later_epoch_no_line_before_the_range_is_given() {
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        says(scene.israel, "line 1");
        says(scene.israel, "line 2");
        long from = scene.oman.room(room).position();
        admit();
        grant(qatar, from, from).orThrow();
        scene.world.settle();
        assertThat(granted(qatar)).containsExactly("line 2");
    }

    @Test
    void every_members_words_are_given_whatever_its_place() {
        scene.warmUp(room);
        admit();
        grant(qatar, 1, 3).orThrow();
        scene.world.settle();
        assertThat(granted(qatar)).containsExactly("Oman is here", "Israel is here", "Iran is here");
    }

    @Test
    void a_range_that_begins_with_the_last_line_that_is_erased_is_refused() {
        scene.warmUp(room);
        admit();
        scene.oman.act((s, tx) -> s.erase(tx, room, 2, 500)).orThrow();
        assertThat(grant(qatar, 2, 3)).isEqualTo(Result.refused("grant.erased", 2L));
        grant(qatar, 3, 3).orThrow();
        scene.world.settle();
        assertThat(granted(qatar)).containsExactly("Iran is here");
    }

    @Test
    void who_read_it_itself_is_shown_nothing_a_second_time() {
        scene.warmUp(room);
        admit();
        grant(scene.israel, 1, 3).orThrow();
        scene.world.settle();
        assertThat(granted(scene.israel)).isEmpty();
        assertThat(scene.israel.alarms()).isEmpty();
    }

    @Test
    void what_a_reader_let_go_at_the_end_of_retention_no_grant_brings_back() {
        scene.warmUp(room);
        admit();
        qatar.act((s, tx) -> s.erase(tx, room, 2, 500)).orThrow();
        grant(qatar, 1, 3).orThrow();
        scene.world.settle();
        assertThat(granted(qatar)).containsExactly("Iran is here");
    }

    /** All that stands between the range and the epoch's end goes with it, as hashes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_lies_too_far_before_the_end_of_its_epoch_is_refused(boolean far) {
        scene.warmUp(room);
        admit();
        scene.oman.act((s, tx) -> {
            ends(Scene.room(scene.oman, room), tx, 3 + InboxCodec.MOST_BEYOND + (far ? 1 : 0));
            return true;
        });
        Result<Ok> given = grant(qatar, 3, 3);
        assertThat(given).isEqualTo(far ? Result.refused("grant.too-far-back") : Ok.done());
    }

    /** As if the first epoch had gone on for so long; what was said in it meanwhile is nobody's here. */
    private static void ends(Room there, Tx tx, long position) {
        Epoch epoch = there.past(tx, 0).orElseThrow();
        for (long at = epoch.end.orElseThrow().position(); at <= position; at++) {
            Hash any = Hash.of("test", Hash.number(at));
            EntryRecord record = new EntryRecord(
                    new Head(at, any), any, EntryRecord.Outcome.FOREIGN, -1, -1, Optional.empty(), Optional.empty());
            there.entries.put(tx, epoch, record, Bytes.EMPTY);
            epoch.read = record.head();
        }
        epoch.end = Optional.of(epoch.read);
        epoch.save(there.desk.cells, tx);
    }

    private void says(Actor actor, String text) {
        actor.say(room, text);
        scene.world.settle();
    }

    private void admit() {
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(qatar.room(room).roster()).hasSize(4);
    }

    private Result<Ok> grant(Actor to, long from, long through) {
        return scene.oman.act((s, tx) -> s.grant(tx, room, to.id(), from, through));
    }

    private static List<String> granted(Actor reader) {
        return reader.facts(Fact.Granted.class).stream()
                .map(Fact.Granted::event)
                .filter(event -> event.at(0) == TestFold.text("").at(0))
                .map(event -> event.slice(5, event.size()).asUtf8())
                .toList();
    }
}
