package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.MemoryStore;
import parley.protocol.fixture.TestFold;
import parley.protocol.identity.InboxAddress;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.pairing.Answer;
import parley.protocol.pairing.Invitation;
import parley.protocol.pairing.SealedAnswer;
import parley.protocol.port.RelayAddress;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.Sessions;

/** What becomes of an invitation that we made: whom it lets in, and how long its keys stay (protocol.md, "Pairing"). */
class InvitationOfOursTest {
    private static final Hash OWNER = Hash.of("whoever found the invitation");
    private static final Result<?> NOT_OPEN = Result.refused("pairing.not-open");

    private final Scene scene = new Scene();
    private final Actor oman = scene.oman;

    private Result<Seat.Invitation> invites(String name, Duration valid) {
        return oman.act((s, tx) -> s.invite(tx, name, Role.PARTY, valid));
    }

    private Seat.Invitation invitation() {
        return Actor.done(invites("Qatar", Duration.ofDays(1)));
    }

    private Actor takes(Seat.Invitation invitation) {
        Actor guest = scene.actor("Qatar", new TestFold(1, 2));
        guest.sit(tx -> Seat.accept(guest.ports(), tx, invitation.file()).orThrow());
        scene.world.settle();
        return guest;
    }

    private Result<?> withdraws(Hash invitation) {
        return oman.act((s, tx) -> s.withdraw(tx, invitation));
    }

    private static boolean isPaired(Actor guest) {
        return guest.seat().peers().getFirst().paired();
    }

    private boolean opens(Seat.Invitation invitation) {
        return opens(oman, invitation);
    }

    /** Whether a session can be begun with who made it by its bundle. */
    private boolean opens(Actor inviter, Seat.Invitation invitation) {
        Invitation of = Invitation.ofFile(invitation.file()).orElseThrow();
        Sessions sessions = new LibsignalSessions(scene.world.clock);
        MemoryStore store = new MemoryStore();
        Bytes identity = store.transact(tx -> sessions.newIdentity(tx, OWNER));
        Bytes first = store.transact(tx -> {
            sessions.begin(tx, OWNER, OWNER, of.from().identityKey(), of.bundle());
            return sessions.encrypt(tx, OWNER, OWNER, Bytes.utf8("first"));
        });
        Desk desk = inviter.seat().desk();
        return inviter.store
                .transact(tx -> desk.ports.sessions().decrypt(new Aside(tx), desk.owner, OWNER, identity, first))
                .isPresent();
    }

    @Test
    void it_is_valid_for_a_year_at_most_and_for_some_time_at_least() {
        assertThat(invites("Qatar", Pairing.LONGEST).isDone()).isTrue();
        assertThat(invites("Qatar", Duration.ofMillis(1)).isDone()).isTrue();
        assertThat(invites("Qatar", Pairing.LONGEST.plusMillis(1)).isDone()).isFalse();
        assertThat(invites("Qatar", Duration.ZERO).isDone()).isFalse();
        assertThat(invites("Qatar", Duration.ofMillis(-1)).isDone()).isFalse();
    }

    @Test
    void it_is_for_a_name_that_a_principal_may_bear() {
        String longest = "q".repeat(Principal.MOST_NAME_BYTES);
        assertThat(invites(longest, Duration.ofDays(1)).isDone()).isTrue();
        for (String name : new String[] {longest + "q", " ", ""}) {
            assertThat(invites(name, Duration.ofDays(1))).isEqualTo(Result.refused("pairing.name", name));
        }
    }

    @Test
    void its_keys_are_gone_once_it_was_answered() {
        Seat.Invitation invitation = invitation();
        assertThat(opens(invitation)).isTrue();
        assertThat(isPaired(takes(invitation))).isTrue();
        assertThat(opens(invitation)).isFalse();
    }

    @Test
    void its_keys_are_gone_once_it_was_withdrawn() {
        Seat.Invitation invitation = invitation();
        Actor.done(withdraws(invitation.id()));
        assertThat(opens(invitation)).isFalse();
    }

    @Test
    void its_keys_are_gone_once_its_time_is_over() {
        Seat.Invitation invitation = invitation();
        scene.world.pass(Duration.ofDays(2));
        oman.tick();
        assertThat(opens(invitation)).isFalse();
    }

    @Test
    void withdrawn_once_it_is_not_open_any_more_and_stays_so_over_a_restart() {
        Seat.Invitation invitation = invitation();
        Actor.done(withdraws(invitation.id()));
        assertThat(withdraws(invitation.id())).isEqualTo(NOT_OPEN);
        oman.restart();
        assertThat(withdraws(invitation.id())).isEqualTo(NOT_OPEN);
    }

    @Test
    void what_never_was_or_was_answered_or_is_too_old_is_not_withdrawn() {
        Seat.Invitation old = invitation();
        assertThat(withdraws(Hash.of("no invitation"))).isEqualTo(NOT_OPEN);
        Seat.Invitation answered = invitation();
        takes(answered);
        assertThat(withdraws(answered.id())).isEqualTo(NOT_OPEN);
        scene.world.pass(Duration.ofDays(2));
        assertThat(withdraws(old.id())).isEqualTo(NOT_OPEN);
    }

    @Test
    void who_withdraws_one_lets_others_in_by_the_rest() {
        Seat.Invitation lost = invitation();
        Seat.Invitation other = invitation();
        Actor.done(withdraws(lost.id()));
        assertThat(isPaired(takes(other))).isTrue();
        assertThat(isPaired(takes(lost))).isFalse();
    }

    @Test
    void after_a_restart_a_second_answer_is_told_still_and_lets_nobody_in() {
        Seat.Invitation invitation = invitation();
        takes(invitation);
        oman.restart();
        assertThat(isPaired(takes(invitation))).isFalse();
        assertThat(oman.facts(Fact.AnsweredTwice.class)).containsExactly(new Fact.AnsweredTwice(invitation.id()));
    }

    /** Instead of having its request carried: what waited for it goes to it as it is now, where it is now. */
    @Test
    void a_peer_that_came_back_renewed_may_take_it() {
        RoomId room = scene.plenary();
        oman.act((s, tx) -> {
            Desk desk = s.desk();
            desk.ports.sessions().erase(tx, desk.owner, desk.inboxAddress(Scene.peer(oman, scene.iran)));
            return true;
        });
        Scene.send(oman, scene.iran, new InboxMessage.CardDeclined(room));
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        scene.iran.restart();
        Seat.Invitation invitation = Actor.done(invites("Iran", Duration.ofDays(1)));
        Actor.done(scene.iran.act((s, tx) -> s.meet(tx, invitation.file())));
        scene.world.settle();
        oman.restart();
        Peers.Peer iran = Scene.peer(oman, scene.iran);
        assertThat(iran.node).isEqualTo(scene.iran.seat().desk().self.node);
        assertThat(iran.paired).isTrue();
        assertThat(iran.inbox)
                .isEqualTo(scene.iran.seat().desk().mailbox.all().getLast().address());
        assertThat(oman.facts(Fact.Paired.class).getLast())
                .isEqualTo(new Fact.Paired(scene.iran.seat().self(), Optional.of(invitation.id())));
        assertThat(scene.iran.facts(Fact.Declined.class)).hasSize(1);
    }

    // ---- Taken by one whom a room has shown us

    private Seat.Invitation ofIsrael() {
        return Actor.done(scene.israel.act((s, tx) -> s.invite(tx, "Iran", Role.PARTY, Duration.ofDays(1))));
    }

    /** They have heard each other in their room's name, so that no session is to be begun. */
    private void knowEachOther() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        Scene.send(scene.iran, scene.israel, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        assertThat(Scene.peer(scene.israel, scene.iran).paired).isFalse();
    }

    @Test
    void its_keys_are_gone_also_where_the_answer_came_by_a_session_that_stood_before() {
        knowEachOther();
        Seat.Invitation invitation = ofIsrael();
        Actor.done(scene.iran.act((s, tx) -> s.meet(tx, invitation.file())));
        assertThat(opens(scene.israel, invitation)).isTrue();
        scene.world.settle();
        assertThat(Scene.peer(scene.israel, scene.iran).paired).isTrue();
        assertThat(opens(scene.israel, invitation)).isFalse();
    }

    /** As a changed program does, which wants to be written to wherever it likes. */
    private InboxAddress iranAnswersFrom(RelayAddress elsewhere, Seat.Invitation invitation) {
        InboxAddress inbox = Scene.ownInboxAt(scene.iran, elsewhere);
        Invitation of = Invitation.ofFile(invitation.file()).orElseThrow();
        scene.iran.act((s, tx) -> {
            Desk desk = s.desk();
            Sessions sessions = desk.ports.sessions();
            Hash address = Channels.inbox(desk.table, desk.self.node, of.from());
            assertThat(sessions.begin(tx, desk.owner, address, of.from().identityKey(), of.bundle()))
                    .isTrue();
            Answer answer = new Answer(desk.table, of.hash(), desk.self.node, inbox);
            Bytes message = sessions.encrypt(tx, desk.owner, address, answer.encoded());
            Bytes sealed = new SealedAnswer(desk.self.node.identityKey(), desk.self.node.incarnation(), message)
                    .seal(of.secret(), of.hash(), desk.ports.randomness());
            desk.post.put(tx, of.inbox(), new InboxSeal.Answer(sealed));
            return true;
        });
        scene.world.settle();
        scene.israel.restart();
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class))
                .contains(new Fact.InboxElsewhere(scene.iran.id(), elsewhere, false));
        return inbox;
    }

    @Test
    void who_answers_from_a_relay_to_which_nobody_said_yes_is_paired_and_written_to_where_it_was() {
        knowEachOther();
        InboxAddress before = Scene.peer(scene.israel, scene.iran).inbox;
        iranAnswersFrom(new MemoryRelay("elsewhere.test").address(), ofIsrael());
        assertThat(Scene.peer(scene.israel, scene.iran).paired).isTrue();
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(before);
    }

    /** Nobody reads any more where its node of before was. */
    @Test
    void who_answers_so_as_its_next_node_is_not_written_to_where_the_one_before_was() {
        knowEachOther();
        scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow();
        scene.iran.restart();
        InboxAddress wanted = iranAnswersFrom(new MemoryRelay("elsewhere.test").address(), ofIsrael());
        assertThat(Scene.peer(scene.israel, scene.iran).paired).isTrue();
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
    }
}
