package parley.simulation.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.seat.Fact;
import parley.protocol.seat.SeatRoom;
import parley.simulation.world.Dice;

/**
 * Lets the people of some runs read a room's words aloud now and then, hear others than their node shows in some of these, and compare codes anew
 * after that: until then their node sends nothing to anybody of the room. Not thread-safe: a run has one thread.
 */
final class RoomWords {
    /** Of 1,000 runs, in how many words are read at all. */
    private static final int PERMILLE = 60;

    /** Of 1,000 turns of talk in these, at how many somebody reads the words aloud. */
    private static final int READ_PERMILLE = 80;

    private static final int DIFFER_PERMILLE = 300;
    /** Of 1,000 times that somebody looks up, at how many the codes are compared again. */
    private static final int ANEW_PERMILLE = 400;

    private final Dice dice;
    private final boolean everRead;
    private final Set<RoomId> differed = new HashSet<>();

    RoomWords(Dice dice) {
        this.dice = dice;
        everRead = dice.chance(PERMILLE);
    }

    /** Whether people said of this room that they heard other words. */
    boolean differed(RoomId room) {
        return differed.contains(room);
    }

    /** Compares codes anew where words or codes differed; true when there was something to do. */
    boolean compareAnew(SimNode node) {
        List<PrincipalId> doubted = node.peers().stream()
                .filter(peer -> peer.comparison() instanceof Fact.Comparison.Differed)
                .map(peer -> peer.principal().id())
                .toList();
        if (doubted.isEmpty() || !dice.chance(ANEW_PERMILLE)) {
            return false;
        }
        doubted.forEach(peer -> node.act((seat, tx) -> seat.compared(tx, peer, true, "by voice")));
        return true;
    }

    /** Reads the words of one of this node's rooms aloud, now and then; true when it was done. */
    boolean read(SimNode node) {
        if (!everRead || !dice.chance(READ_PERMILLE)) {
            return false;
        }
        List<SeatRoom> open = node.open();
        if (open.isEmpty()) {
            return false;
        }
        SeatRoom view = dice.pick(open);
        boolean same = !dice.chance(DIFFER_PERMILLE);
        if (!same) {
            differed.add(view.room());
        }
        node.act((seat, tx) -> seat.roomWordsHeard(tx, view.room(), view.epoch(), same, "in person"));
        return true;
    }
}
