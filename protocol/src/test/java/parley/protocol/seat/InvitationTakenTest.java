package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.crypto.OnRecordPair;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryStore;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.pairing.Invitation;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.Sessions;

/** Which invitations to one's own table are answered, and once only. Israel and Iran met in a room and not by hand. */
class InvitationTakenTest {
    private static final Hash OWNER = Hash.of("whoever makes invitations up");

    private final Scene scene = new Scene();
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;
    private final RoomId room = scene.plenary();

    InvitationTakenTest() {
        scene.warmUp(room);
    }

    private static Bytes invitation(Actor from, String whom) {
        return Actor.done(from.act((s, tx) -> s.invite(tx, whom, Role.PARTY, Duration.ofDays(1))))
                .file();
    }

    private static Result<Seat.Met> takes(Actor actor, Bytes file) {
        return actor.act((s, tx) -> s.meet(tx, file));
    }

    private Bytes made(NodeIdentity from, InboxAddress inbox, Bytes bundle) {
        return new Invitation(
                        israel.seat().table(),
                        from,
                        inbox,
                        bundle,
                        Randomness.system().secret(Invitation.SECRET),
                        "Israel",
                        Role.PARTY,
                        scene.world.clock.instant().plus(Duration.ofDays(1)))
                .file();
    }

    /** With keys of its own, in whosever name. */
    private Bytes madeUp(Principal as, int incarnation) {
        Sessions sessions = new LibsignalSessions(scene.world.clock);
        MemoryStore store = new MemoryStore();
        Bytes identity = store.transact(tx -> sessions.newIdentity(tx, OWNER));
        NodeIdentity node = new NodeIdentity(
                as,
                incarnation,
                identity,
                OnRecordPair.generate(Randomness.system()).open());
        return made(node, ofOman(), store.transact(tx -> sessions.newBundle(tx, OWNER, OWNER, true)));
    }

    private InboxAddress ofOman() {
        return scene.oman.seat().desk().mailbox.all().getLast().address();
    }

    @Test
    void taken_twice_by_the_same_node_it_is_answered_once_and_then_refused() {
        Bytes file = invitation(israel, "Iran");
        assertThat(takes(iran, file)).isEqualTo(Result.done(new Seat.Met(israel.id(), false)));
        iran.restart();
        int answers = iran.seat().sendings().size();
        assertThat(takes(iran, file)).isEqualTo(Result.done(new Seat.Met(israel.id(), false)));
        assertThat(iran.seat().sendings()).hasSize(answers);
        scene.world.settle();
        assertThat(israel.facts(Fact.AnsweredTwice.class)).isEmpty();
        assertThat(takes(iran, file)).isEqualTo(Result.refused("pairing.already-known", "Israel"));
    }

    @Test
    void who_took_it_is_paired_over_restarts_before_and_after_the_acknowledgement() {
        Actor.done(takes(iran, invitation(israel, "Iran")));
        iran.restart();
        scene.world.settle();
        iran.restart();
        israel.restart();
        assertThat(Scene.peer(iran, israel).paired).isTrue();
        assertThat(Scene.peer(israel, iran).paired).isTrue();
    }

    @Test
    void one_of_the_very_node_that_is_known_under_other_keys_is_refused() {
        assertThat(takes(israel, madeUp(iran.seat().self(), 0)))
                .isEqualTo(Result.refused("pairing.other-keys", "Iran"));
    }

    @Test
    void one_of_a_node_before_the_one_that_is_known_is_refused() {
        Bytes before = invitation(iran, "Israel");
        RenewalTest.renew(scene, room);
        assertThat(Scene.peer(israel, iran).node.incarnation()).isEqualTo(1);
        assertThat(takes(israel, before)).isEqualTo(Result.refused("pairing.already-known", "Iran"));
    }

    @Test
    void one_of_a_peer_whose_code_differed_is_refused() {
        israel.act((s, tx) -> s.compared(tx, iran.id(), false, "by voice")).orThrow();
        assertThat(takes(israel, invitation(iran, "Israel")))
                .isEqualTo(Result.refused("pairing.already-known", "Iran"));
    }

    @Test
    void one_of_somebody_unknown_under_an_id_that_its_keys_do_not_make_is_refused() {
        Principal chosen = new Principal(new PrincipalId(Hash.of("chosen freely")), "Qatar", Role.PARTY);
        assertThat(takes(israel, madeUp(chosen, 0))).isEqualTo(Result.refused("pairing.damaged"));
        assertThat(israel.seat().peers()).hasSize(2);
    }

    /** A file says nothing better of where it is reached: whoever has its card can have made the file. */
    @Test
    void one_made_up_in_the_name_of_a_node_that_was_heard_draws_no_mail_away() {
        Scene.send(israel, iran, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        Scene.send(iran, israel, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        InboxAddress before = Scene.peer(israel, iran).inbox;
        Room there = Scene.room(scene.oman, room);
        Bytes bundle = scene.oman
                .act((s, tx) -> there.card(tx, there.roster().member(iran.id()).orElseThrow()))
                .inboxBundle();
        Actor.done(takes(israel, made(Scene.peer(scene.oman, iran).node, ofOman(), bundle)));
        scene.world.settle();
        assertThat(Scene.peer(israel, iran).inbox).isEqualTo(before);
        assertThat(Scene.peer(israel, iran).paired).isFalse();
    }

    @Test
    void who_came_back_is_written_to_where_its_request_says() {
        Bytes request =
                iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow().file();
        Actor.done(takes(scene.oman, request));
        scene.oman.restart();
        assertThat(Scene.peer(scene.oman, iran).inbox)
                .isEqualTo(Invitation.ofFile(request).orElseThrow().inbox());
    }
}
