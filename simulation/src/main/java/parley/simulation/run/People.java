package parley.simulation.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.port.RelayAddress;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;
import parley.simulation.world.SeededRandomness;
import parley.simulation.world.SimClock;

/**
 * The people at the nodes: they sit down, answer what they are asked, and talk.
 *
 * <p>They act only through what a person sees: views and facts. What they know survives the crashes of their machines. Not
 * thread-safe: a run has one thread.
 */
final class People {
    private static final int LEAST_PAUSE_MILLIS = 300;
    private static final int MOST_PAUSE_MILLIS = 6_000;

    /** Of 1,000 times that somebody is asked into a room of a table that stands, at how many the answer is no. */
    private static final int DECLINED_PERMILLE = 150;

    private final World world;
    private final Dice dice;
    /** Of choices that came later: a stream of their own leaves the others of a seed as they were. */
    private final Dice whims;

    private final Setting setting;
    private final Conversation conversation;
    private final RoomWords words;
    private final Introductions introductions;
    private final Set<Asked> asked = new HashSet<>();
    private final Set<Again> again = new HashSet<>();
    private final Set<Consent> consents = new HashSet<>();

    private record Asked(int node, RoomId room, RelayAddress relay) {}

    private record Again(int node, RoomId room, long ticket) {}

    private record Consent(int node, RoomId room, Hash proposal) {}

    /** What the people at one node had before them at an instant. */
    record Memory(Set<Object> open) {}

    People(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        whims = new Dice(SeededRandomness.derive(world.seed(), "whims", 0));
        this.setting = new Setting(world, dice);
        this.conversation = new Conversation(world, dice);
        this.introductions = new Introductions(world);
        this.words = new RoomWords(new Dice(SeededRandomness.derive(world.seed(), "read aloud", 0)));
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
        return conversation.finished()
                && !world.renewals().underWay()
                && !world.weather().forgotten().underWay();
    }

    /** Ends all but answering: nobody begins anything new. */
    void end() {
        conversation.end();
    }

    void told(SimNode node, Fact fact) {
        switch (fact) {
            case Fact.AskedToJoin one ->
                asked.add(new Asked(node.index, one.room(), one.plan().relay()));
            case Fact.AskAgain(RoomId room, long ticket, Bytes event) -> again.add(new Again(node.index, room, ticket));
            case Fact.RoomOpened(RoomId room) -> setting.opened(node.index, room);
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
                    Fact.Joined _,
                    Fact.KeyConfirmed _,
                    Fact.Sealed _,
                    Fact.Folded _,
                    Fact.EntryRefused _,
                    Fact.Waiting _,
                    Fact.EpochBegan _,
                    Fact.Removed _,
                    Fact.NotSaid _,
                    Fact.Receipt _,
                    Fact.Granted _,
                    Fact.LogGone _,
                    Fact.BeginningLost _,
                    Fact.Alarm _,
                    Fact.Frozen _ -> {}
        }
    }

    /** The invitation of this node's principal, once it was made. */
    Optional<Seat.Invitation> invitation(int guest) {
        return setting.invitation(guest);
    }

    /** Whether people said of this room that they heard other words than a node shows. */
    boolean heardOtherWords(RoomId room) {
        return words.differed(room);
    }

    Memory memory(int node) {
        Set<Object> open = new HashSet<>();
        asked.stream().filter(one -> one.node() == node).forEach(open::add);
        again.stream().filter(one -> one.node() == node).forEach(open::add);
        return new Memory(open);
    }

    /** The node asks again what it asked then, and knows of no consent since. */
    void putBack(int node, Memory then) {
        forget(asked, Asked::node, node);
        forget(again, Again::node, node);
        forget(consents, Consent::node, node);
        for (Object one : then.open()) {
            if (one instanceof Asked question) {
                asked.add(question);
            } else if (one instanceof Again question) {
                again.add(question);
            }
        }
    }

    private static <T> void forget(Set<T> from, ToIntFunction<T> whose, int node) {
        from.removeIf(one -> whose.applyAsInt(one) == node);
    }

    /** Somebody at this node says something in this room. */
    void say(SimNode node, RoomId room) {
        node.view(room).ifPresent(view -> conversation.say(node, view, false));
    }

    private void wakeLater(SimNode node) {
        Duration pause = Duration.ofMillis(dice.between(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
        world.timeline().after(pause, node.name + "'s people", () -> {
            wake(node);
            wakeLater(node);
        });
    }

    private void wake(SimNode node) {
        if (words.compareAnew(node)
                || answer(node)
                || setting.next(node)
                || world.renewals().next(node)
                || introductions.next(node)
                || !setting.founded()
                || world.weather().forgotten().silences(node)
                || conversation.finished()) {
            return;
        }
        if (words.read(node)) {
            world.oracles().did(Act.ROOM_WORDS);
        } else {
            conversation.turn(node);
        }
    }

    /** Answers what the node asks; true when there was something. */
    private boolean answer(SimNode node) {
        for (Asked one : asked) {
            if (one.node() == node.index) {
                boolean declines = setting.founded() && whims.chance(DECLINED_PERMILLE);
                node.done((seat, tx) ->
                                declines ? seat.decline(tx, one.room()) : seat.consent(tx, one.room(), one.relay()))
                        .ifPresent(done -> {
                            world.oracles().did(declines ? Act.DECLINE : Act.CONSENT);
                            asked.remove(one);
                        });
                return true;
            }
        }
        for (Again one : again) {
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
        Optional<SeatRoom> view = node.view(one.room());
        // Before it is done: it may be sealed at once.
        if (sayIt) {
            view.ifPresent(here -> saying.ifPresent(text -> Conversation.see(text, here)));
        }
        node.done((seat, tx) -> seat.decideLate(tx, one.room(), one.ticket(), sayIt))
                .ifPresent(result -> {
                    world.oracles().did(Act.DECIDE_LATE);
                    again.remove(one);
                    if (!sayIt && result.isDone()) {
                        saying.ifPresent(text -> text.stage = Saying.Stage.WITHDRAWN);
                    }
                });
    }

    private boolean consentToSomething(SimNode node) {
        Optional<PrincipalId> me = world.principal(node.index);
        if (me.isEmpty()) {
            return false;
        }
        for (SeatRoom view : node.open()) {
            for (Hash proposal : world.domain().open(Conversation.state(view), me.get())) {
                Consent consent = new Consent(node.index, view.room(), proposal);
                if (!consents.contains(consent) && dice.chance(400)) {
                    Optional<Bytes> event = world.domain().consent(Conversation.state(view), me.get(), proposal);
                    event.ifPresent(e -> node.done((seat, tx) -> seat.say(tx, view.room(), e, SimClock.BEGIN))
                            .ifPresent(said -> consents.add(consent)));
                    return true;
                }
            }
        }
        return false;
    }

    static List<PrincipalId> ids(SeatRoom view) {
        return view.roster().stream().map(member -> member.principal().id()).toList();
    }
}
