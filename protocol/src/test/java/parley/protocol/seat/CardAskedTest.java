package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Key;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold.ChangeKind;

/** Who is asked for a card into a standing room: what its person is shown, who gets the card, and what stays of it (protocol.md, "Epochs"). */
final class CardAskedTest extends TwoRelays {
    private final Actor oman = scene.oman;
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;
    private final Actor qatar = scene.guest("Qatar");
    private final RelayAddress here = scene.world.relay.address();

    private void asks(Actor asker, RelayAddress relay) {
        TwoRelays.asksForACard(qatar, asker, room, Optional.of(relay));
        scene.world.settle();
    }

    private static List<Fact.AskedToJoin> shown(Actor actor) {
        return actor.facts(Fact.AskedToJoin.class);
    }

    /** What the others' nodes were told of cards that came. */
    private int cardsAt(Actor elder) {
        return elder.facts(Fact.CardReady.class).size();
    }

    private void yes() {
        Actor.done(qatar.joins(room));
        scene.world.settle();
    }

    private void getsACard(Actor asker, RelayAddress relay) {
        asks(asker, relay);
        yes();
    }

    private void comesIn() {
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.world.settleOver(Scene.STEP, 4);
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(qatar.alarms()).isEmpty();
    }

    /** Its node has placed the end of the epoch, and hasn't read it. */
    private void omanAdmits() {
        scene.ratify(room, ChangeKind.ADMIT, qatar, oman, israel);
        israel.send(scene.world);
        oman.read(scene.world);
        oman.send(scene.world);
    }

    private static boolean isKept(Actor actor, Key cell) {
        return actor.store.transact(tx -> tx.get(cell).isPresent());
    }

    // ---- What its person is shown

    @Test
    void who_sits_there_is_asked_nothing() {
        asksForACard(iran, oman, room, Optional.of(here));
        scene.world.settle();
        assertThat(shown(iran)).as("the founding alone").hasSize(1);
        assertThat(isKept(iran, iran.seat().desk().cells.givenCard(room))).isFalse();
    }

    @Test
    void a_newcomer_is_shown_who_sits_there_itself_last_and_once() {
        List<Principal> sit =
                List.of(oman.seat().self(), qatar.seat().self(), iran.seat().self());
        Scene.send(
                oman,
                qatar,
                new InboxMessage.CardAsked(room, "plenary", Bytes.utf8("rules"), 4, Optional.of(here), sit));
        scene.world.settle();
        Fact.AskedToJoin asked = shown(qatar).getLast();
        assertThat(asked.members())
                .as("it sat there itself, and came back from a backup without the room")
                .containsExactly(
                        oman.seat().self(), iran.seat().self(), qatar.seat().self());
        assertThat(asked.plan().members()).containsExactly(oman.id(), iran.id(), qatar.id());
        assertThat(asked.founding()).isFalse();
        assertThat(asked.founder()).isEqualTo(oman.id());
    }

    @Test
    void a_second_member_that_asks_gets_the_card_by_another_yes_only() {
        scene.world.pair(israel, qatar);
        getsACard(oman, here);
        asks(israel, here);
        assertThat(shown(qatar)).hasSize(2);
        assertThat(cardsAt(israel)).isZero();
        yes();
        assertThat(cardsAt(israel)).isEqualTo(1);
    }

    @Test
    void the_same_member_that_asks_again_gets_the_same_card_without_a_question() {
        getsACard(oman, here);
        asks(oman, here);
        assertThat(shown(qatar)).hasSize(1);
        assertThat(cardsAt(oman)).isEqualTo(2);
    }

    @Test
    void the_same_member_that_asks_when_the_card_is_old_gets_another_by_another_yes() {
        getsACard(oman, here);
        scene.world.settleOver(Bundles.CARD.plusDays(1), 1);
        asks(oman, here);
        assertThat(shown(qatar)).hasSize(2);
        assertThat(cardsAt(oman)).isEqualTo(1);
        yes();
        comesIn();
    }

    @Test
    void the_same_member_that_asks_where_the_card_does_not_lie_gets_another_by_another_yes() {
        getsACard(oman, here);
        asks(oman, foreign.address());
        assertThat(shown(qatar)).hasSize(2);
        assertThat(cardsAt(oman)).isEqualTo(1);
    }

    @Test
    void an_asking_that_nobody_was_shown_changes_nothing_of_the_one_before() {
        asks(oman, here);
        qatar.turnsAway = true;
        asks(oman, foreign.address());
        qatar.turnsAway = false;
        Actor.done(saysYes(qatar, room, here));
        scene.world.settle();
        assertThat(cardsAt(oman)).isEqualTo(1);
        comesIn();
    }

    @Test
    void a_no_is_told_to_who_asked() {
        asks(oman, here);
        Actor.done(qatar.act((s, tx) -> s.decline(tx, room)));
        scene.world.settle();
        assertThat(oman.facts(Fact.Declined.class)).containsExactly(new Fact.Declined(room, qatar.id()));
        assertThat(cardsAt(oman)).isZero();
    }

    // ---- One who was renewed

    private void iranIsRenewed() {
        Bytes file = iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow().file();
        iran.restart();
        oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
    }

    @Test
    void one_who_asked_to_be_renewed_gives_its_card_to_a_member_without_a_question() {
        iranIsRenewed();
        asksForACard(iran, oman, room, Optional.of(here));
        scene.world.settle();
        assertThat(shown(iran)).as("the founding alone").hasSize(1);
        assertThat(cardsAt(oman)).isEqualTo(1);
    }

    @Test
    void one_who_never_sat_there_gets_it_by_its_persons_yes_only() {
        iranIsRenewed();
        scene.world.pair(iran, qatar);
        asksForACard(iran, qatar, room, Optional.of(here));
        assertThat(shown(iran)).hasSize(2);
        assertThat(isKept(iran, iran.seat().desk().cells.givenCard(room))).isFalse();
    }

    /** Qatar has the card from one to whom it was given, and goes on in a log of its own. */
    @Test
    void one_who_never_sat_there_opens_it_only_if_a_person_said_yes_to_its_asking() {
        iranIsRenewed();
        scene.world.pair(iran, qatar);
        scene.renewWithoutItsOpening(room, iran, israel);
        InboxMessage.OpeningSent sent = opening(israel, 1);
        opens(iran, qatar, sent);
        assertThat(iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        asksForACard(iran, qatar, room, Optional.of(here));
        opens(iran, qatar, sent);
        assertThat(iran.room(room).condition()).as("not answered yet").isEqualTo(SeatRoom.Condition.FROZEN);
        Actor.done(iran.joins(room));
        opens(iran, qatar, sent);
        assertThat(iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    private static void opens(Actor newcomer, Actor from, InboxMessage.OpeningSent sent) {
        newcomer.act((s, tx) -> {
            s.desk().rooms.newcomer().opening(tx, Scene.peer(newcomer, from), sent);
            return true;
        });
    }

    private InboxMessage.OpeningSent opening(Actor elder, int epoch) {
        Room there = Scene.room(elder, room);
        return elder.store.transact(tx -> new InboxMessage.OpeningSent(
                there.current().opening,
                there.current().secrets,
                there.state.plan,
                tx.get(there.desk.cells.openingState(room, epoch)).orElseThrow(),
                there.roster().members().stream().map(m -> there.card(tx, m)).toList()));
    }

    // ---- What stays

    /** Who gave a card where the room lay before may be let in by it when the room is back, whatever it gave meanwhile and however often. */
    @Test
    void the_card_of_before_is_kept_though_the_one_of_now_is_asked_for_again() {
        scene.world.pair(israel, qatar);
        getsACard(oman, here);
        getsACard(israel, foreign.address());
        getsACard(oman, foreign.address());
        scene.oman.restart();
        OwnCard before = card(qatar.seat().desk().cells.givenCardBefore(room));
        assertThat(before.card().inbox().log().relay()).isEqualTo(here);
        assertThat(card(qatar.seat().desk().cells.givenCard(room))
                        .card()
                        .inbox()
                        .log()
                        .relay())
                .isEqualTo(foreign.address());
    }

    private OwnCard card(Key cell) {
        return qatar.store.transact(tx -> Kept.decode(tx.get(cell).orElseThrow(), OwnCard::read));
    }

    /** Each of these cells has held the seed of a key, or what a next asking would be measured by. */
    @Test
    void once_it_is_in_its_vault_keeps_its_card_in_the_room_alone() {
        scene.world.pair(israel, qatar);
        getsACard(oman, foreign.address());
        getsACard(oman, here);
        omanAdmits();
        Cells cells = qatar.seat().desk().cells;
        qatar.act((s, tx) -> {
            tx.put(cells.toldShown(room), Bytes.utf8("told"));
            return true;
        });
        List<Key> all = List.of(
                cells.newcomer(room),
                cells.askedRelay(room),
                cells.givenCard(room),
                cells.givenCardBefore(room),
                cells.toldShown(room));
        assertThat(all).allMatch(cell -> isKept(qatar, cell));
        scene.world.settle();
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(all).noneMatch(cell -> isKept(qatar, cell));
        assertThat(qatar.facts(Fact.RoomOpened.class)).containsExactly(new Fact.RoomOpened(room));
        OwnCard own = Scene.room(qatar, room).own;
        assertThat(qatar.seat().desk().unusedCards.holds(own)).isFalse();
        qatar.restart();
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(qatar.seat().desk().unusedCards.holds(own)).isFalse();
    }

    /** Letters come in any order. */
    @Test
    void members_hellos_that_outran_the_opening_are_heard_once_it_is_here() {
        getsACard(oman, here);
        omanAdmits();
        oman.offline = true;
        scene.world.settle();
        Key strangers = qatar.seat().desk().cells.strangers();
        assertThat(isKept(qatar, strangers)).isTrue();
        opens(qatar, oman, opening(israel, 1));
        assertThat(isKept(qatar, strangers)).isFalse();
        assertThat(qatar.room(room).roster())
                .filteredOn(SeatRoom.Member::confirmed)
                .extracting(member -> member.principal().id())
                .contains(israel.id(), iran.id());
    }

    @Test
    void an_elders_word_that_comes_after_the_opening_is_compared_with_it() {
        scene.change(room, ChangeKind.ADMIT, qatar, oman);
        comesIn();
        Hash opening = Scene.room(qatar, room).current().openingHash;
        int version = qatar.seat().desk().ports.fold().version();
        Scene.send(oman, qatar, new InboxMessage.StateVouched(room, opening, Hash.of("another state"), version));
        scene.world.settle();
        assertThat(qatar.alarms()).containsExactly(Fact.AlarmKind.STATE_DIGEST_DIFFERS);
    }

    /** Iran left before Qatar came in, and asked for nothing. */
    @Test
    void one_who_left_is_let_in_again_by_members_whom_it_never_saw_there() {
        scene.change(room, ChangeKind.REMOVE, iran);
        scene.world.settleOver(Scene.STEP, 2);
        getsACard(oman, here);
        scene.ratify(room, ChangeKind.ADMIT, qatar, oman, israel);
        scene.world.settleOver(Scene.STEP, 4);
        scene.world.pair(iran, qatar);
        Bytes admits = scene.change(room, ChangeKind.ADMIT, iran, oman);
        oman.say(room, TestFold.propose(ChangeKind.ADMIT, iran.id(), admits));
        scene.world.settle();
        israel.say(room, TestFold.consent(Seat.proposal(admits)));
        iran.offline = true;
        scene.world.settle();
        opens(iran, qatar, opening(qatar, qatar.room(room).epoch()));
        assertThat(iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }
}
