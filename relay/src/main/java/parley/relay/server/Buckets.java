package parley.relay.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate limit for each of many: logs, for instance.
 *
 * <p>Holds memory only for those who took something of late: a bucket that is full again is as good as a new one, and goes.
 * Thread-safe.
 */
final class Buckets {
    /** How often the full ones are looked for: seldom beside the calls, soon beside the time in which one fills. */
    private static final long SWEEP_NANOS = 1_000_000_000;

    /** Stands for those who came too late to be told apart. */
    private static final Object OTHERS = new Object();

    private final double perSecond;
    private final int burst;
    private final int most;
    private final Map<Object, Bucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong swept;

    /**
     * @param most are told apart, about; who comes when there are more counts as one with others
     * @param now nanoseconds of a clock that never goes back
     */
    Buckets(double perSecond, int burst, int most, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.most = most;
        this.swept = new AtomicLong(now);
    }

    /** Whether {@code who} has something left; takes it. */
    boolean take(Object who, long now) {
        long last = swept.get();
        if (now - last > SWEEP_NANOS && swept.compareAndSet(last, now)) {
            dropFull(now);
        }
        boolean[] taken = new boolean[1];
        // Within the map's own lock of this key: a bucket that is being dropped gives nothing.
        buckets.compute(known(who), (key, there) -> {
            Bucket bucket = there == null ? new Bucket(perSecond, burst, now) : there;
            taken[0] = bucket.take(now);
            return bucket;
        });
        return taken[0];
    }

    private Object known(Object who) {
        return buckets.size() < most || buckets.containsKey(who) ? who : OTHERS;
    }

    private void dropFull(long now) {
        for (Object who : buckets.keySet()) {
            buckets.computeIfPresent(who, (key, bucket) -> bucket.isFull(now) ? null : bucket);
        }
    }

    int size() {
        return buckets.size();
    }
}
