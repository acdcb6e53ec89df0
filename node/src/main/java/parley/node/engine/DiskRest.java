package parley.node.engine;

import java.time.Duration;
import java.util.Optional;
import parley.node.vault.VaultDoor;
import parley.protocol.port.Store.StoreFailed;

/**
 * How long a node rests whose disk takes nothing. On a full disk every answer of a relay is an act that fails: loaded anew at
 * once after each, a node would do nothing but load, and send all its loops to the relays each time. Used by the engine's
 * thread.
 */
final class DiskRest {
    /** A full disk may have been cleared. */
    static final Duration FIRST = Duration.ofSeconds(2);
    /** Whoever has made room waits no longer than this. */
    private static final Duration MOST = Duration.ofSeconds(15);

    /** No vault has made so many transactions. */
    private static final long NEVER = -1;

    private long failedAt = NEVER;
    private Duration next = FIRST;

    /**
     * After a failure: the rest before all is loaded anew, empty when the disk has taken something since the last one.
     *
     * @param generation how many transactions the vault has made
     */
    Optional<Duration> after(Throwable failure, long generation) {
        // What can't be read fails one act and no others.
        if (!(failure instanceof StoreFailed failed) || VaultDoor.isDamage(failed)) {
            return Optional.empty();
        }
        boolean again = generation == failedAt;
        failedAt = generation;
        if (!again) {
            next = FIRST;
            return Optional.empty();
        }
        Duration rest = next;
        next = rest.multipliedBy(2).compareTo(MOST) < 0 ? rest.multipliedBy(2) : MOST;
        return Optional.of(rest);
    }
}
