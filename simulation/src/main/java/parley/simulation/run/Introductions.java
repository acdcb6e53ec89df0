package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;

/**
 * Lets people pair with a newcomer whom a room took up and whom nobody who still sits there has met: the one who knew it was put
 * back, renewed, or told that the log is gone, and no other node's opening counts for it ({@code docs/protocol.md}, "Epochs").
 *
 * <p>They find that by telephone, when a node has shown the newcomer as not heard for long. Draws no dice, so that a run in which
 * nobody is left out is as it was. Not thread-safe: a run has one thread.
 */
final class Introductions {
    /** Long enough for every elder that has met the newcomer to send it the opening, twice. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Duration VALID = Duration.ofDays(7);

    private final World world;
    private final Map<Missed, Instant> since = new HashMap<>();
    private final Set<Missed> invited = new HashSet<>();

    /** A newcomer whom the people at this node miss in this room. */
    private record Missed(int node, RoomId room, PrincipalId newcomer) {}

    Introductions(World world) {
        this.world = world;
    }

    /** The next invitation that people at this node carry to a newcomer; false when there is none to carry. */
    boolean next(SimNode elder) {
        for (SeatRoom view : elder.open()) {
            for (SeatRoom.Member member : view.roster()) {
                Optional<SimNode> newcomer = world.nodeOf(member.principal().id())
                        .filter(node -> !node.equals(elder) && !member.confirmed() && isLeftOut(node, view));
                if (newcomer.isPresent() && meet(elder, newcomer.get(), view.room(), member)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean meet(SimNode elder, SimNode newcomer, RoomId room, SeatRoom.Member member) {
        Missed missed = new Missed(elder.index, room, member.principal().id());
        Instant now = world.timeline().now();
        boolean waited =
                !since.computeIfAbsent(missed, any -> now).plus(PATIENCE).isAfter(now);
        if (!waited || invited.contains(missed)) {
            return false;
        }
        elder.done((seat, tx) ->
                        seat.invite(tx, newcomer.name, member.principal().role(), VALID))
                .filter(Result::isDone)
                .flatMap(made ->
                        newcomer.done((seat, tx) -> seat.meet(tx, made.orThrow().file())))
                .filter(Result::isDone)
                .ifPresent(met -> invited.add(missed));
        return true;
    }

    /** Whether this node doesn't sit in the room as it is now, and nobody who does has met it. */
    private boolean isLeftOut(SimNode newcomer, SeatRoom room) {
        boolean sits = newcomer.view(room.room())
                .filter(view -> view.condition() != SeatRoom.Condition.LEFT)
                .isPresent();
        return newcomer.seat().isPresent()
                && !sits
                && world.nodes().stream().noneMatch(node -> letsIn(node, newcomer, room));
    }

    private boolean letsIn(SimNode elder, SimNode newcomer, SeatRoom room) {
        boolean there = elder.view(room.room())
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN && view.epoch() >= room.epoch())
                .isPresent();
        return there && hasMet(elder, newcomer) && hasMet(newcomer, elder);
    }

    private boolean hasMet(SimNode one, SimNode other) {
        return one.peers().stream()
                .anyMatch(peer -> peer.paired() && world.principal(other.index).equals(Optional.of(idOf(peer))));
    }

    private static PrincipalId idOf(Seat.Peer peer) {
        return peer.principal().id();
    }
}
