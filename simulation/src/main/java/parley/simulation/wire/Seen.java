package parley.simulation.wire;

import java.time.Instant;

/**
 * One thing that whoever watches a node's wire sees.
 *
 * @param connection which of the node's, in the order in which they were opened
 * @param bytes of a whole TLS record with its head; 0 where a connection opens or ends
 */
record Seen(Instant at, int connection, What what, int bytes) {
    enum What {
        OPENED,
        /** From the node to the relay. */
        UP,
        DOWN,
        ENDED
    }
}
