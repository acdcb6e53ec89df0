package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;

/**
 * In some runs whom a renewed node's request was carried to founds a room with it and with all whom it has met, before it has the
 * others take it back: who knows that node as it was doesn't enter, and is told ({@code docs/protocol.md}, "Founding").
 *
 * <p>Draws no dice. Not thread-safe: a run has one thread.
 */
final class RoomAfterRenewal {
    /** So often it is tried: the renewed node has to be paired first. */
    private static final int MOST_TRIES = 12;

    /** Long enough for all to be asked and to answer. */
    private static final Duration BEFORE_TAKEN_BACK = Duration.ofSeconds(40);

    private final World world;
    private Optional<Instant> founded = Optional.empty();
    private int tries;

    RoomAfterRenewal(World world) {
        this.world = world;
    }

    /** Whether this is such a run: somebody is put back who isn't the mediator, and comes back by the mediator, who has met all. */
    boolean on() {
        return world.seldom() == Seldom.ROOM_AFTER_RENEWAL;
    }

    /** What people at this node, to whom the request was carried, do for it; false where they go on to have it taken back. */
    boolean next(SimNode elder, SimNode renewed) {
        if (!on() || (founded.isEmpty() && tries >= MOST_TRIES)) {
            return false;
        }
        if (founded.isEmpty()) {
            tries++;
            found(elder, renewed);
            return true;
        }
        return world.timeline().now().isBefore(founded.get().plus(BEFORE_TAKEN_BACK));
    }

    private void found(SimNode elder, SimNode renewed) {
        List<PrincipalId> members = new ArrayList<>();
        elder.seat().map(Seat::self).ifPresent(self -> members.add(self.id()));
        elder.peers().stream()
                .filter(Seat.Peer::paired)
                .forEach(peer -> members.add(peer.principal().id()));
        if (world.principal(renewed.index).filter(members::contains).isEmpty()) {
            return;
        }
        RoomPlan plan = new RoomPlan(
                "room after a renewal",
                world.domain().rules(false),
                members,
                world.plan().nodes(),
                world.relays().getFirst().honest().address());
        elder.done((seat, tx) -> seat.found(tx, plan)).filter(Result::isDone).ifPresent(room -> {
            world.oracles().did(Act.FOUND);
            founded = Optional.of(world.timeline().now());
        });
    }
}
