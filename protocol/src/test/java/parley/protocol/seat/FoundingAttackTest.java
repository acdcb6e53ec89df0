package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.crypto.Ed25519;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Founding;
import parley.protocol.room.Plan;

/**
 * A founder who stands between two members that never met (protocol.md, "Founding", attack 11), and twice-answered
 * invitations.
 */
class FoundingAttackTest {
    /** 11: the founder shows each of two members a card of its own making for the other: their words differ. */
    @Test
    void attack_11_substituted_cards_give_different_words() {
        Scene scene = new Scene();
        RoomId room = consented(scene);
        Card israel = card(scene.israel, room);
        Card iran = card(scene.iran, room);
        found(scene, room, scene.israel, List.of(card(scene.oman, room), israel, altered(iran)));
        found(scene, room, scene.iran, List.of(card(scene.oman, room), altered(israel), iran));
        assertThat(scene.israel.seat().roomWords(room))
                .isNotEqualTo(scene.iran.seat().roomWords(room));
    }

    /** 11: one's own card altered is an alarm, and the room doesn't open. */
    @Test
    void attack_11_ones_own_card_altered() {
        Scene scene = new Scene();
        RoomId room = consented(scene);
        alter(scene, room);
        assertThat(scene.iran.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
        assertThat(scene.iran.seat().room(room)).isEmpty();
    }

    @Test
    void attack_11_sabotaged_a_node_that_checks_no_card_joins() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean checksOwnCard() {
                return false;
            }
        });
        RoomId room = consented(scene);
        alter(scene, room);
        assertThat(scene.iran.alarms()).isEmpty();
        assertThat(scene.iran.seat().room(room)).isPresent();
    }

    private static void alter(Scene scene, RoomId room) {
        found(
                scene,
                room,
                scene.iran,
                List.of(card(scene.oman, room), card(scene.israel, room), altered(card(scene.iran, room))));
    }

    /** 11: a first node has an id that follows from its keys: under other keys it is somebody else's. */
    @Test
    void attack_11_another_node_under_the_id_of_one_never_met() {
        Scene scene = new Scene();
        RoomId room = exchangeIdentity(scene);
        assertThat(scene.israel.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
        assertThat(scene.israel.seat().room(room)).isEmpty();
    }

    @Test
    @Sabotaged(in = Names.class, rule = "maybeOwn", instead = Instead.YES)
    void attack_11_sabotaged_ids_that_prove_nothing_are_taken() {
        Scene scene = new Scene();
        RoomId room = exchangeIdentity(scene);
        assertThat(scene.israel.seat().room(room)).isPresent();
    }

    private static RoomId exchangeIdentity(Scene scene) {
        RoomId room = consented(scene);
        Card iran = card(scene.iran, room);
        NodeIdentity oman = scene.oman.seat().desk().self.node;
        NodeIdentity other = new NodeIdentity(iran.node().principal(), 0, oman.identityKey(), oman.onRecord());
        Card exchanged = new Card(
                iran.table(), iran.room(), other, iran.roomKey(), iran.inbox(), iran.roomBundle(), iran.inboxBundle());
        found(scene, room, scene.israel, List.of(card(scene.oman, room), card(scene.israel, room), exchanged));
        return room;
    }

    /** Israel and Iran have consented; the founder's node has not read it and does what its people make it do. */
    static RoomId consented(Scene scene) {
        RoomPlan plan = new RoomPlan(
                "plenary",
                Bytes.utf8("rules"),
                List.of(scene.oman.id(), scene.israel.id(), scene.iran.id()),
                4,
                scene.world.relay.address());
        RoomId room = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        scene.oman.offline = true;
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            actor.joins(room).orThrow();
        }
        scene.world.settle();
        return room;
    }

    private static Forming forming(Actor actor, RoomId room) {
        return actor.store.transact(tx ->
                Forming.decode(tx.get(actor.seat().desk().cells.forming(room)).orElseThrow()));
    }

    static Card card(Actor actor, RoomId room) {
        return forming(actor, room).own().orElseThrow().card();
    }

    private static Card altered(Card card) {
        return new Card(
                card.table(),
                card.room(),
                card.node(),
                Ed25519.generate(Randomness.system()).publicKey(),
                card.inbox(),
                card.roomBundle(),
                card.inboxBundle());
    }

    static void found(Scene scene, RoomId room, Actor to, List<Card> cards) {
        found(scene, room, to, cards, EpochSecrets.fresh(Randomness.system(), scene.world.relay.address()));
    }

    static void found(Scene scene, RoomId room, Actor to, List<Card> cards, EpochSecrets secrets) {
        send(
                scene,
                scene.oman,
                to,
                new InboxMessage.FoundingSent(
                        new Founding(forming(scene.oman, room).plan(), cards, secrets)));
    }

    private static void send(Scene scene, Actor from, Actor to, InboxMessage message) {
        from.act((s, tx) -> {
            s.desk().post.send(tx, s.desk().peers.find(to.id()).orElseThrow(), message);
            return true;
        });
        from.send(scene.world);
        scene.world.settle();
    }

    static List<Card> allCards(Scene scene, RoomId room) {
        return List.of(card(scene.oman, room), card(scene.israel, room), card(scene.iran, room));
    }

    @Test
    void two_foundings_of_one_room_are_an_alarm_also_where_no_words_are_compared() {
        Scene scene = new Scene();
        RoomId room = consented(scene);
        List<Card> cards = allCards(scene, room);
        found(scene, room, scene.israel, cards);
        found(scene, room, scene.iran, cards);
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(scene.israel.alarms()).contains(Fact.AlarmKind.OPENING_DIFFERS);
        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.OPENING_DIFFERS);
    }

    @Test
    void nobody_enters_a_room_under_other_rules_than_those_it_consented_to() {
        Scene scene = new Scene();
        RoomId room = consented(scene);
        Plan plan = forming(scene.oman, room).plan();
        Plan other = new Plan(
                plan.table(),
                plan.room(),
                plan.name(),
                Bytes.utf8("other rules"),
                plan.members(),
                plan.seats(),
                plan.relay());
        EpochSecrets secrets = EpochSecrets.fresh(Randomness.system(), plan.relay());
        send(
                scene,
                scene.oman,
                scene.iran,
                new InboxMessage.FoundingSent(new Founding(other, allCards(scene, room), secrets)));
        assertThat(scene.iran.seat().room(room)).isEmpty();
    }

    @Test
    void nobody_enters_a_room_at_another_relay_than_the_planned_one() {
        Scene scene = new Scene();
        RoomId room = consented(scene);
        MemoryRelay own = new MemoryRelay("own.test");
        scene.world.add(own);
        EpochSecrets secrets = EpochSecrets.fresh(Randomness.system(), own.address());
        found(scene, room, scene.iran, allCards(scene, room), secrets);
        assertThat(scene.iran.seat().room(room)).isEmpty();
        assertThat(scene.iran.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
    }

    @Test
    void a_room_is_founded_by_the_one_who_asked_and_by_nobody_else() {
        Scene scene = new Scene();
        scene.world.pair(scene.israel, scene.iran);
        RoomId room = consented(scene);
        Founding founding = new Founding(
                forming(scene.oman, room).plan(),
                allCards(scene, room),
                EpochSecrets.fresh(Randomness.system(), scene.world.relay.address()));
        send(scene, scene.israel, scene.iran, new InboxMessage.FoundingSent(founding));
        assertThat(scene.iran.seat().room(room)).isEmpty();
    }

    private static RoomId asked(Scene scene) {
        RoomPlan plan = new RoomPlan(
                "plenary",
                Bytes.utf8("rules"),
                List.of(scene.oman.id(), scene.israel.id(), scene.iran.id()),
                4,
                scene.world.relay.address());
        RoomId room = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        return room;
    }

    private static void consentWith(Scene scene, RoomId room, Card card) {
        InboxMessage consent = new InboxMessage.RoomConsented(
                room, forming(scene.iran, room).plan().hash(), card);
        send(scene, scene.iran, scene.oman, consent);
    }

    @Test
    void nobody_consents_in_anothers_name() {
        Scene scene = new Scene();
        RoomId room = asked(scene);
        NodeIdentity iran = scene.iran.seat().desk().self.node;
        NodeIdentity asIsrael = new NodeIdentity(scene.israel.seat().self(), 0, iran.identityKey(), iran.onRecord());
        Card own = scene.iran.act((s, tx) ->
                OwnCard.fresh(s.desk(), tx, room, s.desk().self.relay).card());
        Card named =
                new Card(own.table(), room, asIsrael, own.roomKey(), own.inbox(), own.roomBundle(), own.inboxBundle());
        consentWith(scene, room, named);
        assertThat(forming(scene.oman, room).cards()).hasSize(1);
    }

    @Test
    void a_card_for_another_room_is_no_consent_to_this_one() {
        Scene scene = new Scene();
        RoomId room = asked(scene);
        Card elsewhere = scene.iran.act(
                (s, tx) -> OwnCard.fresh(s.desk(), tx, new RoomId(Hash.of("another room")), s.desk().self.relay)
                        .card());
        consentWith(scene, room, elsewhere);
        assertThat(forming(scene.oman, room).cards()).hasSize(1);
    }

    private static Plan planOf(Scene scene, Actor... members) {
        return new Plan(
                scene.oman.seat().table(),
                new RoomId(Hash.of("a room")),
                "plenary",
                Bytes.utf8("rules"),
                java.util.Arrays.stream(members).map(Actor::id).toList(),
                4,
                scene.world.relay.address());
    }

    @Test
    void nobody_is_asked_by_one_who_will_not_sit_there() {
        Scene scene = new Scene();
        Plan plan = planOf(scene, scene.oman, scene.iran);
        List<Principal> members =
                List.of(scene.oman.seat().self(), scene.iran.seat().self());
        scene.world.pair(scene.israel, scene.iran);
        send(scene, scene.israel, scene.iran, new InboxMessage.RoomAsked(plan, members));
        assertThat(scene.iran.facts(Fact.AskedToJoin.class)).isEmpty();
    }

    @Test
    void what_is_not_laid_before_people_leaves_nothing_that_could_be_consented_to() {
        Scene scene = new Scene();
        Plan plan = planOf(scene, scene.oman, scene.iran);
        List<Principal> members =
                List.of(scene.oman.seat().self(), scene.iran.seat().self());
        InboxMessage founding = new InboxMessage.RoomAsked(plan, members);
        InboxMessage admission = new InboxMessage.CardAsked(
                new RoomId(Hash.of("another room")), "plenary", plan.rules(), 4, Optional.of(plan.relay()), members);
        scene.iran.turnsAway = true;
        send(scene, scene.oman, scene.iran, founding);
        send(scene, scene.oman, scene.iran, admission);
        assertThat(scene.iran.facts(Fact.AskedToJoin.class)).hasSize(2);
        for (Fact.AskedToJoin asked : scene.iran.facts(Fact.AskedToJoin.class)) {
            assertThat(scene.iran.joins(asked.room()).isDone())
                    .as("of what nobody was shown there is no consent")
                    .isFalse();
        }
        scene.iran.turnsAway = false;
        send(scene, scene.oman, scene.iran, founding);
        assertThat(scene.iran.joins(plan.room()).isDone())
                .as("asked again it is asked anew")
                .isTrue();
    }

    @Test
    void nobody_is_asked_beside_others_than_those_of_the_plan() {
        Scene scene = new Scene();
        Plan plan = planOf(scene, scene.oman, scene.iran, scene.israel);
        List<Principal> members =
                List.of(scene.oman.seat().self(), scene.iran.seat().self());
        send(scene, scene.oman, scene.iran, new InboxMessage.RoomAsked(plan, members));
        assertThat(scene.iran.facts(Fact.AskedToJoin.class)).isEmpty();
    }

    /** The founder shows Israel another room key for Iran: what Iran's own node then seals for Israel gives it away. */
    @Test
    void a_slot_from_one_whose_entry_another_key_should_have_signed_is_an_alarm() {
        Scene scene = new Scene();
        assertThat(alarmsOfAnExchangedRoomKey(scene)).containsOnlyOnce(Fact.AlarmKind.SLOT_FROM_OTHER_KEY);
        assertThat(scene.israel.facts(Fact.Alarm.class))
                .filteredOn(alarm -> alarm.kind() == Fact.AlarmKind.SLOT_FROM_OTHER_KEY)
                .allMatch(alarm -> alarm.member().equals(Optional.of(scene.iran.id())));
        assertThat(scene.iran.alarms()).doesNotContain(Fact.AlarmKind.SLOT_FROM_OTHER_KEY);
    }

    @Test
    @Sabotaged(in = Opener.class, rule = "ofOtherKey", instead = Instead.NOTHING)
    void a_slot_from_other_key_sabotaged_the_entries_are_only_forged() {
        Scene scene = new Scene();
        assertThat(alarmsOfAnExchangedRoomKey(scene)).doesNotContain(Fact.AlarmKind.SLOT_FROM_OTHER_KEY);
        assertThat(scene.israel.facts(Fact.EntryRefused.class)).isNotEmpty();
    }

    private static List<Fact.AlarmKind> alarmsOfAnExchangedRoomKey(Scene scene) {
        RoomId room = consented(scene);
        Card oman = card(scene.oman, room);
        Card israel = card(scene.israel, room);
        Card iran = card(scene.iran, room);
        EpochSecrets secrets = EpochSecrets.fresh(Randomness.system(), scene.world.relay.address());
        found(scene, room, scene.iran, List.of(oman, israel, iran), secrets);
        found(scene, room, scene.israel, List.of(oman, israel, altered(iran)), secrets);
        for (int i = 0; i < 3; i++) {
            scene.iran.say(room, "line " + i);
            scene.world.settle();
        }
        assertThat(Scene.texts(scene.israel, room)).isEmpty();
        return scene.israel.alarms();
    }

    /** An invitation that somebody copied on the way is answered twice: the second answer is told aloud. */
    @Test
    void a_second_answer_to_an_invitation_is_told() {
        Scene scene = new Scene();
        Actor first = scene.actor("Qatar", new parley.protocol.fixture.TestFold(1, 2));
        Actor second = scene.actor("Somebody", new parley.protocol.fixture.TestFold(1, 2));
        Bytes file = scene.oman
                .act((s, tx) -> s.invite(tx, "Qatar", parley.base.Role.GUARANTOR, java.time.Duration.ofDays(1)))
                .orThrow()
                .file();
        first.sit(tx -> Seat.accept(first.ports(), tx, file).orThrow());
        second.sit(tx -> Seat.accept(second.ports(), tx, file).orThrow());
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.AnsweredTwice.class)).hasSize(1);
        assertThat(List.of(first, second).stream()
                        .filter(a -> a.seat().peers().getFirst().paired()))
                .hasSize(1);
    }

    @Test
    void codes_that_differ_end_all_traffic_to_that_peer() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.israel.act((s, tx) -> s.compared(tx, scene.iran.id(), false, "by voice"));
        scene.israel.say(room, "not for an impostor");
        scene.israel.send(scene.world);
        scene.israel.offline = true;
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("not for an impostor");
    }
}
