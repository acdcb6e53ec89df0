package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;

/** What of a strange pouch is carried on to a relay (protocol.md, "Pouch"): whoever finds one can write one. */
class CarriedUnplacedTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();

    CarriedUnplacedTest() {
        scene.warmUp(room);
    }

    private static PouchReport take(Actor to, List<PouchItem> items) {
        return to.act((s, tx) -> s.pouch().take(tx, Pouch.write(items))).orThrow();
    }

    private static PouchItem unplaced(LogId log, Bytes entry) {
        return new PouchItem.Unplaced(log, Optional.empty(), entry);
    }

    private static List<PouchItem> many(int number, LogId log, Supplier<Bytes> entry) {
        List<PouchItem> items = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            items.add(unplaced(log, entry.get()));
        }
        return items;
    }

    private void assertRefused(int number, PouchReport report) {
        assertThat(report).isEqualTo(new PouchReport(0, 0, 0, 0, number));
        assertThat(scene.iran.seat().sendings()).isEmpty();
    }

    @Test
    void what_can_be_no_entry_of_its_room_by_its_size_is_neither_kept_nor_sent() {
        int size = Scene.room(scene.iran, room).size().bytes();
        assertRefused(
                100, take(scene.iran, many(100, log, () -> Randomness.system().bytes(size - 1))));
    }

    @Test
    void what_no_member_sealed_is_neither_kept_nor_sent() {
        int size = Scene.room(scene.iran, room).size().bytes();
        assertRefused(
                100, take(scene.iran, many(100, log, () -> Randomness.system().bytes(size))));
    }

    @Test
    void what_a_member_sealed_in_anothers_name_is_neither_kept_nor_sent() {
        Forge forge = new Forge(scene.israel, room);
        forge.author = scene.oman.id();
        assertRefused(1, take(scene.iran, List.of(unplaced(log, forge.entry()))));
    }

    @Test
    void what_can_be_no_letter_by_its_size_is_neither_kept_nor_sent() {
        LogId inbox = Scene.peer(scene.iran, scene.israel).inbox.log().id();
        assertRefused(
                100, take(scene.iran, many(100, inbox, () -> Randomness.system().bytes(InboxSeal.BYTES - 1))));
    }

    @Test
    void an_entry_goes_on_with_the_base_that_its_author_signed_whatever_stands_beside_it() {
        Forge forge = new Forge(scene.oman, room);
        Head nowhere = forge.base.next(Hash.of("an entry that nobody wrote"));
        take(scene.iran, List.of(new PouchItem.Unplaced(log, Optional.of(nowhere), forge.entry())));
        assertThat(scene.iran.seat().sendings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Sending.Append.class,
                        append -> assertThat(append.base()).contains(forge.base));
    }

    @Test
    void a_pouch_brings_at_most_a_thousand_entries_into_one_room_and_each_once() {
        PouchReport report = take(scene.iran, many(1_100, log, new Forge(scene.oman, room)::entry));
        assertThat(report).isEqualTo(new PouchReport(0, 1_000, 0, 0, 100));
        Bytes again = scene.iran.act((s, tx) -> s.pouch().export(tx, Integer.MAX_VALUE, _ -> {}));
        PouchReport second =
                scene.iran.act((s, tx) -> s.pouch().take(tx, again)).orThrow();
        assertThat(second.unplaced()).as("what waits already waits once").isZero();
        assertThat(second.refused()).isZero();
    }

    @Test
    void several_pouches_bring_no_more_into_one_room_than_one_does() {
        Forge forge = new Forge(scene.oman, room);
        assertThat(take(scene.iran, many(600, log, forge::entry)).unplaced()).isEqualTo(600);
        assertThat(take(scene.iran, many(600, log, forge::entry))).isEqualTo(new PouchReport(0, 400, 0, 0, 200));
        assertThat(scene.iran.seat().sendings()).hasSize(1_000);
    }
}
