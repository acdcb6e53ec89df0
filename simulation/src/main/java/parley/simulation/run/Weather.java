package parley.simulation.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import parley.base.RoomId;
import parley.protocol.port.LogRef;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;
import parley.simulation.world.DiskRelay;
import parley.simulation.world.Fault;
import parley.simulation.world.HostileRelay;
import parley.simulation.world.MemoryStore;
import parley.simulation.world.SeededRandomness;

/**
 * Makes a run's faults happen, at times and to nodes of the seed's choosing, and stops them at the end.
 *
 * <p>Not thread-safe: a run has one thread.
 */
final class Weather {
    /** Of 1,000 commits, how many fail while commits may fail. */
    private static final int FAILED_COMMIT_PERMILLE = 15;

    private static final Duration BETWEEN = Duration.ofSeconds(4);

    /** Somebody set the year wrong, and the month too; sessions must outlast as much (`docs/protocol.md`, attack 9). */
    private static final int MOST_SKEW_DAYS = 400;

    /**
     * In one seed of so many clocks that are set wrong stand where a counter begins or ends, for a battery was empty. Its number
     * decides, so that the others are as they were.
     */
    private static final int EMPTY_BATTERY_EVERY = 11;

    /** The rest by which these seeds are known: hardly any that a test keeps for what once happened in it has this one. */
    private static final int EMPTY_BATTERY_REST = 2;

    /** Where 32 bits of seconds begin, and where they end, read with a sign and without. */
    private static final List<Instant> OF_AN_EMPTY_BATTERY =
            List.of(Instant.EPOCH, Instant.ofEpochSecond(Integer.MAX_VALUE), Instant.ofEpochSecond(0xffff_ffffL));

    /** The state of a report in which a clock stood at one of those. */
    static final String EMPTY_BATTERY = "clock of an empty battery";

    /** The state of a report in which not the relay failed at which rooms are founded, but one to which a room had moved. */
    static final String STRUCK_ELSEWHERE = "fault of a relay to which a room had moved";

    private static final int PARTITION_SECONDS = 40;
    /** Long enough for the others to tell each other that they have gone on. */
    private static final int LEAST_STRANDED_SECONDS = 15;

    /** Of 1,000 ends of an epoch that a node folds, at how many the relay or a disk does its worst. */
    private static final int AT_TURN_PERMILLE = 300;

    /** Of 1,000 times that a node sees that an epoch is about to end, at how many the relay puts that end at two places. */
    private static final int AT_RATIFIED_PERMILLE = 250;

    private static final int MOST_AFTER_TURN_MILLIS = 400;

    /** What happens at an instant, as against what is on all the time. */
    private static final List<Fault> BLOWS = List.of(
            Fault.PARTITION,
            Fault.CRASH,
            Fault.CLOCK_JUMP,
            Fault.POUCH_CARRIED,
            Fault.ENTRY_REPEATED,
            Fault.ENTRY_GARBAGE,
            Fault.ENTRY_TRANSPLANTED,
            Fault.LOG_LOST,
            Fault.ROLLED_BACK,
            Fault.TWO_HISTORIES,
            Fault.NODE_RESTORED,
            Fault.NODE_CLONED,
            Fault.RELAY_POWER_LOST,
            Fault.LETTER_ROTTED);

    /** These change what everybody can still expect, so a run has each of them once. */
    private static final Set<Fault> ONCE =
            EnumSet.of(Fault.TWO_HISTORIES, Fault.NODE_RESTORED, Fault.NODE_CLONED, Fault.ROLLED_BACK, Fault.LOG_LOST);

    /** Before that, invitations stand open: a wrong clock lets them lapse, and their only answer may be the letter that rots. */
    private static final Set<Fault> ONLY_IN_TALK = EnumSet.of(Fault.CLOCK_JUMP, Fault.LETTER_ROTTED);

    private final World world;
    private final Dice dice;
    private final Dice batteries;

    private final Set<Fault> done = EnumSet.noneOf(Fault.class);
    /** Whose clocks were slow at some time. */
    private final Set<Integer> slow = new TreeSet<>();

    private final HostileMembers hostile;
    private final ForgottenRemoval forgotten;
    private boolean blowing;
    /** Hostile members' processes were started with their changed programs. */
    private boolean turned;

    Weather(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        batteries = new Dice(SeededRandomness.derive(world.seed(), "empty battery", 0));
        forgotten = new ForgottenRemoval(world);
        hostile = new HostileMembers(world, dice.between(1, world.plan().nodes() - 1));
    }

    /** Begins; what needs rooms to be worth anything waits for {@link People#talking}. */
    void begin() {
        blowing = true;
        if (world.seldom() == Seldom.CROSSED_BACKWARDS) {
            world.relays().forEach(HostileRelay::crossASecond);
        }
        if (world.seldom() == Seldom.REMOVED_WHILE_AWAY) {
            // The relay waits for the removal.
            done.add(Fault.ROLLED_BACK);
        }
        world.network().disturb(world.plan().faults());
        for (HostileRelay relay : world.relays()) {
            relay.spoil(world.plan().faults());
        }
        next();
    }

    /** Everything works from now on; what was broken stays as it is. */
    void end() {
        blowing = false;
        forgotten.end();
        world.network().disturb(Set.of());
        for (HostileRelay relay : world.relays()) {
            relay.behave();
        }
        disks().forEach(DiskRelay::calm);
        for (SimNode node : world.nodes()) {
            world.network().cutOff(node.index, false);
            node.clock.skew(Duration.ZERO);
        }
        hostile.behave();
        world.nodes().stream()
                .filter(node -> hostile.signsOtherwise(node.index))
                .forEach(SimNode::crash);
    }

    MemoryStore.Outcome atCommit() {
        if (!blowing || !dice.chance(FAILED_COMMIT_PERMILLE)) {
            return MemoryStore.Outcome.KEPT;
        }
        boolean lost = world.plan().has(Fault.COMMIT_LOST);
        boolean unanswered = world.plan().has(Fault.COMMIT_UNANSWERED);
        if (lost && (!unanswered || dice.chance(500))) {
            world.faults().count(Fault.COMMIT_LOST);
            return MemoryStore.Outcome.LOST;
        }
        if (unanswered) {
            world.faults().count(Fault.COMMIT_UNANSWERED);
            return MemoryStore.Outcome.KEPT_BUT_FAILED;
        }
        return MemoryStore.Outcome.KEPT;
    }

    /** Whether this node's clock was ever slow: an invitation that was made by it is past by a right one. */
    boolean wasSlow(int node) {
        return slow.contains(node);
    }

    ForgottenRemoval forgotten() {
        return forgotten;
    }

    HostileMembers hostile() {
        return hostile;
    }

    private void next() {
        world.timeline().after(BETWEEN.multipliedBy(dice.between(1, 5)), "weather", () -> {
            if (blowing) {
                blow();
                next();
            }
        });
    }

    private void blow() {
        if (world.people().talking() && !turned) {
            turned = true;
            world.nodes().stream()
                    .filter(node -> hostile.signsOtherwise(node.index))
                    .forEach(SimNode::crash);
        }
        for (HostileRelay relay : world.relays()) {
            relay.backup();
            if (world.plan().has(Fault.ENTRY_CROSSED)) {
                relay.cross();
            }
        }
        if (world.people().talking() && world.plan().has(Fault.HELD_BACK) && done.add(Fault.HELD_BACK)) {
            int author = dice.below(world.plan().nodes());
            int reader = (author + dice.between(1, world.plan().nodes() - 1))
                    % world.plan().nodes();
            world.relays().forEach(relay -> relay.holdBack(author, reader));
        }
        List<Fault> possible = world.plan().among(BLOWS).stream()
                .filter(fault -> !done.contains(fault))
                .filter(fault -> (!ONCE.contains(fault) && !ONLY_IN_TALK.contains(fault))
                        || world.people().talking())
                .toList();
        if (!possible.isEmpty()) {
            strike(dice.pick(possible));
        }
    }

    /**
     * Hears what nodes tell: an epoch's end, when some have gone on and some have not, is when a relay's mischief has most to
     * gain.
     */
    void told(Fact fact) {
        if (fact instanceof Fact.Folded folded
                && blowing
                && world.plan().has(Fault.TWO_HISTORIES)
                && !done.contains(Fault.TWO_HISTORIES)
                && world.people().talking()
                && !folded.after().ratified().isEmpty()
                && dice.chance(AT_RATIFIED_PERMILLE)) {
            done.add(Fault.TWO_HISTORIES);
            relayOf(folded.room()).displaceNext(Set.of(dice.pick(world.nodes()).index));
        }
        if (blowing && world.seldom() == Seldom.REMOVED_WHILE_AWAY) {
            forgotten.told(fact);
        }
        List<Fault> possible = world.plan().among(BLOWS).stream()
                .filter(fault -> ONCE.contains(fault) && !done.contains(fault))
                .toList();
        if (fact instanceof Fact.EpochBegan began
                && blowing
                && world.people().talking()
                && !possible.isEmpty()
                && dice.chance(AT_TURN_PERMILLE)) {
            Fault fault = dice.pick(possible);
            done.add(fault);
            if (fault == Fault.LOG_LOST && world.plan().has(Fault.PARTITION) && strand(began)) {
                return;
            }
            world.timeline().after(Duration.ofMillis(dice.below(MOST_AFTER_TURN_MILLIS)), "weather at a turn", () -> {
                if (blowing) {
                    strike(fault);
                }
            });
        }
    }

    /**
     * Keeps somebody who has not folded an epoch's end from the relay until the others have gone on and the relay has lost the
     * ended log: only they can bring it back.
     */
    private boolean strand(Fact.EpochBegan began) {
        for (SimNode node : world.nodes()) {
            Optional<LogRef> ended = node.seat()
                    .flatMap(seat -> seat.room(began.room()))
                    .filter(view -> view.epoch() == began.epoch() - 1)
                    .map(SeatRoom::log);
            if (ended.isPresent()) {
                world.network().cutOff(node.index, true);
                Duration away = Duration.ofSeconds(dice.between(LEAST_STRANDED_SECONDS, PARTITION_SECONDS));
                world.timeline().after(away, "loses what one has not read", () -> {
                    world.at(ended.get().relay()).loseLog(ended.get().id());
                    world.network().cutOff(node.index, false);
                });
                return true;
            }
        }
        return false;
    }

    private void strike(Fault fault) {
        SimNode node = world.seldom() == Seldom.ROOM_AFTER_RENEWAL && fault == Fault.NODE_RESTORED
                ? world.nodes().get(1)
                : dice.pick(world.nodes());
        if (ONCE.contains(fault)) {
            done.add(fault);
        }
        switch (fault) {
            case PARTITION -> {
                world.network().cutOff(node.index, true);
                world.timeline()
                        .after(
                                Duration.ofSeconds(dice.between(1, PARTITION_SECONDS)),
                                "reconnects",
                                () -> world.network().cutOff(node.index, false));
            }
            case CRASH -> {
                if (node.seat().isPresent()) {
                    world.faults().count(fault);
                    node.crash();
                }
            }
            case CLOCK_JUMP -> {
                world.faults().count(fault);
                Duration skew = wrong(Duration.ofDays(dice.between(-MOST_SKEW_DAYS, MOST_SKEW_DAYS)));
                if (skew.isNegative()) {
                    slow.add(node.index);
                }
                node.clock.skew(skew);
            }
            case POUCH_CARRIED -> carry(node, dice.pick(world.nodes()));
            case ENTRY_REPEATED, ENTRY_GARBAGE, ENTRY_TRANSPLANTED -> struck().place(fault);
            case LOG_LOST -> struck().loseLog();
            case ROLLED_BACK -> struck().rollBack();
            case TWO_HISTORIES -> {
                Set<Integer> side = new TreeSet<>();
                for (SimNode one : world.nodes()) {
                    if (dice.chance(500) || hostile.isInLeague(one.index)) {
                        side.add(one.index);
                    }
                }
                struck().split(side, dice.chance(500));
            }
            case NODE_RESTORED, NODE_CLONED -> putBack(fault, node);
            case RELAY_POWER_LOST -> disks().forEach(DiskRelay::losePower);
            case LETTER_ROTTED -> disks().forEach(DiskRelay::rotNextLetter);
            default -> throw new IllegalStateException("not a blow: " + fault);
        }
    }

    private Duration wrong(Duration set) {
        if (Math.floorMod(world.seed(), EMPTY_BATTERY_EVERY) != EMPTY_BATTERY_REST) {
            return set;
        }
        world.oracles().states().count(EMPTY_BATTERY);
        return Duration.between(world.timeline().now(), batteries.pick(OF_AN_EMPTY_BATTERY));
    }

    /** Where this room's log is, as far as anybody knows. */
    private HostileRelay relayOf(RoomId room) {
        return world.nodes().stream()
                .flatMap(node -> node.seat().flatMap(seat -> seat.room(room)).stream())
                .max(Comparator.comparingLong(SeatRoom::epoch))
                .map(view -> world.at(view.log().relay()))
                .orElse(world.relays().getFirst());
    }

    /** The relay that a fault strikes: the one to which a room moved, once one did; the other was struck until then. */
    private HostileRelay struck() {
        HostileRelay elsewhere = world.relays().getLast();
        if (elsewhere.honest().state().logs().values().stream().noneMatch(HostileRelay::isRoom)) {
            return world.relays().getFirst();
        }
        world.oracles().states().count(STRUCK_ELSEWHERE);
        return elsewhere;
    }

    private Stream<DiskRelay> disks() {
        return world.relays().stream()
                .map(HostileRelay::honest)
                .filter(DiskRelay.class::isInstance)
                .map(DiskRelay.class::cast);
    }

    private void carry(SimNode from, SimNode to) {
        if (from == to) {
            return;
        }
        from.act((seat, tx) -> seat.pouch().export(tx, Integer.MAX_VALUE, _ -> {}))
                .ifPresent(pouch -> {
                    world.oracles().keys().carried(to.index, pouch);
                    to.act((seat, tx) -> seat.pouch().take(tx, pouch))
                            .filter(result -> result.isDone())
                            .ifPresent(report -> world.faults().count(Fault.POUCH_CARRIED));
                });
    }

    /** Takes an image now, and puts it under the node, or beside it, a while later. */
    private void putBack(Fault how, SimNode node) {
        if (node.table().isEmpty()) {
            done.remove(how);
            return;
        }
        PutBacks putBacks = world.oracles().putBacks();
        PutBacks.Image image = putBacks.take(node);
        world.timeline().after(Duration.ofSeconds(dice.between(5, 40)), "an old disk", () -> {
            world.faults().count(how);
            if (how == Fault.NODE_RESTORED) {
                putBacks.restored(image);
                node.restore(image.cells(), node.table());
            } else {
                SimNode clone = world.addNode(node.name + "-copy");
                clone.restore(image.cells(), node.table());
                putBacks.copied(image, clone.index);
            }
        });
    }
}
