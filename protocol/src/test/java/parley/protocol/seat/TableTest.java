package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.LogRef;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.EpochSecrets;
import parley.protocol.session.Sessions;

/** What a seat says of itself and its rooms, and what is left of it when it begins anew or is taken off. */
class TableTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final RoomId unknown = new RoomId(Hash.of("no room of ours"));

    @Test
    void it_says_through_where_a_room_is_erased() {
        scene.warmUp(room);
        assertThat(scene.iran.seat().erasedThrough(room)).isZero();
        assertThat(scene.iran.act((s, tx) -> s.erase(tx, room, 2, 500)).orThrow())
                .isEqualTo(2);
        assertThat(scene.iran.seat().erasedThrough(room)).isEqualTo(2);
        assertThat(scene.iran.seat().erasedThrough(unknown)).isZero();
    }

    @Test
    void attachments_of_each_epoch_lie_beside_its_own_log() {
        LogRef first = scene.iran.room(room).log();
        assertThat(blobs(0)).map(Seat.BlobPlace::log).contains(first);
        assertThat(blobs(0)).map(Seat.BlobPlace::capability).contains(secrets().capability());
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(blobs(0)).map(Seat.BlobPlace::log).contains(first);
        assertThat(blobs(1))
                .map(Seat.BlobPlace::log)
                .contains(scene.iran.room(room).log());
        assertThat(blobs(1)).map(Seat.BlobPlace::capability).contains(secrets().capability());
        assertThat(blobs(2)).isEmpty();
        Optional<Seat.BlobPlace> elsewhere = scene.iran.act((s, tx) -> s.blobs(tx, unknown, 0));
        assertThat(elsewhere).isEmpty();
    }

    private Optional<Seat.BlobPlace> blobs(int epoch) {
        return scene.iran.act((s, tx) -> s.blobs(tx, room, epoch));
    }

    private EpochSecrets secrets() {
        return Scene.room(scene.iran, room).current().secrets;
    }

    @Test
    void a_frozen_seat_says_so_and_founds_nothing_until_it_asked_for_renewal() {
        assertThat(scene.iran.seat().frozen()).isFalse();
        Scene.freeze(scene.iran, Fact.Freeze.RESTORED);
        scene.iran.restart();
        assertThat(scene.iran.seat().frozen()).isTrue();
        RoomPlan plan = new RoomPlan(
                "another", Bytes.EMPTY, List.of(scene.iran.id(), scene.oman.id()), 4, scene.world.relay.address());
        Result<RoomId> founded = scene.iran.act((s, tx) -> s.found(tx, plan));
        assertThat(founded).isEqualTo(Result.refused("seat.frozen"));
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        scene.iran.restart();
        assertThat(scene.iran.seat().frozen()).isFalse();
    }

    @Test
    void of_a_seat_that_is_taken_off_no_identity_key_and_no_session_is_left() {
        Hash inbox = scene.iran.seat().desk().inboxAddress(Scene.peer(scene.iran, scene.oman));
        assertThat(standing(scene.iran, inbox)).isEqualTo(Sessions.Standing.ANSWERED);
        int cells = scene.iran.store.size();
        scene.iran.act((s, tx) -> {
            s.forget(tx);
            return true;
        });
        assertThat(standing(scene.iran, inbox)).isEqualTo(Sessions.Standing.NONE);
        assertThat(scene.iran.store.size()).isLessThan(cells);
    }

    private static Sessions.Standing standing(Actor actor, Hash address) {
        return actor.act((s, tx) -> s.desk().ports.sessions().standing(tx, s.desk().owner, address));
    }

    @Test
    void a_listener_that_tells_all_alike_lays_what_it_is_asked_before_its_people() {
        List<Fact> heard = new ArrayList<>();
        SeatListener listener = (tx, table, fact) -> heard.add(fact);
        RoomPlan plan = new RoomPlan("second", Bytes.EMPTY, List.of(scene.oman.id()), 4, scene.world.relay.address());
        Fact.AskedToJoin asked = new Fact.AskedToJoin(unknown, plan, scene.oman.id(), List.of(), true);
        boolean laid = scene.iran.act((s, tx) -> listener.asked(tx, s.table(), asked));
        assertThat(laid).isTrue();
        assertThat(heard).containsExactly(asked);
    }

    // ---- Renewal

    @Test
    void the_last_incarnation_that_there_is_can_be_asked_for_and_none_after_it() {
        becomes(NodeIdentity.MOST_INCARNATION - 1);
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        scene.iran.restart();
        assertThat(scene.iran.seat().desk().self.node.incarnation()).isEqualTo(NodeIdentity.MOST_INCARNATION);
        Result<Seat.Invitation> again = scene.iran.act((s, tx) -> s.askForRenewal(tx, false));
        assertThat(again).isEqualTo(Result.refused("renewal.too-many"));
    }

    private void becomes(int incarnation) {
        scene.iran.act((s, tx) -> {
            Self self = s.desk().self;
            NodeIdentity now = self.node;
            self.node = new NodeIdentity(now.principal(), incarnation, now.identityKey(), now.onRecord());
            self.save(s.desk().cells, tx);
            return true;
        });
        scene.iran.restart();
    }

    @Test
    void who_asks_for_renewal_is_paired_with_nobody_and_keeps_no_inbox_session_of_before() {
        scene.warmUp(room);
        Seat before = scene.iran.seat();
        List<Hash> addresses = before.desk().peers.all().stream()
                .map(before.desk()::inboxAddress)
                .toList();
        assertThat(addresses).hasSize(2).allMatch(one -> standing(scene.iran, one) == Sessions.Standing.ANSWERED);
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        scene.iran.restart();
        assertThat(addresses).allMatch(one -> standing(scene.iran, one) == Sessions.Standing.NONE);
        assertThat(scene.iran.seat().peers()).hasSize(2).noneMatch(Seat.Peer::paired);
    }

    /** One is away, so they are still there: whoever wrote by them would be read by the incarnation before. */
    @Test
    void who_asks_for_renewal_keeps_no_keys_behind_its_card() {
        RoomPlan plan = new RoomPlan(
                "second",
                Bytes.EMPTY,
                List.of(scene.oman.id(), scene.israel.id(), scene.iran.id()),
                4,
                scene.world.relay.address());
        RoomId second = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        scene.israel.joins(second).orThrow();
        scene.iran.joins(second).orThrow();
        scene.israel.send(scene.world);
        scene.israel.offline = true;
        scene.world.settle();
        assertThat(Scene.room(scene.iran, second).state.bundlesUntil).isPresent();
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        int cells = scene.iran.store.size();
        scene.iran.act((s, tx) -> {
            Scene.room(scene.iran, second).own.eraseBundles(s.desk(), tx);
            return true;
        });
        assertThat(scene.iran.store.size()).as("nothing was left of them").isEqualTo(cells);
    }
}
