package parley.relay.server;

/** A rate limit: so many at once, so many a second in the long run. Thread-safe. */
final class Bucket {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final double burst;
    private double left;
    private long last;

    Bucket(double perSecond, int burst, long now) {
        this.perNano = perSecond / NANOS;
        this.burst = burst;
        this.left = burst;
        this.last = now;
    }

    /** Whether nothing is missing: then it is as good as a new one. */
    synchronized boolean isFull(long now) {
        return left + (now - last) * perNano >= burst;
    }

    /** @param now nanoseconds of a clock that never goes back */
    synchronized boolean take(long now) {
        left = Math.min(burst, left + (now - last) * perNano);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
