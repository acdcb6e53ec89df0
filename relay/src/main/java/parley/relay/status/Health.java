package parley.relay.status;

import java.util.Locale;

/** How a relay is, in one word. */
public enum Health {
    /** It takes and gives. */
    GOING(true),
    /** It takes nothing new, for want of room. Readers are served, so nobody should lead them elsewhere. */
    FULL(true),
    /** Its database can't be asked. */
    AWAY(false),
    /** Disk or database have been at one batch for longer than any should take. */
    STALLED(false),
    /** Its disk failed for good, and the process is about to end. */
    FAILED(false);

    private final boolean serves;

    Health(boolean serves) {
        this.serves = serves;
    }

    /** Whether callers have anything of it. */
    boolean serves() {
        return serves;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
