package parley.simulation.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.port.RoomFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;
import parley.simulation.world.Fault;
import parley.simulation.world.SimClock;

/** What the people say and do once they sit together: texts, changes, grants, comparing. Not thread-safe. */
final class Conversation {
    /** How many acts of talk a run has, over all nodes: enough for two or three epochs, few enough for many seeds. */
    private static final int LEAST_ACTS = 14;

    private static final int MOST_ACTS = 34;
    /** A long talk has epochs of more entries than a state is kept for. */
    private static final int LONG = 6;

    /** Longer than three pieces of an event in the smallest class. */
    private static final String FILLER = " and so on".repeat(900);

    private final World world;
    private final Dice dice;
    private final List<Wanted> wanted = new ArrayList<>();
    private final int halfOfThem;
    private int actsLeft;

    /** A change that somebody wants to propose as soon as its card is here. */
    private record Wanted(int node, RoomId room, ChangeKind kind, Principal subject) {}

    Conversation(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        this.actsLeft = dice.between(LEAST_ACTS, MOST_ACTS) * (world.plan().isLong() ? LONG : 1);
        this.halfOfThem = actsLeft / 2;
    }

    boolean finished() {
        return actsLeft <= 0;
    }

    void end() {
        actsLeft = 0;
        wanted.clear();
    }

    /** Somebody at this node does something. */
    void turn(SimNode node) {
        List<SeatRoom> rooms = node.open();
        if (rooms.isEmpty()) {
            return;
        }
        SeatRoom view = dice.pick(rooms);
        actsLeft--;
        if (actsLeft == halfOfThem) {
            world.upgrades().upgrade();
        }
        if (world.weather().hostile().are(node.index) && world.plan().has(Fault.EVENT_ODD) && dice.chance(300)) {
            odd(node, view);
            return;
        }
        // A long talk is one of few epochs.
        switch (dice.weighted(
                world.plan().isLong() ? 60 : 10, 1, 3, 1, 1, 1, world.domain().others())) {
            case 0 -> say(node, view, false);
            case 1 -> say(node, view, true);
            case 2 -> wantChange(node, view);
            case 3 -> grant(node, view);
            case 4 ->
                node.act((seat, tx) -> {
                            seat.receipt(tx, view.room());
                            return true;
                        })
                        .ifPresent(done -> world.oracles().did(Act.RECEIPT));
            case 5 -> compare(node);
            default ->
                world.principal(node.index)
                        .flatMap(me -> world.domain().other(state(view), me, dice))
                        .ifPresent(event -> node.act((seat, tx) -> seat.say(tx, view.room(), event, SimClock.BEGIN)));
        }
        proposeWanted(node);
    }

    /** The state behind what a hostile program says that it is. */
    static RoomFold.State state(SeatRoom view) {
        return HostileMember.real(view.state());
    }

    /** The author has seen who sits here. */
    static void see(Saying saying, SeatRoom view) {
        saying.inView.addAll(People.ids(view));
    }

    void say(SimNode node, SeatRoom view, boolean heldBack) {
        Saying saying = world.oracles().said().next(node.index, view.room());
        see(saying, view);
        String text = saying.canary + " said" + (dice.chance(80) ? FILLER : "");
        Optional<Bytes> event =
                world.principal(node.index).flatMap(me -> world.domain().text(state(view), me, text));
        Instant notBefore = heldBack ? world.timeline().now().plusSeconds(dice.between(1, 8)) : SimClock.BEGIN;
        Optional<Result<Long>> taken =
                event.flatMap(e -> node.done((seat, tx) -> seat.say(tx, view.room(), e, notBefore)));
        if (taken.isPresent() && taken.get() instanceof Result.Done<Long>(Long ticket)) {
            world.oracles().did(Act.SAY);
            world.oracles().said().taken(saying, ticket);
            if (heldBack && dice.chance(500)) {
                node.done((seat, tx) -> seat.takeBack(tx, view.room(), ticket))
                        .filter(Result::isDone)
                        .ifPresent(done -> {
                            world.oracles().did(Act.TAKE_BACK);
                            saying.stage = Saying.Stage.WITHDRAWN;
                        });
            }
        } else {
            saying.stage = Saying.Stage.WITHDRAWN;
        }
    }

    private void odd(SimNode node, SeatRoom view) {
        world.principal(node.index).ifPresent(me -> {
            Bytes event = world.domain().odd(state(view), me, dice);
            node.act((seat, tx) -> seat.say(tx, view.room(), event, SimClock.BEGIN));
            world.faults().count(Fault.EVENT_ODD);
        });
    }

    private void wantChange(SimNode node, SeatRoom view) {
        List<Principal> present =
                view.roster().stream().map(member -> member.principal()).toList();
        List<Principal> absent = node.seat()
                .map(seat -> seat.peers().stream()
                        .filter(Seat.Peer::paired)
                        .map(Seat.Peer::principal)
                        .filter(peer -> !present.contains(peer))
                        .toList())
                .orElse(List.of());
        Optional<Principal> me = node.seat().map(Seat::self);
        if (me.isEmpty()) {
            return;
        }
        ChangeKind kind = List.of(ChangeKind.ADMIT, ChangeKind.REMOVE, ChangeKind.REFRESH, ChangeKind.MOVE)
                .get(
                        world.seldom() == Seldom.REMOVED_WHILE_AWAY
                                ? dice.weighted(2, 6, 1, 1)
                                : dice.weighted(5, 2, 2, 1));
        switch (kind) {
            case ADMIT -> {
                if (!absent.isEmpty() && present.size() < view.seats()) {
                    wanted.add(new Wanted(node.index, view.room(), kind, dice.pick(absent)));
                }
            }
            case REMOVE -> {
                if (present.size() > 2) {
                    wanted.add(new Wanted(node.index, view.room(), kind, dice.pick(present)));
                }
            }
            case REFRESH, MOVE, RENEW -> wanted.add(new Wanted(node.index, view.room(), kind, me.get()));
        }
    }

    private void proposeWanted(SimNode node) {
        for (Wanted one : List.copyOf(wanted)) {
            Optional<SeatRoom> view = node.view(one.room());
            Optional<PrincipalId> me = world.principal(node.index);
            if (one.node() != node.index || view.isEmpty() || me.isEmpty()) {
                continue;
            }
            Optional<Result<Bytes>> change = node.act((seat, tx) -> seat.change(
                    tx,
                    one.room(),
                    one.kind(),
                    one.subject().id(),
                    one.kind() == ChangeKind.MOVE
                            ? Optional.of(world.relays().getLast().honest().address())
                            : Optional.empty()));
            if (change.isPresent() && change.get() instanceof Result.Done<Bytes>(Bytes bytes)) {
                world.oracles().did(Act.CHANGE);
                wanted.remove(one);
                world.domain()
                        .proposal(state(view.get()), me.get(), one.kind(), one.subject(), bytes)
                        .ifPresent(event -> node.act((seat, tx) -> seat.say(tx, one.room(), event, SimClock.BEGIN)));
                return;
            }
        }
    }

    /** Everything before this epoch, to somebody who sits here. */
    private void grant(SimNode node, SeatRoom view) {
        long behind = view.position() - view.head().position();
        if (behind == 0 || view.roster().isEmpty()) {
            return;
        }
        PrincipalId to = dice.pick(People.ids(view));
        node.done((seat, tx) -> seat.grant(tx, view.room(), to, 1, behind))
                .filter(Result::isDone)
                .ifPresent(done -> {
                    world.oracles().did(Act.GRANT);
                    for (Saying saying : world.oracles().said().all()) {
                        if (saying.room.equals(view.room())
                                && world.oracles().said().hasFolded(node.index, saying)) {
                            saying.inView.add(to);
                        }
                    }
                });
    }

    private void compare(SimNode node) {
        node.seat().ifPresent(seat -> {
            List<PrincipalId> peers =
                    seat.peers().stream().map(peer -> peer.principal().id()).toList();
            if (!peers.isEmpty()) {
                PrincipalId peer = dice.pick(peers);
                node.act((s, tx) -> s.compared(tx, peer, true, "by voice"))
                        .filter(Result::isDone)
                        .ifPresent(done -> world.oracles().did(Act.COMPARE));
            }
        });
    }
}
