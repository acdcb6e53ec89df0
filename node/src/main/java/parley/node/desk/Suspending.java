package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;

/**
 * Suspending the talks of a room, and withdrawing from it with notice.
 *
 * <p>Each room has its own Rules and stands still by itself: nobody outside it learns of either.
 */
public interface Suspending {
    /** What stands there; refused is only what the vault can't give: that is no room where nothing stands. */
    Result<SuspensionView> suspension(RoomRef room);

    /** Stops the talks in this room. Everyone in it reads why. */
    Result<Ok> suspend(RoomRef room, Stopping stopping);

    /** Lets talks go on that one suspended oneself, or agrees that they go on. */
    Result<Ok> resume(RoomRef room, Hash suspension);

    /** As a party: gives notice that one withdraws from this room. At its date this node leaves by itself. */
    Result<Ok> giveNotice(RoomRef room, Leaving leaving);

    /** Takes one's notice back and stays. */
    Result<Ok> takeNoticeBack(RoomRef room, Hash notice);

    /**
     * @param reason why, in at most {@link parley.talks.practice.Note#MOST_BYTES}
     * @param days how long, from 1 to what the Rules allow
     */
    record Stopping(String reason, int days) {}

    /** @param note in at most {@link parley.talks.practice.Note#MOST_BYTES}; may be empty */
    record Leaving(String note) {}

    /**
     * What stands in a room.
     *
     * @param maySuspend whether the Rules let this node's principal suspend now
     * @param mostDays longest suspension under the Rules
     * @param mayGiveNotice whether this node's principal is a party here that has given none
     * @param noticeDays how many days the Rules ask between a notice and leaving; 0 for none
     */
    record SuspensionView(
            boolean maySuspend,
            int mostDays,
            Optional<StopView> stop,
            boolean mayGiveNotice,
            int noticeDays,
            List<NoticeView> notices) {
        public SuspensionView {
            notices = List.copyOf(notices);
        }
    }

    /**
     * A suspension.
     *
     * @param reason empty once its words were erased under the Rules, or where this node was let in later
     * @param agreed names of those who agreed that the talks go on
     * @param lacking names of those who must still agree
     * @param mayResume whether this node's principal can let them go on, or agree to it
     */
    record StopView(
            Hash id,
            String authorName,
            boolean own,
            Instant until,
            String reason,
            List<String> agreed,
            List<String> lacking,
            boolean mayResume) {
        public StopView {
            agreed = List.copyOf(agreed);
            lacking = List.copyOf(lacking);
        }
    }

    /**
     * A party's notice.
     *
     * @param due when its node leaves
     * @param note empty when it gave none, or once its words were erased under the Rules, or where this node was let in later
     */
    record NoticeView(Hash id, String authorName, boolean own, Instant due, String note) {}
}
