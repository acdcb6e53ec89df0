package parley.relay.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the logs of one relay take, and says when it takes no more.
 *
 * <p>The index of all entries stands in memory for ever, and the next start must load it again: without a bound a stranger who
 * writes long enough ends a public relay for good. Thread-safe.
 */
public final class Quota {
    /** What memory holds of one entry at most: place, fingerprint and slots of the table, right after its arrays grew; and some room. */
    public static final int ENTRY_BYTES = 64;

    /** What memory holds of one log beside its entries, capabilities and the first of its arrays included. */
    public static final int LOG_BYTES = 1_024;

    /** What memory holds of one log that is gone: its name. */
    public static final int GONE_BYTES = 192;

    private static final Logger LOG = LoggerFactory.getLogger(Quota.class);
    private static final int MIB = 1 << 20;

    private final Most most;
    private long logs;
    private long entries;
    private long gone;
    private boolean toldFull;
    private boolean toldMany;

    public Quota(Most most) {
        this.most = most;
    }

    /**
     * What a relay takes at most.
     *
     * @param indexBytes of its index in memory, reckoned by {@link #ENTRY_BYTES} and {@link #LOG_BYTES}
     * @param logs of any size
     * @param diskBytes of everything that is kept, attachments and invitations too
     */
    public record Most(long indexBytes, long logs, long diskBytes) {
        /** For whoever fills a store of its own. */
        public static final Most UNBOUNDED = new Most(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

        /** Calls under way may take a quarter of the heap too, what lives as long as a call another, the program itself some of the rest. */
        private static final int PART_OF_HEAP = 4;

        /** So many logs take two fifths of the index in the shipped relay: whoever makes logs leaves room for what is written in them. */
        public static final long USUAL_LOGS = 50_000;

        public Most {
            if (indexBytes < 1 || logs < 1 || diskBytes < 1) {
                throw new IllegalArgumentException("a relay takes something");
            }
        }

        /** A part of what this JVM may have. */
        public static Most ofThisMachine() {
            return new Most(Runtime.getRuntime().maxMemory() / PART_OF_HEAP, USUAL_LOGS, Long.MAX_VALUE);
        }

        /** The same with another bound on logs. */
        public Most logs(long most) {
            return new Most(indexBytes, most, diskBytes);
        }

        /** The same with another bound on what is kept. */
        public Most diskBytes(long most) {
            return new Most(indexBytes, logs, most);
        }
    }

    /** Counts what was found at the start, or has just been made durable. */
    synchronized void add(long moreLogs, long moreEntries) {
        logs += moreLogs;
        entries += moreEntries;
    }

    /** Gives back what logs took, of which only the names are kept. */
    synchronized void leave(long goneLogs, long theirEntries) {
        logs -= goneLogs;
        entries -= theirEntries;
        gone += goneLogs;
        toldFull = false;
        toldMany = false;
    }

    /** Whether there is room for so much more; says once to the operator when there is not. */
    synchronized boolean hasRoomFor(long moreLogs, long moreEntries) {
        boolean full = indexBytes(moreLogs, moreEntries) > most.indexBytes();
        boolean many = logs + moreLogs > most.logs();
        if (full && !toldFull) {
            toldFull = true;
            LOG.warn(
                    "The index of {} entries in {} logs takes its whole share of the memory, {} MiB: new logs and entries are"
                            + " put off from now on, and reading goes on. Started with a larger -Xmx the relay takes more.",
                    entries,
                    logs,
                    most.indexBytes() / MIB);
        }
        if (many && !toldMany) {
            toldMany = true;
            LOG.warn("There are {} logs, as many as may be: new ones are put off from now on.", logs);
        }
        return !full && !many;
    }

    /**
     * What is taken.
     *
     * @param indexTenths of the index's share, 0 to 10, rounded down
     * @param full when there is no room for one more log or entry
     */
    record Filled(long logs, long entries, int indexTenths, boolean full) {}

    synchronized Filled filled() {
        int tenths = (int) Math.min(10, indexBytes(0, 0) / Math.max(1, most.indexBytes() / 10));
        boolean full = logs >= most.logs() || indexBytes(1, 0) > most.indexBytes();
        return new Filled(logs, entries, tenths, full);
    }

    private long indexBytes(long moreLogs, long moreEntries) {
        return (logs + moreLogs) * LOG_BYTES + (entries + moreEntries) * ENTRY_BYTES + gone * GONE_BYTES;
    }
}
