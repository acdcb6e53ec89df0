package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.session.Sessions;

/**
 * A node that was copied or restored is frozen, and comes back as its next incarnation (protocol.md, "Restore, clone,
 * rollback", attack 5).
 */
class RenewalTest {
    /** 5: the thief of a session record reads nothing and writes nothing once the epoch is renewed. */
    @Test
    void attack_5_a_clone_is_expelled_by_renewal() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        clone.offline = true;
        renew(scene, room);
        scene.israel.say(room, "not for the thief");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("not for the thief");
        clone.offline = false;
        Scene.say(clone, room, "as if I were Iran");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(clone, room)).doesNotContain("not for the thief");
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(Scene.texts(actor, room)).doesNotContain("as if I were Iran");
            assertThat(actor.room(room).state().digest())
                    .isEqualTo(scene.oman.room(room).state().digest());
        }
        assertThat(scene.iran.room(room).roster())
                .anyMatch(m -> m.principal().id().equals(scene.iran.id()) && m.incarnation() == 1);
    }

    @Test
    void attack_5_sabotaged_without_a_renewed_epoch_the_thief_reads_on() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        clone.offline = true;
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        scene.israel.say(room, "not for the thief");
        scene.world.settle();
        clone.offline = false;
        clone.read(scene.world);
        assertThat(Scene.texts(clone, room)).contains("not for the thief");
    }

    /** Whoever copied the identity too is not Iran any more once Iran came back under new keys. */
    @Test
    void attack_5_who_copied_the_keys_is_expelled_by_new_ones() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        clone.offline = true;
        renew(scene, room, true);
        scene.israel.say(room, "not for the thief");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("not for the thief");
        clone.offline = false;
        Scene.say(clone, room, "as if I were Iran");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(clone, room)).doesNotContain("not for the thief");
        assertThat(Scene.texts(scene.oman, room)).doesNotContain("as if I were Iran");
    }

    @Test
    void new_keys_are_compared_again_by_all() {
        Scene scene = new Scene();
        RoomId room = renewedUnderNewKeys(scene);
        assertThat(comparison(scene.oman, room, scene.iran)).isInstanceOf(Fact.Comparison.Unverified.class);
        assertThat(comparison(scene.israel, room, scene.iran))
                .isEqualTo(new Fact.Comparison.VouchedFor(scene.oman.id()));
        for (Actor actor : List.of(scene.oman, scene.israel)) {
            assertThat(actor.facts(Fact.KeysRenewed.class))
                    .containsExactly(new Fact.KeysRenewed(scene.iran.seat().self()));
            assertThat(actor.alarms()).isEmpty();
            assertThat(sign(actor, room, scene.iran).isDone()).isFalse();
        }
        assertThat(comparison(scene.iran, room, scene.oman)).isInstanceOf(Fact.Comparison.Compared.class);
    }

    @Test
    @Sabotaged(in = Peers.class, rule = "sameKeys", instead = Instead.YES)
    void new_keys_sabotaged_what_was_compared_passes_to_keys_that_nobody_compared() {
        Scene scene = new Scene();
        RoomId room = renewedUnderNewKeys(scene);
        assertThat(comparison(scene.israel, room, scene.iran)).isInstanceOf(Fact.Comparison.Compared.class);
    }

    @Test
    void once_compared_again_new_keys_sign_and_old_signatures_stay_known() {
        Scene scene = new Scene();
        RoomId before = scene.plenary();
        List<OnRecordKeys> old = scene.oman.seat().onRecordKeys(scene.iran.id());
        RoomId room = renewedUnderNewKeys(scene, before);
        scene.oman.act((s, tx) -> s.compared(tx, scene.iran.id(), true, "in person"));
        scene.iran.say(room, "a slot of the new node");
        scene.world.settle();
        assertThat(sign(scene.oman, room, scene.iran).isDone()).isTrue();
        scene.oman.restart();
        List<OnRecordKeys> now = scene.oman.seat().onRecordKeys(scene.iran.id());
        assertThat(now).hasSize(2).endsWith(old.getFirst());
        assertThat(now).isEqualTo(scene.iran.seat().onRecordKeys(scene.iran.id()));
    }

    /** Who consents to a renewal must see whose keys it consents to: not those that it knew before. */
    @Test
    void a_change_shows_the_keys_that_it_brings() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes file = ask(scene, true);
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        Bytes change = scene.change(room, ChangeKind.RENEW, scene.iran, scene.oman);
        assertThat(CanonicalReader.whole(change, Change::read)
                        .flatMap(Change::card)
                        .map(Card::node))
                .contains(scene.iran.seat().desk().self.node);
        assertThat(keysOfIran(scene.oman, scene))
                .isEqualTo(scene.iran.seat().desk().self.node.keysHash());
        assertThat(keysOfIran(scene.israel, scene)).isNotEqualTo(keysOfIran(scene.oman, scene));
    }

    private static Hash keysOfIran(Actor at, Scene scene) {
        return at.seat().peers().stream()
                .filter(peer -> peer.principal().id().equals(scene.iran.id()))
                .map(Seat.Peer::keys)
                .findFirst()
                .orElseThrow();
    }

    /** A request that got lost must not shut its node out for ever. */
    @Test
    void a_node_that_asked_twice_is_renewed_all_the_same() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        ask(scene, false);
        renew(scene, room, true);
        scene.iran.say(room, "back at last");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains("back at last");
    }

    /** Its hello was never answered, and never will be: nothing could be sealed for anybody in that room. */
    @Test
    void the_only_other_member_is_taken_back_though_its_node_was_never_heard_there() {
        Scene scene = new Scene(Conduct.STRICT, new MemoryRelay("relay.test"), 1);
        RoomId room = scene.world.room(2, scene.oman, scene.iran);
        scene.oman.act((s, tx) -> {
            Room here = Scene.room(scene.oman, room);
            var member = here.roster().member(scene.iran.id()).orElseThrow();
            s.desk().ports.sessions().erase(tx, s.desk().owner, here.address(tx, member));
            return true;
        });
        Bytes file = ask(scene, false);
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        Bytes change = scene.change(room, ChangeKind.RENEW, scene.iran, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.RENEW, scene.iran.id(), change));
        scene.world.settle();
        scene.iran.say(room, "back again");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).contains("back again");
    }

    @Test
    void one_who_came_back_under_new_keys_can_invite() {
        Scene scene = new Scene();
        renewedUnderNewKeys(scene);
        Actor qatar = scene.world.join(scene.iran, scene.actor("Qatar", new TestFold(1, 2)), Role.GUARANTOR);
        assertThat(qatar.seat().peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.paired()).isTrue());
    }

    /** An invitation names the node that made it: one from before the renewal leads nowhere, and its keys are gone. */
    @Test
    void invitations_of_the_old_incarnation_are_withdrawn() {
        Scene scene = new Scene();
        Bytes old = Actor.done(scene.iran.act((s, tx) -> s.invite(tx, "Qatar", Role.GUARANTOR, Duration.ofDays(1))))
                .file();
        ask(scene, false);
        Actor qatar = scene.actor("Qatar", new TestFold(1, 2));
        qatar.sit(tx -> Seat.accept(qatar.ports(), tx, old).orThrow());
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Paired.class))
                .noneMatch(f -> f.peer().name().equals("Qatar"));
        assertThat(scene.iran.facts(Fact.AnsweredTwice.class)).isEmpty();
    }

    private static RoomId renewedUnderNewKeys(Scene scene) {
        return renewedUnderNewKeys(scene, scene.plenary());
    }

    private static RoomId renewedUnderNewKeys(Scene scene, RoomId room) {
        scene.warmUp(room);
        compareAll(scene);
        renew(scene, room, true);
        return room;
    }

    private static void compareAll(Scene scene) {
        List<Actor> all = List.of(scene.oman, scene.israel, scene.iran);
        for (Actor one : all) {
            all.stream()
                    .filter(other -> other != one)
                    .forEach(other -> one.act((s, tx) -> s.compared(tx, other.id(), true, "in person")));
        }
    }

    private static Fact.Comparison comparison(Actor at, RoomId room, Actor of) {
        return at.room(room).roster().stream()
                .filter(member -> member.principal().id().equals(of.id()))
                .map(SeatRoom.Member::comparison)
                .findFirst()
                .orElseThrow();
    }

    private static Result<Bytes> sign(Actor actor, RoomId room, Actor other) {
        return actor.act((s, tx) -> s.signOnRecord(
                tx,
                room,
                Bytes.wrap(new byte[32]),
                "accord",
                Bytes.utf8("The parties agree."),
                List.of(actor.id(), other.id())));
    }

    static void renew(Scene scene, RoomId room) {
        renew(scene, room, false);
    }

    private static Bytes ask(Scene scene, boolean newKeys) {
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, newKeys)))
                .file();
        scene.iran.restart();
        return file;
    }

    private static void renew(Scene scene, RoomId room, boolean newKeys) {
        Bytes file = ask(scene, newKeys);
        var met = scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        assertThat(met).isEqualTo(new Seat.Met(scene.iran.id(), newKeys));
        scene.world.settle();
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, scene.israel);
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    @Test
    void who_asks_for_renewal_keeps_no_session_of_before() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Room before = Scene.room(scene.iran, room);
        List<Hash> addresses = scene.iran.act((s, tx) -> before.roster().members().stream()
                .map(member -> before.address(tx, member))
                .toList());
        assertThat(standing(scene.iran, addresses)).contains(Sessions.Standing.ANSWERED);
        ask(scene, false);
        assertThat(standing(scene.iran, addresses)).containsOnly(Sessions.Standing.NONE);
    }

    private static List<Sessions.Standing> standing(Actor actor, List<Hash> addresses) {
        return actor.act((s, tx) -> addresses.stream()
                .map(address -> s.desk().ports.sessions().standing(tx, s.desk().owner, address))
                .toList());
    }

    @Test
    void a_renewed_node_talks_on_and_keeps_being_compared() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.act((s, tx) -> s.compared(tx, scene.iran.id(), true, "by voice"));
        renew(scene, room);
        scene.iran.say(room, "back again");
        scene.oman.say(room, "good to see you");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.israel, room)).contains("back again", "good to see you");
        assertThat(Scene.texts(scene.iran, room)).contains("back again", "good to see you");
        assertThat(scene.oman.room(room).roster())
                .anyMatch(m -> m.principal().id().equals(scene.iran.id())
                        && m.comparison() instanceof Fact.Comparison.Compared);
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Alarm);
    }

    /** It has a session with the renewed node already, which still sits in the room as it was before. */
    @Test
    void an_elders_hello_that_outruns_the_opening_is_answered_under_the_new_card() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes file = ask(scene, true);
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        Bytes toIsrael = Actor.done(scene.iran.act((s, tx) -> s.invite(tx, "Israel", Role.PARTY, Duration.ofDays(1))))
                .file();
        scene.israel.act((s, tx) -> s.meet(tx, toIsrael)).orThrow();
        scene.world.settle();
        scene.renewWithoutItsOpening(room, scene.iran, scene.israel);
        scene.oman.offline = false;
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
            assertThat(actor.room(room).roster()).allMatch(SeatRoom.Member::confirmed);
            assertThat(actor.alarms()).isEmpty();
        }
    }

    @Test
    void one_of_two_comes_back_though_nobody_stays_whom_a_key_could_be_carried_to() {
        Scene scene = new Scene(Conduct.STRICT, new MemoryRelay("relay.test"), 1);
        RoomId room = scene.world.room(2, scene.oman, scene.iran);
        scene.iran.say(room, "before");
        scene.world.settle();
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        scene.iran.restart();
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        Bytes change = scene.change(room, ChangeKind.RENEW, scene.iran, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.RENEW, scene.iran.id(), change));
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.iran.say(room, "back again");
        scene.oman.say(room, "good to see you");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.iran)) {
            assertThat(Scene.texts(actor, room)).contains("back again", "good to see you");
            assertThat(actor.alarms()).isEmpty();
        }
    }

    @Test
    void a_vault_that_is_behind_freezes_and_seals_nothing() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Scene.freeze(scene.iran, Fact.Freeze.PUT_BACK);
        scene.iran.restart();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(scene.iran
                        .act((s, tx) -> s.say(tx, room, TestFold.text("no"), java.time.Instant.EPOCH))
                        .isDone())
                .isFalse();
        scene.israel.say(room, "still read");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("still read");
    }

    @Test
    void a_bystander_without_pairing_takes_no_part() {
        Scene scene = new Scene();
        Actor stranger = scene.actor("Stranger", new TestFold(1, 2));
        stranger.sit(tx -> Seat.open(stranger.ports(), tx, "Stranger", Role.PARTY, scene.world.relay.address()));
        RoomId room = scene.plenary();
        assertThat(stranger.seat().room(room)).isEmpty();
    }
}
