package parley.simulation.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;

/**
 * Lets people of some runs sign on the record, and holds their nodes to when they may: every signer was compared and is heard, and no
 * member's word on the state is another than theirs. Not thread-safe: a run has one thread.
 */
final class Signings {
    /** A state of a report: a node signed nothing, for a member's word on the state was another. */
    static final String SUSPENDED = "signing suspended";

    private static final int MOST_PAUSE_SECONDS = 10;
    private static final int INSTRUMENT_BYTES = 32;
    /** Of 1,000 times, at how many codes are compared first: to sign without must be refused. */
    private static final int COMPARED_PERMILLE = 700;

    private final World world;
    private final Dice dice;
    private final Set<Doubt> doubts = new HashSet<>();

    /** A node was told that this member's word on the state is another than its own. */
    private record Doubt(int node, RoomId room, PrincipalId member) {}

    Signings(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    void begin() {
        if (world.keeping().on()) {
            later();
        }
    }

    private void later() {
        world.timeline().after(Duration.ofSeconds(dice.between(1, MOST_PAUSE_SECONDS)), "an instrument", () -> {
            if (!world.keeping().ended()) {
                if (world.people().talking()) {
                    sign(dice.pick(world.nodes()));
                }
                later();
            }
        });
    }

    void told(SimNode node, Fact fact) {
        if (fact instanceof Fact.Alarm alarm && alarm.kind() == Fact.AlarmKind.STATE_DIGEST_DIFFERS) {
            alarm.member().ifPresent(member -> doubts.add(new Doubt(node.index, alarm.room(), member)));
        }
    }

    /** What was told to this node since its image was taken, it doesn't know. */
    void putBack(int node) {
        doubts.removeIf(doubt -> doubt.node() == node);
    }

    private void sign(SimNode node) {
        List<SeatRoom> rooms = node.open();
        if (rooms.isEmpty()) {
            return;
        }
        RoomId room = dice.pick(rooms).room();
        List<PrincipalId> signers = signers(node, room);
        if (dice.chance(COMPARED_PERMILLE)) {
            signers.forEach(who -> node.act((seat, tx) -> seat.compared(tx, who, true, "in person")));
        }
        Bytes instrument = dice.bytes(INSTRUMENT_BYTES);
        Optional<SeatRoom> before = node.view(room);
        Optional<Result<Bytes>> signed = node.act(
                (seat, tx) -> seat.signOnRecord(tx, room, instrument, "accord", Bytes.utf8("Both open."), signers));
        if (before.isPresent() && signed.isPresent()) {
            judge(node, before.get(), signers, signed.get());
        }
    }

    private List<PrincipalId> signers(SimNode node, RoomId room) {
        List<PrincipalId> others = new ArrayList<>(People.ids(node.view(room).orElseThrow()));
        world.principal(node.index).ifPresent(others::remove);
        List<PrincipalId> signers = new ArrayList<>();
        world.principal(node.index).ifPresent(signers::add);
        if (!others.isEmpty()) {
            signers.add(dice.pick(others));
        }
        return signers;
    }

    private void judge(SimNode node, SeatRoom view, List<PrincipalId> signers, Result<Bytes> signed) {
        switch (signed) {
            case Result.Done<Bytes> done -> {
                world.oracles().did(Act.SIGN_ON_RECORD);
                boolean sure = view.roster().stream()
                        .filter(member -> signers.contains(member.principal().id()))
                        .filter(member -> !world.principal(node.index)
                                .equals(Optional.of(member.principal().id())))
                        .allMatch(member -> member.confirmed() && isCompared(node, member));
                if (!sure) {
                    world.oracles().violated(Invariant.SIGNED_WHEN_SURE, node + " signs with whom it hasn't compared");
                }
                if (view.roster().stream().anyMatch(member -> stillLies(node, view.room(), member))) {
                    world.oracles()
                            .violated(Invariant.SIGNED_WHEN_SURE, node + " signs where a member shows another state");
                }
            }
            case Result.Refused<Bytes>(Refusal why) -> {
                if (why.key().equals("record.suspended")) {
                    world.oracles().states().count(SUSPENDED);
                    if (doubts.stream()
                            .noneMatch(one ->
                                    one.node() == node.index && one.room().equals(view.room()))) {
                        world.oracles()
                                .violated(Invariant.NO_FALSE_ALARM, node + " doubts a state of which it told nobody");
                    }
                }
            }
        }
    }

    private static boolean isCompared(SimNode node, SeatRoom.Member member) {
        return node.peers().stream()
                .filter(peer -> peer.principal().id().equals(member.principal().id()))
                .map(Seat.Peer::comparison)
                .anyMatch(Fact.Comparison.Compared.class::isInstance);
    }

    /** Whoever lies does so in every word until the faults stop, so that a doubt of it stands. */
    private boolean stillLies(SimNode node, RoomId room, SeatRoom.Member member) {
        PrincipalId who = member.principal().id();
        return doubts.contains(new Doubt(node.index, room, who))
                && world.nodeOf(who)
                        .filter(one -> world.weather().hostile().lies(one.index))
                        .isPresent();
    }
}
