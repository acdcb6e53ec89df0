package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;
import parley.simulation.world.SimClock;

/**
 * How a node whose disk was put back or copied comes back: its people ask for renewal, carry the request, and later an invitation,
 * to somebody in every room, and that member has the others take it back there.
 *
 * <p>Nobody who was given neither can bring it back into a room ({@code docs/protocol.md}, "Restore, clone, rollback"). Not
 * thread-safe: a run has one thread.
 */
final class Renewals {
    /** Of 1,000 nodes that were put back or copied, how many are renewed; the others stay as they are to the end. */
    private static final int PERMILLE = 700;

    /** Of 1,000 renewals, how many are under new keys. */
    private static final int NEW_KEYS_PERMILLE = 400;

    private static final int MOST_SECONDS_UNTIL_ASKED = 15;
    private static final Duration VALID = Duration.ofDays(7);

    /** So long people go on for its sake; what is not done by then is nothing that they will do. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final World world;
    private final Dice dice;
    private final Map<Integer, Integer> incarnations = new HashMap<>();
    /** Who takes the node back in which room. */
    private final Map<RoomId, Integer> elders = new TreeMap<>();

    private final Set<Proposed> proposed = new HashSet<>();
    private final RoomAfterRenewal newRoom;
    private Optional<SimNode> whose = Optional.empty();
    private Optional<Bytes> request = Optional.empty();
    private Instant since = Instant.MIN;

    private record Proposed(RoomId room, int epoch) {}

    Renewals(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        newRoom = new RoomAfterRenewal(world);
    }

    /** This node's disk was put back, or runs a second time elsewhere; its people notice sooner or later. */
    void needed(SimNode node) {
        if (newRoom.on() || dice.chance(PERMILLE)) {
            Duration later = Duration.ofSeconds(dice.between(1, MOST_SECONDS_UNTIL_ASKED));
            world.timeline().after(later, node.name + " is to be renewed", () -> {
                whose = Optional.of(node);
                since = world.timeline().now();
            });
        }
    }

    /** How often this node has come back; a copy of it stays what it was. */
    int incarnation(int node) {
        return incarnations.getOrDefault(node, 0);
    }

    /** Whether this room has taken this node back: its roster names the node as it is now. */
    boolean isBack(int node, SeatRoom room) {
        return incarnation(node) > 0
                && world.principal(node)
                        .flatMap(who -> incarnationOf(room, who))
                        .equals(Optional.of(incarnation(node)));
    }

    /** Whether this is a copy of a node that has come back since. */
    boolean isExpelled(int node) {
        Optional<PrincipalId> renewed =
                whose.filter(one -> incarnation(one.index) > 0).flatMap(one -> world.principal(one.index));
        return incarnation(node) == 0 && renewed.isPresent() && renewed.equals(world.principal(node));
    }

    private static Optional<Integer> incarnationOf(SeatRoom room, PrincipalId who) {
        return room.roster().stream()
                .filter(member -> member.principal().id().equals(who))
                .map(SeatRoom.Member::incarnation)
                .findFirst();
    }

    /** Whether people still have to do with it. */
    boolean underWay() {
        return whose.isPresent()
                && world.timeline().now().isBefore(since.plus(PATIENCE))
                && (request.isEmpty() || !toComeBack(whose.get()).isEmpty());
    }

    /** The next thing that people at this node do for it; false when there is nothing. */
    boolean next(SimNode node) {
        if (!underWay() || node.seat().isEmpty()) {
            return false;
        }
        SimNode renewed = whose.orElseThrow();
        if (node.equals(renewed)) {
            return ask(node);
        }
        return (elders.containsValue(node.index) && newRoom.next(node, renewed)) || takeBack(node);
    }

    private boolean ask(SimNode node) {
        if (incarnation(node.index) == 0) {
            boolean newKeys = dice.chance(NEW_KEYS_PERMILLE);
            node.done((seat, tx) -> seat.askForRenewal(tx, newKeys))
                    .filter(Result::isDone)
                    .ifPresent(done -> {
                        world.oracles().did(Act.ASK_FOR_RENEWAL);
                        request = Optional.of(done.orThrow().file());
                        incarnations.put(node.index, 1);
                    });
            return true;
        }
        for (SeatRoom view : toComeBack(node)) {
            Optional<SimNode> elder = elder(node, view);
            if (elder.isPresent() && !elder.equals(chosen(view.room()))) {
                carry(node, elder.get(), view.room());
                return true;
            }
        }
        return false;
    }

    private static List<SeatRoom> toComeBack(SimNode node) {
        return node.views().stream()
                .filter(view -> view.condition() == SeatRoom.Condition.FROZEN)
                .toList();
    }

    private Optional<SimNode> chosen(RoomId room) {
        return Optional.ofNullable(elders.get(room)).map(world.nodes()::get);
    }

    /** Who was chosen, as long as it sits there; else whoever sits there, as far as the renewed node's people know who did. */
    private Optional<SimNode> elder(SimNode node, SeatRoom view) {
        List<SimNode> there = People.ids(view).stream()
                .flatMap(who -> world.nodeOf(who).stream())
                .filter(one -> !one.equals(node) && sitsIn(one, view.room()))
                .toList();
        Optional<SimNode> before = chosen(view.room())
                .or(() -> Optional.of(world.nodes().getFirst()).filter(_ -> newRoom.on()))
                .filter(there::contains);
        return before.isPresent() || there.isEmpty() ? before : Optional.of(dice.pick(there));
    }

    private static boolean sitsIn(SimNode node, RoomId room) {
        return node.view(room)
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .isPresent();
    }

    /** The request goes to one person; whoever else is to have something gets an invitation of the node as it is now. */
    private void carry(SimNode from, SimNode to, RoomId room) {
        Optional<Bytes> file = elders.isEmpty() ? request : invitation(from, to);
        file.flatMap(carried -> to.done((seat, tx) -> seat.meet(tx, carried)))
                .filter(Result::isDone)
                .ifPresent(met -> {
                    world.oracles().did(Act.MEET);
                    elders.put(room, to.index);
                    toComeBack(from).stream()
                            .map(SeatRoom::room)
                            .filter(other -> sitsIn(to, other))
                            .forEach(other -> elders.putIfAbsent(other, to.index));
                });
    }

    private Optional<Bytes> invitation(SimNode from, SimNode to) {
        return to.seat()
                .map(Seat::self)
                .flatMap(guest -> from.done((seat, tx) -> seat.invite(tx, guest.name(), guest.role(), VALID)))
                .filter(Result::isDone)
                .map(done -> done.orThrow().file());
    }

    /** Whom it was carried to proposes, once the card is here, and again in another epoch if that came first. */
    private boolean takeBack(SimNode elder) {
        SimNode back = whose.orElseThrow();
        for (Map.Entry<RoomId, Integer> one : elders.entrySet()) {
            Optional<SeatRoom> view = elder.view(one.getKey())
                    .filter(room -> one.getValue() == elder.index && room.condition() == SeatRoom.Condition.OPEN)
                    .filter(room ->
                            !isBack(back.index, room) && !proposed.contains(new Proposed(room.room(), room.epoch())));
            if (view.isPresent() && propose(elder, view.get(), back)) {
                return true;
            }
        }
        return false;
    }

    private boolean propose(SimNode elder, SeatRoom view, SimNode back) {
        Optional<PrincipalId> me = world.principal(elder.index);
        Optional<SeatRoom.Member> subject = world.principal(back.index)
                .flatMap(who -> view.roster().stream()
                        .filter(member -> member.principal().id().equals(who))
                        .findFirst());
        if (me.isEmpty() || subject.isEmpty()) {
            return false;
        }
        Optional<Result<Bytes>> change = elder.act((seat, tx) -> seat.change(
                tx, view.room(), ChangeKind.RENEW, subject.get().principal().id(), Optional.empty()));
        if (!(change.orElse(null) instanceof Result.Done<Bytes>(Bytes bytes))) {
            return true;
        }
        world.domain()
                .proposal(
                        Conversation.state(view),
                        me.get(),
                        ChangeKind.RENEW,
                        subject.get().principal(),
                        bytes)
                .flatMap(event -> elder.done((seat, tx) -> seat.say(tx, view.room(), event, SimClock.BEGIN)))
                .filter(Result::isDone)
                .ifPresent(said -> proposed.add(new Proposed(view.room(), view.epoch())));
        return true;
    }
}
