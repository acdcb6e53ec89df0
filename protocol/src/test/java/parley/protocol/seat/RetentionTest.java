package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.EpochSecrets;

/** Retention that ends at some nodes earlier than at others, in the middle of what is being said (protocol.md, "Erasure"). */
class RetentionTest {
    private static final String PHRASE = "thirty days on the same evening";

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    /** Israel's device goes off behind the first of three parts. */
    private void firstPartSaid() {
        scene.warmUp(room);
        scene.israel.say(
                room, TestFold.text((PHRASE + ". ").repeat(2 * SizeClass.SMALL.pieceBytes() / PHRASE.length())));
        scene.israel.send(scene.world);
        scene.israel.offline = true;
    }

    /** Oman's retention ends meanwhile. */
    private void halfSaid() {
        firstPartSaid();
        scene.iran.say(room, "between the parts");
        scene.world.settle();
        erase(scene.oman);
    }

    private void said() {
        scene.israel.say(room, PHRASE);
        scene.world.settle();
    }

    private static boolean holds(Actor actor) {
        return actor.store.holds(Bytes.utf8(PHRASE));
    }

    private void grants(Actor giver, Actor reader, long through) {
        giver.act((s, tx) -> s.grant(tx, room, reader.id(), 1, through)).orThrow();
        scene.world.settle();
    }

    private void lapses(Actor actor) {
        actor.act((s, tx) -> s.lapse(tx, room, 1)).orThrow();
    }

    private long erase(Actor actor) {
        return actor.act((s, tx) -> s.erase(tx, room, Long.MAX_VALUE, 500)).orThrow();
    }

    @Test
    void what_is_half_said_when_retention_ends_is_folded_whole_everywhere() {
        halfSaid();
        assertThat(scene.oman.store.holds(Bytes.utf8("between the parts"))).isFalse();
        scene.oman.restart();
        scene.israel.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).anyMatch(text -> text.startsWith(PHRASE));
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            assertThat(scene.oman.room(room).state().digest())
                    .isEqualTo(actor.room(room).state().digest());
        }
        assertThat(scene.oman.alarms()).isEmpty();
        assertThat(erase(scene.oman)).isEqualTo(scene.oman.room(room).position());
        assertThat(holds(scene.oman)).isFalse();
    }

    @Test
    void what_is_never_said_to_its_end_goes_with_its_epoch() {
        halfSaid();
        assertThat(holds(scene.oman)).isTrue();
        scene.ratify(room, ChangeKind.REMOVE, scene.israel, scene.oman, scene.iran);
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        assertThat(holds(scene.oman)).isFalse();
    }

    @Test
    void what_a_vault_of_before_counts_as_half_said_in_an_ended_epoch_goes() {
        said();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        countsAsHalfSaid(scene.oman);
        erase(scene.oman);
        assertThat(holds(scene.oman)).isFalse();
    }

    @Test
    void what_a_vault_of_before_counts_as_half_said_in_a_room_that_was_left_goes() {
        said();
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        countsAsHalfSaid(scene.iran);
        erase(scene.iran);
        assertThat(holds(scene.iran)).isFalse();
    }

    /** As a program did that ended no unfinished event with its epoch: Israel's first entry was such a part. */
    private void countsAsHalfSaid(Actor actor) {
        actor.act((s, tx) -> {
            Epoch epoch = Scene.room(actor, room).past(tx, 0).orElseThrow();
            epoch.authors
                    .get(epoch.opening.roster().placeOf(scene.israel.id()))
                    .parts
                    .add(1L);
            epoch.save(s.desk().cells, tx);
            return true;
        });
        actor.restart();
        assertThat(holds(actor)).isTrue();
    }

    /** Iran was still in it when everything that was said there was erased, and comes on afterwards. */
    @Test
    void the_keys_of_an_epoch_go_also_when_no_more_words_of_it_do() {
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        long erased = erase(scene.oman);
        assertThat(keepsKeysOfTheFirstEpoch(scene.oman)).isTrue();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(erase(scene.oman)).isEqualTo(erased);
        assertThat(keepsKeysOfTheFirstEpoch(scene.oman)).isFalse();
    }

    private boolean keepsKeysOfTheFirstEpoch(Actor actor) {
        Secret nothing = Secret.wrap(new byte[EpochSecrets.SECRET]);
        return actor.act((s, tx) -> !Scene.room(actor, room)
                .past(tx, 0)
                .orElseThrow()
                .secrets
                .headerKey()
                .equals(nothing));
    }

    @Test
    void nobody_is_given_again_what_it_read_itself_and_let_go() {
        said();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        lapses(scene.iran);
        assertThat(holds(scene.iran)).isFalse();
        grants(scene.oman, scene.iran, 1);
        assertThat(holds(scene.iran)).isFalse();
        assertThat(scene.iran.facts(Fact.Granted.class)).isEmpty();
    }

    @Test
    void a_newcomer_is_given_nothing_of_before_the_end_of_its_own_retention() {
        Actor qatar = scene.guest("Qatar");
        said();
        scene.change(room, ChangeKind.ADMIT, qatar);
        erase(qatar);
        grants(scene.oman, qatar, 1);
        assertThat(holds(qatar)).isFalse();
        assertThat(qatar.facts(Fact.Granted.class)).isEmpty();
    }

    @Test
    void who_is_let_in_again_is_given_nothing_of_what_it_erased_before_it_left() {
        said();
        erase(scene.iran);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.israel.say(room, "said without Iran");
        scene.world.settle();
        scene.change(room, ChangeKind.ADMIT, scene.iran);
        grants(scene.oman, scene.iran, 1);
        assertThat(holds(scene.iran)).isFalse();
        assertThat(scene.iran.facts(Fact.Granted.class)).isEmpty();
    }

    @Test
    void what_lapsed_before_its_reader_left_is_given_to_it_no_more() {
        scene.israel.say(room, PHRASE);
        scene.israel.say(room, "said to stay");
        scene.world.settle();
        lapses(scene.iran);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.change(room, ChangeKind.ADMIT, scene.iran);
        grants(scene.oman, scene.iran, 2);
        assertThat(holds(scene.iran)).isFalse();
        assertThat(scene.iran.facts(Fact.Granted.class))
                .extracting(Fact.Granted::position)
                .containsExactly(2L);
    }

    @Test
    void what_was_granted_and_lapsed_is_given_to_nobody_once_more() {
        Actor qatar = scene.guest("Qatar");
        said();
        scene.change(room, ChangeKind.ADMIT, qatar);
        grants(scene.oman, qatar, 1);
        assertThat(qatar.facts(Fact.Granted.class)).hasSize(1);
        lapses(qatar);
        grants(scene.iran, qatar, 1);
        assertThat(holds(qatar)).isFalse();
        assertThat(qatar.facts(Fact.Granted.class)).hasSize(1);
    }

    @Test
    void what_is_half_said_when_its_reader_is_renewed_goes() {
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        halfSaid();
        erase(scene.iran);
        assertThat(holds(scene.iran)).isTrue();
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        scene.iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        erase(scene.iran);
        assertThat(holds(scene.iran)).isFalse();
    }

    /** Iran heard it in the room's first epoch, left, and was let in again: as long ago for it as for all others. */
    @Test
    void what_was_heard_in_a_life_in_the_room_before_goes_with_everything_else() {
        said();
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.world.settleOver(Scene.STEP, 3);
        scene.change(room, ChangeKind.ADMIT, scene.iran);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(holds(scene.iran)).isTrue();
        erase(scene.iran);
        assertThat(holds(scene.iran)).isFalse();
    }

    @Test
    void what_was_granted_goes_at_the_end_of_its_readers_retention() {
        Actor qatar = scene.guest("Qatar");
        said();
        scene.change(room, ChangeKind.ADMIT, qatar);
        grants(scene.oman, qatar, 1);
        assertThat(holds(qatar)).isTrue();
        erase(qatar);
        assertThat(holds(qatar)).isFalse();
    }

    @Test
    void how_far_is_erased_is_known_after_a_start() {
        scene.warmUp(room);
        scene.iran.act((s, tx) -> s.erase(tx, room, 2, 500)).orThrow();
        scene.iran.restart();
        assertThat(scene.iran.seat().erasedThrough(room)).isEqualTo(2);
    }

    /** The last place that is erased is the one of the first part. */
    @Test
    void the_part_of_what_was_half_said_goes_once_that_is_whole() {
        firstPartSaid();
        scene.world.settle();
        long first = scene.oman.room(room).position();
        scene.oman.act((s, tx) -> s.erase(tx, room, first, 500)).orThrow();
        assertThat(opened(scene.oman, first)).isTrue();
        scene.israel.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).anyMatch(text -> text.startsWith(PHRASE));
        assertThat(opened(scene.oman, first)).isFalse();
    }

    private boolean opened(Actor actor, long position) {
        Room there = Scene.room(actor, room);
        return actor.act(
                (s, tx) -> there.entries.opened(tx, there.current(), position).isPresent());
    }

    @Test
    void of_an_erased_entry_nothing_of_its_header_is_kept_but_who_wrote_it_and_as_which() {
        scene.warmUp(room);
        Room there = Scene.room(scene.oman, room);
        EntryRecord before = record(there, 3);
        assertThat(before.claim()).isPresent();
        erase(scene.oman);
        assertThat(record(there, 3)).isEqualTo(before.erased());
        assertThat(before.erased().claim()).isEmpty();
    }

    private EntryRecord record(Room there, long position) {
        return scene.oman.act((s, tx) -> there.entries.record(tx, there.current(), position));
    }
}
