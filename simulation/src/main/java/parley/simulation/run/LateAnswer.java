package parley.simulation.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import parley.base.Hash;
import parley.base.Result;
import parley.base.Role;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.simulation.world.Dice;

/**
 * Lets the table's first node invite one more in some runs, who answers when the invitation is past and has a slow clock that doesn't
 * show it: people at the table are told that somebody answered in vain.
 *
 * <p>The stranger's machine runs to the end beside the others: that no text and no secret comes to it is held as it is of everybody.
 * Not thread-safe: a run has one thread.
 */
final class LateAnswer {
    /** One seed in so many is such a run. Its number decides, so that all else of the other seeds is as it was. */
    private static final int EVERY = 37;

    /** The rest by which these seeds are known: none that a test keeps for what once happened in it has this one. */
    private static final int REST = 3;

    private static final Duration VALID = Duration.ofMinutes(1);
    private static final int LEAST_LATE_SECONDS = 90;
    private static final int MOST_LATE_SECONDS = 300;

    /** More than the longest delay, so that the stranger's own node finds the invitation in time. */
    private static final Duration SLOW = Duration.ofMinutes(10);

    private static final String STRANGER = "Sanaa";

    private final World world;
    private final Dice dice;
    private final boolean happens;
    private final Set<Hash> answered = new HashSet<>();
    private boolean begun;

    LateAnswer(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        happens = Math.floorMod(world.seed(), EVERY) == REST;
    }

    /** Whether this invitation was answered after its time. */
    boolean wasAnswered(Hash invitation) {
        return answered.contains(invitation);
    }

    void told(SimNode node, Fact fact) {
        if (happens && !begun && node.index == 0 && fact instanceof Fact.Paired) {
            begun = true;
            world.timeline().after(Duration.ofSeconds(1), "invites a stranger", () -> invite(node));
        }
    }

    private void invite(SimNode host) {
        host.done((seat, tx) -> seat.invite(tx, STRANGER, Role.WITNESS, VALID))
                .filter(Result::isDone)
                .ifPresent(made -> {
                    Duration late = Duration.ofSeconds(dice.between(LEAST_LATE_SECONDS, MOST_LATE_SECONDS));
                    world.timeline().after(late, "a stranger sits down late", () -> sit(made.orThrow()));
                });
    }

    private void sit(Seat.Invitation invitation) {
        SimNode stranger = world.addNode(STRANGER);
        stranger.clock.skew(SLOW.negated());
        boolean sat = stranger.sit((ports, tx) -> switch (Seat.accept(ports, tx, invitation.file())) {
            case Result.Done<Seat>(Seat seat) -> Optional.of(seat);
            case Result.Refused<Seat> refused -> Optional.empty();
        });
        if (sat) {
            answered.add(invitation.id());
        }
    }
}
