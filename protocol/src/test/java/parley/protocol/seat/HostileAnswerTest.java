package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Role;
import parley.base.TableId;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.crypto.OnRecordPair;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.MemoryStore;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.pairing.Answer;
import parley.protocol.pairing.Invitation;
import parley.protocol.pairing.SealedAnswer;
import parley.protocol.port.RelayAddress;
import parley.protocol.session.LibsignalSessions;
import parley.protocol.session.Sessions;

/** Whoever holds an invitation, and what it can't become by answering it with a changed program; and invitations that lie. */
class HostileAnswerTest {
    private static final Hash OWNER = Hash.of("whoever holds the invitation");

    private final Scene scene = new Scene();
    private final TableId table = scene.oman.seat().table();
    private final Sessions sessions = new LibsignalSessions(scene.world.clock);
    private final MemoryStore store = new MemoryStore();
    private final OnRecordKeys onRecord =
            OnRecordPair.generate(Randomness.system()).open();
    private final Bytes identityKey = store.transact(tx -> sessions.newIdentity(tx, OWNER));

    private Bytes invitation() {
        return Actor.done(scene.oman.act((s, tx) -> s.invite(tx, "Qatar", Role.GUARANTOR, Duration.ofDays(1))))
                .file();
    }

    private NodeIdentity node(PrincipalId id, String name, Role role) {
        return new NodeIdentity(new Principal(id, name, role), 0, identityKey, onRecord);
    }

    private NodeIdentity honest(Role role) {
        return node(Names.first(table, NodeIdentity.keysHash(identityKey, onRecord)), "Qatar", role);
    }

    private void answer(Bytes file, NodeIdentity as) {
        answer(file, as, Invitation.ofFile(file).orElseThrow().inbox());
    }

    private void answer(Bytes file, NodeIdentity as, InboxAddress inbox) {
        Invitation of = Invitation.ofFile(file).orElseThrow();
        Bytes sealed = store.transact(tx -> {
            sessions.begin(tx, OWNER, OWNER, of.from().identityKey(), of.bundle());
            Bytes text = new Answer(table, of.hash(), as, inbox).encoded();
            return new SealedAnswer(identityKey, 0, sessions.encrypt(tx, OWNER, OWNER, text))
                    .seal(of.secret(), of.hash(), Randomness.system());
        });
        scene.oman.act((s, tx) -> {
            s.desk().pairing.answered(tx, sealed);
            return true;
        });
    }

    private void assertPairedMeanwhile(int guests) {
        assertThat(scene.oman.facts(Fact.Paired.class)).hasSize(2 + guests);
        assertThat(scene.oman.seat().peers()).hasSize(2 + guests);
    }

    @Test
    void an_answer_as_it_should_be_pairs() {
        answer(invitation(), honest(Role.GUARANTOR));
        assertPairedMeanwhile(1);
        assertThat(scene.oman.facts(Fact.AnsweredInVain.class)).isEmpty();
    }

    /** Neither is the invitation lost nor does this node call there. */
    @Test
    void an_answer_from_an_inbox_elsewhere_pairs_and_is_acknowledged_once_a_person_says_yes_to_its_relay() {
        RelayAddress elsewhere = new MemoryRelay("elsewhere.test").address();
        answer(
                invitation(),
                honest(Role.GUARANTOR),
                OwnInbox.fresh(Randomness.system(), elsewhere).address());
        assertPairedMeanwhile(1);
        PrincipalId who = honest(Role.GUARANTOR).principal().id();
        assertThat(scene.oman.facts(Fact.InboxElsewhere.class))
                .containsExactly(new Fact.InboxElsewhere(who, elsewhere, false));
        assertThat(scene.oman.seat().sendings())
                .noneMatch(sending -> sending.relay().equals(elsewhere));
        scene.oman.restart();
        Actor.done(scene.oman.act((s, tx) -> s.reach().writeThere(tx, who, elsewhere)));
        assertThat(scene.oman.seat().sendings())
                .filteredOn(sending -> sending.relay().equals(elsewhere))
                .hasSize(1);
    }

    @Test
    void an_answer_in_the_name_of_a_member_takes_over_none_of_its_mail() {
        var before = scene.oman.seat().desk().peers.find(scene.iran.id()).orElseThrow().inbox;
        answer(invitation(), node(scene.iran.id(), "Iran", Role.PARTY));
        assertPairedMeanwhile(0);
        assertThat(scene.oman.seat().desk().peers.find(scene.iran.id()).orElseThrow().inbox)
                .isEqualTo(before);
    }

    @Test
    void an_answer_in_another_role_than_the_one_invited_pairs_nobody() {
        Bytes file = invitation();
        answer(file, honest(Role.MEDIATOR));
        assertPairedMeanwhile(0);
        assertToldInVain(file, Fact.InVain.NOT_ADMISSIBLE);
    }

    @Test
    void an_answer_in_the_name_of_who_invited_pairs_nobody() {
        Bytes file = invitation();
        answer(file, node(scene.oman.id(), "Oman", Role.MEDIATOR));
        assertPairedMeanwhile(0);
        assertToldInVain(file, Fact.InVain.NOT_ADMISSIBLE);
    }

    @Test
    void an_answer_under_an_id_that_its_keys_do_not_make_pairs_nobody() {
        answer(invitation(), node(new PrincipalId(Hash.of("chosen freely")), "Qatar", Role.GUARANTOR));
        assertPairedMeanwhile(0);
    }

    @Test
    void an_answer_with_somebody_elses_keys_pairs_nobody() {
        NodeIdentity other = new Scene().iran.seat().desk().self.node;
        PrincipalId id = Names.first(table, other.keysHash());
        answer(
                invitation(),
                new NodeIdentity(new Principal(id, "Qatar", Role.GUARANTOR), 0, other.identityKey(), other.onRecord()));
        assertPairedMeanwhile(0);
    }

    @Test
    void an_answer_after_its_time_pairs_nobody() {
        Bytes file = invitation();
        scene.world.pass(Duration.ofDays(2));
        answer(file, honest(Role.GUARANTOR));
        assertPairedMeanwhile(0);
        assertToldInVain(file, Fact.InVain.LATE);
    }

    @Test
    void an_answer_after_its_time_is_told_also_once_the_keys_of_the_invitation_are_gone() {
        Bytes file = invitation();
        scene.world.pass(Duration.ofDays(2));
        scene.oman.tick();
        answer(file, honest(Role.GUARANTOR));
        assertToldInVain(file, Fact.InVain.LATE);
    }

    @Test
    void an_answer_to_an_invitation_that_was_taken_back_is_no_news() {
        Bytes file = invitation();
        Hash id = Invitation.ofFile(file).orElseThrow().hash();
        Actor.done(scene.oman.act((s, tx) -> s.withdraw(tx, id)));
        answer(file, honest(Role.GUARANTOR));
        assertPairedMeanwhile(0);
        assertThat(scene.oman.facts(Fact.AnsweredInVain.class)).isEmpty();
    }

    private void assertToldInVain(Bytes file, Fact.InVain why) {
        assertThat(scene.oman.facts(Fact.AnsweredInVain.class))
                .containsExactly(new Fact.AnsweredInVain(
                        Invitation.ofFile(file).orElseThrow().hash(), why));
    }

    @Test
    void an_invitation_of_another_table_seats_nobody_at_this_one() {
        Scene elsewhere = new Scene();
        Bytes file = Actor.done(elsewhere.oman.act((s, tx) -> s.invite(tx, "Iran", Role.PARTY, Duration.ofDays(1))))
                .file();
        assertThat(scene.iran.act((s, tx) -> s.meet(tx, file)).isDone()).isFalse();
        assertThat(scene.iran.seat().peers()).hasSize(1);
    }

    @Test
    void an_invitation_in_the_name_of_a_peer_that_comes_back_in_another_role_is_refused() {
        NodeIdentity oman = scene.oman.seat().desk().self.node;
        Principal promoted = new Principal(oman.principal().id(), "Oman", Role.VERIFIER);
        Bytes file = new Invitation(
                        table,
                        new NodeIdentity(promoted, 1, identityKey, onRecord),
                        scene.oman.seat().desk().mailbox.all().getLast().address(),
                        store.transact(tx -> sessions.newBundle(tx, OWNER, OWNER, true)),
                        Randomness.system().secret(Invitation.SECRET),
                        "Iran",
                        Role.PARTY,
                        scene.world.clock.instant().plus(Duration.ofDays(1)))
                .file();
        assertThat(scene.iran.act((s, tx) -> s.meet(tx, file)).isDone()).isFalse();
        assertThat(scene.iran.seat().peers().getFirst().principal().role()).isEqualTo(Role.MEDIATOR);
    }
}
