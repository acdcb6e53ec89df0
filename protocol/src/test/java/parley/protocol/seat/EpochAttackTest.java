package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.port.RoomFold.ChangeKind;

/** Attacks on the turn from one epoch to the next (protocol.md, "Epochs", "Attacks and their tests"). */
class EpochAttackTest {
    /** 7: a member who was away for ten epochs catches up with the old capability alone. */
    @Test
    void attack_7_away_for_ten_epochs() {
        Scene scene = new Scene();
        RoomId room = awayForTenEpochs(scene);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(10);
        assertThat(Scene.texts(scene.iran, room)).isEqualTo(Scene.texts(scene.israel, room));
        assertThat(scene.iran.facts(Fact.Waiting.class)).isEmpty();
        assertThat(Scene.room(scene.oman, room).epochs).hasSize(1);
    }

    /** One capability that is changed instead of one log an epoch: what one held before opens nothing any more. */
    @Test
    void attack_7_sabotaged_with_a_capability_that_is_changed_the_one_who_was_away_never_catches_up() {
        Scene scene = new Scene(Conduct.STRICT, new Changing());
        RoomId room = awayForTenEpochs(scene);
        assertThat(scene.iran.room(room).epoch()).isZero();
    }

    private static RoomId awayForTenEpochs(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        for (int epoch = 1; epoch <= 10; epoch++) {
            LogId before = scene.oman.room(room).log().id();
            scene.change(room, ChangeKind.REFRESH, scene.oman);
            if (scene.world.relay instanceof Changing changing) {
                changing.ended.add(before);
            }
            scene.israel.say(room, "in epoch " + epoch);
            scene.world.settle();
        }
        scene.iran.offline = false;
        scene.world.settle();
        return room;
    }

    /** A relay at which the capability of an epoch is worth nothing once the epoch has ended. */
    private static final class Changing extends MemoryRelay {
        final Set<LogId> ended = new HashSet<>();

        Changing() {
            super("relay.test");
        }

        @Override
        public Answer<Page> read(LogId id, Secret capability, long after, int most, Duration wait) {
            return ended.contains(id)
                    ? new Answer.Declined<>(Why.WRONG_CAPABILITY)
                    : super.read(id, capability, after, most, wait);
        }
    }

    /** 8: writers, an admission and a removal in any interleaving: one verdict everywhere, no reader out of view. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void attack_8_any_interleaving(long seed) {
        Scene scene = new Scene();
        RoomId room = interleaved(scene, seed);
        List<Actor> stay = List.of(scene.oman, scene.iran);
        for (Actor actor : stay) {
            assertThat(Scene.texts(actor, room)).as("seed " + seed).isEqualTo(Scene.texts(scene.oman, room));
            assertThat(actor.room(room).state().digest())
                    .isEqualTo(scene.oman.room(room).state().digest());
            assertThat(actor.alarms()).as("seed " + seed).isEmpty();
        }
        assertThat(Scene.texts(newcomer, room)).noneMatch(text -> text.startsWith("confidential"));
        if (!Scene.room(scene.oman, room).inRoster(scene.israel.id())) {
            assertThat(Scene.texts(scene.israel, room)).as("seed " + seed).doesNotContain("after removal");
        }
    }

    @Test
    @Sabotaged(in = Writer.class, rule = "inView", instead = Instead.YES)
    void attack_8_sabotaged_words_reach_a_reader_whom_their_author_never_saw() {
        boolean reached = false;
        for (long seed = 1; seed <= 12 && !reached; seed++) {
            RoomId room = interleaved(new Scene(), seed);
            reached = Scene.texts(newcomer, room).stream().anyMatch(text -> text.startsWith("confidential"));
        }
        assertThat(reached).isTrue();
    }

    private Actor newcomer = new Scene().oman;

    private RoomId interleaved(Scene scene, long seed) {
        Random random = new Random(seed);
        newcomer = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes admit = scene.change(room, ChangeKind.ADMIT, newcomer, scene.oman);
        Bytes remove = scene.change(room, ChangeKind.REMOVE, scene.israel, scene.iran);
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, newcomer.id(), admit));
        scene.iran.say(room, TestFold.propose(ChangeKind.REMOVE, scene.israel.id(), remove));
        List<Actor> all = List.of(scene.oman, scene.israel, scene.iran, newcomer);
        for (int step = 0; step < 60; step++) {
            Actor actor = all.get(random.nextInt(all.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (actor != newcomer) {
                        boolean seen = Scene.room(actor, room).inRoster(newcomer.id());
                        Scene.say(actor, room, (seen ? "open " : "confidential ") + step);
                    }
                }
                case 1 ->
                    actor.act((s, tx) ->
                            s.say(tx, room, TestFold.consent(Seat.proposal(admit)), java.time.Instant.EPOCH));
                case 2 ->
                    actor.act((s, tx) ->
                            s.say(tx, room, TestFold.consent(Seat.proposal(remove)), java.time.Instant.EPOCH));
                case 3 -> actor.restart();
                case 4, 5 -> actor.send(scene.world);
                default -> actor.read(scene.world);
            }
        }
        scene.world.settle();
        scene.world.settleOver(Duration.ofMinutes(2), 6);
        Scene.say(scene.oman, room, "after removal");
        scene.world.settle();
        return room;
    }

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

    /** 24: the author of the epoch entry disappears before it creates the next log: those who follow create it. */
    @Test
    void attack_24_the_author_creates_nothing() {
        Scene scene = new Scene();
        assertThat(saidAfterTheAuthorVanished(scene)).contains("without Oman");
    }

    @Test
    void attack_24_sabotaged_all_wait_for_the_author() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean createsNextLog() {
                return false;
            }
        });
        assertThat(saidAfterTheAuthorVanished(scene)).doesNotContain("without Oman");
    }

    private static List<String> saidAfterTheAuthorVanished(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        Scene.say(scene.israel, room, "without Oman");
        scene.world.settleOver(Scene.STEP, 2);
        return Scene.texts(scene.iran, room);
    }

    /** 30: the relay loses the end after all but one went on: the one who was away still follows. */
    @Test
    void attack_30_the_ended_log_is_rolled_back() {
        Scene scene = new Scene();
        assertThat(epochOfTheOneWhoWasAway(scene)).isEqualTo(1);
    }

    @Test
    void attack_30_sabotaged_the_one_who_was_away_stays_behind() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean keepsEndedLogs() {
                return false;
            }
        });
        assertThat(epochOfTheOneWhoWasAway(scene)).isZero();
    }

    private static int epochOfTheOneWhoWasAway(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        var image = scene.world.relay.image();
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        scene.world.relay.restore(image);
        scene.world.settle();
        scene.iran.offline = false;
        scene.world.settle();
        return scene.iran.room(room).epoch();
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

    /** 35: words written before two changes go only to readers who were in view, or are asked about. */
    @Test
    void attack_35_late_over_two_epochs() {
        Scene scene = new Scene();
        RoomId room = lateOverTwoEpochs(scene);
        assertThat(scene.iran.facts(Fact.AskAgain.class)).hasSize(1);
        assertThat(Scene.texts(newcomer, room)).doesNotContain("for the three of us");
        long ticket = scene.iran.facts(Fact.AskAgain.class).getFirst().ticket();
        scene.iran.restart();
        scene.iran.act((s, tx) -> s.decideLate(tx, room, ticket, true));
        scene.world.settle();
        assertThat(Scene.texts(newcomer, room)).containsOnlyOnce("for the three of us");
        assertThat(Scene.texts(scene.oman, room)).containsOnlyOnce("for the three of us");
    }

    @Test
    void attack_35_sabotaged_the_newcomer_reads_what_was_not_for_it() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean mindsView() {
                return false;
            }
        });
        RoomId room = lateOverTwoEpochs(scene);
        assertThat(Scene.texts(newcomer, room)).contains("for the three of us");
    }

    private RoomId lateOverTwoEpochs(Scene scene) {
        newcomer = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.say(room, "for the three of us");
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.world.settle();
        scene.ratify(room, ChangeKind.ADMIT, newcomer, scene.oman, scene.israel);
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(2);
        scene.iran.restart();
        scene.iran.offline = false;
        scene.world.settle();
        scene.iran.restart();
        scene.world.settle();
        return room;
    }

    /** The shrunk roster was in view: nobody needs to be asked. */
    @Test
    void attack_35_late_words_go_on_by_themselves_to_fewer_readers() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.say(room, "for the three of us");
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.world.settle();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.AskAgain.class)).isEmpty();
        assertThat(Scene.texts(scene.oman, room)).containsOnlyOnce("for the three of us");
        assertThat(Scene.texts(scene.iran, room)).isEqualTo(Scene.texts(scene.oman, room));
    }

    /** 10: a newcomer that began from nothing would refuse what elders accept. */
    @Test
    void attack_10_sabotaged_a_newcomer_without_the_opening_state_differs() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean takesOpeningState() {
                return false;
            }
        });
        RoomId room = scene.plenary();
        scene.warmUp(room);
        newcomer = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, newcomer);
        assertThat(newcomer.alarms()).contains(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void attack_10_equal_digests_for_elders_and_newcomers(long seed) {
        Scene scene = new Scene();
        Random random = new Random(seed);
        RoomId room = scene.plenary();
        newcomer = scene.guest("Qatar");
        List<Actor> elders = List.of(scene.oman, scene.israel, scene.iran);
        for (int i = random.nextInt(12); i >= 0; i--) {
            elders.get(random.nextInt(3)).say(room, "history " + i);
            scene.world.settle();
        }
        scene.change(room, ChangeKind.ADMIT, newcomer);
        for (int i = 0; i < 4; i++) {
            (random.nextBoolean() ? newcomer : scene.iran).say(room, "after " + i);
            scene.world.settle();
            assertThat(newcomer.room(room).state().digest())
                    .as("seed " + seed)
                    .isEqualTo(scene.oman.room(room).state().digest());
        }
        assertThat(newcomer.alarms()).isEmpty();
    }
}
