package parley.node.desk;

/**
 * The Rules of a room as a person sets them when planning it, and as a page shows them afterwards.
 *
 * @param admissionConsents how many members must agree before somebody is admitted, renewed or history is granted; 1 to members
 * @param removalConsents how many members must agree before somebody is removed; 1 to members
 * @param receipts whether nodes tell each other how far they have read
 * @param unverifiedMayRead whether a principal whose code nobody compared may sit in the room
 * @param vouchedMayRead whether a principal known only through a room may sit in the room
 * @param refreshDays a new epoch without change of roster at least this often, 1 to 30
 * @param retentionDays after how many days this room's texts and keys are erased on every node, 0 for never
 * @param quiet whether nodes write in fixed slots with cover, so that the relay can't see who is active
 */
public record RoomSettings(
        int admissionConsents,
        int removalConsents,
        boolean receipts,
        boolean unverifiedMayRead,
        boolean vouchedMayRead,
        int refreshDays,
        int retentionDays,
        boolean quiet) {
    /** What SEALED-ROOM proposes: two consents, thirty days, nothing to whom nobody compared, no receipts. */
    public static final RoomSettings DEFAULT = new RoomSettings(2, 2, false, false, false, 30, 0, false);
}
