package parley.simulation.world;

/** What can go wrong in a simulated world; a report counts how often each really did. */
public enum Fault {
    /** A request never reached the relay. */
    REQUEST_LOST,
    /** The relay acted, and its answer was lost. */
    ANSWER_LOST,
    /** A request reached the relay twice. */
    REQUEST_DUPLICATED,
    /** A request or answer took so long that others overtook it. */
    DELAYED,
    /** A node could not reach the relay for a while. */
    PARTITION,
    /** A node's process died between two transactions and started again. */
    CRASH,
    /** A commit failed and was gone. */
    COMMIT_LOST,
    /** A commit failed and was kept all the same. */
    COMMIT_UNANSWERED,
    /** A node's clock was set wrong, ahead or back. */
    CLOCK_JUMP,
    /** The relay swapped two entries of a page. */
    PAGE_REORDERED,
    /** The relay left an entry out of a page. */
    PAGE_GAP,
    /** The relay changed a bit of an entry. */
    PAGE_CORRUPT,
    /** The relay hid the newest entries behind an older head that it had really signed. */
    PAGE_TRUNCATED,
    /** The relay answered with a page from another place. */
    PAGE_REPLAYED,
    /** The relay answered with a head that its key did not sign. */
    HEAD_FORGED,
    /** The relay declined what it could have done. */
    DECLINED_WRONGLY,
    /** The relay placed an entry a second time. */
    ENTRY_REPEATED,
    /** The relay, or somebody with the capability, placed bytes that are no entry. */
    ENTRY_GARBAGE,
    /** The relay placed an entry of another log. */
    ENTRY_TRANSPLANTED,
    /** The relay lost a whole log. */
    LOG_LOST,
    /** The relay was put back to an earlier state. */
    ROLLED_BACK,
    /** The relay showed two histories. */
    TWO_HISTORIES,
    /** The relay placed in one of two histories an entry that came in the other only. */
    ENTRY_CROSSED,
    /** The relay held back from one member, until the faults stopped, what another wrote, and with it all that stood behind. */
    HELD_BACK,
    /** A node's store was put back to an earlier state. */
    NODE_RESTORED,
    /** A copy of a node's store ran beside the node. */
    NODE_CLONED,
    /** A node ran an older version of the program than the others, and the newer one from a start on in mid talk. */
    UPGRADED,
    /** A hostile member sealed an entry with slots that don't open for some. */
    SLOT_SPOILED,
    /** A hostile member's inbox messages did not open. */
    INBOX_SPOILED,
    /** A hostile member claimed another state than the fold gives. */
    DIGEST_LIED,
    /** A hostile member sealed what is no event, or an act that is refused. */
    EVENT_ODD,
    /** A hostile member signed with another room key than its card names. */
    KEY_EXCHANGED,
    /** A hostile member greeted others under another card than the roster names. */
    HELLO_CHANGED,
    /** A pouch was carried between two nodes. */
    POUCH_CARRIED,
    /** Somebody with a copy of an invitation answered it after the one whom it was for. */
    INVITATION_COPIED,
    /** The relay told a node that a log is gone for good, and showed it to the others. */
    GONE_CLAIMED,
    /** The relay's machine lost its power, in the middle of a write or between two: of what was not forced something stayed, tore or went. */
    RELAY_POWER_LOST,
    /** A letter in an inbox rotted on the relay's disk before its owner had read it. */
    LETTER_ROTTED
}
