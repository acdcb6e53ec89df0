package parley.simulation.explore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.seat.Reading;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.simulation.doubles.ToyEvent;
import parley.simulation.doubles.ToyState;
import parley.simulation.run.Kit;
import parley.simulation.world.Fault;
import parley.simulation.world.HostileRelay;
import parley.simulation.world.LogState;
import parley.simulation.world.RelayState;
import parley.simulation.world.SimClock;
import parley.simulation.world.SimRelay;

/** Everything that can happen next in an explored world. Not thread-safe. */
final class Moves {
    private final Script script;
    private final SimRelay relay;
    private final List<Local> locals = new ArrayList<>();
    private Optional<Global> start = Optional.empty();

    Moves(Script script, Kit kit) {
        this.script = script;
        this.relay = new SimRelay("relay.invalid", 1, kit.relayDedupes());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < script.nodes(); i++) {
            texts.add(Explorer.text(i));
        }
        for (int i = 0; i < script.nodes(); i++) {
            locals.add(new Local(i, kit, texts));
        }
    }

    Script script() {
        return script;
    }

    int nodes() {
        return script.nodes();
    }

    Local local(int node) {
        return locals.get(node);
    }

    /** How many transitions were computed, over all nodes. */
    long computed() {
        return locals.stream().mapToLong(Local::computed).sum();
    }

    List<String> broken() {
        return locals.stream().flatMap(local -> local.broken().stream()).toList();
    }

    /** The room open at its founding members, nothing under way: where every schedule begins. */
    Global start() {
        Global made = new Beginning(this, relay).make();
        start = Optional.of(made);
        return made;
    }

    /** Every move from here; where inboxes aren't searched, with what then goes to them. */
    void from(Global state, BiConsumer<String, Global> sink) {
        if (script.scope().inboxes()) {
            all(state, sink);
        } else {
            Settling settling = new Settling(this);
            all(state, (move, next) -> sink.accept(move, settling.inboxes(next)));
        }
    }

    private void all(Global state, BiConsumer<String, Global> sink) {
        for (int node = 0; node < nodes(); node++) {
            int n = node;
            ticks(state, n, sink);
            sends(state, n, sink);
            reads(state, n, sink);
            answers(state, n, sink);
            if (script.scope().consents()) {
                consents(state.nodes().get(n), n, after -> sink.accept(n + " consents", state.with(n, after)));
            }
        }
        for (int i = 0; i < script.acts().size(); i++) {
            if ((state.acted() & (1 << i)) == 0) {
                script(state, i, sink);
            }
        }
        if (state.mischief() > 0) {
            script.hostile().forEach(fault -> mischief(state, fault, sink));
        }
    }

    private void ticks(Global state, int node, BiConsumer<String, Global> sink) {
        NodeState from = state.nodes().get(node);
        boolean due = from.nextTick().filter(at -> !at.isAfter(from.clock())).isPresent();
        if (due && state.left().ticks() > 0) {
            Global next = state.with(node, tick(node, from, from.clock()));
            sink.accept(node + " ticks", next.having(state.left().ticking()));
        }
    }

    NodeState tick(int node, NodeState from, Instant when) {
        return local(node).at(from, when, "tick", (seat, tx) -> {
            seat.tick(tx);
            return UnaryOperator.identity();
        });
    }

    private void sends(Global state, int node, BiConsumer<String, Global> sink) {
        for (Sending sending : state.nodes().get(node).sendings()) {
            Global heard = send(state, node, sending, true);
            sink.accept(node + " sends", heard);
            if (state.left().lost() > 0) {
                Global lost =
                        send(state, node, sending, false).having(state.left().losing());
                sink.accept(node + " sends, answer lost", lost);
            }
        }
    }

    /** Lets the relay act on a sending, and the node hear of it or not. */
    Global send(Global state, int node, Sending sending, boolean heard) {
        relay.restore(state.shownTo(node));
        Answer<?> answer = switch (sending) {
            case Sending.Create create -> relay.create(create.readHash(), create.appendHash());
            case Sending.Append append ->
                relay.append(append.log(), append.capability(), append.base(), append.entry(), append.at());
            case Sending.Release release ->
                relay.release(release.log(), release.capability(), release.token(), release.members());
            case Sending.Park park -> relay.park(park.locator(), park.sealed());
        };
        Global acted = state.showing(node, relay.state());
        if (!heard) {
            return acted;
        }
        NodeState after = local(node)
                .act(state.nodes().get(node), "sent " + sending.number() + " " + name(answer), (seat, tx) -> {
                    seat.sent(tx, sending, answer);
                    return UnaryOperator.identity();
                });
        return acted.with(node, after);
    }

    private void reads(Global state, int node, BiConsumer<String, Global> sink) {
        for (Reading reading : state.nodes().get(node).readings()) {
            // Also where nothing is new: a seat that was just loaded seals only once it has read to the end.
            sink.accept(node + " reads", read(state, node, reading));
        }
    }

    Global read(Global state, int node, Reading reading) {
        relay.restore(state.shownTo(node));
        Answer<Page> answer = relay.read(
                reading.log().id(), reading.capability(), reading.after(), reading.most(), java.time.Duration.ZERO);
        String input = "took " + reading.log().id().toHex() + " " + reading.after() + " " + name(answer);
        return state.with(node, local(node).act(state.nodes().get(node), input, (seat, tx) -> {
            seat.took(tx, reading, answer);
            return UnaryOperator.identity();
        }));
    }

    private static String name(Answer<?> answer) {
        return switch (answer) {
            case Answer.Given<?>(Object value) ->
                value instanceof Page page
                        ? page.upTo().head().hash().toHex()
                                + page.current().head().hash().toHex()
                        : value.toString();
            case Answer.Declined<?>(var why) -> why.name();
            case Answer.Silent<?> silent -> "silent";
        };
    }

    /** What a person answers when the node asks. */
    void answers(Global state, int node, BiConsumer<String, Global> sink) {
        NodeState from = state.nodes().get(node);
        for (String mark : from.told().marks()) {
            if (mark.startsWith(Local.ASKED) && !from.told().marks().contains("joins " + mark)) {
                sink.accept(node + " consents to join", state.with(node, join(node, from, mark)));
            }
            if (mark.startsWith(Local.AGAIN) && !from.told().marks().contains("decided " + mark)) {
                for (boolean sayIt : new boolean[] {true, false}) {
                    sink.accept(node + " decides " + sayIt, state.with(node, decide(node, from, mark, sayIt)));
                }
            }
        }
    }

    private NodeState join(int node, NodeState from, String mark) {
        RoomId room = RoomId.hex(mark.substring(Local.ASKED.length()));
        return local(node).act(from, "joins " + mark, (seat, tx) -> {
            seat.consent(tx, room, relay.address());
            return told -> told.marked("joins " + mark);
        });
    }

    private NodeState decide(int node, NodeState from, String mark, boolean sayIt) {
        long ticket = Long.parseLong(mark.substring(Local.AGAIN.length()));
        return local(node).act(from, "decide " + mark + sayIt, (seat, tx) -> {
            seat.rooms().forEach(view -> seat.decideLate(tx, view.room(), ticket, sayIt));
            return told -> sayIt
                    ? told.marked("decided " + mark).seen(told.tickets().getOrDefault(ticket, ""))
                    : told.marked("decided " + mark)
                            .marked(Local.NOT_SAID + told.tickets().get(ticket));
        });
    }

    private void consents(NodeState from, int node, Consumer<NodeState> sink) {
        for (SeatRoom view : from.rooms()) {
            if (view.condition() != SeatRoom.Condition.OPEN) {
                continue;
            }
            ((ToyState) view.state()).pending().forEach((proposal, pending) -> {
                String mark = "consents " + proposal.toHex();
                boolean mine = pending.consents().contains(local(node).self())
                        || pending.subject().equals(local(node).self());
                if (!mine && !from.told().marks().contains(mark)) {
                    sink.accept(consent(node, from, view, proposal, mark));
                }
            });
        }
    }

    private NodeState consent(Script.Act.Consent act, NodeState from) {
        NodeState[] consented = {from};
        consents(from, act.node(), after -> consented[0] = after);
        return consented[0];
    }

    private NodeState consent(int node, NodeState from, SeatRoom view, Hash proposal, String mark) {
        return local(node).act(from, mark, (seat, tx) -> {
            seat.say(tx, view.room(), new ToyEvent.Consent(proposal).encoded(), SimClock.BEGIN);
            return told -> told.marked(mark);
        });
    }

    private void script(Global state, int number, BiConsumer<String, Global> sink) {
        Script.Act act = script.acts().get(number);
        act(state, act).ifPresent(next -> {
            boolean done = isDone(next, act);
            sink.accept(act.told(), done ? next.having(number) : next);
        });
    }

    /** What a person does, or tries to do: a newcomer's card may have to be asked for first. Empty without a room. */
    Optional<Global> act(Global state, Script.Act act) {
        int node = act.node();
        NodeState from = state.nodes().get(node);
        return from.rooms().stream()
                .filter(one -> one.condition() == SeatRoom.Condition.OPEN)
                .findFirst()
                .map(view -> state.with(
                        node,
                        switch (act) {
                            case Script.Act.Say say -> say(say, from, view);
                            case Script.Act.Propose propose -> propose(propose, from, view);
                            case Script.Act.Consent consent -> consent(consent, from);
                        }));
    }

    boolean isDone(Global state, Script.Act act) {
        return switch (act) {
            case Script.Act.Say _, Script.Act.Consent _ -> true;
            case Script.Act.Propose propose ->
                state.nodes().get(act.node()).told().marks().contains(act.told());
        };
    }

    private NodeState say(Script.Act.Say say, NodeState from, SeatRoom view) {
        return local(say.node()).act(from, "say", (seat, tx) -> {
            Bytes event = new ToyEvent.Text(say.text()).encoded();
            Result<Long> ticket = seat.say(tx, view.room(), event, SimClock.BEGIN);
            return told -> ticket instanceof Result.Done<Long>(Long number) ? told.taken(number, say.text()) : told;
        });
    }

    private NodeState propose(Script.Act.Propose propose, NodeState from, SeatRoom view) {
        return local(propose.node()).act(from, propose.told(), (seat, tx) -> {
            Result<Bytes> change = seat.change(
                    tx, view.room(), propose.kind(), local(propose.subject()).self(), Optional.empty());
            if (change instanceof Result.Done<Bytes>(Bytes bytes)) {
                ChangeKind kind = propose.kind();
                Bytes event =
                        new ToyEvent.Proposal(kind, local(propose.subject()).self(), bytes).encoded();
                seat.say(tx, view.room(), event, SimClock.BEGIN);
                String shown = Local.epochBy(
                        view.epoch() + 1, kind, local(propose.subject()).self());
                return told -> told.marked(propose.told()).marked(Local.SHOWN + shown);
            }
            return UnaryOperator.identity();
        });
    }

    private void mischief(Global state, Fault fault, BiConsumer<String, Global> sink) {
        switch (fault) {
            case ROLLED_BACK -> {
                for (LogState log : state.relay().logs().values()) {
                    for (long length = 0; HostileRelay.isRoom(log) && length < log.size(); length++) {
                        RelayState shorter = state.relay().with(log.cut(length));
                        sink.accept("the relay goes back to " + length, state.after(shorter));
                    }
                }
            }
            case TWO_HISTORIES -> {
                // Node 0 stays on the first side: which one is called the first makes no difference.
                for (int side = 2; side < 1 << nodes(); side += 2) {
                    sink.accept("the relay splits " + side, state.split(side));
                }
            }
            case NODE_RESTORED -> {
                for (int node = 0; node < nodes(); node++) {
                    NodeState image = Local.restored(start.orElseThrow().nodes().get(node), node + 1L);
                    sink.accept(
                            node + "'s disk is put back",
                            state.with(node, image).after(state.relay()));
                }
            }
            case KEY_EXCHANGED, SLOT_SPOILED -> {
                NodeState member = state.nodes().get(Malice.MEMBER);
                sink.accept(
                        Malice.MEMBER + " is to do " + fault,
                        state.with(Malice.MEMBER, member.telling(Malice.next(member.told(), fault)))
                                .after(state.relay()));
            }
            case EVENT_ODD -> odd(state, sink);
            default -> throw new IllegalArgumentException("not explored: " + fault);
        }
    }

    /** The hostile member consents to what nobody proposed, or proposes as a refresh what would remove another. */
    private void odd(Global state, BiConsumer<String, Global> sink) {
        int node = Malice.MEMBER;
        NodeState from = state.nodes().get(node);
        for (SeatRoom view : from.rooms()) {
            if (view.condition() == SeatRoom.Condition.OPEN) {
                NodeState consented = local(node).act(from, "consents to nothing", (seat, tx) -> {
                    Hash nothing = Hash.of("nothing");
                    seat.say(tx, view.room(), new ToyEvent.Consent(nothing).encoded(), SimClock.BEGIN);
                    return UnaryOperator.identity();
                });
                sink.accept(
                        node + " consents to nothing",
                        state.with(node, consented).after(state.relay()));
                NodeState proposed = local(node).act(from, "proposes what it isn't", (seat, tx) -> {
                    Result<Bytes> change =
                            seat.change(tx, view.room(), ChangeKind.REMOVE, local(0).self(), Optional.empty());
                    if (change instanceof Result.Done<Bytes>(Bytes removal)) {
                        Bytes event = new ToyEvent.Proposal(
                                        ChangeKind.REFRESH, local(node).self(), removal)
                                .encoded();
                        seat.say(tx, view.room(), event, SimClock.BEGIN);
                    }
                    return UnaryOperator.identity();
                });
                sink.accept(
                        node + " proposes what it isn't",
                        state.with(node, proposed).after(state.relay()));
            }
        }
    }
}
