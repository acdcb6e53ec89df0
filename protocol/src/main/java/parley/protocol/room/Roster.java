package parley.protocol.room;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.protocol.entry.SizeClass;

/**
 * Who writes and reads in one epoch, elders first. Slots follow this order.
 *
 * @param members 1 to {@link SizeClass#MOST_SEATS}, each principal once
 */
public record Roster(List<RosterMember> members) {
    public Roster {
        members = List.copyOf(members);
        long distinct = members.stream().map(m -> m.principal().id()).distinct().count();
        if (members.isEmpty() || members.size() > SizeClass.MOST_SEATS || distinct != members.size()) {
            throw new IllegalArgumentException("a roster has 1 to " + SizeClass.MOST_SEATS + " members, each once");
        }
    }

    public Optional<RosterMember> member(PrincipalId who) {
        return members.stream().filter(m -> m.principal().id().equals(who)).findFirst();
    }

    /** The slot of this principal, or −1. */
    public int placeOf(PrincipalId who) {
        return IntStream.range(0, members.size())
                .filter(i -> members.get(i).principal().id().equals(who))
                .findFirst()
                .orElse(-1);
    }

    public int size() {
        return members.size();
    }

    public List<Principal> principals() {
        return members.stream().map(RosterMember::principal).toList();
    }

    /**
     * The roster after a change; empty when the change doesn't fit this one: a newcomer who is here, a leaver or renewed
     * one who isn't, a renewal that isn't the next incarnation, the last member's removal, more members than {@code seats}.
     */
    public Optional<Roster> after(Change.What what, int seats) {
        return switch (what) {
            case Change.Admit(Card card) -> admitted(RosterMember.of(card), seats);
            case Change.Remove(PrincipalId who) -> removed(who);
            case Change.Renew(Card card) -> renewed(RosterMember.of(card));
            case Change.Refresh() -> Optional.of(this);
            case Change.Move _ -> Optional.of(this);
        };
    }

    private Optional<Roster> admitted(RosterMember newcomer, int seats) {
        if (placeOf(newcomer.principal().id()) >= 0 || size() >= seats) {
            return Optional.empty();
        }
        List<RosterMember> next = new java.util.ArrayList<>(members);
        next.add(newcomer);
        return Optional.of(new Roster(next));
    }

    private Optional<Roster> removed(PrincipalId who) {
        if (placeOf(who) < 0 || size() == 1) {
            return Optional.empty();
        }
        return Optional.of(new Roster(
                members.stream().filter(m -> !m.principal().id().equals(who)).toList()));
    }

    /**
     * A renewed member keeps its place: who is an elder doesn't change by losing a machine. A request that was lost on the way,
     * or an old backup, may have used incarnations up.
     */
    private Optional<Roster> renewed(RosterMember again) {
        int place = placeOf(again.principal().id());
        if (place < 0
                || again.incarnation() <= members.get(place).incarnation()
                || !again.principal().equals(members.get(place).principal())) {
            return Optional.empty();
        }
        List<RosterMember> next = new java.util.ArrayList<>(members);
        next.set(place, again);
        return Optional.of(new Roster(next));
    }

    public void write(CanonicalWriter out) {
        out.list(members, (w, member) -> member.write(w));
    }

    public static Roster read(CanonicalReader in) throws Malformed {
        List<RosterMember> members = in.list(SizeClass.MOST_SEATS, RosterMember::read);
        try {
            return new Roster(members);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not a roster");
        }
    }
}
