package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.protocol.entry.Entry;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage.GrantGiven;
import parley.protocol.inbox.InboxMessage.GrantedEntry;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.Opening;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;

/**
 * Oman placed words in Israel's name, which all refused, and grants them to a newcomer beside a card or an opening by which they would
 * be Israel's (protocol.md, "Grants", attack 18).
 */
class GrantInAnothersNameTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    /** Israel's, but for the key that signs: that is Oman's. */
    private Card falseCard;

    private Opening honestOpening;

    @BeforeEach
    void a_line_and_a_card_that_never_was() {
        scene.israel.say(room, "line 1");
        scene.world.settle();
        honestOpening = Scene.room(scene.oman, room).current().opening;
        Card israels = card(scene.israel);
        falseCard = new Card(
                israels.table(),
                israels.room(),
                israels.node(),
                card(scene.oman).roomKey(),
                israels.inbox(),
                israels.roomBundle(),
                israels.inboxBundle());
    }

    @Test
    void attack_18_a_card_that_no_roster_names_makes_a_forgery_nobodys_words() {
        GrantGiven grant = grantOf(honestOpening.hash());
        refuses(grant, grant.openings());
    }

    @Test
    void attack_18_an_opening_from_which_none_of_ours_leads_makes_a_forgery_nobodys_words() {
        Opening madeUp = beginning(honestOpening.before());
        GrantGiven grant = grantOf(madeUp.hash());
        refuses(grant, List.of(grant.openings().getFirst(), madeUp));
    }

    @Test
    void attack_18_openings_that_lead_to_one_another_and_not_to_ours_make_a_forgery_nobodys_words() {
        Opening madeUp = beginning(honestOpening.before());
        GrantGiven grant = grantOf(madeUp.hash());
        Opening ours = grant.openings().getFirst();
        Opening next = with(ours, ours.roster(), madeUp.hash());
        refuses(grant, List.of(next, madeUp));
    }

    /** The first opening, but for Israel's card. */
    private Opening beginning(Hash before) {
        List<RosterMember> members = honestOpening.roster().members().stream()
                .map(member -> member.principal().id().equals(scene.israel.id()) ? RosterMember.of(falseCard) : member)
                .toList();
        return with(honestOpening, new Roster(members), before);
    }

    private static Opening with(Opening like, Roster roster, Hash before) {
        return new Opening(
                like.table(),
                like.room(),
                like.epoch(),
                like.log(),
                like.headerKeyHash(),
                roster,
                before,
                like.end(),
                like.behind());
    }

    /** Places the forgery under this opening, lets the newcomer in, and grants both lines, with all that opens the forgery. */
    private GrantGiven grantOf(Hash opening) {
        Forge forge = new Forge(scene.oman, room);
        forge.author = scene.israel.id();
        forge.opening = opening;
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.world.settle();
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(qatar.room(room).roster()).hasSize(4);
        Room there = Scene.room(scene.oman, room);
        return scene.oman.store.transact(tx -> {
            Epoch epoch = there.past(tx, 0).orElseThrow();
            GrantGiven honest = there.grants.message(tx, epoch, GrantRange.of(there, tx, epoch, 1, 2), 1, 2);
            Bytes forged = honest.entries().getLast().bytes();
            Entry closed = Entry.openSeal(there.size(), epoch.log().id(), epoch.secrets.headerKey(), forged)
                    .orElseThrow();
            List<GrantedEntry> entries = new ArrayList<>(honest.entries());
            entries.set(
                    1,
                    new GrantedEntry(forged, closed.grantedSealKey(epoch.secrets.headerKey()), Optional.of(forge.key)));
            List<Card> cards = honest.cards().stream()
                    .map(card -> card.node().principal().id().equals(scene.israel.id()) ? falseCard : card)
                    .toList();
            return new GrantGiven(room, honest.openings(), honest.base(), entries, honest.beyond(), cards);
        });
    }

    private void refuses(GrantGiven grant, List<Opening> openings) {
        GrantGiven lie = new GrantGiven(room, openings, grant.base(), grant.entries(), grant.beyond(), grant.cards());
        Scene.send(scene.oman, qatar, lie);
        scene.world.settle();
        assertThat(qatar.facts(Fact.Granted.class))
                .extracting(Fact.Granted::event)
                .doesNotContain(TestFold.text("forged"))
                .isEmpty();
        assertThat(qatar.alarms()).containsExactly(Fact.AlarmKind.OTHER_HISTORY);
    }

    private Card card(Actor of) {
        Room there = Scene.room(scene.oman, room);
        return scene.oman.store.transact(
                tx -> there.card(tx, there.roster().member(of.id()).orElseThrow()));
    }
}
