package parley.simulation.quiet;

import java.time.Instant;

/**
 * One thing that relay and network see: a request that leaves a node, or what the relay answers it.
 *
 * @param at to the microsecond
 * @param node who: its address
 * @param size bytes on the wire
 */
record Seen(Instant at, int node, What what, int size) {
    /** Of which kind, and whether it is about the room's log or about anything else (inboxes, new logs). */
    enum What {
        APPEND,
        APPENDED,
        READ,
        PAGE,
        OTHER,
        OTHER_ANSWERED
    }
}
