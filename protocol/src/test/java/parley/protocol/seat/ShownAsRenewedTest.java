package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.Opening;

/**
 * A founder shows a member a later node of one whom that member knows and has compared: a room that is only being opened renews
 * nobody (protocol.md, "Founding").
 */
class ShownAsRenewedTest {
    private final Scene scene = new Scene();
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;
    private final RoomId plenary = scene.plenary();
    private final InboxAddress ofOman = Scene.ownInboxAt(scene.oman, scene.world.relay.address());

    ShownAsRenewedTest() {
        scene.warmUp(plenary);
        israel.act((s, tx) -> s.compared(tx, iran.id(), true, "in person")).orThrow();
    }

    private NodeIdentity node(Actor of) {
        return of.seat().desk().self.node;
    }

    private Card shown(Card card, NodeIdentity node) {
        return new Card(card.table(), card.room(), node, card.roomKey(), ofOman, card.roomBundle(), card.inboxBundle());
    }

    /** Oman founds a room of the three in which Iran's node is one of Oman's making. */
    private RoomId foundedWith(UnaryOperator<NodeIdentity> other) {
        RoomId room = FoundingAttackTest.consented(scene);
        Card card = FoundingAttackTest.card(iran, room);
        FoundingAttackTest.found(
                scene,
                room,
                israel,
                List.of(
                        FoundingAttackTest.card(scene.oman, room),
                        FoundingAttackTest.card(israel, room),
                        shown(card, other.apply(card.node()))));
        return room;
    }

    private void assertThatIranIsWhoItWas() {
        Peers.Peer peer = Scene.peer(israel, iran);
        assertThat(peer.node).isEqualTo(node(iran));
        assertThat(peer.inbox).isNotEqualTo(ofOman);
        assertThat(peer.comparison).isInstanceOf(Fact.Comparison.Compared.class);
        assertThat(israel.facts(Fact.KeysRenewed.class)).isEmpty();
        scene.oman.offline = false;
        israel.say(plenary, "to Iran as ever");
        scene.world.settle();
        assertThat(Scene.texts(iran, plenary)).contains("to Iran as ever");
    }

    private void assertToldThatIranIsShownAsRenewed(RoomId room) {
        assertThat(israel.seat().room(room)).isEmpty();
        assertThat(israel.facts(Fact.Alarm.class)).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Fact.AlarmKind.SHOWN_AS_RENEWED);
            assertThat(alarm.member()).contains(iran.id());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, NodeIdentity.MOST_INCARNATION})
    void a_later_node_under_keys_of_the_founders_own_is_not_taken(int incarnation) {
        NodeIdentity own = node(scene.oman);
        RoomId room = foundedWith(
                known -> new NodeIdentity(known.principal(), incarnation, own.identityKey(), own.onRecord()));
        assertToldThatIranIsShownAsRenewed(room);
        assertThatIranIsWhoItWas();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, NodeIdentity.MOST_INCARNATION})
    void the_very_keys_under_a_higher_number_are_not_taken(int incarnation) {
        RoomId room = foundedWith(
                known -> new NodeIdentity(known.principal(), incarnation, known.identityKey(), known.onRecord()));
        assertToldThatIranIsShownAsRenewed(room);
        assertThatIranIsWhoItWas();
    }

    @Test
    void whom_one_knows_does_not_sit_there_under_another_name() {
        RoomId room = foundedWith(known -> new NodeIdentity(
                new Principal(known.principal().id(), "Qatar", known.principal().role()),
                known.incarnation(),
                known.identityKey(),
                known.onRecord()));
        assertThat(israel.seat().room(room)).isEmpty();
        assertThat(israel.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
        assertThatIranIsWhoItWas();
    }

    @Test
    void whom_one_knows_does_not_come_later_under_another_name() {
        RoomId room = foundedWith(known -> new NodeIdentity(
                new Principal(known.principal().id(), "Qatar", known.principal().role()),
                1,
                known.identityKey(),
                known.onRecord()));
        assertThat(israel.seat().room(room)).isEmpty();
        assertThat(israel.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
        assertThatIranIsWhoItWas();
    }

    /** The other way round: the renewal is true, and who was asked into a new room hears of it first by the founding. */
    @Test
    void one_who_was_renewed_indeed_sits_there_once_its_own_invitation_was_taken() {
        Bytes request =
                iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow().file();
        iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, request)).orThrow();
        scene.world.settle();
        RoomId early = scene.world.room(3, scene.oman, israel, iran);
        assertThat(israel.seat().room(early)).isEmpty();
        assertThat(israel.alarms()).containsExactly(Fact.AlarmKind.SHOWN_AS_RENEWED);
        Bytes invitation = iran.act(
                        (s, tx) -> s.invite(tx, "Israel", israel.seat().self().role(), Duration.ofDays(1)))
                .orThrow()
                .file();
        israel.act((s, tx) -> s.meet(tx, invitation)).orThrow();
        scene.world.settle();
        RoomId later = scene.world.room(3, scene.oman, israel, iran);
        assertThat(israel.room(later).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(israel.alarms()).hasSize(1);
    }

    /** A newcomer is offered its room again and again: it enters once it knows of the renewal. */
    @Test
    void a_newcomer_enters_once_it_heard_of_the_renewal_from_who_was_renewed() {
        Actor qatar = scene.guest("Qatar");
        RoomId caucus = scene.world.room(4, scene.oman, qatar, iran);
        for (Actor actor : List.of(scene.oman, qatar, iran)) {
            actor.say(caucus, actor.name + " is here");
            scene.world.settle();
        }
        Bytes request = iran.act((s, tx) -> s.askForRenewal(tx, true)).orThrow().file();
        iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, request)).orThrow();
        scene.world.settle();
        scene.ratify(caucus, ChangeKind.RENEW, iran, scene.oman, qatar);
        scene.world.settle();
        scene.ratify(caucus, ChangeKind.ADMIT, israel, scene.oman, qatar);
        scene.world.settle();
        assertThat(israel.seat().room(caucus)).isEmpty();
        assertThat(israel.alarms()).containsExactly(Fact.AlarmKind.SHOWN_AS_RENEWED);
        israel.restart();
        scene.world.settleOver(Scene.STEP, 12);
        assertThat(israel.alarms())
                .as("told once, however often it comes")
                .containsExactly(Fact.AlarmKind.SHOWN_AS_RENEWED);
        Bytes invitation = iran.act(
                        (s, tx) -> s.invite(tx, "Israel", israel.seat().self().role(), Duration.ofDays(1)))
                .orThrow()
                .file();
        israel.act((s, tx) -> s.meet(tx, invitation)).orThrow();
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 5);
        assertThat(israel.room(caucus).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    /** That a card was exchanged is told each time that somebody tries. */
    @Test
    void only_what_shows_a_peer_renewed_is_no_news_a_second_time() {
        Opening opening = Scene.room(scene.oman, plenary).current().opening;
        Fact.Alarm renewed =
                Fact.Alarm.ofNoPlace(Fact.AlarmKind.SHOWN_AS_RENEWED, plenary, Optional.of(scene.oman.id()));
        Fact.Alarm exchanged = Shown.cardChanged(plenary, Scene.peer(iran, scene.oman));
        iran.act((s, tx) -> {
            Shown shown = new Shown(s.desk());
            assertThat(shown.isNews(tx, opening, renewed)).isTrue();
            assertThat(shown.isNews(tx, opening, renewed)).isFalse();
            assertThat(shown.isNews(tx, opening, exchanged)).isTrue();
            assertThat(shown.isNews(tx, opening, exchanged)).isTrue();
            assertThat(shown.isNews(tx, opening, renewed)).isFalse();
            return true;
        });
    }

    /** What was granted goes by mail, to the node that is known: not to another that sits in the room under that id. */
    @Test
    void nothing_is_granted_by_mail_to_another_node_than_the_one_that_sits_in_the_room() {
        scene.change(plenary, ChangeKind.REFRESH, scene.oman);
        assertThat(grant().isDone()).isTrue();
        scene.oman.act((s, tx) -> {
            Peers.Peer peer = Scene.peer(scene.oman, iran);
            NodeIdentity now = peer.node;
            s.desk()
                    .peers
                    .renew(
                            tx,
                            peer,
                            new NodeIdentity(now.principal(), 1, now.identityKey(), now.onRecord()),
                            new Fact.Comparison.Unverified());
            return true;
        });
        assertThat(grant()).isEqualTo(Result.refused("grant.other-device", "Iran"));
    }

    private Result<?> grant() {
        return scene.oman.act((s, tx) -> s.grant(tx, plenary, iran.id(), 1, 1));
    }
}
