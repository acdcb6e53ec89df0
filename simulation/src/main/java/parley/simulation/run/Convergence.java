package parley.simulation.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;

/**
 * Whether the nodes of a run have come to one head in every room, and all that was said has its place.
 *
 * <p>Who is frozen or was removed is not waited for; a room in which somebody froze may stand still.
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
        return explain().isEmpty();
    }

    /** What is still amiss, one line each. */
    List<String> explain() {
        List<String> amiss = new ArrayList<>();
        if (!world.people().talking()) {
            amiss.add("the table never came to talk: " + who());
            return amiss;
        }
        rooms().forEach((room, views) -> explain(views, amiss));
        for (Saying saying : world.oracles().said().all()) {
            boolean pending = saying.stage == Saying.Stage.QUEUED || saying.stage == Saying.Stage.SEALED;
            boolean restored = world.oracles().alarms().mayRepeat(saying.node);
            if (pending && !restored && isOpen(saying.node, saying.room)) {
                amiss.add(world.name(saying.node) + " is still " + saying.stage + " with " + saying.canary);
            }
        }
        return amiss;
    }

    /** What was said and is missing at somebody who has come as far. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (Saying saying : world.oracles().said().all()) {
            if (saying.stage != Saying.Stage.SAID || !isOpen(saying.node, saying.room)) {
                continue;
            }
            for (SimNode node : world.nodes()) {
                Optional<PrincipalId> who = world.principal(node.index);
                boolean reader = who.isPresent() && saying.inView.contains(who.get());
                boolean present = isOpen(node.index, saying.room)
                        && !world.oracles().alarms().mayRepeat(node.index);
                if (reader && present && !world.oracles().said().hasFolded(node.index, saying)) {
                    lost.add(node.name + " never folded " + saying.canary + ", which " + world.name(saying.node)
                            + " saw placed");
                }
            }
        }
        return lost;
    }

    private boolean isOpen(int node, RoomId room) {
        return world.nodes()
                .get(node)
                .seat()
                .flatMap(seat -> seat.room(room))
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .isPresent();
    }

    private void explain(Map<SimNode, SeatRoom> views, List<String> amiss) {
        boolean frozen = views.values().stream().anyMatch(view -> view.condition() == SeatRoom.Condition.FROZEN);
        Optional<SeatRoom> furthest = views.values().stream()
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .max(java.util.Comparator.comparingInt(SeatRoom::epoch)
                        .thenComparingLong(view -> view.head().position()));
        if (furthest.isEmpty() || frozen) {
            return;
        }
        SeatRoom front = furthest.get();
        Set<PrincipalId> roster = new TreeSet<>();
        front.roster().forEach(member -> roster.add(member.principal().id()));
        for (Map.Entry<SimNode, SeatRoom> one : views.entrySet()) {
            SeatRoom view = one.getValue();
            Optional<PrincipalId> who = world.principal(one.getKey().index);
            if (who.isEmpty() || !roster.contains(who.get())) {
                continue;
            }
            boolean same = view.epoch() == front.epoch() && view.head().equals(front.head());
            if (!same) {
                amiss.add(one.getKey().name + " stands in epoch " + view.epoch() + " at " + view.head() + " ("
                        + view.condition() + (view.waitingAt().isPresent() ? ", waits" : "")
                        + "), the furthest in epoch "
                        + front.epoch() + " at " + front.head());
            }
        }
    }

    private Map<RoomId, Map<SimNode, SeatRoom>> rooms() {
        Map<RoomId, Map<SimNode, SeatRoom>> rooms = new TreeMap<>();
        for (SimNode node : world.nodes()) {
            node.seat()
                    .ifPresent(seat -> seat.rooms()
                            .forEach(view -> rooms.computeIfAbsent(view.room(), r -> new HashMap<>())
                                    .put(node, view)));
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
