package parley.simulation.quiet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.port.Relay;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Fact;
import parley.protocol.seat.RoomPlan;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.doubles.ToyEvent;
import parley.simulation.doubles.ToyFold;
import parley.simulation.quiet.Seen.What;
import parley.simulation.world.Dice;
import parley.simulation.world.Network;
import parley.simulation.world.SeededRandomness;
import parley.simulation.world.SimClock;
import parley.simulation.world.SimRelay;
import parley.simulation.world.Tally;
import parley.simulation.world.Timeline;

/**
 * One room of a few nodes at one relay, quiet or not, whose people do what they are told, and all that relay and network see of
 * it. Equal seeds give equal networks, machines and keys, whatever the people do. Not thread-safe.
 */
final class RoomRun {
    /** Pairing and founding over a network without faults take seconds; a run that isn't there by then is broken. */
    private static final Duration MOST_SETUP = Duration.ofHours(1);

    /** The first retries, hellos and receipts are over. */
    private static final Duration SETTLE = Duration.ofMinutes(5);

    private final Timeline timeline = new Timeline();
    private final Network network;
    private final SimRelay relay;
    private final RoomFold fold;
    private final List<Member> members = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final RoomId room;
    private Optional<LogId> log = Optional.empty();
    private Hearer hearer = (member, event) -> {};

    /** Hears what a node folded that another wrote. */
    @FunctionalInterface
    interface Hearer {
        void heard(int member, Bytes event);
    }

    RoomRun(long seed, int seats, boolean quiet) {
        network = new Network(timeline, new Dice(SeededRandomness.derive(seed, "network", 0)), new Tally());
        relay = new SimRelay("relay.invalid", SeededRandomness.derive(seed, "relay", 0));
        fold = new ModeFold(new ToyFold(), () -> quiet);
        for (int i = 0; i < seats; i++) {
            members.add(new Member(this, i, seed));
        }
        room = found();
        runFor(SETTLE);
        seen.clear();
    }

    // ---- Beginning

    private RoomId found() {
        Member host = members.getFirst();
        host.sit(tx -> Seat.open(host.ports(), tx, "host", Role.MEDIATOR, relay.address()));
        for (Member guest : members.subList(1, members.size())) {
            List<Bytes> files = new ArrayList<>();
            host.act((seat, tx) -> files.add(seat.invite(tx, "guest " + guest.index, Role.PARTY, Duration.ofDays(1))
                    .orThrow()
                    .file()));
            until(() -> !files.isEmpty());
            guest.sit(tx -> Seat.accept(guest.ports(), tx, files.getFirst()).orThrow());
            until(() -> host.seat().peers().stream().filter(Seat.Peer::paired).count() == guest.index);
        }
        List<PrincipalId> all = members.stream().map(m -> m.seat().self().id()).toList();
        List<RoomId> founded = new ArrayList<>();
        host.act((seat, tx) ->
                founded.add(seat.found(tx, new RoomPlan("room", Bytes.utf8("mode"), all, all.size(), relay.address()))
                        .orThrow()));
        until(() -> members.stream()
                .allMatch(m -> !founded.isEmpty()
                        && m.seat()
                                .room(founded.getFirst())
                                .filter(r -> r.condition() == SeatRoom.Condition.OPEN)
                                .isPresent()));
        log = Optional.of(
                host.seat().room(founded.getFirst()).orElseThrow().log().id());
        return founded.getFirst();
    }

    private void until(BooleanSupplier done) {
        Instant patience = timeline.now().plus(MOST_SETUP);
        while (!done.getAsBoolean()) {
            if (timeline.isEmpty() || timeline.now().isAfter(patience)) {
                throw new IllegalStateException("a room that doesn't come to be");
            }
            step();
        }
    }

    private void step() {
        timeline.step();
        network.relayChanged(relay.changes());
    }

    void runFor(Duration time) {
        Instant end = timeline.now().plus(time);
        while (timeline.next().filter(next -> !next.isAfter(end)).isPresent()) {
            step();
        }
        timeline.skip(Duration.between(timeline.now(), end));
    }

    // ---- What people do

    void say(int member, String text) {
        members.get(member)
                .act((seat, tx) -> seat.say(tx, room, new ToyEvent.Text(text).encoded(), SimClock.BEGIN)
                        .orThrow());
    }

    void read(int member) {
        members.get(member).act((seat, tx) -> seat.receipt(tx, room));
    }

    void hear(Hearer by) {
        hearer = by;
    }

    void told(Member member, Fact fact) {
        if (fact instanceof Fact.AskedToJoin asked) {
            member.act((seat, tx) ->
                    seat.consent(tx, asked.room(), asked.plan().relay()).orThrow());
        } else if (fact instanceof Fact.Folded folded
                && !folded.said().author().equals(member.seat().self().id())) {
            hearer.heard(member.index, folded.said().event());
        }
    }

    // ---- What is seen

    void see(Member member, What what, int size) {
        seen.add(new Seen(timeline.now(), member.index, what, size));
    }

    /** Everything seen since this was asked last. */
    List<Seen> takeSeen() {
        List<Seen> taken = List.copyOf(seen);
        seen.clear();
        return taken;
    }

    boolean isRoom(LogId one) {
        return log.filter(one::equals).isPresent();
    }

    boolean hasMore(LogId one, long after) {
        return relay.state().log(one).filter(state -> state.size() <= after).isEmpty();
    }

    // ---- What members need

    Timeline timeline() {
        return timeline;
    }

    Network network() {
        return network;
    }

    Relay relay() {
        return relay;
    }

    RoomFold fold() {
        return fold;
    }

    int seats() {
        return members.size();
    }
}
