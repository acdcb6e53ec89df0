package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Fact;

/** Follows every text from the person to its place in the log: none lost, none twice, all at one place. */
final class SaidOracle {
    /** Every text begins with this, and no other bytes of a run do. */
    static final String MARK = "canary-";

    private final Oracles oracles;
    private final List<Saying> sayings = new ArrayList<>();
    private final Map<String, Saying> byCanary = new HashMap<>();
    private final Map<Place, Saying> byTicket = new HashMap<>();
    private final Map<Place, Sealing> sealedUnknown = new HashMap<>();
    private final Map<String, Head> places = new HashMap<>();
    private final Map<Place, Head> folded = new HashMap<>();
    private final Map<Place, List<PrincipalId>> rosters = new HashMap<>();
    private final Map<Place, Set<PrincipalId>> renewed = new HashMap<>();

    /** Something of one node and room: a ticket, an entry's place, or, with 0, the room itself. */
    private record Place(int node, RoomId room, String which) {}

    /** For whom a text was sealed, and whom of them its author had seen renewed by then. */
    private record Sealing(List<PrincipalId> readers, Set<PrincipalId> renewed) {}

    SaidOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    /** A text of its own for the next thing said. */
    Saying next(int node, RoomId room) {
        String number = Integer.toHexString(0x1000_0000 + sayings.size());
        Saying saying = new Saying(MARK + number, node, room);
        sayings.add(saying);
        byCanary.put(saying.canary, saying);
        return saying;
    }

    /** The node took the text and gave this ticket. */
    void taken(Saying saying, long ticket) {
        Place place = new Place(saying.node, saying.room, "ticket " + ticket);
        byTicket.put(place, saying);
        // A text can be sealed in the very transaction that takes it, before anybody knows its ticket.
        Sealing sealing = sealedUnknown.remove(place);
        if (sealing != null) {
            sealed(saying, sealing);
        }
    }

    Optional<Saying> byCanary(String canary) {
        return Optional.ofNullable(byCanary.get(canary));
    }

    Optional<Saying> byTicket(int node, RoomId room, long ticket) {
        return Optional.ofNullable(byTicket.get(new Place(node, room, "ticket " + ticket)));
    }

    List<Saying> all() {
        return List.copyOf(sayings);
    }

    /** Who is in the room, as this node was last told. */
    List<PrincipalId> roster(int node, RoomId room) {
        return rosters.getOrDefault(new Place(node, room, ""), List.of());
    }

    void roster(int node, RoomId room, List<PrincipalId> members) {
        rosters.put(new Place(node, room, ""), members);
    }

    /** This node has seen somebody renewed in this room. */
    private void renewed(int node, RoomId room, PrincipalId who) {
        renewed.computeIfAbsent(new Place(node, room, ""), place -> new TreeSet<>())
                .add(who);
    }

    private Set<PrincipalId> renewedIn(int node, RoomId room) {
        return Set.copyOf(renewed.getOrDefault(new Place(node, room, ""), Set.of()));
    }

    void told(SimNode node, Fact fact) {
        switch (fact) {
            case Fact.EpochBegan began -> {
                roster(
                        node.index,
                        began.room(),
                        began.roster().stream().map(p -> p.id()).toList());
                if (began.why() == RoomFold.ChangeKind.RENEW) {
                    renewed(node.index, began.room(), began.subject());
                }
            }
            case Fact.RoomOpened(RoomId room) -> {
                if (oracles.world().renewals().incarnation(node.index) > 0) {
                    oracles.world().principal(node.index).ifPresent(who -> renewed(node.index, room, who));
                }
                node.seat()
                        .flatMap(seat -> seat.room(room))
                        .ifPresent(view -> roster(
                                node.index,
                                room,
                                view.roster().stream()
                                        .map(member -> member.principal().id())
                                        .toList()));
            }
            case Fact.Sealed(RoomId room, long ticket) -> {
                Sealing sealing = new Sealing(roster(node.index, room), renewedIn(node.index, room));
                byTicket(node.index, room, ticket)
                        .ifPresentOrElse(
                                saying -> sealed(saying, sealing),
                                () -> sealedUnknown.put(new Place(node.index, room, "ticket " + ticket), sealing));
            }
            case Fact.NotSaid(RoomId room, long ticket) ->
                byTicket(node.index, room, ticket).ifPresent(saying -> {
                    saying.elsewhere |= saying.stage == Saying.Stage.SEALED
                            && oracles.world().renewals().incarnation(node.index) > 0;
                    saying.stage = Saying.Stage.WITHDRAWN;
                });
            case Fact.Folded one -> folded(node, one);
            case Fact.Granted granted ->
                canaryIn(granted.event().asUtf8())
                        .ifPresent(saying -> oracles.states().count("granted text"));
            case Fact.Paired _,
                    Fact.AnsweredTwice _,
                    Fact.AnsweredInVain _,
                    Fact.OtherVersion _,
                    Fact.KeysRenewed _,
                    Fact.InboxElsewhere _,
                    Fact.MailLost _,
                    Fact.StandingChanged _,
                    Fact.AskedToJoin _,
                    Fact.Declined _,
                    Fact.CardReady _,
                    Fact.Joined _,
                    Fact.KeyConfirmed _,
                    Fact.EntryRefused _,
                    Fact.Waiting _,
                    Fact.Removed _,
                    Fact.AskAgain _,
                    Fact.Receipt _,
                    Fact.LogGone _,
                    Fact.BeginningLost _,
                    Fact.Alarm _,
                    Fact.Frozen _ -> {}
        }
    }

    /** What a node knew at an instant of what its people said, and who it thought sits where. */
    record Memory(Map<Saying, Saying.Stage> sayings, Map<RoomId, List<PrincipalId>> rosters) {}

    Memory memory(int node) {
        Map<Saying, Saying.Stage> own = new HashMap<>();
        sayings.stream().filter(saying -> saying.node == node).forEach(saying -> own.put(saying, saying.stage));
        Map<RoomId, List<PrincipalId>> known = new HashMap<>();
        rosters.forEach((place, members) -> {
            if (place.node() == node) {
                known.put(place.room(), members);
            }
        });
        return new Memory(own, known);
    }

    /** What was given to this node since, it doesn't know; what was taken back since, it has again. */
    void putBack(int node, Memory then) {
        sealedUnknown.keySet().removeIf(place -> place.node() == node);
        rosters.keySet().removeIf(place -> place.node() == node);
        then.rosters().forEach((room, members) -> roster(node, room, members));
        for (Saying saying : sayings) {
            if (saying.node != node) {
                continue;
            }
            Saying.Stage before = then.sayings().get(saying);
            if (before == null) {
                saying.forgotten = true;
                byTicket.values().removeIf(saying::equals);
            } else if (saying.stage == Saying.Stage.WITHDRAWN) {
                saying.stage = before;
            } else {
                saying.elsewhere |= before != Saying.Stage.SAID;
            }
        }
    }

    /** The copy has folded what its original had, and has to say what its original had to say. */
    void copied(int original, Memory then, int copy) {
        then.sayings().forEach((saying, stage) -> saying.elsewhere |= stage != Saying.Stage.SAID);
        then.rosters().forEach((room, members) -> roster(copy, room, members));
        Map<Place, Head> inherited = new HashMap<>();
        folded.forEach((place, head) -> {
            if (place.node() == original) {
                inherited.put(new Place(copy, place.room(), place.which()), head);
            }
        });
        folded.putAll(inherited);
    }

    private void sealed(Saying saying, Sealing sealing) {
        saying.stage = Saying.Stage.SEALED;
        if (saying.renewedAtSealing.isEmpty()) {
            saying.renewedAtSealing = Optional.of(sealing.renewed());
        }
        if (!saying.inView.containsAll(sealing.readers())) {
            oracles.violated(
                    Invariant.READERS_IN_VIEW,
                    oracles.world().name(saying.node) + " seals " + saying.canary
                            + " for somebody whom its author did not have in view");
        }
    }

    private void folded(SimNode node, Fact.Folded one) {
        Optional<Saying> found = canaryIn(one.said().event().asUtf8());
        if (found.isEmpty()) {
            return;
        }
        Saying saying = found.get();
        Head before = places.putIfAbsent(saying.canary, one.head());
        boolean branched = oracles.alarms().historiesMayDiffer();
        if (before != null && !before.equals(one.head()) && !branched) {
            oracles.violated(
                    Invariant.SAID_ONCE,
                    saying.canary + " folded at two places: " + before + " and " + one.head() + " at " + node);
        }
        Head own = folded.putIfAbsent(new Place(node.index, one.room(), saying.canary), one.head());
        boolean again =
                own != null && own.equals(one.head()) && oracles.putBacks().has(node.index);
        if (own != null && !again) {
            oracles.violated(Invariant.SAID_ONCE, saying.canary + " folded twice at " + node);
        }
        if (saying.stage == Saying.Stage.WITHDRAWN && !saying.elsewhere && !branched) {
            oracles.violated(
                    Invariant.UNSAID_STAYS_UNSAID, node + " folds " + saying.canary + ", which was taken back");
        }
        if (one.ticket().isPresent()) {
            Optional<Saying> mine =
                    byTicket(node.index, one.room(), one.ticket().getAsLong());
            if (mine.isPresent() && mine.get() != saying) {
                oracles.violated(Invariant.SAID_ONCE, "a ticket of " + node + " names another text than was said");
            }
        }
        if (saying.node == node.index && saying.stage != Saying.Stage.SAID) {
            saying.stage = Saying.Stage.SAID;
            saying.readers.addAll(roster(node.index, one.room()));
            saying.renewed.addAll(renewedIn(node.index, one.room()));
        }
    }

    /** Whether this node has folded this text. */
    boolean hasFolded(int node, Saying saying) {
        return folded.containsKey(new Place(node, saying.room, saying.canary));
    }

    /** The text in these words, if there is one. */
    Optional<Saying> canaryIn(String text) {
        int at = text.indexOf(MARK);
        return at < 0 || at + MARK.length() + 8 > text.length()
                ? Optional.empty()
                : byCanary(text.substring(at, at + MARK.length() + 8));
    }
}
