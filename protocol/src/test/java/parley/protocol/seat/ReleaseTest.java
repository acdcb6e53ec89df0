package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.Actor;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.RoomFold.ChangeKind;

/** Who needs a log no more tells its relay, and who finds one gone lets it be (protocol.md, "Erasure"). */
class ReleaseTest {
    private static final int ALL = 500;

    private final Scene scene = new Scene();
    private final List<Actor> all = List.of(scene.oman, scene.israel, scene.iran);
    private RoomId room;
    private LogId first;

    @BeforeEach
    void talkOverTwoEpochs() {
        room = scene.plenary();
        scene.warmUp(room);
        first = scene.oman.room(room).log().id();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
    }

    private void erase(Actor actor) {
        Room there = Scene.room(actor, room);
        long behind = there.current().opening.behind();
        actor.act((s, tx) -> s.erase(tx, room, behind, ALL)).orThrow();
    }

    /** It forgot epochs in its life before: as many of the new one would stay for ever. */
    @Test
    void whoever_comes_in_again_releases_what_it_has_read_since() {
        erase(scene.iran);
        RenewalTest.renew(scene, room);
        LogId since = scene.iran.room(room).log().id();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        all.forEach(this::erase);
        scene.world.settle();
        assertThat(isGone(since)).isTrue();
    }

    @Test
    void a_release_that_its_relay_puts_off_goes_again_and_one_of_a_log_that_is_not_there_does_not() {
        erase(scene.iran);
        Sending release = scene.iran.seat().sendings().stream()
                .filter(Sending.Release.class::isInstance)
                .findFirst()
                .orElseThrow();
        declined(release, Why.LATER);
        assertThat(scene.iran.seat().sendings()).contains(release);
        declined(release, Why.NO_SUCH_LOG);
        assertThat(scene.iran.seat().sendings()).doesNotContain(release);
    }

    private void declined(Sending release, Why why) {
        scene.iran.act((s, tx) -> {
            s.sent(tx, release, new Answer.Declined<>(why));
            return true;
        });
    }

    private boolean isGone(LogId log) {
        return scene.world.relay.isGone(log);
    }

    @Test
    void a_log_is_gone_once_all_its_members_have_erased_what_was_said_in_it_and_the_talk_goes_on() {
        erase(scene.oman);
        erase(scene.israel);
        scene.world.settle();
        assertThat(isGone(first)).as("the third still needs it").isFalse();
        erase(scene.iran);
        scene.world.settle();
        assertThat(isGone(first)).isTrue();
        for (Actor actor : all) {
            actor.restart();
            actor.say(room, actor.name + " goes on");
            scene.world.settle();
        }
        for (Actor actor : all) {
            assertThat(Scene.texts(actor, room)).contains("Oman goes on", "Israel goes on", "Iran goes on");
            assertThat(actor.alarms()).isEmpty();
            assertThat(actor.facts(Fact.LogGone.class)).isEmpty();
            assertThat(actor.seat().sendings()).isEmpty();
        }
        assertThat(isGone(scene.oman.room(room).log().id())).isFalse();
    }

    @Test
    void a_release_is_kept_over_crashes_until_the_relay_answers_and_the_header_key_is_not() {
        scene.world.answersLost = true;
        for (Actor actor : all) {
            erase(actor);
            Secret headerKey = actor.store.transact(tx ->
                    Scene.room(actor, room).past(tx, 0).orElseThrow().secrets.headerKey());
            assertThat(headerKey).as("forgotten").isEqualTo(Secret.wrap(new byte[32]));
            actor.restart();
            actor.send(scene.world);
            actor.restart();
            assertThat(actor.seat().sendings()).anyMatch(Sending.Release.class::isInstance);
        }
        scene.world.answersLost = false;
        scene.world.settle();
        assertThat(isGone(first)).isTrue();
        assertThat(all).allMatch(actor -> actor.seat().sendings().isEmpty());
    }

    @Test
    void a_token_is_the_same_whenever_it_is_made_another_of_each_member_and_names_nobody() {
        Set<Hash> tokens = new HashSet<>();
        for (Actor actor : all) {
            Sending.Release one = release(actor, first);
            actor.restart();
            assertThat(release(actor, first).token()).isEqualTo(one.token());
            assertThat(one.members()).isEqualTo(3);
            assertThat(one.token().value()).isNotEqualTo(actor.id().hash().value());
            tokens.add(one.token());
            tokens.add(release(actor, actor.room(room).log().id()).token());
        }
        assertThat(tokens).as("of each member and log another").hasSize(6);
    }

    private static Sending.Release release(Actor actor, LogId log) {
        return actor.store.transact(tx -> actor.seat().releases(tx).stream()
                .filter(one -> one.log().equals(log))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void who_takes_a_table_off_releases_its_inbox_alone_and_each_log_as_one_of_its_members() {
        List<Sending.Release> releases =
                scene.iran.store.transact(tx -> scene.iran.seat().releases(tx));
        Set<LogId> rooms = Set.of(first, scene.iran.room(room).log().id());
        assertThat(releases).extracting(Sending.Release::log).containsAll(rooms);
        assertThat(releases).allSatisfy(one -> assertThat(one.members()).isEqualTo(rooms.contains(one.log()) ? 3 : 1));
        releases.forEach(one -> scene.world.relay.release(one.log(), one.capability(), one.token(), one.members()));
        scene.iran.offline = true;
        scene.oman.say(room, "without Iran");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains("without Iran");
        assertThat(releases.stream().filter(one -> isGone(one.log())).map(Sending.Release::members))
                .as("its inboxes are gone, and nothing else")
                .isNotEmpty()
                .containsOnly(1);
        assertThat(scene.oman.alarms()).isEmpty();
    }

    @Test
    void a_relay_of_before_releases_keeps_what_it_has_and_stops_nobody() {
        scene.world.relay.takesReleases = false;
        all.forEach(this::erase);
        scene.world.settle();
        scene.iran.say(room, "as ever");
        scene.world.settle();
        for (Actor actor : all) {
            assertThat(actor.seat().sendings()).isEmpty();
            assertThat(Scene.texts(actor, room)).contains("as ever");
        }
    }

    /** One member's keys are enough to make a relay drop a log: nothing else comes of it. */
    @Test
    void a_log_that_goes_before_its_time_is_told_calmly_once_not_healed_and_stops_no_other_room() {
        RoomId other = scene.world.room(4, scene.oman, scene.israel);
        LogId present = scene.oman.room(room).log().id();
        Sending.Release forged = release(scene.iran, present);
        assertThat(scene.world.relay.release(present, forged.capability(), Hash.of("made up"), 1))
                .isEqualTo(new Answer.Declined<>(Why.GONE));
        scene.oman.say(room, "into nothing");
        scene.world.settle();
        scene.oman.restart();
        scene.world.settleOver(Duration.ofMinutes(5), 5);
        for (Actor actor : all) {
            assertThat(actor.facts(Fact.LogGone.class)).hasSize(1);
            assertThat(actor.seat().sendings()).as("what waited for it").isEmpty();
            assertThat(actor.alarms()).isEmpty();
            assertThat(actor.facts(Fact.Frozen.class)).isEmpty();
            assertThat(actor.seat().readings())
                    .noneMatch(reading -> reading.log().id().equals(present));
            assertThat(Scene.texts(actor, room)).as("kept").contains("Oman is here", "Israel is here", "Iran is here");
        }
        assertThat(isGone(present)).isTrue();
        assertThat(scene.world.relay.entries(present)).isEmpty();
        scene.israel.say(other, "elsewhere");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, other)).contains("elsewhere");
    }

    @Test
    void an_ended_log_that_is_gone_is_told_to_nobody_who_folded_its_end() {
        RoomId second = scene.plenary();
        scene.warmUp(second);
        LogId ended = scene.oman.room(second).log().id();
        scene.iran.offline = true;
        scene.change(second, ChangeKind.REFRESH, scene.oman);
        Sending.Release forged = release(scene.oman, ended);
        Answer<?> unused = scene.world.relay.release(ended, forged.capability(), Hash.of("made up"), 1);
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.LogGone.class)).isEmpty();
        assertThat(scene.israel.facts(Fact.LogGone.class)).isEmpty();
        assertThat(reads(scene.oman, ended)).isFalse();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.LogGone.class))
                .as("who was away lost its end")
                .hasSize(1);
        assertThat(Stream.of(scene.oman, scene.israel, scene.iran))
                .allMatch(actor -> actor.alarms().isEmpty());
    }

    private static boolean reads(Actor actor, LogId log) {
        return actor.seat().readings().stream().anyMatch(one -> one.log().id().equals(log));
    }

    @Test
    void what_waits_for_a_relay_to_be_released_is_read_back_as_it_was_kept() {
        Sending.Release kept = release(scene.oman, first);
        erase(scene.oman);
        scene.oman.restart();
        Optional<Sending.Release> again = scene.oman.seat().sendings().stream()
                .flatMap(one -> one instanceof Sending.Release release ? Stream.of(release) : Stream.empty())
                .findFirst();
        assertThat(again)
                .contains(new Sending.Release(
                        again.orElseThrow().number(), kept.relay(), first, kept.capability(), kept.token(), 3));
    }

    @Test
    void who_takes_a_table_off_releases_each_log_once_and_none_whose_keys_it_has_forgotten() {
        erase(scene.oman);
        List<Sending.Release> releases =
                scene.oman.store.transact(tx -> scene.oman.seat().releases(tx));
        assertThat(releases)
                .extracting(Sending.Release::log)
                .doesNotHaveDuplicates()
                .contains(first);
        scene.oman.offline = true;
        for (Sending.Release release : releases) {
            scene.oman.act((s, tx) -> {
                s.sent(tx, release, new Answer.Declined<>(Why.GONE));
                return true;
            });
        }
        List<Sending.Release> left =
                scene.oman.store.transact(tx -> scene.oman.seat().releases(tx));
        assertThat(left)
                .extracting(Sending.Release::log)
                .doesNotContain(first)
                .contains(scene.oman.room(room).log().id());
    }
}
