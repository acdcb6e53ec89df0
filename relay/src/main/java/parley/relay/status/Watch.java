package parley.relay.status;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import parley.protocol.port.Relay.Why;
import parley.relay.server.Tally;
import parley.relay.store.Condition;
import parley.relay.store.GroupCommit;

/** Looks at the parts of a running relay. Thread-safe; may wait for disk and database. */
public final class Watch {
    /** A batch takes some thousandths of a second, and of a disk that is very busy perhaps one. */
    private static final Duration TOO_LONG = Duration.ofSeconds(10);

    private final Condition condition;
    private final GroupCommit commits;
    private final Tally tally;
    private final IntSupplier connections;
    private final long started = System.nanoTime();

    public Watch(Condition condition, GroupCommit commits, Tally tally, IntSupplier connections) {
        this.condition = condition;
        this.commits = commits;
        this.tally = tally;
        this.connections = connections;
    }

    Health health() {
        if (commits.isBroken()) {
            return Health.FAILED;
        }
        if (commits.atOneBatch().compareTo(TOO_LONG) > 0) {
            return Health.STALLED;
        }
        return switch (condition.state()) {
            case GOING -> Health.GOING;
            case FULL -> Health.FULL;
            case AWAY -> Health.AWAY;
        };
    }

    Figures figures() {
        Map<Why, Long> declined = new EnumMap<>(Why.class);
        for (Why why : Why.values()) {
            declined.put(why, tally.declinedFor(why));
        }
        return new Figures(
                Duration.ofNanos(System.nanoTime() - started),
                condition.amounts(),
                connections.getAsInt(),
                commits.waitingBytes(),
                commits.atOneBatch(),
                tally.appends(),
                commits.batches(),
                declined,
                tally.turnedAwayCount());
    }
}
