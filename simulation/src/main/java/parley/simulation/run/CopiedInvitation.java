package parley.simulation.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import parley.base.Hash;
import parley.base.Result;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.simulation.world.Dice;
import parley.simulation.world.Fault;

/**
 * Lets somebody in some runs have a copy of one invitation, and answer it when whom it was for has been paired by it.
 *
 * <p>The copyist's machine runs to the end beside the others: that no text and no secret comes to it is held as it is of everybody.
 * Not thread-safe: a run has one thread.
 */
final class CopiedInvitation {
    /** Of 1,000 runs, in how many there is a copy. */
    private static final int PERMILLE = 60;

    private static final int MOST_SECONDS = 60;

    private final World world;
    private final Dice dice;
    /** Whose invitation was copied; −1 where none was. */
    private final int whose;

    private final Set<Hash> answered = new HashSet<>();
    private boolean made;

    CopiedInvitation(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        whose = dice.chance(PERMILLE) ? dice.between(1, world.plan().nodes() - 1) : -1;
    }

    /** Whether a copy of this invitation was answered. */
    boolean wasAnswered(Hash invitation) {
        return answered.contains(invitation);
    }

    void told(SimNode node, Fact fact) {
        if (!made
                && whose >= 0
                && node.index == 0
                && fact instanceof Fact.Paired paired
                && world.principal(whose).equals(Optional.of(paired.peer().id()))) {
            made = true;
            world.people().invitation(whose).ifPresent(this::copy);
        }
    }

    private void copy(Seat.Invitation invitation) {
        world.timeline().after(Duration.ofSeconds(dice.between(1, MOST_SECONDS)), "a copyist sits down", () -> {
            SimNode copyist = world.addNode(world.name(whose) + "-copyist");
            boolean sat = copyist.sit((ports, tx) -> switch (Seat.accept(ports, tx, invitation.file())) {
                case Result.Done<Seat>(Seat seat) -> Optional.of(seat);
                case Result.Refused<Seat> refused -> Optional.empty();
            });
            if (sat) {
                answered.add(invitation.id());
                world.faults().count(Fault.INVITATION_COPIED);
            }
        });
    }
}
