package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.crypto.RelayFault;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;

/** Relays that give out pages which contradict one another, themselves or their signature (protocol.md, "Attacks and their tests"). */
class LyingRelayAttackTest {
    /** A relay that shows two histories at once is proven at fault by its own signatures. */
    @Test
    void a_relay_with_two_histories_is_caught_where_they_meet() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        MemoryRelay fork = scene.world.relay.fork();
        scene.world.detour(scene.iran, fork);
        scene.israel.say(room, "to one side");
        scene.iran.say(room, "to the other");
        scene.world.settle();
        scene.world.rejoin(scene.iran);
        scene.world.settle();
        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.RELAY_TWO_HEADS);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(scene.oman.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(faults(scene.iran)).isNotEmpty().allMatch(RelayFault::holds);
    }

    /** However long both histories went on, the relay's signatures prove its fault to somebody outside. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void histories_of_different_length_prove_the_relays_fault_too(int more) {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        MemoryRelay fork = scene.world.relay.fork();
        scene.world.detour(scene.iran, fork);
        scene.iran.say(room, "to the other side");
        for (int i = 0; i < more; i++) {
            scene.israel.say(room, "to one side " + i);
            scene.world.settle();
        }
        scene.world.rejoin(scene.iran);
        // Never settles: who stands on the other history is shown pages for ever that don't continue its own.
        for (int round = 0; round < 20; round++) {
            for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
                actor.send(scene.world);
                actor.read(scene.world);
            }
        }
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(faults(actor)).as(actor.name).hasSize(1).allMatch(RelayFault::holds);
            assertThat(faults(actor).getFirst().relayKey())
                    .isEqualTo(scene.world.relay.address().key());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RelayFault.MOST_BETWEEN - 1, RelayFault.MOST_BETWEEN + 1})
    @Tag("wide")
    void a_fork_is_proven_however_far_back_in_a_long_epoch_it_lies(int since) {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        MemoryRelay fork = scene.world.relay.fork();
        grow(scene, fork, room, 1);
        grow(scene, scene.world.relay, room, 1 + since);
        SignedHead other = signed(fork, scene.iran, room, read(scene, room) + 1);
        readOn(scene, room);
        shows(scene.iran, scene.israel, room, other);
        assertThat(faults(scene.israel)).hasSize(1).allMatch(RelayFault::holds);
    }

    /** In a vault of before lies the relay's last word alone. */
    @Test
    @Tag("wide")
    void a_fork_that_could_not_be_proven_is_proven_by_a_later_head_and_then_told_no_more() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        long forked = read(scene, room);
        MemoryRelay fork = scene.world.relay.fork();
        grow(scene, fork, room, 3);
        grow(scene, scene.world.relay, room, RelayFault.MOST_BETWEEN + 2);
        readOn(scene, room);
        scene.israel.store.transact(tx -> {
            tx.setCount(scene.israel.seat().desk().cells.signedHeads(room, 0), 0);
            return true;
        });
        shows(scene.iran, scene.israel, room, signed(fork, scene.iran, room, forked + 1));
        assertThat(scene.israel.alarms()).containsOnlyOnce(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(faults(scene.israel)).isEmpty();
        shows(scene.iran, scene.israel, room, signed(fork, scene.iran, room, forked + 2));
        shows(scene.iran, scene.israel, room, signed(fork, scene.iran, room, forked + 3));
        assertThat(scene.israel.alarms()).containsOnlyOnce(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(faults(scene.israel)).hasSize(1).allMatch(RelayFault::holds);
    }

    /** Israel reads all that is there, in pages as nodes ask for them. */
    private static void readOn(Scene scene, RoomId room) {
        LogId log = Scene.room(scene.israel, room).current().log().id();
        long before;
        do {
            before = read(scene, room);
            scene.israel.act((s, tx) -> {
                Reading next = s.readings().stream()
                        .filter(reading -> reading.log().id().equals(log))
                        .findFirst()
                        .orElseThrow();
                s.took(
                        tx,
                        next,
                        scene.world.relay.read(log, next.capability(), next.after(), next.most(), Duration.ZERO));
                return true;
            });
        } while (read(scene, room) > before);
    }

    /** What nobody can open: it counts for nothing, but has its place. */
    private static void grow(Scene scene, MemoryRelay relay, RoomId room, int entries) {
        int bytes = Scene.room(scene.iran, room).size().bytes();
        for (int i = 0; i < entries; i++) {
            Forge.place(relay, scene.iran, room, Randomness.system().bytes(bytes));
        }
    }

    /** Whoever is in league with the relay fills a reader's list with heads that it will not reach for long. */
    @Test
    void heads_far_beyond_what_was_read_leave_a_place_for_the_one_that_shows_the_fork() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        MemoryRelay fork = scene.world.relay.fork();
        for (int i = 0; i < 40; i++) {
            Forge.place(fork, scene.iran, room, Bytes.utf8("on the other side " + i));
        }
        long read = Scene.room(scene.israel, room).current().read.position();
        for (int i = 0; i < 20; i++) {
            shows(scene, room, signed(fork, scene.iran, room, read + 20 + i));
        }
        shows(scene, room, signed(fork, scene.iran, room, read + 1));
        scene.world.settle();
        assertThat(scene.israel.alarms()).isEmpty();
        scene.oman.say(room, "on this side");
        scene.world.settle();
        assertThat(scene.israel.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
    }

    /** Heads of the common history, nearer than the one that counts: they are one member's own, and take no other's places. */
    @Test
    void one_member_fills_no_more_places_than_its_own() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        SignedHead other = behind(scene, room);
        ahead(scene, room).forEach(head -> shows(scene.iran, scene.israel, room, head));
        scene.israel.restart();
        shows(scene.oman, scene.israel, room, other);
        scene.israel.restart();
        assertNoticedOnceItIsRead(scene);
    }

    /** Who is in league with the relay shows the head that counts before anybody else does, and lets nearer ones drive it out. */
    @Test
    void a_head_that_two_show_stays_though_one_of_them_drives_its_own_out() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        SignedHead other = behind(scene, room);
        shows(scene.iran, scene.israel, room, other);
        shows(scene.oman, scene.israel, room, other);
        ahead(scene, room).forEach(head -> shows(scene.iran, scene.israel, room, head));
        assertNoticedOnceItIsRead(scene);
    }

    @Test
    void what_comes_with_receipts_takes_no_place_from_heads_that_are_shown() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        SignedHead other = behind(scene, room);
        for (SignedHead head : ahead(scene, room)) {
            var receipt = new InboxMessage.ReceiptSent(room, 0, head.head(), Optional.of(head));
            scene.israel.act((s, tx) -> {
                Scene.room(scene.israel, room).receipts.received(tx, Scene.peer(scene.israel, scene.iran), receipt);
                return true;
            });
        }
        assertThat(Scene.room(scene.israel, room).current().shown)
                .as("the nearest")
                .hasSize(1);
        shows(scene.iran, scene.israel, room, other);
        assertNoticedOnceItIsRead(scene);
    }

    /** More than there are places for all together. */
    private static final int AHEAD = Healer.MOST_SHOWN + 6;

    /** Both histories go on, and Israel has read none of it: the head that shows the other one, behind all that {@link #ahead} brings. */
    private static SignedHead behind(Scene scene, RoomId room) {
        scene.warmUp(room);
        MemoryRelay fork = scene.world.relay.fork();
        for (int i = 0; i <= AHEAD; i++) {
            Forge.place(scene.world.relay, scene.iran, room, Bytes.utf8("on this side " + i));
            Forge.place(fork, scene.iran, room, Bytes.utf8("on the other side " + i));
        }
        return signed(fork, scene.iran, room, read(scene, room) + AHEAD + 1);
    }

    private static List<SignedHead> ahead(Scene scene, RoomId room) {
        long read = read(scene, room);
        return LongStream.rangeClosed(read + 1, read + AHEAD)
                .mapToObj(at -> signed(scene.world.relay, scene.iran, room, at))
                .toList();
    }

    private static void assertNoticedOnceItIsRead(Scene scene) {
        assertThat(scene.israel.alarms()).isEmpty();
        scene.world.settle();
        assertThat(scene.israel.alarms()).containsOnlyOnce(Fact.AlarmKind.HISTORIES_DIFFER);
    }

    private static long read(Scene scene, RoomId room) {
        return Scene.room(scene.israel, room).current().read.position();
    }

    /** As it comes by mail, before the log is read. */
    private static void shows(Actor from, Actor to, RoomId room, SignedHead head) {
        to.act((s, tx) -> {
            Scene.room(to, room).healer.shown(tx, from.id(), 0, head);
            return true;
        });
    }

    private static void shows(Scene scene, RoomId room, SignedHead head) {
        Scene.send(scene.iran, scene.israel, new InboxMessage.HeadShown(room, 0, head));
    }

    private static SignedHead signed(MemoryRelay relay, Actor reader, RoomId room, long position) {
        Epoch epoch = Scene.room(reader, room).current();
        return relay.read(epoch.log().id(), epoch.secrets.capability(), position, 0, Duration.ZERO)
                        instanceof Relay.Answer.Given<Relay.Page>(Relay.Page page)
                ? page.upTo()
                : org.junit.jupiter.api.Assertions.fail("no page");
    }

    private static List<RelayFault> faults(Actor actor) {
        return actor.facts(Fact.Alarm.class).stream()
                .filter(alarm -> alarm.kind() == Fact.AlarmKind.RELAY_TWO_HEADS)
                .map(alarm -> RelayFault.ofFile(alarm.proof()).orElseThrow())
                .toList();
    }

    private boolean lying;

    /** A page whose entries don't lead to its own signed head changes nothing, and no alarm is raised about history. */
    @Test
    void a_page_that_contradicts_itself_changes_nothing() {
        MemoryRelay liar = new MemoryRelay("relay.test") {
            @Override
            public Answer<Page> read(LogId id, parley.base.Secret capability, long after, int most, Duration wait) {
                Answer<Page> answer = super.read(id, capability, after, most, wait);
                return lying
                                && answer instanceof Answer.Given<Page>(Page page)
                                && !page.entries().isEmpty()
                        ? new Answer.Given<>(new Page(
                                page.after(),
                                java.util.Collections.nCopies(page.entries().size(), Bytes.utf8("junk")),
                                page.upTo(),
                                page.current()))
                        : answer;
            }
        };
        Scene scene = new Scene(Conduct.STRICT, liar);
        RoomId room = scene.plenary();
        scene.warmUp(room);
        lying = true;
        scene.israel.say(room, "shown as junk");
        for (int i = 0; i < 5; i++) {
            scene.israel.send(scene.world);
            scene.oman.read(scene.world);
        }
        assertThat(scene.oman.alarms()).isEmpty();
        assertThat(scene.oman.room(room).position()).isEqualTo(3);
        lying = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).contains("shown as junk");
    }

    /** Without the key of the relay nobody shows pages in its place. */
    @Test
    void pages_under_another_key_than_the_relays_are_not_read() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        MemoryRelay impostor = new MemoryRelay("relay.test");
        impostor.restore(scene.world.relay.image());
        int bytes = Scene.room(scene.iran, room).size().bytes();
        Forge.place(impostor, scene.iran, room, Randomness.system().bytes(bytes));
        scene.world.detour(scene.iran, impostor);
        scene.iran.read(scene.world);
        assertThat(scene.iran.room(room).position()).isEqualTo(3);
        scene.world.rejoin(scene.iran);
        scene.israel.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("going on");
    }

    /** A relay that takes an entry a second time makes nobody a clone. */
    @Test
    void an_entry_that_the_relay_puts_in_twice_counts_once() {
        MemoryRelay twice = new MemoryRelay("relay.test") {
            @Override
            public Answer<Page> read(LogId id, parley.base.Secret capability, long after, int most, Duration wait) {
                @org.jspecify.annotations.Nullable Log log = log(id);
                if (lying && log != null && log.entries.size() == 4) {
                    log.push(log.entries.getLast());
                }
                return super.read(id, capability, after, most, wait);
            }
        };
        Scene scene = new Scene(Conduct.STRICT, twice);
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.israel.say(room, "once");
        lying = true;
        scene.world.settle();
        lying = false;
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("once");
        assertThat(scene.iran.facts(Fact.EntryRefused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.verdict()).isEqualTo(Fact.Verdict.DUPLICATE));
        assertThat(scene.iran.alarms()).isEmpty();
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }
}
