package parley.simulation.world;

import java.util.HashMap;
import java.util.Map;
import parley.base.LogId;

/**
 * What a relay keeps from one client: entries of another, from the first of a log on, and all that stands behind that one.
 *
 * <p>The heads that it signs for that client are heads of the one history, only older. Not thread-safe: a run has one thread.
 */
final class HeldBack {
    private static final int NOBODY = -1;

    private final Map<LogId, Long> through = new HashMap<>();
    private int author = NOBODY;
    private int reader = NOBODY;

    void between(int writes, int reads) {
        author = writes;
        reader = reads;
    }

    void none() {
        between(NOBODY, NOBODY);
        through.clear();
    }

    /**
     * Hears that a client's entry was placed.
     *
     * @param before the log as it was before
     * @return whether anything of this log is kept from somebody from now on
     */
    boolean placed(int client, LogState before) {
        return client == author && through.putIfAbsent(before.id(), before.size()) == null;
    }

    /** A log as this client is to see it. */
    LogState shown(int client, LogState log) {
        Long end = client == reader ? through.get(log.id()) : null;
        return end == null || end >= log.size() ? log : log.cut(end);
    }
}
