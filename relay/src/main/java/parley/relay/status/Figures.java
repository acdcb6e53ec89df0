package parley.relay.status;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import parley.protocol.port.Relay.Why;
import parley.relay.store.Condition;

/**
 * What a relay counts of itself, as it is; {@link StatusText} rounds it before anybody is told.
 *
 * @param kept empty when the store can't tell just now
 * @param waitingBytes of entries that wait for the disk
 * @param atOneBatch for how long the disk has been at the batch under way
 * @param appends answered with a signed head since the start
 * @param batches made durable since the start
 * @param declined what was asked and refused since the start, by reason
 * @param turnedAway requests refused before they were understood
 */
record Figures(
        Duration up,
        Optional<Condition.Amounts> kept,
        long connections,
        long waitingBytes,
        Duration atOneBatch,
        long appends,
        long batches,
        Map<Why, Long> declined,
        long turnedAway) {
    Figures {
        declined = Map.copyOf(declined);
    }
}
