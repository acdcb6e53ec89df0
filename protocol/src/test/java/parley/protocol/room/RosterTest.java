package parley.protocol.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.protocol.entry.SizeClass;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** Who sits in a room, and which changes fit: each limit from either side. */
final class RosterTest {
    private final Samples draw = new Samples(Seeds.next());
    private final Roster three = draw.founding().roster();
    private final RosterMember first = three.members().getFirst();

    @Test
    void holds_one_to_thirty_members_each_once() {
        assertThatCode(() -> new Roster(members(1))).doesNotThrowAnyException();
        assertThatCode(() -> new Roster(members(SizeClass.MOST_SEATS))).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Roster(members(SizeClass.MOST_SEATS + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Roster(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Roster(List.of(first, first))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void finds_each_member_at_its_place_and_nobody_else() {
        assertThat(three.principals()).isEqualTo(draw.principals());
        for (RosterMember member : three.members()) {
            PrincipalId who = member.principal().id();
            assertThat(three.member(who)).contains(member);
            assertThat(three.members().get(three.placeOf(who))).isEqualTo(member);
        }
        PrincipalId stranger = new PrincipalId(draw.hash());
        assertThat(three.member(stranger)).isEmpty();
        assertThat(three.placeOf(stranger)).isEqualTo(-1);
    }

    @Test
    void lets_newcomers_in_up_to_the_last_seat() {
        Card newcomer = draw.newcomer();
        assertThat(three.after(new Change.Admit(newcomer), 4))
                .hasValueSatisfying(next -> assertThat(next.size()).isEqualTo(4));
        assertThat(three.after(new Change.Admit(newcomer), 3))
                .as("no seat is left")
                .isEmpty();
        assertThat(three.after(new Change.Admit(draw.cards.getFirst()), 4))
                .as("it sits here")
                .isEmpty();
    }

    @Test
    void removes_whoever_sits_here_but_never_the_last() {
        Roster two = three.after(new Change.Remove(first.principal().id()), 4).orElseThrow();
        assertThat(two.members()).isEqualTo(three.members().subList(1, 3));
        assertThat(two.after(new Change.Remove(first.principal().id()), 4))
                .as("it is gone")
                .isEmpty();
        Roster one = new Roster(members(1));
        assertThat(one.after(
                        new Change.Remove(one.members().getFirst().principal().id()), 4))
                .isEmpty();
    }

    @Test
    void renews_a_member_in_its_place_under_a_later_incarnation_only() {
        Card card = draw.cards.getFirst();
        Card again = renewed(card, card.node().principal(), 2);
        Roster next = three.after(new Change.Renew(again), 4).orElseThrow();
        assertThat(next.placeOf(first.principal().id())).as("its place").isZero();
        assertThat(next.members().getFirst().incarnation()).isEqualTo(2);
        assertThat(next.after(new Change.Renew(again), 4)).as("the same again").isEmpty();
        assertThat(three.after(new Change.Renew(card), 4)).as("not renewed").isEmpty();
        Principal renamed = new Principal(first.principal().id(), "Somebody", Role.PARTY);
        assertThat(three.after(new Change.Renew(renewed(card, renamed, 2)), 4))
                .as("another name")
                .isEmpty();
        assertThat(three.after(new Change.Renew(draw.newcomer()), 4))
                .as("somebody else")
                .isEmpty();
    }

    private static Card renewed(Card card, Principal who, int incarnation) {
        NodeIdentity before = card.node();
        NodeIdentity node = new NodeIdentity(who, incarnation, before.identityKey(), before.onRecord());
        return new Card(
                card.table(), card.room(), node, card.roomKey(), card.inbox(), card.roomBundle(), card.inboxBundle());
    }

    private List<RosterMember> members(int count) {
        List<RosterMember> all = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> all.add(new RosterMember(
                        new Principal(
                                new PrincipalId(Hash.of("member", Bytes.utf8("" + i))), "Member " + i, Role.PARTY),
                        0,
                        draw.hash())));
        return all;
    }
}
