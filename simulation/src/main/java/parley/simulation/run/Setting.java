package parley.simulation.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;
import parley.simulation.world.Dice;

/**
 * How a run's table comes to be: the first node opens it and invites the others, and founds the rooms when all are paired.
 *
 * <p>Everything is tried again until it stands, as people do whose machines die under them. Not thread-safe.
 */
final class Setting {
    /** An invitation in a simulation is carried within minutes; clocks are right until all sit. */
    private static final Duration VALID = Duration.ofDays(30);

    private final World world;
    private final Map<Integer, Seat.Invitation> invitations = new HashMap<>();
    private final Map<RoomId, Set<Integer>> opened = new HashMap<>();
    private final Map<RoomId, Integer> expected = new HashMap<>();
    private final Set<Integer> foundedPlans = new HashSet<>();
    private final List<List<Integer>> plans = new ArrayList<>();
    private boolean founded;

    Setting(World world, Dice dice) {
        this.world = world;
        int nodes = world.plan().nodes();
        // The first room leaves the last node out every other time, so that there is somebody to admit.
        List<Integer> plenary = new ArrayList<>();
        for (int i = 0; i < (dice.chance(500) || nodes == FaultPlan.FEWEST_NODES ? nodes : nodes - 1); i++) {
            plenary.add(i);
        }
        plans.add(plenary);
        if (dice.chance(400)) {
            plans.add(List.of(0, dice.between(1, nodes - 1)));
        }
    }

    /** Whether every planned room is open at all its founding members. */
    boolean founded() {
        if (!founded) {
            founded = foundedPlans.size() == plans.size()
                    && expected.entrySet().stream()
                            .allMatch(room ->
                                    opened.getOrDefault(room.getKey(), Set.of()).size() >= room.getValue());
        }
        return founded;
    }

    void opened(int node, RoomId room) {
        opened.computeIfAbsent(room, r -> new TreeSet<>()).add(node);
    }

    /** The invitation of this node's principal, once it was made. */
    Optional<Seat.Invitation> invitation(int guest) {
        return Optional.ofNullable(invitations.get(guest));
    }

    /** Does the next thing that this node's people have to do for the table to stand; false when there is nothing. */
    boolean next(SimNode node) {
        if (node.table().isEmpty()) {
            return sitDown(node);
        }
        return node.index == 0 && !founded() && node.seat().isPresent() && (invite(node) || found(node));
    }

    private boolean sitDown(SimNode node) {
        if (node.index >= world.plan().nodes() || world.keeping().tookOff(node.index)) {
            return false;
        }
        RelayAddress relay = world.relays().getFirst().honest().address();
        if (node.index == 0) {
            node.sit((ports, tx) -> Optional.of(Seat.open(ports, tx, node.name, role(0), relay)));
            return true;
        }
        Seat.Invitation invitation = invitations.get(node.index);
        if (invitation == null) {
            return false;
        }
        node.sit((ports, tx) -> switch (Seat.accept(ports, tx, invitation.file())) {
            case Result.Done<Seat>(Seat seat) -> Optional.of(seat);
            case Result.Refused<Seat> refused -> Optional.empty();
        });
        return true;
    }

    private boolean invite(SimNode host) {
        for (int i = 1; i < world.plan().nodes(); i++) {
            int guest = i;
            if (!invitations.containsKey(guest)) {
                host.done((seat, tx) -> seat.invite(tx, world.name(guest), role(guest), VALID))
                        .filter(Result::isDone)
                        .ifPresent(done -> {
                            world.oracles().did(Act.INVITE);
                            invitations.put(guest, done.orThrow());
                        });
                return true;
            }
        }
        return false;
    }

    private boolean found(SimNode host) {
        Set<PrincipalId> paired = new TreeSet<>();
        host.seat()
                .ifPresent(seat -> seat.peers().stream()
                        .filter(Seat.Peer::paired)
                        .forEach(peer -> paired.add(peer.principal().id())));
        for (int i = 0; i < plans.size(); i++) {
            int number = i;
            if (foundedPlans.contains(number)) {
                continue;
            }
            List<PrincipalId> members = new ArrayList<>();
            for (int member : plans.get(number)) {
                world.principal(member)
                        .filter(p -> member == 0 || paired.contains(p))
                        .ifPresent(members::add);
            }
            if (members.size() < plans.get(number).size()) {
                return false;
            }
            host.done((seat, tx) -> seat.found(tx, plan(number, members)))
                    .filter(Result::isDone)
                    .ifPresent(done -> {
                        world.oracles().did(Act.FOUND);
                        foundedPlans.add(number);
                        expected.put(done.orThrow(), members.size());
                    });
            return true;
        }
        return false;
    }

    private RoomPlan plan(int number, List<PrincipalId> members) {
        return new RoomPlan(
                "room " + number,
                world.domain().rules(number > 0),
                members,
                world.plan().nodes(),
                world.relays().getFirst().honest().address());
    }

    private static Role role(int node) {
        return node == 0 ? Role.MEDIATOR : Role.PARTY;
    }
}
