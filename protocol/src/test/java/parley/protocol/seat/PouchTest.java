package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.entry.Entry;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;

/** The same talk by hand-carried file, with the same checks (protocol.md, "Pouch"). */
class PouchTest {
    private static final int ALL = Integer.MAX_VALUE;
    /** Less than twenty entries. */
    private static final int FEW_ENTRIES = 75 * 1024;

    @Test
    void placed_entries_are_read_from_a_pouch() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.israel.say(room, "carried by hand");
        scene.world.settle();
        PouchReport report = carry(scene.oman, scene.iran);
        assertThat(report.placed()).isEqualTo(1);
        assertThat(Scene.texts(scene.iran, room)).contains("carried by hand");
        assertThat(carry(scene.oman, scene.iran).placed()).isZero();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("carried by hand");
        assertThat(scene.iran.alarms()).isEmpty();
    }

    @Test
    void an_unplaced_entry_is_taken_to_the_relay_by_another_and_said_only_then() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.iran.say(room, "from a place without network");
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("from a place without network");
        assertThat(carry(scene.iran, scene.israel).unplaced()).isPositive();
        assertThat(Scene.texts(scene.israel, room)).doesNotContain("from a place without network");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).containsOnlyOnce("from a place without network");
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("from a place without network");
    }

    @Test
    void entries_of_a_room_in_which_one_does_not_sit_are_left_out_and_not_called_refused() {
        Scene scene = new Scene();
        RoomId room = scene.world.room(4, scene.oman, scene.israel);
        scene.israel.say(room, "not for Iran");
        scene.world.settle();
        PouchReport report = carry(scene.oman, scene.iran);
        assertThat(report.elsewhere()).isPositive();
        assertThat(report.refused()).isZero();
        assertThat(report.placed()).isZero();
    }

    @Test
    void a_damaged_pouch_is_refused_whole() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.iran.offline = true;
        scene.israel.say(room, "carried by hand");
        scene.world.settle();
        Bytes pouch = scene.oman.act((s, tx) -> s.pouch().export(tx, ALL, _ -> {}));
        Bytes cut = pouch.slice(0, pouch.size() - 40);
        assertThat(scene.iran.act((s, tx) -> s.pouch().take(tx, cut)).isDone()).isFalse();
        assertThat(Scene.texts(scene.iran, room)).isEmpty();
    }

    @Test
    void of_a_pouch_with_another_entry_at_a_place_that_was_read_nothing_is_taken_in() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        RoomId other = scene.world.room(4, scene.oman, scene.iran);
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.oman.say(other, "carried by hand");
        scene.world.settle();
        scene.oman.offline = true;
        scene.oman.say(other, "without a place");
        LogId log = scene.iran.room(room).log().id();
        Bytes honest = scene.oman.act((s, tx) -> s.pouch().export(tx, ALL, _ -> {}));
        Bytes altered = altered(honest, log, 2);

        Result<PouchReport> taken = scene.iran.act((s, tx) -> s.pouch().take(tx, altered));

        assertThat(taken).isEqualTo(contradicts(scene.iran, room, 2));
        assertThat(Scene.texts(scene.iran, other)).isEmpty();
        assertThat(scene.iran.seat().sendings()).isEmpty();
        assertThat(scene.iran.alarms())
                .as("whoever found the pouch can have written that")
                .isEmpty();
        PouchReport report =
                scene.iran.act((s, tx) -> s.pouch().take(tx, honest)).orThrow();
        assertThat(report.placed()).isEqualTo(1);
        assertThat(report.unplaced()).isEqualTo(1);
    }

    static Result<PouchReport> contradicts(Actor reader, RoomId room, long place) {
        return Result.refused(
                PouchExchange.CONTRADICTS, Scene.room(reader, room).state.plan.name(), place);
    }

    static Bytes altered(Bytes pouch, LogId log, long place) {
        return Pouch.write(items(pouch).stream()
                .map(item -> item instanceof PouchItem.Placed(LogId of, long at, Bytes entry)
                                && of.equals(log)
                                && at == place
                        ? new PouchItem.Placed(of, at, Randomness.system().bytes(entry.size()))
                        : item)
                .toList());
    }

    static List<PouchItem> items(Bytes pouch) {
        List<PouchItem> items = new ArrayList<>();
        try {
            Pouch.read(pouch.asStream(), items::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }

    @Test
    void of_a_pouch_with_another_history_that_the_relay_signed_nothing_is_taken_in_and_the_room_freezes() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        RoomId other = scene.world.room(4, scene.oman, scene.iran);
        scene.warmUp(room);
        SignedHead head = otherHistory(scene, room);
        scene.iran.offline = true;
        LogId log = scene.iran.room(other).log().id();
        PouchItem unplaced = new PouchItem.Unplaced(log, Optional.empty(), new Forge(scene.oman, other).entry());

        Result<PouchReport> taken = scene.iran.act((s, tx) ->
                s.pouch().take(tx, Pouch.write(List.of(unplaced, new PouchItem.Signed(head)))));

        assertThat(taken.isDone()).isFalse();
        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(scene.iran.seat().sendings())
                .noneMatch(sending ->
                        sending instanceof Sending.Append append && append.log().equals(log));
    }

    /** Iran, who is away, is brought what the relay signed of it beyond what Iran has read. */
    private static void isShownAnotherHistory(Scene scene, RoomId room) {
        scene.warmUp(room);
        scene.iran.offline = true;
        PouchItem head = new PouchItem.Signed(otherHistory(scene, room));
        scene.iran
                .act((s, tx) -> s.pouch().take(tx, Pouch.write(List.of(head))))
                .orThrow();
    }

    @Test
    void another_history_that_a_pouch_shows_of_a_place_that_was_not_read_yet_is_found_when_it_is() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        isShownAnotherHistory(scene, room);

        assertThat(scene.iran.alarms()).isEmpty();
        scene.iran.restart();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    @Test
    void another_history_that_a_pouch_showed_is_found_when_another_pouch_brings_its_place() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        isShownAnotherHistory(scene, room);

        assertThat(carry(scene.oman, scene.iran).placed()).isOne();

        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    @Test
    void nothing_is_said_upon_entries_beside_which_their_own_pouch_shows_another_history() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        int sealed = scene.iran.facts(Fact.Sealed.class).size();
        scene.iran.say(room, "sealed and sent");
        scene.iran.say(room, "to be sealed once that has its place");
        scene.iran.send(scene.world);
        scene.iran.offline = true;
        List<PouchItem> items = new ArrayList<>();
        items.add(new PouchItem.Signed(otherHistory(scene, room)));
        items.addAll(items(scene.oman.act((s, tx) -> s.pouch().export(tx, ALL, _ -> {}))));

        PouchReport report = scene.iran
                .act((s, tx) -> s.pouch().take(tx, Pouch.write(items)))
                .orThrow();

        assertThat(report.placed()).isEqualTo(2);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(scene.iran.facts(Fact.Sealed.class)).hasSize(sealed + 1);
    }

    @Test
    void a_head_that_the_relay_never_signed_contradicts_nothing() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        LogId log = scene.iran.room(room).log().id();
        SignedHead made = new SignedHead(
                log,
                Head.start(log).next(Hash.of("another entry")),
                0,
                List.of(),
                Randomness.system().bytes(64));

        assertThat(scene.iran
                        .act((s, tx) -> s.pouch().take(tx, Pouch.write(List.of(new PouchItem.Signed(made)))))
                        .isDone())
                .isTrue();
        assertThat(scene.iran.alarms()).isEmpty();
    }

    @Test
    void entries_of_a_room_that_find_no_room_are_left_out_and_named_and_what_waits_for_a_place_goes_all_the_same() {
        Scene scene = new Scene();
        RoomId large = scene.plenary();
        RoomId small = scene.world.room(4, scene.oman, scene.israel);
        scene.warmUp(large);
        scene.iran.offline = true;
        for (int i = 0; i < 20; i++) {
            scene.israel.say(large, "one of many");
            scene.world.settle();
        }
        scene.israel.say(small, "one of few");
        scene.world.settle();
        scene.oman.offline = true;
        scene.oman.say(large, "without a place");
        List<RoomId> leftOut = new ArrayList<>();

        Bytes pouch = scene.oman.act((s, tx) -> s.pouch().export(tx, FEW_ENTRIES, leftOut::add));

        assertThat(leftOut).containsExactly(large);
        assertThat(pouch.size()).isLessThanOrEqualTo(FEW_ENTRIES);
        PouchReport report =
                scene.iran.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();
        assertThat(report.placed()).isZero();
        assertThat(report.unplaced()).isEqualTo(1);
        assertThat(report.elsewhere()).as("of the small room").isPositive();
    }

    @Test
    void a_pouch_is_no_larger_than_asked_however_few_entries_a_room_has() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.israel.say(room, "one of few");
        scene.world.settle();
        int all = scene.oman.act((s, tx) -> s.pouch().export(tx, ALL, _ -> {})).size();
        List<RoomId> leftOut = new ArrayList<>();

        Bytes pouch = scene.oman.act((s, tx) -> s.pouch().export(tx, all - 1, leftOut::add));

        assertThat(leftOut).containsExactly(room);
        assertThat(pouch.size()).isLessThan(all);
    }

    @Test
    void a_warning_by_one_whose_code_differed_is_opened_once_codes_were_compared_anew_and_nothing_else_is() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        SignedHead other = otherHistory(scene, room);
        scene.iran
                .act((s, tx) -> s.compared(tx, scene.israel.id(), false, "by voice"))
                .orThrow();
        scene.israel.offline = true;
        scene.iran.offline = true;
        Scene.send(scene.israel, scene.iran, new InboxMessage.HeadShown(room, 0, other));
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        carry(scene.israel, scene.iran);
        scene.iran.restart();
        assertThat(scene.iran.alarms()).isEmpty();
        scene.iran
                .act((s, tx) -> s.compared(tx, scene.israel.id(), true, "by voice"))
                .orThrow();
        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
    }

    /** What the relay signs of a branch at a place that all have read otherwise. */
    static SignedHead otherHistory(Scene scene, RoomId room) {
        MemoryRelay fork = scene.world.relay.fork();
        Forge.place(fork, scene.oman, room, Bytes.utf8("on the other side"));
        scene.oman.say(room, "on this side");
        scene.world.settle();
        Epoch epoch = Scene.room(scene.oman, room).current();
        return fork.read(epoch.log().id(), epoch.secrets.capability(), 0, 100, Duration.ZERO)
                        instanceof Relay.Answer.Given<Relay.Page>(Relay.Page page)
                ? page.current()
                : fail("no page");
    }

    private static PouchReport carry(Actor from, Actor to) {
        Bytes pouch = from.act((s, tx) -> s.pouch().export(tx, ALL, _ -> {}));
        return to.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();
    }

    /** Nothing counts as placed that no head of the relay covers. */
    @Test
    void an_entry_that_the_relay_never_placed_is_not_read_as_placed() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes entry =
                new Forge(scene.oman, room).slot(scene.iran, Forge.Slot.GOOD).entry();
        Epoch epoch = Scene.room(scene.iran, room).current();
        SignedHead made = new SignedHead(
                epoch.log().id(),
                epoch.read.next(Entry.hashOf(entry)),
                0,
                List.of(),
                Randomness.system().bytes(64));
        Bytes pouch = Pouch.write(List.of(
                new PouchItem.Placed(epoch.log().id(), epoch.read.position() + 1, entry), new PouchItem.Signed(made)));
        PouchReport report =
                scene.iran.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();
        assertThat(report.placed()).isZero();
        assertThat(report.refused()).isEqualTo(1);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("forged");
    }
}
