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
import parley.protocol.fixture.MemoryStore;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.pairing.Invitation;
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

    /** Whether a session can be begun with us by its bundle. */
    private boolean opens(Seat.Invitation invitation) {
        Invitation of = Invitation.ofFile(invitation.file()).orElseThrow();
        Sessions sessions = new LibsignalSessions(scene.world.clock);
        MemoryStore store = new MemoryStore();
        Bytes identity = store.transact(tx -> sessions.newIdentity(tx, OWNER));
        Bytes first = store.transact(tx -> {
            sessions.begin(tx, OWNER, OWNER, of.from().identityKey(), of.bundle());
            return sessions.encrypt(tx, OWNER, OWNER, Bytes.utf8("first"));
        });
        Desk desk = oman.seat().desk();
        return oman.store
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
}
