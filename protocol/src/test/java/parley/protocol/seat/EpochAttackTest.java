package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/** Attacks on the turn from one epoch to the next (protocol.md, "Epochs", "Attacks and their tests"). */
class EpochAttackTest {
    /** 21: who was removed asks every node for the key of the entry that removed it, and gets it from nobody. */
    @Test
    void attack_21_the_leaver_asks_for_the_key_of_its_removal() {
        Scene scene = new Scene();
        assertThat(keyOfTheEnd(scene)).isEmpty();
        assertThat(scene.iran.facts(Fact.Removed.class)).hasSize(1);
    }

    @Test
    void attack_21_sabotaged_the_leaver_gets_the_next_secrets() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean keepsTurnsFromLeavers() {
                return false;
            }
        });
        assertThat(keyOfTheEnd(scene)).isPresent();
    }

    private static Optional<Opened> keyOfTheEnd(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REMOVE, scene.iran, scene.oman, scene.israel);
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 4);
        Room there = Scene.room(scene.iran, room);
        long end = Scene.room(scene.oman, room).current().opening.end().position();
        Epoch old = there.epoch(0).orElseThrow();
        return scene.iran.store.transact(tx -> there.entries.opened(tx, old, end));
    }

    /** 22: two versions of the fold, both in good faith, reach the same end. */
    @Test
    void attack_22_two_versions_of_the_fold_follow_the_same_end() {
        Scene scene = new Scene();
        assertThat(epochOfTheOtherVersion(scene)).isEqualTo(1);
    }

    @Test
    void attack_22_sabotaged_a_digest_as_condition_leaves_one_behind() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean foldsByItself() {
                return false;
            }
        });
        assertThat(epochOfTheOtherVersion(scene)).isZero();
    }

    private static int epochOfTheOtherVersion(Scene scene) {
        Actor later = scene.world.join(scene.oman, scene.actor("Qatar", new TestFold(2, 2)), Role.GUARANTOR);
        RoomId room = scene.world.room(4, scene.oman, scene.israel, later);
        later.say(room, "newer rules");
        scene.world.settle();
        Hash proposal = scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        later.say(room, "at the same time");
        scene.world.settle();
        assertThat(proposal).isNotNull();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        return later.room(room).epoch();
    }

    /** 23: the end's place isn't known when the next log is made; a forked end shows at the first entry that crosses. */
    @Test
    void attack_23_an_end_at_two_places_is_noticed_at_the_first_entry() {
        Scene scene = new Scene();
        crossAForkedEnd(scene);
        assertThat(scene.oman.alarms()).contains(Fact.AlarmKind.OTHER_HISTORY);
    }

    @Test
    void attack_23_sabotaged_without_openings_the_fork_goes_unnoticed() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean checksOpening() {
                return false;
            }
        });
        crossAForkedEnd(scene);
        assertThat(scene.oman.alarms()).doesNotContain(Fact.AlarmKind.OTHER_HISTORY);
    }

    private static void crossAForkedEnd(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes change = scene.change(room, ChangeKind.REFRESH, scene.oman, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REFRESH, scene.oman.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.israel.send(scene.world);
        scene.iran.read(scene.world);
        MemoryRelay fork = scene.world.relay.fork();
        scene.world.detour(scene.iran, fork);
        Bytes junk =
                Randomness.system().bytes(Scene.room(scene.oman, room).size().bytes());
        Forge.place(fork, scene.iran, room, junk);
        scene.iran.offline = true;
        var log = scene.oman.room(room).log().id();
        int before = scene.world.relay.entries(log).size();
        scene.world.settle();
        List<Bytes> since = scene.world.relay.entries(log);
        since.subList(before, since.size()).forEach(entry -> Forge.place(fork, scene.iran, room, entry));
        scene.iran.offline = false;
        scene.iran.read(scene.world);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
        scene.world.rejoin(scene.iran);
        scene.iran.read(scene.world);
        Scene.say(scene.iran, room, "first across");
        scene.iran.send(scene.world);
        scene.oman.read(scene.world);
        scene.world.settle();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void attack_23_an_epoch_entry_between_others_works_at_every_place(int place) {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes change = scene.change(room, ChangeKind.REFRESH, scene.oman, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REFRESH, scene.oman.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        List<Actor> writers = List.of(scene.israel, scene.iran);
        scene.israel.read(scene.world);
        writers.forEach(writer -> Scene.say(writer, room, "beside it"));
        writers.subList(0, place).forEach(writer -> writer.send(scene.world));
        scene.oman.send(scene.world);
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).epoch()).isEqualTo(1);
            assertThat(Scene.texts(actor, room).stream().filter("beside it"::equals))
                    .hasSize(2);
        }
    }

    /** 33: two changes are ratified at once: one counts, the other lapses and must be proposed again. */
    @Test
    void attack_33_a_second_ratified_change_lapses() {
        Scene scene = new Scene();
        assertThat(twoAtOnce(scene, new TestFold(1, 2))).isEqualTo(1);
    }

    /** 33: also where the rules of a later version let proposals outlive the end of an epoch. */
    @Test
    void attack_33_a_change_counts_in_the_epoch_for_which_it_was_made_only() {
        assertThat(twoAtOnce(new Scene(), new TestFold(1, 2, false))).isEqualTo(1);
    }

    @Test
    void attack_33_sabotaged_the_second_takes_effect_by_old_consents() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean bindsChanges() {
                return false;
            }
        });
        assertThat(twoAtOnce(scene, new TestFold(1, 2, false))).isEqualTo(2);
    }

    private static int twoAtOnce(Scene other, TestFold fold) {
        Actor a = other.actor("A", fold);
        a.sit(tx -> Seat.open(a.ports(), tx, "A", Role.MEDIATOR, other.world.relay.address()));
        Actor b = other.world.join(a, other.actor("B", fold), Role.PARTY);
        Actor c = other.world.join(a, other.actor("C", fold), Role.PARTY);
        Actor d = other.world.join(a, other.actor("D", fold), Role.PARTY);
        RoomId room = other.world.room(4, a, b, c, d);
        Bytes first = other.change(room, ChangeKind.REMOVE, d, a);
        Bytes second = other.change(room, ChangeKind.REMOVE, c, a);
        a.say(room, TestFold.propose(ChangeKind.REMOVE, d.id(), first));
        a.say(room, TestFold.propose(ChangeKind.REMOVE, c.id(), second));
        other.world.settle();
        b.say(room, TestFold.consent(Seat.proposal(first)));
        b.say(room, TestFold.consent(Seat.proposal(second)));
        other.world.settle();
        other.world.settleOver(Duration.ofMinutes(3), 3);
        assertThat(a.room(room).state().digest()).isEqualTo(b.room(room).state().digest());
        return a.room(room).epoch();
    }
}
