package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Ok;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** Room words read aloud among all: what they compare, and what follows when somebody hears others. */
class RoomWordsTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    @Test
    void the_same_words_compare_every_member_and_stay_so_after_a_restart() {
        assertThat(comparisons(scene.israel)).noneMatch(c -> c instanceof Fact.Comparison.Compared);
        heard(scene.israel, 0, true).orThrow();
        scene.israel.restart();
        assertThat(comparisons(scene.israel)).hasSize(2).allMatch(c -> c instanceof Fact.Comparison.Compared);
        assertThat(comparisons(scene.iran)).noneMatch(c -> c instanceof Fact.Comparison.Compared);
        assertThat(scene.israel.alarms()).isEmpty();
    }

    @Test
    void they_do_not_undo_that_two_codes_differed() {
        scene.israel
                .act((seat, tx) -> seat.compared(tx, scene.iran.id(), false, "by telephone"))
                .orThrow();
        heard(scene.israel, 0, true).orThrow();
        assertThat(comparison(scene.israel, scene.iran)).isInstanceOf(Fact.Comparison.Differed.class);
        assertThat(comparison(scene.israel, scene.oman)).isInstanceOf(Fact.Comparison.Compared.class);
    }

    @Test
    void other_words_stop_sending_to_all_until_codes_are_compared() {
        heard(scene.israel, 0, false).orThrow();
        scene.israel.restart();
        assertThat(comparisons(scene.israel)).hasSize(2).allMatch(c -> c instanceof Fact.Comparison.Differed);
        assertThat(scene.israel.alarms()).containsExactly(Fact.AlarmKind.ROOM_WORDS_DIFFER);
        scene.israel
                .act((seat, tx) -> seat.compared(tx, scene.iran.id(), true, "in person"))
                .orThrow();
        assertThat(comparison(scene.israel, scene.iran)).isInstanceOf(Fact.Comparison.Compared.class);
    }

    @Test
    void the_words_of_an_earlier_epoch_say_nothing_of_this_one() {
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(heard(scene.israel, 0, true)).isEqualTo(Result.refused("room.words-of-earlier-epoch"));
        assertThat(comparisons(scene.israel)).noneMatch(c -> c instanceof Fact.Comparison.Compared);
        heard(scene.israel, 1, true).orThrow();
        assertThat(comparisons(scene.israel)).allMatch(c -> c instanceof Fact.Comparison.Compared);
    }

    @Test
    void a_node_renewed_since_is_not_compared_by_the_words_of_its_old_card() {
        scene.israel.act((seat, tx) -> {
            Peers.Peer iran = seat.desk().peers.find(scene.iran.id()).orElseThrow();
            var other = scene.oman.seat().desk().self.node;
            iran.node = new parley.protocol.identity.NodeIdentity(
                    iran.node.principal(), iran.node.incarnation() + 1, other.identityKey(), other.onRecord());
            seat.desk().peers.save(tx, iran);
            return true;
        });
        heard(scene.israel, 0, true).orThrow();
        assertThat(comparison(scene.israel, scene.iran)).isNotInstanceOf(Fact.Comparison.Compared.class);
        assertThat(comparison(scene.israel, scene.oman)).isInstanceOf(Fact.Comparison.Compared.class);
    }

    private Result<Ok> heard(Actor who, int epoch, boolean same) {
        return who.act((seat, tx) -> seat.roomWordsHeard(tx, room, epoch, same, "in person"));
    }

    private static List<Fact.Comparison> comparisons(Actor of) {
        return of.seat().peers().stream().map(Seat.Peer::comparison).toList();
    }

    private static Fact.Comparison comparison(Actor of, Actor with) {
        return of.seat().peers().stream()
                .filter(peer -> peer.principal().id().equals(with.id()))
                .map(Seat.Peer::comparison)
                .findFirst()
                .orElseThrow();
    }
}
