package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.WatchingRelay;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.RosterMember;

/** An opening goes to a newcomer until it is heard, from those who met it, and not more often than is of use (protocol.md, "Epochs"). */
class WelcomeAgainTest {
    private final Scene scene = new Scene();
    private final Actor oman = scene.oman;
    private final Actor qatar = scene.guest("Qatar");
    private final RoomId room = scene.plenary();

    private final WatchingRelay watched = new WatchingRelay(scene.world.relay, scene.world.clock);

    WelcomeAgainTest() {
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.ADMIT, qatar, oman, scene.israel);
        qatar.offline = true;
        scene.world.detour(oman, watched);
        scene.world.settle();
        assertThat(oman.room(room).roster()).hasSize(4);
    }

    /** When Oman wrote Qatar more than a hello and a word: an opening is of many parts. */
    private List<Instant> openings() {
        return watched.seen.stream()
                .filter(seen ->
                        seen.log().filter(qatar.seat().desk().mailbox::owns).isPresent())
                .collect(Collectors.groupingBy(WatchingRelay.Seen::at, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(at -> at.getValue() > 2)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Duration> pauses(List<Instant> instants) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < instants.size(); i++) {
            pauses.add(Duration.between(instants.get(i - 1), instants.get(i)));
        }
        return pauses;
    }

    @Test
    void while_the_newcomer_is_away_it_goes_again_after_pauses_that_grow_to_half_a_day() {
        scene.world.settleOver(Scene.STEP, 33);
        assertThat(pauses(openings()))
                .as("a minute until that tick which saw that it is missing")
                .extracting(Duration::toMinutes)
                .containsExactly(3L, 4L, 8L, 16L);
        scene.world.settleOver(Duration.ofHours(6), 12);
        List<Duration> pauses = pauses(openings());
        assertThat(pauses.subList(pauses.size() - 2, pauses.size())).containsOnly(Duration.ofHours(12));
        qatar.offline = false;
        scene.world.settleOver(Scene.STEP, 2);
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        int until = openings().size();
        scene.world.settleOver(Duration.ofHours(6), 5);
        assertThat(openings()).as("it was heard").hasSize(until);
    }

    @Test
    void who_never_met_the_newcomer_says_its_word_and_sends_no_secrets() {
        Actor israel = scene.israel;
        assertThat(Scene.peer(israel, qatar).paired).isFalse();
        assertThat(sentBy(israel)).isEqualTo(1);
        assertThat(sentBy(oman)).isGreaterThan(2);
    }

    private int sentBy(Actor elder) {
        int before = elder.seat().sendings().size();
        elder.act((s, tx) -> {
            Room here = Scene.room(elder, room);
            RosterMember newcomer = here.roster().member(qatar.id()).orElseThrow();
            here.welcome.greet(tx, newcomer, true);
            return true;
        });
        return elder.seat().sendings().size() - before;
    }
}
