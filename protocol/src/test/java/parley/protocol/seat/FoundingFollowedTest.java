package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.Plan;

/** How a founding goes from the asking to the open room, who says what to whom, and what is left of it (protocol.md, "Founding"). */
class FoundingFollowedTest {
    private static final Result<?> NOTHING_ASKED = Result.refused("founding.nothing-asked");

    private final Scene scene = new Scene();
    private final Actor oman = scene.oman;
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;

    private RoomPlan plan(String name, int rules, int seats, Actor... members) {
        return new RoomPlan(
                name,
                Bytes.wrap(new byte[rules]),
                Stream.of(members).map(Actor::id).toList(),
                seats,
                scene.world.relay.address());
    }

    private Result<RoomId> founds(RoomPlan plan) {
        return oman.act((s, tx) -> s.found(tx, plan));
    }

    /** Israel and Iran are asked and have not answered. */
    private RoomId asked() {
        RoomId room = Actor.done(founds(plan("plenary", 5, 4, oman, israel, iran)));
        scene.world.settle();
        return room;
    }

    private static Optional<Forming> forming(Actor actor, RoomId room) {
        return actor.store.transact(
                tx -> tx.get(actor.seat().desk().cells.forming(room)).map(Forming::decode));
    }

    private static Hash planHash(Actor actor, RoomId room) {
        return forming(actor, room).orElseThrow().plan().hash();
    }

    private void sends(Actor from, Actor to, InboxMessage message) {
        Scene.send(from, to, message);
        scene.world.settle();
    }

    // ---- What may be founded

    @Test
    void a_name_rules_and_seats_are_taken_up_to_their_limits_and_no_further() {
        String longest = "p".repeat(Plan.MOST_NAME_BYTES);
        assertThat(founds(plan(longest, Plan.MOST_RULES_BYTES, SizeClass.MOST_SEATS, oman, iran))
                        .isDone())
                .isTrue();
        assertThat(founds(plan("room", 0, 2, oman, iran)).isDone()).isTrue();
        for (RoomPlan beyond : List.of(
                plan(longest + "p", 0, 2, oman, iran),
                plan(" ", 0, 2, oman, iran),
                plan("room", Plan.MOST_RULES_BYTES + 1, 2, oman, iran),
                plan("room", 0, SizeClass.MOST_SEATS + 1, oman, iran),
                plan("room", 0, 1, oman, iran),
                plan("room", 0, 2, oman),
                plan("room", 0, 4, oman, iran, iran),
                plan("room", 0, 2, israel, iran))) {
            assertThat(founds(beyond).isDone()).as("%s", beyond).isFalse();
        }
    }

    // ---- A no

    private static Result<Ok> saysNo(Actor actor, RoomId room) {
        return actor.act((s, tx) -> s.decline(tx, room));
    }

    @Test
    void a_no_is_told_to_who_asked_and_leaves_nothing_to_answer() {
        RoomId room = asked();
        Actor.done(saysNo(iran, room));
        scene.world.settle();
        assertThat(oman.facts(Fact.Declined.class)).containsExactly(new Fact.Declined(room, iran.id()));
        assertThat(forming(iran, room)).isEmpty();
        assertThat(iran.joins(room)).isEqualTo(NOTHING_ASKED);
        assertThat(israel.facts(Fact.Declined.class)).isEmpty();
    }

    @Test
    void a_no_to_another_plan_or_of_one_who_was_not_asked_or_to_one_who_did_not_ask_is_not_told() {
        Actor qatar = scene.guest("Qatar");
        scene.world.pair(israel, iran);
        RoomId room = asked();
        Hash plan = planHash(oman, room);
        sends(iran, oman, new InboxMessage.RoomDeclined(room, Hash.of("another plan")));
        sends(qatar, oman, new InboxMessage.RoomDeclined(room, plan));
        sends(iran, israel, new InboxMessage.RoomDeclined(room, plan));
        assertThat(oman.facts(Fact.Declined.class)).isEmpty();
        assertThat(israel.facts(Fact.Declined.class)).isEmpty();
    }

    // ---- A yes

    @Test
    void who_said_yes_says_neither_yes_nor_no_once_more() {
        RoomId room = asked();
        Actor.done(iran.joins(room));
        Forming given = forming(iran, room).orElseThrow();
        assertThat(iran.joins(room)).isEqualTo(NOTHING_ASKED);
        assertThat(saysNo(iran, room)).isEqualTo(NOTHING_ASKED);
        assertThat(forming(iran, room)).contains(given);
        scene.world.settle();
        Actor.done(israel.joins(room));
        scene.world.settle();
        assertThat(iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    @Test
    void who_founds_is_asked_nothing() {
        RoomId room = asked();
        var yes = oman.act((s, tx) -> s.consent(tx, room, scene.world.relay.address()));
        assertThat(yes).isEqualTo(NOTHING_ASKED);
        assertThat(saysNo(oman, room)).isEqualTo(NOTHING_ASKED);
        assertThat(forming(oman, room)).isPresent();
    }

    @Test
    void a_yes_counts_at_who_asked_of_who_was_asked_and_for_this_plan() {
        Actor qatar = scene.guest("Qatar");
        scene.world.pair(israel, iran);
        RoomId room = asked();
        Hash plan = planHash(oman, room);
        sends(iran, oman, new InboxMessage.RoomConsented(room, Hash.of("another plan"), freshCard(iran, room)));
        sends(qatar, oman, new InboxMessage.RoomConsented(room, plan, freshCard(qatar, room)));
        sends(iran, israel, new InboxMessage.RoomConsented(room, plan, freshCard(iran, room)));
        assertThat(forming(oman, room).orElseThrow().cards())
                .extracting(card -> card.node().principal().id())
                .containsExactly(oman.id());
        assertThat(forming(israel, room).orElseThrow().cards()).isEmpty();
    }

    private static Card freshCard(Actor of, RoomId room) {
        return of.act((s, tx) ->
                OwnCard.fresh(s.desk(), tx, room, s.desk().self.relay).card());
    }

    @Test
    void of_two_cards_of_one_member_the_later_counts() {
        RoomId room = asked();
        Card first = freshCard(iran, room);
        Card second = freshCard(iran, room);
        Forming forming = forming(oman, room).orElseThrow();
        assertThat(forming.with(first).with(second).cards())
                .isEqualTo(forming.with(second).cards())
                .hasSize(2);
    }

    // ---- The open room

    @Test
    void all_are_told_that_it_is_open_and_of_each_other_that_they_joined_and_once() {
        RoomId room = scene.plenary();
        for (Actor actor : List.of(oman, israel, iran)) {
            assertThat(actor.facts(Fact.RoomOpened.class)).containsExactly(new Fact.RoomOpened(room));
            assertThat(joined(actor)).containsExactlyInAnyOrderElementsOf(others(actor));
        }
        oman.restart();
        sends(iran, oman, new InboxMessage.Join(room, foundingOf(oman, room)));
        assertThat(joined(oman)).as("said once more").hasSize(2);
        assertThat(oman.alarms()).isEmpty();
    }

    private static List<PrincipalId> joined(Actor actor) {
        return actor.facts(Fact.Joined.class).stream().map(Fact.Joined::member).toList();
    }

    private List<PrincipalId> others(Actor actor) {
        return Stream.of(oman, israel, iran)
                .filter(other -> other != actor)
                .map(Actor::id)
                .toList();
    }

    private static Hash foundingOf(Actor actor, RoomId room) {
        return Scene.room(actor, room).current().opening.before();
    }

    /** Letters come in any order. */
    @Test
    void who_joined_before_the_founding_was_here_is_told_when_it_is() {
        scene.world.pair(israel, iran);
        Actor qatar = scene.world.join(iran, scene.actor("Qatar", new TestFold(1, 2)), Role.GUARANTOR);
        RoomId room = FoundingAttackTest.consented(scene);
        Founding founding = new Founding(
                forming(oman, room).orElseThrow().plan(),
                FoundingAttackTest.allCards(scene, room),
                EpochSecrets.fresh(Randomness.system(), scene.world.relay.address()));
        sends(israel, iran, new InboxMessage.Join(room, founding.hash()));
        sends(qatar, iran, new InboxMessage.Join(room, founding.hash()));
        assertThat(forming(iran, room).orElseThrow().joins()).containsOnlyKeys(israel.id());
        iran.restart();
        Scene.send(oman, iran, new InboxMessage.FoundingSent(founding));
        oman.send(scene.world);
        scene.world.settle();
        assertThat(joined(iran)).containsExactly(israel.id());
    }

    /** It holds the seed of our key in the room. */
    @Test
    void nothing_of_the_asking_stays_in_the_vault_and_nothing_of_what_outran_it() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        for (Actor actor : List.of(oman, israel, iran)) {
            assertThat(forming(actor, room)).as(actor.name).isEmpty();
            assertThat(isEmpty(actor)).as(actor.name).isTrue();
        }
    }

    private static boolean isEmpty(Actor actor) {
        return actor.act((s, tx) -> tx.get(s.desk().cells.strangers()).isEmpty());
    }

    /** Letters come in any order. */
    @Test
    void a_members_hello_that_outran_the_founding_is_heard_once_it_is_here() {
        RoomId room = FoundingAttackTest.consented(scene);
        List<Card> cards = FoundingAttackTest.allCards(scene, room);
        EpochSecrets secrets = EpochSecrets.fresh(Randomness.system(), scene.world.relay.address());
        FoundingAttackTest.found(scene, room, israel, cards, secrets);
        assertThat(isEmpty(iran)).isFalse();
        iran.restart();
        FoundingAttackTest.found(scene, room, iran, cards, secrets);
        assertThat(isEmpty(iran)).isTrue();
        assertThat(iran.room(room).roster())
                .filteredOn(member -> member.principal().id().equals(israel.id()))
                .singleElement()
                .satisfies(member -> assertThat(member.confirmed()).isTrue());
    }

    @Test
    void a_restart_right_after_it_opened_changes_nothing() {
        RoomId room = FoundingAttackTest.consented(scene);
        oman.offline = false;
        oman.read(scene.world);
        oman.restart();
        assertThat(oman.room(room).roster())
                .filteredOn(member -> member.principal().id().equals(iran.id()))
                .hasSize(1);
        scene.world.settle();
        scene.warmUp(room);
        assertThat(Scene.texts(iran, room)).isEqualTo(Scene.texts(oman, room)).hasSize(3);
        assertThat(oman.room(room).roster()).allMatch(SeatRoom.Member::confirmed);
    }

    /** Who copied what it was before could speak for it there. */
    @Test
    void nobody_enters_where_one_who_came_back_is_shown_as_it_was() {
        RoomId plenary = scene.plenary();
        scene.warmUp(plenary);
        RenewalTest.renew(scene, plenary);
        assertThat(Scene.peer(israel, iran).node.incarnation()).isEqualTo(1);
        RoomId room = FoundingAttackTest.consented(scene);
        Card card = FoundingAttackTest.card(iran, room);
        NodeIdentity now = card.node();
        NodeIdentity then = new NodeIdentity(now.principal(), 0, now.identityKey(), now.onRecord());
        Card asItWas =
                new Card(card.table(), room, then, card.roomKey(), card.inbox(), card.roomBundle(), card.inboxBundle());
        FoundingAttackTest.found(
                scene,
                room,
                israel,
                List.of(FoundingAttackTest.card(oman, room), FoundingAttackTest.card(israel, room), asItWas));
        assertThat(israel.seat().room(room)).isEmpty();
        assertThat(israel.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
    }
}
