package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Principal;
import parley.base.RoomId;
import parley.protocol.port.LogRef;
import parley.protocol.port.RoomFold;

/**
 * A room as this node stands in it.
 *
 * @param position folded through, counted through all epochs
 * @param log the present epoch's log and its head as folded
 * @param opening names roster, secrets and all that came before this epoch; {@link Seat#roomWords} says it aloud
 * @param frozenFor why it is frozen, where it is
 * @param waitingAt position of the first entry that waits for its key, when one does
 * @param going when each event of ours that waits goes out, by its number, in a room with slots; empty in others
 */
public record SeatRoom(
        RoomId room,
        String name,
        int epoch,
        long position,
        LogRef log,
        Head head,
        List<Member> roster,
        int seats,
        Hash opening,
        Condition condition,
        Optional<Fact.Freeze> frozenFor,
        OptionalLong waitingAt,
        RoomFold.State state,
        Map<Long, Going> going) {
    /** Within this a request for renewal is taken in: long enough to carry it by hand; whoever gets it first could stand between. */
    public static final Duration RENEWAL_VALID = Duration.ofDays(7);

    /**
     * In place of an instant before which an event isn't sealed: at once, and before all that waits and isn't begun. For what a node
     * says by itself, and must not show by its time how much its person has to say.
     */
    public static final Instant AHEAD = Instant.EPOCH;

    /**
     * A member of a room's present roster.
     *
     * @param folded how far it says that it has folded, counted through all epochs
     * @param placed entries of its that stand in the present epoch's log as read here: in a quiet room, slots that it kept
     * @param heard when an entry of its was read here last; since when we listen where none was. Known since this program
     *     started, the present epoch began and slots became as long as they are, and to nobody else
     */
    public record Member(
            Principal principal,
            int incarnation,
            Fact.Comparison comparison,
            boolean confirmed,
            long folded,
            long placed,
            Instant heard) {}

    /**
     * Which slots an event takes, unless something goes before it: an epoch's end, or what has to be sent again.
     *
     * @param until it can be taken back before
     * @param first where the slot of its first part begins
     * @param last where that of its last part does: the same where it is short
     */
    public record Going(Instant until, Instant first, Instant last) {}

    /** Whether a room can be written in. */
    public enum Condition {
        /** Asked, or founding not complete. */
        FORMING,
        OPEN,
        /**
         * Frozen by clone or rollback (protocol.md, "Restore, clone, rollback") or by differing histories: reads, seals
         * nothing.
         */
        FROZEN,
        /** We were removed. */
        LEFT
    }

    /** Whether it is frozen, and comes back when this node is renewed: where histories differ, people open another room. */
    public boolean waitsForRenewal() {
        return condition == Condition.FROZEN && !frozenFor.equals(Optional.of(Fact.Freeze.HISTORIES));
    }
}
