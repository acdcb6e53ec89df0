package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Randomness;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.pairing.Invitation;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Opening;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;

/**
 * Into which rooms a renewed node comes back: those in which somebody sits to whom its request, or an invitation of it as it is
 * now, was carried (protocol.md, "Restore, clone, rollback").
 */
@Tag("wide")
class RenewalIntoRoomsTest {
    /** One consent is enough, so that the only other member of a room renews Iran there. */
    private final Scene scene = new Scene(Conduct.STRICT, new MemoryRelay("relay.test"), 1);

    private final Actor oman = scene.oman;
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;
    private final Actor qatar = scene.world.join(oman, scene.actor("Qatar", new TestFold(1, 1)), Role.GUARANTOR);
    private final RoomId plenary = scene.world.room(4, oman, israel, iran, qatar);
    private final RoomId caucus = scene.world.room(2, oman, iran);
    private final RoomId direct;

    RenewalIntoRoomsTest() {
        scene.warmUp(plenary);
        for (Actor one : List.of(israel, iran, qatar)) {
            for (Actor other : List.of(israel, iran, qatar)) {
                one.act((s, tx) -> s.compared(tx, other.id(), true, "in person"));
            }
        }
        direct = scene.world.room(4, israel, iran, qatar);
        for (Actor one : List.of(israel, iran, qatar)) {
            one.say(direct, one.name + " is here");
            scene.world.settle();
        }
    }

    private Bytes request(boolean newKeys) {
        Bytes file = iran.act((s, tx) -> s.askForRenewal(tx, newKeys)).orThrow().file();
        iran.restart();
        return file;
    }

    private Bytes invitation(String whom) {
        return iran.act((s, tx) -> s.invite(tx, whom, Role.PARTY, Duration.ofDays(1)))
                .orThrow()
                .file();
    }

    private Seat.Met carry(Bytes file, Actor to) {
        Seat.Met met = to.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        return met;
    }

    private void renew(RoomId room, Actor proposer) {
        Bytes change = scene.change(room, ChangeKind.RENEW, iran, proposer);
        proposer.say(room, TestFold.propose(ChangeKind.RENEW, iran.id(), change));
        scene.world.settle();
    }

    /** The request was carried to Oman, who takes Iran back into the rooms in which Oman sits. */
    private void backInTheRoomsOfOman(boolean newKeys) {
        carry(request(newKeys), oman);
        renew(plenary, oman);
        renew(caucus, oman);
        assertThat(condition(plenary)).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(condition(caucus)).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(condition(direct)).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    private SeatRoom.Condition condition(RoomId room) {
        return iran.room(room).condition();
    }

    private static String refusal(Result<?> result) {
        return result instanceof Result.Refused<?>(Refusal why) ? why.key() : "done";
    }

    private static Peers.Peer peer(Actor at, Actor of) {
        return at.seat().desk().peers.find(of.id()).orElseThrow();
    }

    private void assertTalkGoesOn(RoomId room, Actor other) {
        iran.say(room, "back again");
        other.say(room, "good to see you");
        scene.world.settle();
        for (Actor one : List.of(iran, other)) {
            assertThat(Scene.texts(one, room)).contains("back again", "good to see you");
        }
        assertThat(scene.world.allFacts()).noneMatch(fact -> fact instanceof Fact.Alarm);
    }

    @Test
    void a_room_without_the_one_who_took_the_request_opens_once_an_invitation_reaches_a_member_of_it() {
        backInTheRoomsOfOman(false);
        assertThat(refusal(israel.act((s, tx) -> s.change(tx, direct, ChangeKind.RENEW, iran.id(), Optional.empty()))))
                .as("Iran would take no opening from Israel")
                .isEqualTo("room.not-paired");
        assertThat(carry(invitation("Israel"), israel)).isEqualTo(new Seat.Met(iran.id(), false));
        renew(direct, israel);
        assertThat(condition(direct)).isEqualTo(SeatRoom.Condition.OPEN);
        assertTalkGoesOn(direct, israel);
        assertThat(peer(israel, iran).comparison).isInstanceOf(Fact.Comparison.Compared.class);
    }

    @Test
    void the_same_under_new_keys_which_stay_to_be_compared() {
        backInTheRoomsOfOman(true);
        carry(invitation("Israel"), israel);
        renew(direct, israel);
        assertTalkGoesOn(direct, israel);
        assertThat(peer(israel, iran).comparison).isEqualTo(new Fact.Comparison.VouchedFor(oman.id()));
    }

    @Test
    void the_request_itself_is_taken_once_and_who_took_it_in_vain_takes_an_invitation() {
        Bytes request = request(false);
        carry(request, oman);
        carry(request, israel);
        assertThat(iran.facts(Fact.AnsweredTwice.class)).hasSize(1);
        renew(plenary, oman);
        assertThat(peer(israel, iran).paired).isFalse();
        carry(invitation("Israel"), israel);
        renew(direct, israel);
        assertTalkGoesOn(direct, israel);
        assertTalkGoesOn(plenary, israel);
    }

    @Test
    void taken_twice_by_the_same_node_it_is_answered_once() {
        Bytes request = request(false);
        oman.act((s, tx) -> s.meet(tx, request)).orThrow();
        oman.act((s, tx) -> s.meet(tx, request)).orThrow();
        scene.world.settle();
        assertThat(iran.facts(Fact.AnsweredTwice.class)).isEmpty();
        assertThat(peer(oman, iran).paired).isTrue();
        assertThat(refusal(oman.act((s, tx) -> s.meet(tx, request)))).isEqualTo("pairing.already-known");
    }

    /** Qatar renewed Iran in the room of three and was gone before its opening went out. */
    @Test
    void a_room_that_was_renewed_already_opens_at_once_when_another_member_takes_an_invitation() {
        backInTheRoomsOfOman(false);
        carry(invitation("Qatar"), qatar);
        Bytes change = scene.change(direct, ChangeKind.RENEW, iran, qatar);
        var before = scene.world.relay.image();
        iran.offline = true;
        qatar.say(direct, TestFold.propose(ChangeKind.RENEW, iran.id(), change));
        scene.world.settle();
        qatar.offline = true;
        // The relay is put back in Iran's inboxes: the opening is gone.
        var now = new HashMap<>(scene.world.relay.image());
        now.replaceAll((log, stored) -> iran.seat().desk().mailbox.owns(log) ? before.get(log) : stored);
        scene.world.relay.restore(now);
        iran.offline = false;
        scene.world.settle();
        assertThat(israel.room(direct).epoch()).isEqualTo(1);
        assertThat(condition(direct)).isEqualTo(SeatRoom.Condition.FROZEN);
        carry(invitation("Israel"), israel);
        assertThat(condition(direct)).isEqualTo(SeatRoom.Condition.OPEN);
        // Israel's hello was lost with the inbox, and goes again.
        scene.world.settleOver(Scene.STEP, 3);
        assertTalkGoesOn(direct, israel);
    }

    // ---- Attacks

    @Test
    void a_third_one_who_copied_the_invitation_is_told_and_opens_nothing() {
        backInTheRoomsOfOman(false);
        Bytes file = invitation("Israel");
        carry(file, israel);
        carry(file, qatar);
        assertThat(iran.facts(Fact.AnsweredTwice.class)).hasSize(1);
        assertThat(peer(iran, qatar).paired).isFalse();
        assertThat(peer(iran, israel).paired).isTrue();
    }

    /** It knows Iran's node from the room, and has a bundle that Iran signed: that of its card. */
    @Test
    void an_invitation_made_up_in_its_name_draws_no_mail_away_and_pairs_nobody() {
        backInTheRoomsOfOman(false);
        var before = peer(israel, iran).inbox;
        Bytes bundle = qatar.act((s, tx) -> {
                    Room room = Scene.room(qatar, plenary);
                    return room.card(tx, room.roster().member(iran.id()).orElseThrow());
                })
                .inboxBundle();
        Bytes made = new Invitation(
                        qatar.seat().table(),
                        peer(qatar, iran).node,
                        qatar.seat().desk().mailbox.all().getLast().address(),
                        bundle,
                        Randomness.system().secret(Invitation.SECRET),
                        "Israel",
                        Role.PARTY,
                        scene.world.clock.instant().plus(Duration.ofDays(1)))
                .file();
        carry(made, israel);
        assertThat(peer(israel, iran).paired).isFalse();
        assertThat(peer(israel, iran).inbox).isEqualTo(before);
        assertTalkGoesOn(plenary, israel);
    }

    @Test
    void a_request_of_other_keys_than_those_that_came_back_is_refused() {
        Actor thief = scene.cloneOf(iran);
        thief.offline = true;
        backInTheRoomsOfOman(true);
        Bytes stolen = thief.act((s, tx) -> s.askForRenewal(tx, true)).orThrow().file();
        assertThat(refusal(israel.act((s, tx) -> s.meet(tx, stolen)))).isEqualTo("pairing.other-keys");
    }

    /** The very same node by its keys and number: but the session in which Israel heard Iran is not the thief's. */
    @Test
    void a_clone_that_asks_under_the_same_keys_too_gets_no_word_once_the_renewed_node_was_heard() {
        Actor thief = scene.cloneOf(iran);
        thief.offline = true;
        backInTheRoomsOfOman(false);
        iran.say(plenary, "here I am");
        scene.world.settle();
        Bytes stolen =
                thief.act((s, tx) -> s.askForRenewal(tx, false)).orThrow().file();
        thief.offline = false;
        carry(stolen, israel);
        assertThat(peer(thief, israel).paired).isFalse();
        assertThat(peer(israel, iran).paired).isFalse();
    }

    /** Qatar left the direct room after the backup; the plenary introduces it to the renewed node, which shows it its card. */
    @Test
    void one_who_was_removed_since_lets_it_into_no_room_of_its_own() {
        removeQatarBehindTheBackOfIran();
        backInTheRoomsOfOman(false);
        Card card = cardGivenTo(qatar);
        take(qatar, falseOpening(card));
        assertThat(condition(direct)).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    /** Whoever took the request opens rooms in which it sat, and none with a card that a removed member got. */
    @Test
    void who_took_the_request_opens_no_room_in_which_it_never_sat() {
        removeQatarBehindTheBackOfIran();
        backInTheRoomsOfOman(false);
        Card card = cardGivenTo(qatar);
        take(oman, falseOpening(card));
        assertThat(condition(direct)).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    private void removeQatarBehindTheBackOfIran() {
        iran.offline = true;
        Bytes change = scene.change(direct, ChangeKind.REMOVE, qatar, israel);
        israel.say(direct, TestFold.propose(ChangeKind.REMOVE, qatar.id(), change));
        scene.world.settle();
        assertThat(qatar.room(direct).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        request(false);
        iran.offline = false;
    }

    private Card cardGivenTo(Actor asker) {
        iran.act((s, tx) -> {
            Room here = Scene.room(iran, direct);
            s.desk()
                    .rooms
                    .newcomer()
                    .cardAsked(
                            tx,
                            peer(iran, asker),
                            new InboxMessage.CardAsked(
                                    direct,
                                    "direct",
                                    Bytes.utf8("rules"),
                                    4,
                                    Optional.of(here.current().log().relay()),
                                    here.roster().principals()));
            return true;
        });
        return iran.store.transact(tx -> Kept.decode(
                        tx.get(iran.seat().desk().cells.givenCard(direct)).orElseThrow(), OwnCard::read)
                .card());
    }

    /** The direct room as Qatar last saw it, gone on in a log of its own. */
    private InboxMessage.OpeningSent falseOpening(Card of) {
        Room there = Scene.room(qatar, direct);
        return qatar.store.transact(tx -> {
            Epoch first = there.epochs.values().iterator().next();
            List<Card> cards = new ArrayList<>();
            for (RosterMember member : first.opening.roster().members()) {
                cards.add(member.principal().id().equals(iran.id()) ? of : there.card(tx, member));
            }
            EpochSecrets secrets =
                    new EpochSecrets(secret(), secret(), first.log().relay());
            Opening opening = first.opening.next(
                    secrets,
                    new Roster(cards.stream().map(RosterMember::of).toList()),
                    new Head(9, Hash.of("an end of its own")));
            return new InboxMessage.OpeningSent(opening, secrets, there.state.plan, there.folded.encoded(), cards);
        });
    }

    private static Secret secret() {
        return Randomness.system().secret(EpochSecrets.SECRET);
    }

    private void take(Actor from, InboxMessage.OpeningSent sent) {
        iran.act((s, tx) -> {
            s.desk().rooms.newcomer().opening(tx, peer(iran, from), sent);
            return true;
        });
    }

    /** What the old node asked for before the backup counts for nothing now. */
    @Test
    void an_acknowledgement_from_before_the_renewal_pairs_nobody() {
        Bytes file = qatar.act((s, tx) -> s.invite(tx, "Iran", Role.PARTY, Duration.ofDays(1)))
                .orThrow()
                .file();
        iran.act((s, tx) -> s.meet(tx, file)).orThrow();
        backInTheRoomsOfOman(false);
        qatar.act((s, tx) -> {
            Hash invitation = Invitation.ofFile(file).orElseThrow().hash();
            s.desk().post.send(tx, peer(qatar, iran), new InboxMessage.PairingAcknowledged(invitation));
            return true;
        });
        scene.world.settle();
        assertThat(peer(iran, qatar).paired).isFalse();
    }

    /** Whom one met by hand under other keys, a mediator can replace in the plenary: it isn't asked to a room of two then. */
    @Test
    void one_met_under_other_keys_is_not_asked_before_these_are_met_or_compared() {
        scene.world.pair(iran, israel);
        backInTheRoomsOfOman(true);
        RoomPlan plan = new RoomPlan(
                "direct again", Bytes.utf8("rules"), List.of(israel.id(), iran.id()), 2, scene.world.relay.address());
        assertThat(refusal(israel.act((s, tx) -> s.found(tx, plan)))).isEqualTo("founding.not-paired");
    }
}
