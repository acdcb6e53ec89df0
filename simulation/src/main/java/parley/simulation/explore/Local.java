package parley.simulation.explore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.TableId;
import parley.protocol.port.LogRef;
import parley.protocol.port.RoomFold;
import parley.protocol.port.Tx;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.protocol.session.Sessions;
import parley.simulation.doubles.ToyEvent;
import parley.simulation.doubles.ToyFold;
import parley.simulation.doubles.ToySessions;
import parley.simulation.run.Kit;
import parley.simulation.world.Cells;
import parley.simulation.world.MemoryStore;
import parley.simulation.world.Patterns;
import parley.simulation.world.SeededRandomness;
import parley.simulation.world.SimClock;

/**
 * One node's transitions, remembered: the same state and the same input are computed once, however many schedules meet.
 *
 * <p>That is what makes the search cheap: schedules of three nodes share almost all of their local steps. Not thread-safe.
 */
final class Local {
    /** A mark's beginning: asked to join the room that follows. */
    static final String ASKED = "asked ";
    /** A mark's beginning: a person must decide about this ticket's late event. */
    static final String AGAIN = "again ";
    /** A mark: this node's disk was put back. */
    static final String RESTORED = "restored";
    /** A mark's beginning: this text will not be said. */
    static final String NOT_SAID = "not said ";
    /** A mark's beginning: this text was sealed under another key than its author's. */
    static final String FORGED = "forged ";
    /** A mark's beginning: the epoch whose number follows began by the change behind it. */
    static final String EPOCH_BY = "epoch ";
    /** A mark's beginning: this was proposed, as what it is, for the epoch named behind it. */
    static final String SHOWN = "shown for ";

    private final int index;
    private final Kit kit;
    private final Map<Step, NodeState> known = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Patterns<String> marks = new Patterns<>();
    private @Nullable TableId table;
    private @Nullable PrincipalId self;
    private long computed;

    /** A transition's name: where from, and by what. */
    private record Step(long from, String input) {}

    /** A seat that did something, and what its teller remembers of it. */
    private record Ran(Seat seat, UnaryOperator<Told> remember) {}

    /** @param texts what is looked for in the disk */
    Local(int index, Kit kit, List<String> texts) {
        this.index = index;
        this.kit = kit;
        texts.forEach(text -> marks.add(Bytes.utf8(text), text));
    }

    /** How many transitions were really computed. */
    long computed() {
        return computed;
    }

    /** What seats threw, if they did. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    PrincipalId self() {
        return Objects.requireNonNull(self);
    }

    NodeState empty() {
        long seed = SeededRandomness.derive(index, "explored node", 0);
        return NodeState.of(
                Cells.NONE,
                SimClock.BEGIN,
                new SeededRandomness(seed).state(),
                new SeededRandomness(SeededRandomness.derive(seed, "sessions", 0)).state(),
                Told.NOTHING,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of());
    }

    /** The same disk in a process with fresh randomness: an image put back. */
    static NodeState restored(NodeState image, long boot) {
        long seed = SeededRandomness.derive(boot, "restored", 0);
        return NodeState.of(
                image.cells(),
                image.clock(),
                seed,
                SeededRandomness.derive(seed, "sessions", 0),
                image.told().marked(RESTORED),
                image.readings(),
                image.sendings(),
                image.rooms(),
                image.stands(),
                image.nextTick(),
                image.texts());
    }

    /** Sits down: the only transition that doesn't load a seat. */
    NodeState sit(NodeState from, BiFunction<Seat.Ports, Tx, Seat> how) {
        return run(from, from.clock(), (ports, tx) -> {
            Seat seat = how.apply(ports, tx);
            table = seat.table();
            self = seat.self().id();
            return new Ran(seat, UnaryOperator.identity());
        });
    }

    /** What is done to a seat; says what its teller is to remember of it. */
    @FunctionalInterface
    interface Act {
        UnaryOperator<Told> on(Seat seat, Tx tx);
    }

    /** @param input names what happens: with equal names from equal states, equal things happen */
    NodeState act(NodeState from, String input, Act what) {
        return at(from, from.clock(), input, what);
    }

    /** The same at a later time. */
    NodeState at(NodeState from, Instant clock, String input, Act what) {
        Step step = new Step(from.fingerprint(), input + clock);
        NodeState before = known.get(step);
        if (before != null) {
            return before;
        }
        computed++;
        NodeState after = run(from, clock, (ports, tx) -> {
            Seat seat = kit.load(ports, tx, Objects.requireNonNull(table));
            UnaryOperator<Told> remember = what.on(seat, tx);
            return new Ran(seat, remember);
        });
        known.put(step, after);
        return after;
    }

    private NodeState run(NodeState from, Instant clock, BiFunction<Seat.Ports, Tx, Ran> what) {
        Set<String> texts = new TreeSet<>(from.texts());
        MemoryStore store = new MemoryStore(
                from.cells(),
                () -> MemoryStore.Outcome.KEPT,
                changes -> changes.values().forEach(value -> value.ifPresent(bytes -> texts.addAll(marks.in(bytes)))));
        SeededRandomness randomness = SeededRandomness.at(from.randomness());
        SeededRandomness forSessions = SeededRandomness.at(from.sessions());
        SimClock time = new SimClock();
        time.set(clock);
        List<Fact> facts = new ArrayList<>();
        Randomness given = kit.randomness(index, 0, randomness);
        Sessions sessions = Malice.sessions(from.told(), kit.sessions(index, new ToySessions(forSessions)));
        Seat.Ports ports = new Seat.Ports(
                sessions, kit.fold(index, new ToyFold()), given, time, (tx, at, fact) -> facts.add(fact));
        Ran ran;
        try {
            ran = Malice.store(from.told(), kit.store(index, store)).transact(tx -> what.apply(ports, tx));
        } catch (RuntimeException e) {
            broken.add("node " + index + ": " + e + " at "
                    + List.of(e.getStackTrace()).getFirst());
            return from;
        }
        Seat seat = ran.seat();
        Told told = ran.remember().apply(from.told());
        for (Fact fact : facts) {
            told = telling(told, fact);
        }
        List<Sending> sendings = firsts(seat.sendings());
        told = seals(from.sendings(), sendings) ? Malice.sealed(told) : told;
        List<SeatRoom> rooms = seat.rooms();
        Set<PrincipalId> roster = new TreeSet<>();
        rooms.forEach(
                view -> view.roster().forEach(m -> roster.add(m.principal().id())));
        return NodeState.of(
                store.cells(),
                clock,
                randomness.state(),
                forSessions.state(),
                told.seeing(roster),
                seat.readings(),
                sendings,
                rooms,
                rooms.stream().map(Local::stand).toList(),
                seat.nextTick(),
                texts.equals(from.texts()) ? from.texts() : Set.copyOf(texts));
    }

    private static NodeState.Stand stand(SeatRoom view) {
        return new NodeState.Stand(
                Hash.of("stand", view.opening().value(), view.head().hash().value()),
                Hash.of("fold", view.state().digest().value(), view.state().encoded()));
    }

    private static Told telling(Told told, Fact fact) {
        return switch (fact) {
            case Fact.Folded folded ->
                textOf(folded.said().event())
                        .map(text -> told.folded(text, folded.head().hash()))
                        .orElse(told);
            case Fact.EntryRefused refused ->
                told.refused(refused.epoch() + "/" + refused.logPosition(), refused.verdict());
            case Fact.Alarm alarm -> told.marked(alarm.kind().name());
            case Fact.Frozen frozen -> told.marked("FROZEN");
            case Fact.AskedToJoin asked -> told.marked(ASKED + asked.room().toHex());
            case Fact.AskAgain again -> told.marked(AGAIN + again.ticket());
            case Fact.NotSaid not -> told.marked(NOT_SAID + told.tickets().get(not.ticket()));
            case Fact.EpochBegan began -> {
                Set<PrincipalId> roster = new TreeSet<>();
                began.roster().forEach(p -> roster.add(p.id()));
                yield told.seeing(roster).marked(epochBy(began.epoch(), began.why(), began.subject()));
            }
            case Fact.Sealed sealed -> Malice.sealed(told, sealed.ticket());
            case Fact.Paired _,
                    Fact.AnsweredTwice _,
                    Fact.AnsweredInVain _,
                    Fact.OtherVersion _,
                    Fact.KeysRenewed _,
                    Fact.InboxElsewhere _,
                    Fact.MailLost _,
                    Fact.StandingChanged _,
                    Fact.Declined _,
                    Fact.CardReady _,
                    Fact.RoomOpened _,
                    Fact.Joined _,
                    Fact.KeyConfirmed _,
                    Fact.Waiting _,
                    Fact.Removed _,
                    Fact.Receipt _,
                    Fact.Granted _,
                    Fact.LogGone _,
                    Fact.BeginningLost _ -> told;
        };
    }

    static String epochBy(int epoch, RoomFold.ChangeKind why, PrincipalId subject) {
        return EPOCH_BY + epoch + " by " + why + " of " + subject.toHex();
    }

    /** Whether an entry of a room is to be sent now that wasn't before. */
    private static boolean seals(List<Sending> before, List<Sending> after) {
        List<Bytes> known = entries(before);
        return !known.containsAll(entries(after));
    }

    private static List<Bytes> entries(List<Sending> sendings) {
        return sendings.stream()
                .filter(Sending.Append.class::isInstance)
                .map(Sending.Append.class::cast)
                .filter(append -> append.base().isPresent() && append.at().isEmpty())
                .map(Sending.Append::entry)
                .toList();
    }

    static Optional<String> textOf(Bytes event) {
        return ToyEvent.read(event).filter(ToyEvent.Text.class::isInstance).map(one -> ((ToyEvent.Text) one).text());
    }

    private static List<Sending> firsts(List<Sending> sendings) {
        Set<Object> lanes = new HashSet<>();
        return sendings.stream().filter(one -> lanes.add(lane(one))).toList();
    }

    private static Object lane(Sending sending) {
        return switch (sending) {
            case Sending.Create create -> LogRef.idOf(create.readHash(), create.appendHash());
            case Sending.Append append -> append.log();
            case Sending.Release release -> release.log();
            case Sending.Park park -> park.locator();
        };
    }
}
