package parley.simulation.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.protocol.seat.Reading;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatListener;
import parley.protocol.seat.Sending;
import parley.protocol.session.Sessions;
import parley.simulation.world.Cells;
import parley.simulation.world.Dice;
import parley.simulation.world.DiskRelay;
import parley.simulation.world.HostileRelay;
import parley.simulation.world.LogState;
import parley.simulation.world.MemoryStore;
import parley.simulation.world.Network;
import parley.simulation.world.SeededRandomness;
import parley.simulation.world.SimRelay;
import parley.simulation.world.Tally;
import parley.simulation.world.Timeline;

/** One seed's world: relays, network, nodes, people, and those who watch. Not thread-safe: a run has one thread. */
final class World {
    /** The state of a report in which a room's log went, for all its members had released it. */
    static final String RELEASED = "log released by all";

    private static final List<String> NAMES =
            List.of("Muscat", "Jerusalem", "Tehran", "Bern", "Doha", "Oslo", "Ankara");

    private final long seed;
    private final FaultPlan plan;
    private final Domain domain;
    private final Kit kit;
    private final SessionsKind sessionsKind;
    private final Dice dice;
    private final Trace trace;
    private final Timeline timeline = new Timeline();
    private final Tally faults = new Tally();
    private final Network network;
    private final Map<RelayAddress, HostileRelay> relays = new HashMap<>();
    private final List<HostileRelay> relayList = new ArrayList<>();
    private final List<SimNode> nodes = new ArrayList<>();
    private final Map<Integer, PrincipalId> principals = new HashMap<>();
    private final Oracles oracles;
    private final People people;
    private final Weather weather;
    private final Upgrades upgrades;
    private final CopiedInvitation copied;
    private final LateAnswer late;
    private final GoneClaim gone;
    private final Renewals renewals;
    private final Keeping keeping;
    private final Signings signings;
    private long steps;
    private boolean touched = true;

    World(long seed, Domain domain, Kit kit, SessionsKind sessionsKind, Trace trace) {
        this.trace = trace;
        this.seed = seed;
        this.domain = domain;
        this.kit = kit;
        this.sessionsKind = sessionsKind;
        dice = schedule(seed);
        plan = FaultPlan.draw(dice)
                .sized(new Dice(SeededRandomness.derive(seed, "seats", 0)))
                .worse(new Dice(SeededRandomness.derive(seed, "hostile member", 0)))
                .cunning(new Dice(SeededRandomness.derive(seed, "cunning relay", 0)))
                .beset(seed, new Dice(SeededRandomness.derive(seed, "beset", 0)))
                .with(Seldom.of(seed));
        network = new Network(timeline, new Dice(SeededRandomness.derive(seed, "network", 0)), faults);
        for (String host : List.of("relay.invalid", "elsewhere.invalid")) {
            long number = relayList.size();
            SimRelay honest = relay(host, SeededRandomness.derive(seed, "relay", number));
            HostileRelay relay =
                    new HostileRelay(honest, new Dice(SeededRandomness.derive(seed, "mischief", number)), faults);
            relays.put(honest.address(), relay);
            relayList.add(relay);
        }
        oracles = new Oracles(this, sessionsKind);
        weather = new Weather(this, new Dice(SeededRandomness.derive(seed, "weather", 0)));
        for (int i = 0; i < plan.nodes(); i++) {
            addNode(NAMES.get(i));
        }
        upgrades = new Upgrades(this, new Dice(SeededRandomness.derive(seed, "upgrades", 0)));
        copied = new CopiedInvitation(this, new Dice(SeededRandomness.derive(seed, "copied invitation", 0)));
        late = new LateAnswer(this, new Dice(SeededRandomness.derive(seed, "late answer", 0)));
        gone = new GoneClaim(this, new Dice(SeededRandomness.derive(seed, "claimed gone", 0)));
        renewals = new Renewals(this, new Dice(SeededRandomness.derive(seed, "renewals", 0)));
        keeping = new Keeping(this, new Dice(SeededRandomness.derive(seed, "keeping", 0)));
        signings = new Signings(this, new Dice(SeededRandomness.derive(seed, "signings", 0)));
        oracles.states().count(Oracles.NODES + plan.nodes());
        people = new People(this, new Dice(SeededRandomness.derive(seed, "people", 0)));
    }

    private SimRelay relay(String host, long relaySeed) {
        return seldom().onDisks()
                ? new DiskRelay(host, relaySeed, kit.relayForces(), faults, this::relayBroke)
                : new SimRelay(host, relaySeed, kit.relayDedupes());
    }

    private void relayBroke(String what) {
        oracles.violated(Invariant.RELAY_KEEPS, what);
    }

    /** The dice of a seed's schedule: the first draw is its {@link FaultPlan}. */
    static Dice schedule(long seed) {
        return new Dice(SeededRandomness.derive(seed, "schedule", 0));
    }

    /** Adds a node with an empty disk. */
    SimNode addNode(String name) {
        int index = nodes.size();
        MemoryStore disk = new MemoryStore(
                Cells.NONE_UNCOMPARED, () -> weather.atCommit(), changes -> oracles.kept(index, changes));
        SimNode node = new SimNode(this, index, name, disk, weather.hostile().store(index, kit.store(index, disk)));
        nodes.add(node);
        return node;
    }

    long seed() {
        return seed;
    }

    /** What this run brings about that comes about seldom. */
    Seldom seldom() {
        return Seldom.of(seed);
    }

    long steps() {
        return steps;
    }

    FaultPlan plan() {
        return plan;
    }

    Domain domain() {
        return domain;
    }

    Kit kit() {
        return kit;
    }

    Dice dice() {
        return dice;
    }

    Timeline timeline() {
        return timeline;
    }

    Tally faults() {
        return faults;
    }

    Network network() {
        return network;
    }

    Trace trace() {
        return trace;
    }

    Oracles oracles() {
        return oracles;
    }

    People people() {
        return people;
    }

    Weather weather() {
        return weather;
    }

    Upgrades upgrades() {
        return upgrades;
    }

    CopiedInvitation copied() {
        return copied;
    }

    LateAnswer late() {
        return late;
    }

    GoneClaim gone() {
        return gone;
    }

    Renewals renewals() {
        return renewals;
    }

    Keeping keeping() {
        return keeping;
    }

    Signings signings() {
        return signings;
    }

    List<SimNode> nodes() {
        return List.copyOf(nodes);
    }

    List<HostileRelay> relays() {
        return List.copyOf(relayList);
    }

    String name(int node) {
        return nodes.get(node).name;
    }

    Optional<PrincipalId> principal(int node) {
        if (!principals.containsKey(node)) {
            nodes.get(node)
                    .seat()
                    .ifPresent(seat -> principals.put(node, seat.self().id()));
        }
        return Optional.ofNullable(principals.get(node));
    }

    /** The node of a principal; of two copies the first. */
    Optional<SimNode> nodeOf(PrincipalId who) {
        return nodes.stream()
                .filter(node -> principal(node.index).filter(who::equals).isPresent())
                .findFirst();
    }

    Seat.Ports ports(SimNode node, SeatListener listener) {
        long stream = SeededRandomness.derive(seed, "node " + node.index, node.boot());
        parley.base.Randomness randomness = kit.randomness(node.index, node.boot(), new SeededRandomness(stream));
        Sessions sessions = weather.hostile()
                .sessions(
                        node.index,
                        oracles.reuse()
                                .watched(kit.sessions(
                                        node.index,
                                        sessionsKind.make(
                                                new SeededRandomness(SeededRandomness.derive(stream, "sessions", 0)),
                                                node.clock))));
        return new Seat.Ports(
                sessions,
                weather.hostile().fold(node.index, kit.fold(node.index, upgrades.fold(node.index, domain.fold()))),
                randomness,
                node.clock,
                listener);
    }

    Relay relay(RelayAddress address, int client) {
        return kit.relay(client, oracles.readers().watched(at(address).as(client)));
    }

    HostileRelay at(RelayAddress address) {
        HostileRelay relay = relays.get(address);
        if (relay == null) {
            throw new IllegalStateException("a seat names a relay that nobody told it of");
        }
        return relay;
    }

    /** Appends for a node, and lets those who watch know where the bytes went. */
    Answer<SignedHead> append(SimNode node, Sending.Append append) {
        Answer<SignedHead> answer = relay(append.relay(), node.index)
                .append(append.log(), append.capability(), append.base(), append.entry(), append.at());
        if (answer instanceof Answer.Given<SignedHead>
                || (answer instanceof Answer.Silent<SignedHead> && stands(append))) {
            oracles.keys().placed(append.entry());
        }
        return answer;
    }

    /** Whether it got its place though nobody was told: its relay lost its power right then. */
    private boolean stands(Sending.Append append) {
        return at(append.relay()).honest().state().log(append.log()).stream()
                .anyMatch(log -> log.placeOf(append.entry()).isPresent());
    }

    /** Reads for a node, and lets those who watch know in which history. */
    Answer<Relay.Page> read(SimNode node, Reading reading, Duration wait) {
        RelayAddress relay = reading.log().relay();
        Answer<Relay.Page> answer = relay(relay, node.index)
                .read(reading.log().id(), reading.capability(), reading.after(), reading.most(), wait);
        if (plan.forks()) {
            at(relay).shownTo(node.index, reading.log().id()).ifPresent(oracles.crossings()::shown);
        }
        return answer;
    }

    /** Releases a log for a node; a report counts when its last member did. */
    Answer<SignedHead> release(SimNode node, Sending.Release release) {
        SimRelay relay = at(release.relay()).honest();
        boolean was = relay.state().gone().contains(release.log());
        Answer<SignedHead> answer = relay(release.relay(), node.index)
                .release(release.log(), release.capability(), release.token(), release.members());
        if (!was && relay.state().gone().contains(release.log()) && release.members() > 1) {
            oracles.states().count(RELEASED);
        }
        return answer;
    }

    /** Whether the relay has lost or contradicted by now what it once signed: what may happen later excuses nothing yet. */
    boolean forked() {
        return plan.forks() && FaultPlan.FORKS.stream().anyMatch(faults::has);
    }

    /** Whether the relay has anything to say to this reading at once. */
    boolean hasMore(Reading reading, int client) {
        HostileRelay relay = relays.get(reading.log().relay());
        if (relay == null) {
            return true;
        }
        Optional<LogState> log = relay.shownTo(client, reading.log().id());
        return log.isEmpty() || log.get().size() > reading.after();
    }

    /** Lets those hear of it who wait at a relay for something new. */
    void relayChanged() {
        long changes = 0;
        for (HostileRelay relay : relayList) {
            changes += relay.changes();
        }
        network.relayChanged(changes);
    }

    /** Whether the last step did anything at a node. */
    boolean touched() {
        return touched;
    }

    /** Lets the next thing happen; false when nothing is left to happen. */
    boolean step() {
        if (timeline.isEmpty()) {
            return false;
        }
        steps++;
        timeline.advance();
        for (SimNode node : nodes) {
            node.clock.set(timeline.now());
        }
        trace.add(steps + " " + timeline.now() + " " + timeline.nextName());
        timeline.step();
        relayChanged();
        touched = false;
        for (SimNode node : nodes) {
            if (node.takeTouched()) {
                touched = true;
                oracles.stepped(node);
            }
        }
        return true;
    }
}
