package parley.simulation.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.port.Relay.Answer;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;
import parley.protocol.seat.Sending;
import parley.simulation.world.Dice;

/**
 * What people and devices do with what is theirs, in some runs: words are taken back, texts are erased at the end of retention and at a paper's own hour, logs of which
 * nothing is left are released, and in the end somebody takes the table off its device.
 *
 * <p>Retention is days and whoever was away has caught up in hours, so nothing goes that somebody who sits there has not folded. Where a
 * relay loses what it signed, what is left of the present log is what heals it: there only ended epochs go. Not thread-safe: a run has
 * one thread.
 */
final class Keeping {
    /** One seed in so many has this. Its number decides, so that all else of the other seeds is as it was. */
    static final int EVERY = 13;

    /** With fewer nobody is left to go on with when one takes the table off. */
    private static final int LEAST_NODES = 3;

    private static final int MOST_PAUSE_SECONDS = 6;
    /** Of 1,000 times that a device looks, at how many a text of its own hour goes instead. */
    private static final int LAPSE_PERMILLE = 250;

    /** Of 1,000 texts that are sealed, how many their authors would have back. */
    private static final int TAKE_BACK_PERMILLE = 300;

    private static final int MOST_MILLIS_TO_THINK = 150;
    private static final int TAKES_OFF_PERMILLE = 500;
    /** In a transaction: one that erases everything, and one that goes on where the last stopped, should both come about. */
    private static final int MOST_AT_ONCE = 30;

    private static final Duration LAST_LOOKS = Duration.ofSeconds(5);
    private static final int LAST_TIMES = 3;

    private final World world;
    private final Dice dice;
    private final boolean on;
    private final Set<Integer> off = new TreeSet<>();
    private boolean ended;

    Keeping(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        on = Math.floorMod(world.seed(), EVERY) == 0;
    }

    void begin() {
        if (on) {
            later();
        }
    }

    private void later() {
        world.timeline().after(Duration.ofSeconds(dice.between(1, MOST_PAUSE_SECONDS)), "retention", () -> {
            if (!ended) {
                if (world.people().talking()) {
                    look(dice.pick(world.nodes()));
                }
                later();
            }
        });
    }

    /** At the end of a talk everybody erases what nobody needs any more. */
    void end() {
        ended = true;
        for (int time = 1; on && time <= LAST_TIMES; time++) {
            world.timeline()
                    .after(
                            LAST_LOOKS.multipliedBy(time),
                            "retention",
                            () -> world.nodes().forEach(this::look));
        }
    }

    private void look(SimNode node) {
        for (SeatRoom view : node.views()) {
            if (dice.chance(LAPSE_PERMILLE)) {
                lapse(node, view.room());
            } else {
                erase(node, view.room());
            }
        }
    }

    /** Somebody thinks better of what it wrote when that is sealed: it may be placed by then, and too late. */
    void told(SimNode node, Fact fact) {
        if (on && !ended && fact instanceof Fact.Sealed(RoomId room, long ticket) && dice.chance(TAKE_BACK_PERMILLE)) {
            world.timeline()
                    .after(
                            Duration.ofMillis(dice.between(1, MOST_MILLIS_TO_THINK)),
                            "second thoughts",
                            () -> takeBack(node, room, ticket));
        }
    }

    private void takeBack(SimNode node, RoomId room, long ticket) {
        Optional<Saying> saying = world.oracles().said().byTicket(node.index, room, ticket);
        boolean known = !world.oracles().putBacks().has(node.index);
        saying.filter(one -> known && one.pending())
                .flatMap(one -> node.done((seat, tx) -> seat.takeBack(tx, room, ticket))
                        .filter(Result::isDone)
                        .map(done -> one))
                .ifPresent(one -> one.stage = Saying.Stage.WITHDRAWN);
    }

    private void erase(SimNode node, RoomId room) {
        OptionalLong through = through(room);
        if (through.isEmpty()) {
            return;
        }
        int most = dice.between(1, MOST_AT_ONCE);
        node.done((seat, tx) -> seat.erase(tx, room, through.getAsLong(), most))
                .filter(Result::isDone)
                .map(Result::orThrow)
                .filter(position -> position > 0)
                .ifPresent(position -> {
                    world.oracles().did(Act.ERASE);
                    world.oracles().erased().erased(node.index, room, position);
                });
    }

    private void lapse(SimNode node, RoomId room) {
        List<ErasedOracle.Held> held = world.oracles().erased().held(node.index, room).stream()
                .filter(one -> allHave(one.saying()))
                .toList();
        if (held.isEmpty()) {
            return;
        }
        ErasedOracle.Held one = dice.pick(held);
        node.done((seat, tx) -> seat.lapse(tx, room, one.position()))
                .filter(Result::isDone)
                .ifPresent(done -> {
                    world.oracles().did(Act.LAPSE);
                    world.oracles().erased().lapsed(node.index, one.saying());
                });
    }

    private boolean allHave(Saying saying) {
        return everybodySits(saying.room)
                && world.nodes().stream()
                        .filter(node -> sits(node, saying.room))
                        .allMatch(node -> world.oracles().said().hasFolded(node.index, saying));
    }

    /** Through which position everybody who sits in this room has folded it, as far as it may go; empty while somebody is away. */
    private OptionalLong through(RoomId room) {
        return everybodySits(room)
                ? world.nodes().stream()
                        .filter(node -> sits(node, room))
                        .map(node -> node.view(room).orElseThrow())
                        .mapToLong(view -> world.plan().forks()
                                ? view.position() - view.head().position()
                                : view.position())
                        .min()
                : OptionalLong.empty();
    }

    /** Whether every device runs, and whoever is in the roster of the furthest has come. */
    private boolean everybodySits(RoomId room) {
        boolean allRun = world.nodes().stream()
                .allMatch(node -> node.seat().isPresent() || node.table().isEmpty());
        return allRun
                && world.nodes().stream()
                        .flatMap(node -> node.view(room).stream())
                        .flatMap(view -> view.roster().stream())
                        .map(member -> world.nodeOf(member.principal().id()))
                        .allMatch(node -> node.flatMap(one -> one.view(room)).isPresent());
    }

    private static boolean sits(SimNode node, RoomId room) {
        return node.view(room)
                .filter(view -> view.condition() == SeatRoom.Condition.OPEN)
                .isPresent();
    }

    boolean on() {
        return on;
    }

    /** Whether the talk is over. */
    boolean ended() {
        return ended;
    }

    /** Whether this device has the table no more. */
    boolean tookOff(int node) {
        return off.contains(node);
    }

    /** When all has come to rest, somebody takes the table off its device, and has relays told so; false where nobody does. */
    boolean takesOff() {
        FaultPlan plan = world.plan();
        if (!on || plan.nodes() < LEAST_NODES || plan.forks() || plan.restores() || !dice.chance(TAKES_OFF_PERMILLE)) {
            return false;
        }
        SimNode node = world.nodes().get(dice.between(1, plan.nodes() - 1));
        Optional<List<Sending.Release>> releases = node.act((seat, tx) -> {
            List<Sending.Release> all = seat.releases(tx);
            seat.forget(tx);
            return all;
        });
        releases.ifPresent(all -> {
            world.oracles().did(Act.TAKE_TABLE_OFF);
            off.add(node.index);
            node.leave();
            all.forEach(release -> tell(node, release));
        });
        return releases.isPresent();
    }

    private void tell(SimNode node, Sending.Release release) {
        world.network().request(node.index, node.name + " releases", () -> world.release(node, release), answer -> {
            if (answer instanceof Answer.Silent<?>) {
                tell(node, release);
            }
        });
    }
}
