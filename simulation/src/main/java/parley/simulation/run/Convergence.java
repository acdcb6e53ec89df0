package parley.simulation.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.simulation.world.HostileRelay;

/**
 * Whether the nodes of a run have come to one head in every room, all that was said has its place, who was removed knows, and every
 * letter to an inbox was sent and read.
 *
 * <p>Not waited for: who is frozen; a room whose histories differ, in which it depends on the relay who stands where; and a
 * vault that was put back and waits for a key, with all that it still has to say there, for its sessions have gone on without
 * it, or the key goes to an inbox that it opened since, until it was renewed; and who was removed while it was away, where the relay has forgotten
 * the removal since; and who was told that a log is gone, for it reads no more of it; and what somebody still has to say who signed
 * with another key than its card's; and who greeted others under another card, once one of them was told, while it waits for a key; and who
 * doesn't enter a room in which somebody whom it knows is shown as renewed.
 */
final class Convergence {
    private final World world;

    Convergence(World world) {
        this.world = world;
    }

    boolean now() {
        for (SimNode node : world.nodes()) {
            if (node.table().isPresent() && node.seat().isEmpty()) {
                return false;
            }
        }
        // What is excused in the end may still come: a key can arrive after many askings. In a room of two histories
        // nobody is waited for, but whose last request was lost comes to read what was said in its own.
        return unsaid().isEmpty() && explain().isEmpty() && lost().isEmpty();
    }

    /** What is still amiss, one line each. */
    List<String> explain() {
        List<String> amiss = new ArrayList<>();
        if (!world.people().talking()) {
            amiss.add("the table never came to talk: " + who());
            return amiss;
        }
        rooms().forEach((room, views) -> {
            if (!forked(views) && !world.oracles().alarms().toldOfAnotherHistory(room)) {
                explain(views, amiss);
            }
        });
        for (SimNode node : world.nodes()) {
            if (hasMail(node)) {
                amiss.add(node.name + " has letters that it has not read, or not sent");
            }
        }
        for (Saying saying : unsaid()) {
            if (!excused(saying)) {
                amiss.add(world.name(saying.node) + " is still " + saying.stage + " with " + saying.canary);
            }
        }
        return amiss;
    }

    /** Whatever members still have to learn from one another is in there, heads of another history before all. */
    private boolean hasMail(SimNode node) {
        boolean toSend = node.seat().stream()
                .flatMap(seat -> seat.sendings().stream())
                .anyMatch(one ->
                        one instanceof Sending.Append append && append.base().isEmpty());
        return toSend
                || node.seat().stream()
                        .flatMap(seat -> seat.readings().stream())
                        .anyMatch(reading -> world.relays().stream()
                                .flatMap(relay ->
                                        relay.honest().state().log(reading.log().id()).stream())
                                .anyMatch(log -> !HostileRelay.isRoom(log) && log.size() > reading.after()));
    }

    private List<Saying> unsaid() {
        return world.oracles().said().all().stream()
                .filter(saying -> saying.pending() && has(saying.node, saying.room, SeatRoom.Condition.OPEN))
                .filter(saying -> !world.gone().toldOf(saying.node, saying.room))
                .filter(saying -> !world.weather().hostile().signsOtherwise(saying.node))
                .toList();
    }

    private boolean excused(Saying saying) {
        return excused(world.nodes().get(saying.node), saying.room)
                || waitsBesideAnotherHistory(saying)
                || hasNobodyToSayItTo(saying);
    }

    /** All others sit there under other keys than the author knows: its people were told, and go on elsewhere. What lost its place waits too. */
    private boolean hasNobodyToSayItTo(Saying saying) {
        return (saying.stage == Saying.Stage.QUEUED || saying.stage == Saying.Stage.SEALED)
                && view(saying.node, saying.room)
                        .filter(view -> view.roster().stream()
                                .map(member -> member.principal().id())
                                .filter(who -> !world.principal(saying.node).equals(Optional.of(who)))
                                .allMatch(
                                        who -> world.oracles().alarms().underOtherKeys(saying.node, saying.room, who)))
                        .isPresent();
    }

    /** The relay carried in what only those can open who stopped in the other history, where it has another place. */
    private boolean waitsBesideAnotherHistory(Saying saying) {
        return forked(rooms().getOrDefault(saying.room, Map.of()))
                && view(saying.node, saying.room)
                        .filter(view -> view.waitingAt().isPresent())
                        .isPresent();
    }

    /** What vaults that were put back still have to say, while they wait for a key that doesn't reach them. */
    List<Saying> unsayable() {
        return unsaid().stream()
                .filter(saying -> waitsInVain(world.nodes().get(saying.node), saying.room))
                .toList();
    }

    /** What was said and won't come to somebody who sat there when it was said. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (Saying saying : world.oracles().said().all()) {
            boolean abandoned = world.forked() && !has(saying.node, saying.room, SeatRoom.Condition.OPEN);
            boolean warned = world.oracles().alarms().toldOfAnotherHistory(saying.room);
            if (saying.stage != Saying.Stage.SAID || abandoned || warned) {
                continue;
            }
            for (SimNode node : world.nodes()) {
                if (isToFold(node, saying)
                        && !world.oracles().said().hasFolded(node.index, saying)
                        && !stranded(world.nodes().get(saying.node), saying.room)
                        && !isOutOfReach(node, saying)) {
                    lost.add(node.name + " never folded " + saying.canary + ", which " + world.name(saying.node)
                            + " saw placed");
                }
            }
        }
        return lost;
    }

    private boolean isToFold(SimNode node, Saying saying) {
        boolean reader = world.principal(node.index)
                .filter(saying.readers::contains)
                .filter(who -> world.renewals().incarnation(node.index) == 0 || saying.renewed.contains(who))
                .isPresent();
        boolean present = has(node.index, saying.room, SeatRoom.Condition.OPEN)
                || has(node.index, saying.room, SeatRoom.Condition.LEFT);
        return reader && present && !excused(node, saying.room);
    }

    /**
     * Whether this node has read and folded all that the relay has of its log, where the text isn't, and nobody is left who owes it more: it was
     * removed and the others let that log go, or who folded the text found another history there, and none of them switches.
     */
    private boolean isOutOfReach(SimNode node, Saying saying) {
        return stranded(node, saying.room)
                || view(node.index, saying.room)
                        .filter(view -> hasReadAll(node, view)
                                && world.oracles()
                                        .forks()
                                        .hasParted(saying, view.log().id()))
                        .isPresent();
    }

    private Optional<SeatRoom> view(int node, RoomId room) {
        return world.nodes().get(node).view(room);
    }

    private boolean has(int node, RoomId room, SeatRoom.Condition condition) {
        return view(node, room).filter(view -> view.condition() == condition).isPresent();
    }

    private boolean excused(SimNode node, RoomId room) {
        return waitsInVain(node, room) || world.gone().toldOf(node.index, room) || isHeld(node, room);
    }

    /** It greeted others under another card than its own: they seal nothing to it, and it waits for the keys of what they say. */
    private boolean isHeld(SimNode node, RoomId room) {
        return world.weather().hostile().greetsOtherwise(node.index)
                && view(node.index, room)
                        .filter(view -> view.waitingAt().isPresent())
                        .isPresent()
                && world.principal(node.index)
                        .filter(who -> world.oracles().alarms().greetedOtherwise(room, who))
                        .isPresent();
    }

    private boolean waitsInVain(SimNode node, RoomId room) {
        return world.oracles().putBacks().has(node.index)
                && view(node.index, room)
                        .filter(view -> view.waitingAt().isPresent())
                        .filter(view -> !world.renewals().isBack(node.index, view))
                        .isPresent();
    }

    private boolean forked(Map<SimNode, SeatRoom> views) {
        return world.forked()
                && views.values().stream().anyMatch(view -> view.condition() == SeatRoom.Condition.FROZEN);
    }

    private void explain(Map<SimNode, SeatRoom> views, List<String> amiss) {
        Optional<SeatRoom> furthest = furthest(views);
        if (furthest.isEmpty()) {
            return;
        }
        SeatRoom front = furthest.get();
        Set<PrincipalId> roster = new HashSet<>();
        front.roster().forEach(member -> roster.add(member.principal().id()));
        for (SimNode node : world.nodes()) {
            Optional<PrincipalId> who = world.principal(node.index);
            Optional<SeatRoom> view = Optional.ofNullable(views.get(node));
            boolean member = who.filter(roster::contains).isPresent();
            boolean waitedFor =
                    view.filter(v -> v.condition() == SeatRoom.Condition.OPEN).isPresent()
                            && !excused(node, front.room());
            boolean letIn = !world.oracles().putBacks().has(node.index)
                    && !world.keeping().tookOff(node.index)
                    && !world.oracles().alarms().keptOut(node.index, front.room());
            boolean isOutside =
                    view.filter(v -> v.condition() != SeatRoom.Condition.LEFT).isEmpty();
            boolean back = world.renewals().isBack(node.index, front);
            if (back && !has(node.index, front.room(), SeatRoom.Condition.OPEN)) {
                amiss.add(node.name + " was renewed in epoch " + front.epoch() + " and isn't back");
            } else if (member && isOutside && letIn) {
                amiss.add(node.name + " was admitted to epoch " + front.epoch() + " and isn't let in");
            } else if (waitedFor && !member && !stranded(node, front.room())) {
                amiss.add(node.name + " was removed and doesn't know, in epoch "
                        + view.orElseThrow().epoch());
            } else if (waitedFor && member && !same(view.orElseThrow(), front)) {
                amiss.add(node.name + " stands in " + told(view.orElseThrow()) + ", the furthest in " + told(front));
            }
        }
    }

    private static Optional<SeatRoom> furthest(Map<SimNode, SeatRoom> views) {
        return views.values().stream()
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .max(Comparator.comparingInt(SeatRoom::epoch)
                        .thenComparingLong(view -> view.head().position()));
    }

    /**
     * Whether somebody was removed while it was away, and the relay was put back to before that when all who stayed had read it. They
     * have let that log go; nothing is left that could tell, and what is said there reaches nobody ({@code protocol.md}, "Restore, clone, rollback").
     */
    private boolean stranded(SimNode node, RoomId room) {
        Optional<SeatRoom> view = view(node.index, room);
        Optional<SeatRoom> front = furthest(rooms().getOrDefault(room, Map.of()));
        return world.forked()
                && view.isPresent()
                && front.isPresent()
                && view.get().epoch() < front.get().epoch()
                && world.principal(node.index)
                        .filter(who -> front.get().roster().stream()
                                .anyMatch(member -> member.principal().id().equals(who)))
                        .isEmpty()
                && hasReadAll(node, view.get())
                && nobodyElseReads(node, view.get());
    }

    /** Whether all who go on have let this log go: as long as one of them reads it, it gives the relay back what that has lost. */
    private boolean nobodyElseReads(SimNode node, SeatRoom view) {
        return world.nodes().stream()
                .filter(other -> !other.equals(node) && has(other.index, view.room(), SeatRoom.Condition.OPEN))
                .flatMap(other -> other.seat().stream())
                .flatMap(seat -> seat.readings().stream())
                .noneMatch(reading -> reading.log().id().equals(view.log().id())
                        && reading.after() > view.head().position());
    }

    /** Whether its head is the last one that an honest relay has of that log. */
    private boolean hasReadAll(SimNode node, SeatRoom view) {
        return node.seat().stream()
                .flatMap(seat -> seat.readings().stream())
                .flatMap(reading -> world.relays().stream()
                        .flatMap(relay ->
                                relay.honest().state().log(reading.log().id()).stream()))
                .anyMatch(log -> log.head().equals(view.head()));
    }

    private static boolean same(SeatRoom one, SeatRoom other) {
        return one.epoch() == other.epoch() && one.head().equals(other.head());
    }

    private static String told(SeatRoom view) {
        return "epoch " + view.epoch() + " at " + view.head()
                + (view.waitingAt().isPresent() ? " (waits)" : "");
    }

    private Map<RoomId, Map<SimNode, SeatRoom>> rooms() {
        Map<RoomId, Map<SimNode, SeatRoom>> rooms = new TreeMap<>();
        for (SimNode node : world.nodes()) {
            node.views()
                    .forEach(view -> rooms.computeIfAbsent(view.room(), r -> new java.util.HashMap<>())
                            .put(node, view));
        }
        return rooms;
    }

    private String who() {
        StringBuilder text = new StringBuilder();
        for (SimNode node : world.nodes()) {
            text.append(node).append(node.seat().isPresent() ? " sits, " : " absent, ");
            node.seat()
                    .ifPresent(seat -> text.append(seat.peers().stream()
                                    .filter(Seat.Peer::paired)
                                    .count())
                            .append(" paired, ")
                            .append(seat.rooms().stream()
                                    .map(v -> v.condition().name())
                                    .toList())
                            .append("; "));
        }
        return text.toString();
    }
}
