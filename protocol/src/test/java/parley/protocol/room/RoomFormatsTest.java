package parley.protocol.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.entry.SizeClass;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.testing.GoldenFile;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;
import parley.protocol.testing.Strictness;

class RoomFormatsTest {
    private final long seed = Seeds.next();
    private final Samples draw = new Samples(seed);

    private static <T> Bytes encode(T value, BiConsumer<T, CanonicalWriter> write) {
        CanonicalWriter out = new CanonicalWriter();
        write.accept(value, out);
        return out.bytes();
    }

    private <T> void strict(T value, BiConsumer<T, CanonicalWriter> write, CanonicalReader.Item<T> read) {
        Strictness.ofPlain(
                value.getClass().getSimpleName(),
                encode(value, write),
                bytes -> CanonicalReader.whole(bytes, read).map(again -> encode(again, write)),
                seed);
        assertThat(CanonicalReader.whole(encode(value, write), read)).contains(value);
    }

    @Test
    void everyFormatHasOneEncodingPerValue() {
        strict(draw.newcomer(), Card::write, Card::read);
        strict(draw.plan(), Plan::write, Plan::read);
        strict(draw.secrets(), EpochSecrets::write, EpochSecrets::read);
        strict(ofBefore(draw.secrets()), EpochSecrets::write, EpochSecrets::read);
        strict(NextSecrets.fresh(draw.randomness(), draw.relay, draw.hash()), NextSecrets::write, NextSecrets::read);
        strict(draw.founding(), Founding::write, Founding::read);
        strict(draw.opening(), Opening::write, Opening::read);
        strict(draw.founding().roster(), Roster::write, Roster::read);
        for (Change change : draw.changes()) {
            strict(change, (c, out) -> out.raw(c.encoded()), Change::read);
        }
    }

    @Test
    void aCardFitsItsLimits() {
        assertThat(draw.newcomer().encoded().size()).isLessThan(Card.MOST_BYTES);
        assertThat(draw.changes().getFirst().encoded().size()).isLessThan(Change.MOST_BYTES);
    }

    @Test
    void aFoundingHoldsExactlyThePlansCards() {
        Plan plan = draw.plan();
        List<Card> cards = draw.cards;
        assertThatThrownBy(() -> new Founding(plan, cards.subList(0, 2), draw.secrets()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Founding(plan, cards.reversed(), draw.secrets()))
                .isInstanceOf(IllegalArgumentException.class);
        Card ofAnotherRoom = new Samples(seed + 1).cards.getFirst();
        assertThatThrownBy(() -> new Founding(plan, List.of(ofAnotherRoom, cards.get(1), cards.get(2)), draw.secrets()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Attack 11: whoever substitutes a card changes the words that all read aloud. */
    @Test
    void everySubstitutionShowsInTheOpening() {
        Founding founding = draw.founding();
        Card own = founding.cards().get(1);
        Card substituted = new Card(
                own.table(), own.room(), own.node(), draw.bytes(32), own.inbox(), own.roomBundle(), own.inboxBundle());
        Founding other = new Founding(
                founding.plan(),
                List.of(founding.cards().get(0), substituted, founding.cards().get(2)),
                founding.secrets());
        Founding otherSecrets = new Founding(founding.plan(), founding.cards(), draw.secrets());
        assertThat(List.of(
                        founding.opening().hash(),
                        other.opening().hash(),
                        otherSecrets.opening().hash()))
                .doesNotHaveDuplicates();
    }

    @Test
    void openingsFormAChain() {
        Opening first = draw.founding().opening();
        EpochSecrets secrets = draw.secrets();
        Opening second = first.next(secrets, first.roster(), new Head(12, draw.hash()));
        Opening third = second.next(draw.secrets(), first.roster(), new Head(5, draw.hash()));
        assertThat(second.epoch()).isEqualTo(1);
        assertThat(second.before()).isEqualTo(first.hash());
        assertThat(second.behind()).isEqualTo(12);
        assertThat(second.log()).isEqualTo(secrets.log());
        assertThat(third.behind()).isEqualTo(17);
        assertThat(third.before()).isEqualTo(second.hash());
    }

    /** Who vouches for an opening makes its numbers: a newcomer's node counts on from them. */
    @Test
    void anOpeningCountsNoMoreEntriesThanThereCanBe() {
        Opening opening = draw.opening();
        assertThat(numbered(opening, 3, Opening.MOST_BEHIND)).isPresent();
        assertThat(numbered(opening, 3, Opening.MOST_BEHIND + 1)).isEmpty();
        assertThat(numbered(opening, 3, Long.MAX_VALUE)).isEmpty();
        assertThat(numbered(opening, 3, 3)).isPresent();
        assertThat(numbered(opening, 4, 3)).as("an end behind the count").isEmpty();
    }

    private Optional<Opening> numbered(Opening of, long end, long behind) {
        Opening changed = new Opening(
                of.table(),
                of.room(),
                of.epoch(),
                of.log(),
                of.headerKeyHash(),
                of.roster(),
                of.before(),
                new Head(end, draw.hash()),
                behind);
        return CanonicalReader.whole(changed.encoded(), Opening::read);
    }

    @Test
    void anOpeningShowsNoSecret() {
        Founding founding = draw.founding();
        String shown = founding.opening().encoded().toHex();
        assertThat(shown)
                .doesNotContain(founding.secrets().capability().revealBytes().toHex());
        assertThat(shown)
                .doesNotContain(founding.secrets().headerKey().revealBytes().toHex());
        assertThat(founding.secrets().toString() + founding + draw.newcomer())
                .doesNotContain(founding.secrets().headerKey().revealBytes().toHex());
    }

    @Test
    void aRosterChangesOnlyWhereTheChangeFits() {
        Roster roster = draw.founding().roster();
        Card newcomer = draw.newcomer();
        Roster admitted = roster.after(new Change.Admit(newcomer), 4).orElseThrow();
        assertThat(admitted.size()).isEqualTo(4);
        assertThat(admitted.members().getLast()).isEqualTo(RosterMember.of(newcomer));
        assertThat(admitted.after(new Change.Admit(newcomer), 30)).as("twice").isEmpty();
        assertThat(admitted.after(new Change.Admit(draw.newcomer()), 4))
                .as("no seat")
                .isEmpty();

        var second = roster.members().get(1).principal().id();
        Roster removed = roster.after(new Change.Remove(second), 4).orElseThrow();
        assertThat(removed.placeOf(second)).isEqualTo(-1);
        assertThat(removed.after(new Change.Remove(second), 4)).as("not here").isEmpty();
        assertThat(roster.after(new Change.Refresh(), 4)).contains(roster);
        assertThat(roster.after(new Change.Move(draw.relay), 4)).contains(roster);
    }

    @Test
    void aRenewalIsALaterIncarnationOfTheSamePrincipalInItsPlace() {
        Roster roster = draw.founding().roster();
        Card old = draw.cards.get(1);
        Card next = incarnation(old, old.node().principal(), 1);
        Roster renewed = roster.after(new Change.Renew(next), 4).orElseThrow();
        assertThat(renewed.placeOf(old.node().principal().id())).isEqualTo(1);
        assertThat(renewed.members().get(1).incarnation()).isEqualTo(1);
        Card later = incarnation(old, old.node().principal(), 3);
        assertThat(renewed.after(new Change.Renew(later), 4).orElseThrow().members())
                .as("two requests were lost")
                .contains(RosterMember.of(later));
        assertThat(roster.after(new Change.Renew(old), 4)).as("the same again").isEmpty();
        assertThat(renewed.after(new Change.Renew(old), 4))
                .as("back to the old one")
                .isEmpty();
        assertThat(roster.after(new Change.Renew(draw.newcomer()), 4))
                .as("not here")
                .isEmpty();
        Principal promoted = new Principal(
                old.node().principal().id(), old.node().principal().name(), Role.MEDIATOR);
        assertThat(roster.after(new Change.Renew(incarnation(old, promoted, 1)), 4))
                .as("another role")
                .isEmpty();
    }

    private static Card incarnation(Card card, Principal principal, int incarnation) {
        NodeIdentity node = new NodeIdentity(
                principal, incarnation, card.node().identityKey(), card.node().onRecord());
        return new Card(
                card.table(), card.room(), node, card.roomKey(), card.inbox(), card.roomBundle(), card.inboxBundle());
    }

    @Test
    void plansAndRostersAreBounded() {
        Plan plan = draw.plan();
        assertThatThrownBy(
                        () -> new Plan(plan.table(), plan.room(), " ", plan.rules(), plan.members(), 4, plan.relay()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Plan(plan.table(), plan.room(), "n", plan.rules(), plan.members(), 2, plan.relay()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Plan(plan.table(), plan.room(), "n", plan.rules(), plan.members(), 31, plan.relay()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Roster(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFormatsStayAsTheyAre() {
        GoldenFile.check("room-2.txt", vectors(EpochSecrets.BOUND));
    }

    /** Rooms that they began go on. */
    @Test
    void whatProgramsOfBeforeWroteIsReadAndWrittenAsItWas() {
        GoldenFile.check("room.txt", vectors(EpochSecrets.FREE));
    }

    private static Founding of(int version, Founding founding) {
        return new Founding(founding.plan(), founding.cards(), of(version, founding.secrets()));
    }

    private static EpochSecrets of(int version, EpochSecrets secrets) {
        return new EpochSecrets(version, secrets.capability(), secrets.headerKey(), secrets.relay());
    }

    private static EpochSecrets ofBefore(EpochSecrets secrets) {
        return of(EpochSecrets.FREE, secrets);
    }

    private static Map<String, Bytes> vectors(int version) {
        Samples fixed = new Samples(7);
        Map<String, Bytes> vectors = new HashMap<>();
        Card card = fixed.newcomer();
        vectors.put("card", card.encoded());
        vectors.put("card-hash", card.hash().value());
        vectors.put("plan", encode(fixed.plan(), Plan::write));
        vectors.put("plan-hash", fixed.plan().hash().value());
        Founding founding = of(version, fixed.founding());
        vectors.put("founding-hash", founding.hash().value());
        vectors.put("secrets", encode(founding.secrets(), EpochSecrets::write));
        vectors.put("log-id", founding.secrets().logId().hash().value());
        vectors.put("opening-0", founding.opening().encoded());
        vectors.put("opening-0-hash", founding.opening().hash().value());
        Founding second = of(version, fixed.founding());
        Opening next = second.opening().next(of(version, fixed.secrets()), second.roster(), fixed.head());
        vectors.put("opening-1", next.encoded());
        List<Change> changes = fixed.changes();
        for (int i = 0; i < changes.size(); i++) {
            Bytes encoded = changes.get(i).encoded();
            vectors.put(
                    "change-" + i,
                    encoded.size() < 1_000
                            ? encoded
                            : Hash.of("vector", encoded).value());
        }
        return vectors;
    }

    @Test
    void noFormatOpensAsAnother() {
        List<Optional<?>> mixed = List.of(
                CanonicalReader.whole(draw.plan().hash().value(), Card::read),
                CanonicalReader.whole(draw.newcomer().encoded(), Opening::read),
                CanonicalReader.whole(draw.opening().encoded(), Card::read),
                CanonicalReader.whole(encode(draw.secrets(), EpochSecrets::write), Plan::read),
                CanonicalReader.whole(draw.founding().encoded(), Opening::read),
                CanonicalReader.whole(encode(draw.plan(), Plan::write), Founding::read));
        assertThat(mixed).allMatch(Optional::isEmpty);
    }

    @Test
    void aRoomHasTwoToThirtySeatsAndNoFewerThanMembers() {
        assertThatCode(() -> plan(2, 2)).doesNotThrowAnyException();
        assertThatCode(() -> plan(2, SizeClass.MOST_SEATS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> plan(2, SizeClass.MOST_SEATS + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFoundingTakesNoCardOfAnotherTableOrRoom() {
        for (int i = 0; i < draw.cards.size(); i++) {
            Card card = draw.cards.get(i);
            for (Card other : List.of(
                    placed(card, new TableId(draw.hash()), card.room()),
                    placed(card, card.table(), new RoomId(draw.hash())))) {
                List<Card> cards = new ArrayList<>(draw.cards);
                cards.set(i, other);
                assertThatThrownBy(() -> new Founding(draw.plan(), cards, draw.secrets()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aMembersIncarnationIsReadUpToTheMost() {
        assertThat(readsAgain(member(NodeIdentity.MOST_INCARNATION), RosterMember::write, RosterMember::read))
                .isTrue();
        assertThat(readsAgain(member(NodeIdentity.MOST_INCARNATION + 1), RosterMember::write, RosterMember::read))
                .isFalse();
    }

    @Test
    void anEpochIsReadUpToTheMillionth() {
        assertThat(readsAgain(opening(Opening.MOST_EPOCH), Opening::write, Opening::read))
                .isTrue();
        assertThat(readsAgain(opening(Opening.MOST_EPOCH + 1), Opening::write, Opening::read))
                .isFalse();
    }

    private static Card placed(Card card, TableId table, RoomId room) {
        return new Card(table, room, card.node(), card.roomKey(), card.inbox(), card.roomBundle(), card.inboxBundle());
    }

    private Plan plan(int members, int seats) {
        List<PrincipalId> who = IntStream.range(0, members)
                .mapToObj(i -> new PrincipalId(Hash.of("member", Bytes.utf8("" + i))))
                .toList();
        return new Plan(draw.table, draw.room, "Plenary", Bytes.utf8("rules"), who, seats, draw.relay);
    }

    private RosterMember member(int incarnation) {
        return new RosterMember(draw.principals().getFirst(), incarnation, draw.hash());
    }

    private Opening opening(int epoch) {
        Opening one = draw.opening();
        return new Opening(
                one.table(),
                one.room(),
                epoch,
                one.log(),
                one.headerKeyHash(),
                one.roster(),
                one.before(),
                one.end(),
                one.behind());
    }

    private static <T> boolean readsAgain(T value, BiConsumer<T, CanonicalWriter> write, CanonicalReader.Item<T> read) {
        return CanonicalReader.whole(encode(value, write), read).isPresent();
    }
}
