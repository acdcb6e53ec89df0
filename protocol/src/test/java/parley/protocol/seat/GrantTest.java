package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.entry.Entry;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage.GrantGiven;
import parley.protocol.inbox.InboxMessage.GrantedEntry;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * Earlier entries for a newcomer: nothing but what was granted, and nothing but what was said (protocol.md, "Grants",
 * attack 18).
 */
class GrantTest {
    @Test
    void a_newcomer_reads_what_it_was_granted_and_no_more() {
        Scene scene = new Scene();
        RoomId room = history(scene);
        scene.oman.act((s, tx) -> s.grant(tx, room, qatar(scene).id(), 2, 4)).orThrow();
        scene.world.settle();
        assertThat(granted(scene)).containsExactly("line 2", "line 3", "line 4");
        assertThat(qatar(scene).alarms()).isEmpty();
    }

    @Test
    void a_grant_reaches_back_over_epochs() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        say(scene, room, "line 1");
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        say(scene, room, "line 2");
        admit(scene, room);
        long last = Scene.room(scene.oman, room).current().opening.behind();
        scene.israel
                .act((s, tx) -> s.grant(tx, room, qatar(scene).id(), 1, last))
                .orThrow();
        scene.world.settle();
        assertThat(granted(scene)).contains("line 1", "line 2");
        assertThat(qatar(scene).alarms()).isEmpty();
    }

    @Test
    void a_grant_that_outruns_its_readers_room_is_read_and_alarms_nobody() {
        Scene scene = new Scene();
        RoomId room = history(scene);
        qatar(scene).offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        GrantGiven grant = honest(scene, room);
        assertThat(scene.oman.room(room).epoch())
                .isGreaterThan(qatar(scene).room(room).epoch());
        take(scene, qatar(scene), room, grant);
        assertThat(granted(scene)).containsExactly("line 2", "line 3", "line 4");
        assertThat(qatar(scene).alarms()).isEmpty();
    }

    @Test
    void a_grant_of_what_is_still_to_be_read_alarms_nobody() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        for (int i = 1; i <= 5; i++) {
            say(scene, room, "line " + i);
        }
        scene.iran.offline = true;
        admit(scene, room);
        take(scene, scene.iran, room, honest(scene, room));
        assertThat(scene.iran.alarms()).isEmpty();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
    }

    /** 18: a granter swaps, omits or reorders: refused whole. */
    @Test
    void attack_18_a_granter_who_omits_or_reorders_is_refused() {
        Scene scene = new Scene();
        RoomId room = history(scene);
        omitAndReorder(scene, room);
        assertThat(granted(scene)).isEmpty();
        assertThat(qatar(scene).alarms()).isNotEmpty().allMatch(Fact.AlarmKind.OTHER_HISTORY::equals);
    }

    @Test
    void attack_18_sabotaged_an_untied_range_hides_what_was_said() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean tiesGrants() {
                return false;
            }
        });
        RoomId room = history(scene);
        omitAndReorder(scene, room);
        assertThat(granted(scene)).contains("line 4").doesNotContain("line 3");
    }

    /** 18: with the keys of a granted entry nothing else opens. */
    @Test
    void attack_18_granted_keys_open_nothing_outside_the_range() {
        Scene scene = new Scene();
        RoomId room = history(scene);
        GrantGiven honest = honest(scene, room);
        Room there = Scene.room(scene.oman, room);
        Epoch old = scene.oman.store.transact(tx -> there.past(tx, 0).orElseThrow());
        Bytes outside =
                scene.oman.store.transact(tx -> there.entries.bytes(tx, old, 1).orElseThrow());
        for (GrantedEntry entry : honest.entries()) {
            assertThat(Entry.openGranted(there.size(), old.log().id(), entry.sealKey(), outside))
                    .isEmpty();
            Secret key = entry.key().orElseThrow();
            Entry closed = Entry.openSeal(there.size(), old.log().id(), old.secrets.headerKey(), outside)
                    .orElseThrow();
            assertThat(closed.commitsTo(key)).isFalse();
        }
    }

    /** The key of an entry that ended an epoch would give the secrets of the next: it is in no grant. */
    @Test
    void no_grant_holds_the_key_of_an_epoch_entry() {
        Scene scene = new Scene();
        RoomId room = history(scene);
        long end = Scene.room(scene.oman, room).current().opening.end().position();
        scene.oman
                .act((s, tx) -> s.grant(tx, room, qatar(scene).id(), end, end))
                .orThrow();
        scene.world.settle();
        assertThat(qatar(scene).facts(Fact.Granted.class)).isEmpty();
        assertThat(qatar(scene).alarms()).isEmpty();
    }

    /** 18: what all refused as a forgery when it came is not granted as the words of whoever it names. */
    @Test
    void attack_18_a_forgery_is_not_granted_as_anothers_words() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        say(scene, room, "line 1");
        Forge forge = new Forge(scene.oman, room);
        forge.author = scene.israel.id();
        Forge.place(scene.world, scene.oman, room, forge.entry());
        say(scene, room, "line 3");
        admit(scene, room);
        Room there = Scene.room(scene.oman, room);
        GrantGiven honest = message(scene, there, 1, 3);
        List<GrantedEntry> entries = new ArrayList<>(honest.entries());
        GrantedEntry forged = entries.get(1);
        // An honest giver holds no key of it and gives none of its seal either; the forger knows both.
        entries.set(1, new GrantedEntry(forged.bytes(), sealKey(scene, there, forged), Optional.of(forge.key)));
        take(
                scene,
                qatar(scene),
                room,
                new GrantGiven(room, honest.openings(), honest.base(), entries, honest.beyond(), honest.cards()));
        assertThat(granted(scene)).containsExactly("line 1", "line 3");
    }

    /** Who sits at the table and not in the room grants nothing of it, wherever it has it from. */
    @Test
    void a_grant_from_outside_the_room_is_not_read() {
        Scene scene = new Scene();
        RoomId room = history(scene);
        Actor bern = scene.guest("Bern");
        scene.world.pair(bern, qatar(scene));
        GrantGiven copied = honest(scene, room);
        bern.act((s, tx) -> {
            s.desk().post.send(tx, s.desk().peers.find(qatar(scene).id()).orElseThrow(), copied);
            return true;
        });
        scene.world.settle();
        assertThat(granted(scene)).isEmpty();
    }

    private Optional<Actor> newcomer = Optional.empty();

    private Actor qatar(Scene scene) {
        if (newcomer.isEmpty()) {
            newcomer = Optional.of(scene.guest("Qatar"));
        }
        return newcomer.get();
    }

    private RoomId history(Scene scene) {
        RoomId room = scene.plenary();
        for (int i = 1; i <= 5; i++) {
            say(scene, room, "line " + i);
        }
        admit(scene, room);
        return room;
    }

    private static void say(Scene scene, RoomId room, String text) {
        scene.israel.say(room, text);
        scene.world.settle();
    }

    private void admit(Scene scene, RoomId room) {
        scene.change(room, ChangeKind.ADMIT, qatar(scene));
        assertThat(qatar(scene).room(room).roster()).hasSize(4);
    }

    private List<String> granted(Scene scene) {
        return qatar(scene).facts(Fact.Granted.class).stream()
                .map(Fact.Granted::event)
                .filter(e -> e.at(0) == TestFold.text("").at(0))
                .map(e -> e.slice(5, e.size()).asUtf8())
                .toList();
    }

    private GrantGiven honest(Scene scene, RoomId room) {
        Room there = Scene.room(scene.oman, room);
        return message(scene, there, 2, 4);
    }

    private static GrantGiven message(Scene scene, Room there, long first, long last) {
        return scene.oman.store.transact(tx -> {
            Epoch epoch = there.past(tx, 0).orElseThrow();
            return there.grants.message(tx, epoch, GrantRange.of(there, tx, epoch, first, last), first, last);
        });
    }

    private static Secret sealKey(Scene scene, Room there, GrantedEntry entry) {
        return scene.oman.store.transact(tx -> {
            Epoch epoch = there.past(tx, 0).orElseThrow();
            Secret headerKey = epoch.secrets.headerKey();
            return Entry.openSeal(there.size(), epoch.log().id(), headerKey, entry.bytes())
                    .orElseThrow()
                    .grantedSealKey(headerKey);
        });
    }

    private static void take(Scene scene, Actor reader, RoomId room, GrantGiven grant) {
        reader.act((s, tx) -> {
            Room there = s.desk().rooms.find(room).orElseThrow();
            there.grants.given(tx, s.desk().peers.find(scene.oman.id()).orElseThrow(), grant);
            return true;
        });
    }

    private void omitAndReorder(Scene scene, RoomId room) {
        GrantGiven honest = honest(scene, room);
        List<GrantedEntry> fewer = new ArrayList<>(honest.entries());
        fewer.remove(1);
        List<GrantedEntry> turned = honest.entries().reversed();
        for (List<GrantedEntry> entries : List.of(fewer, turned)) {
            GrantGiven lie =
                    new GrantGiven(room, honest.openings(), honest.base(), entries, honest.beyond(), honest.cards());
            scene.oman.act((s, tx) -> {
                s.desk().post.send(tx, s.desk().peers.find(qatar(scene).id()).orElseThrow(), lie);
                return true;
            });
            scene.world.settle();
        }
    }
}
