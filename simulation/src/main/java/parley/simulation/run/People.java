package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.seat.Fact;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;
import parley.simulation.world.SimClock;

/**
 * The people at the nodes: they sit down, compare codes, found rooms, talk, and change who sits in them.
 *
 * <p>They act only through what a person sees: views and facts. What they know survives the crashes of their machines. Not
 * thread-safe: a run has one thread.
 */
final class People {
    private static final int LEAST_PAUSE_MILLIS = 300;
    private static final int MOST_PAUSE_MILLIS = 6_000;

    /** How many acts of talk a run has, over all nodes: enough for two or three epochs, few enough for many seeds. */
    private static final int LEAST_ACTS = 14;

    private static final int MOST_ACTS = 34;

    /** An invitation in a simulation is carried within minutes; clocks are right until all sit. */
    private static final Duration VALID = Duration.ofDays(30);

    private final World world;
    private final Dice dice;
    private final Setting setting;
    private final Set<Asked> asked = new HashSet<>();
    private final Set<Again> again = new HashSet<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private int actsLeft;

    private record Asked(int node, RoomId room) {}

    private record Again(int node, RoomId room, long ticket) {}

    /** A change that somebody wants to propose as soon as its card is here. */
    private record Wanted(int node, RoomId room, ChangeKind kind, PrincipalId subject) {}

    People(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        this.setting = new Setting(world, dice);
        this.actsLeft = dice.between(LEAST_ACTS, MOST_ACTS);
    }

    void begin() {
        for (SimNode node : world.nodes()) {
            wakeLater(node);
        }
    }

    /** Whether everybody sits in a room by now: before that, few faults are worth their while. */
    boolean talking() {
        return setting.founded();
    }

    /** Whether the people have said and done all that this run has for them. */
    boolean finished() {
        return actsLeft <= 0;
    }

    /** Ends all but answering: nobody begins anything new. */
    void end() {
        actsLeft = 0;
        wanted.clear();
    }

    void told(SimNode node, Fact fact) {
        switch (fact) {
            case Fact.AskedToJoin one -> asked.add(new Asked(node.index, one.room()));
            case Fact.AskAgain(RoomId room, long ticket, Bytes event) -> again.add(new Again(node.index, room, ticket));
            case Fact.RoomOpened(RoomId room) -> setting.opened(node.index, room);
            default -> {}
        }
    }

    private void wakeLater(SimNode node) {
        Duration pause = Duration.ofMillis(dice.between(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
        world.timeline().after(pause, node.name + "'s people", () -> {
            wake(node);
            wakeLater(node);
        });
    }

    private void wake(SimNode node) {
        if (!answer(node) && !setting.next(node) && setting.founded() && actsLeft > 0) {
            talk(node);
        }
    }

    /** Answers what the node asks; true when there was something. */
    private boolean answer(SimNode node) {
        for (Asked one : List.copyOf(asked)) {
            if (one.node() == node.index) {
                node.act((seat, tx) -> seat.consent(tx, one.room())).ifPresent(done -> asked.remove(one));
                return true;
            }
        }
        for (Again one : List.copyOf(again)) {
            if (one.node() == node.index) {
                decide(node, one);
                return true;
            }
        }
        return consentToSomething(node);
    }

    private void decide(SimNode node, Again one) {
        boolean sayIt = dice.chance(500);
        Optional<Saying> saying = world.oracles().said().byTicket(node.index, one.room(), one.ticket());
        if (sayIt) {
            node.seat()
                    .flatMap(seat -> seat.room(one.room()))
                    .ifPresent(view -> saying.ifPresent(text -> view.roster()
                            .forEach(
                                    member -> text.inView.add(member.principal().id()))));
        }
        Optional<Boolean> decided = node.act((seat, tx) ->
                seat.decideLate(tx, one.room(), one.ticket(), sayIt).isDone());
        if (decided.isPresent() || node.disk.lastWasKept()) {
            again.remove(one);
            if (!sayIt) {
                saying.ifPresent(text -> text.stage = Saying.Stage.WITHDRAWN);
            }
        }
    }

    private boolean consentToSomething(SimNode node) {
        for (SeatRoom view : open(node)) {
            Optional<PrincipalId> me = world.principal(node.index);
            if (me.isEmpty()) {
                return false;
            }
            for (Hash proposal : world.domain().open(view.state(), me.get())) {
                if (dice.chance(400)) {
                    node.act((seat, tx) ->
                            seat.say(tx, view.room(), world.domain().consent(proposal), SimClock.BEGIN));
                    return true;
                }
            }
        }
        return false;
    }

    private void talk(SimNode node) {
        List<SeatRoom> rooms = open(node);
        if (rooms.isEmpty()) {
            return;
        }
        SeatRoom view = dice.pick(rooms);
        actsLeft--;
        switch (dice.weighted(10, 1, 3, 1, 1, 1)) {
            case 0 -> say(node, view, false);
            case 1 -> say(node, view, true);
            case 2 -> wantChange(node, view);
            case 3 -> grant(node, view);
            case 4 ->
                node.act((seat, tx) -> {
                    seat.receipt(tx, view.room());
                    return true;
                });
            default -> compare(node);
        }
        proposeWanted(node);
    }

    private void say(SimNode node, SeatRoom view, boolean takeBack) {
        Saying saying = world.oracles().said().next(node.index, view.room());
        view.roster().forEach(member -> saying.inView.add(member.principal().id()));
        Bytes event = world.domain().text(saying.canary + " said");
        Instant notBefore = takeBack ? world.timeline().now().plusSeconds(dice.between(1, 8)) : SimClock.BEGIN;
        List<Long> tickets = new ArrayList<>();
        Optional<Boolean> answered = node.act((seat, tx) -> switch (seat.say(tx, view.room(), event, notBefore)) {
            case Result.Done<Long>(Long ticket) -> tickets.add(ticket);
            case Result.Refused<Long> refused -> false;
        });
        if (tickets.isEmpty() || (answered.isEmpty() && !node.disk.lastWasKept())) {
            saying.stage = Saying.Stage.WITHDRAWN;
            return;
        }
        long ticket = tickets.getFirst();
        world.oracles().said().taken(saying, ticket);
        if (takeBack && dice.chance(500)) {
            node.act((seat, tx) -> seat.takeBack(tx, view.room(), ticket))
                    .filter(Result::isDone)
                    .ifPresent(done -> saying.stage = Saying.Stage.WITHDRAWN);
        }
    }

    private void wantChange(SimNode node, SeatRoom view) {
        List<PrincipalId> present =
                view.roster().stream().map(member -> member.principal().id()).toList();
        List<PrincipalId> absent = node.seat()
                .map(seat -> seat.peers().stream()
                        .filter(Seat.Peer::paired)
                        .map(peer -> peer.principal().id())
                        .filter(peer -> !present.contains(peer))
                        .toList())
                .orElse(List.of());
        Optional<PrincipalId> me = world.principal(node.index);
        if (me.isEmpty()) {
            return;
        }
        ChangeKind kind = List.of(ChangeKind.ADMIT, ChangeKind.REMOVE, ChangeKind.REFRESH, ChangeKind.MOVE)
                .get(dice.weighted(5, 2, 2, 1));
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
            if (one.node() != node.index) {
                continue;
            }
            Optional<Result<Bytes>> change = node.act((seat, tx) -> seat.change(
                    tx,
                    one.room(),
                    one.kind(),
                    one.subject(),
                    one.kind() == ChangeKind.MOVE
                            ? Optional.of(world.relays().getLast().honest().address())
                            : Optional.empty()));
            if (change.isPresent() && change.get() instanceof Result.Done<Bytes>(Bytes bytes)) {
                wanted.remove(one);
                Bytes event = world.domain().proposal(one.kind(), one.subject(), bytes);
                node.act((seat, tx) -> seat.say(tx, one.room(), event, SimClock.BEGIN));
                return;
            }
        }
    }

    private void grant(SimNode node, SeatRoom view) {
        if (view.position() == 0 || view.roster().isEmpty()) {
            return;
        }
        PrincipalId to = dice.pick(view.roster()).principal().id();
        node.act((seat, tx) -> seat.grant(tx, view.room(), to, 1, view.position()))
                .filter(Result::isDone)
                .ifPresent(done -> {
                    for (Saying saying : world.oracles().said().all()) {
                        if (world.oracles().said().hasFolded(node.index, saying)) {
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
                node.act((s, tx) -> s.compared(tx, peer, true, "by voice"));
            }
        });
    }

    private static List<SeatRoom> open(SimNode node) {
        return node.seat()
                .map(seat -> seat.rooms().stream()
                        .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                        .toList())
                .orElse(List.of());
    }

    /** The plan of a room for these nodes, with the founder first. */
    static RoomPlan plan(World world, String name, List<PrincipalId> members) {
        return new RoomPlan(
                name,
                world.domain().rules(),
                members,
                world.plan().nodes(),
                world.relays().getFirst().honest().address());
    }

    static Role role(int node) {
        return node == 0 ? Role.MEDIATOR : Role.PARTY;
    }

    static Duration valid() {
        return VALID;
    }
}
