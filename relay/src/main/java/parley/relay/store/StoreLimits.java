package parley.relay.store;

/**
 * How the store cuts its files and batches, and how much it takes.
 *
 * @param segmentBytes a segment is closed when it has grown to this; bounds what a start must read in full
 * @param batchBytes a group commit carries about this much at most
 * @param batchRecords a group commit carries at most so many records; at most 2^16, see {@link
 *     parley.protocol.port.SignedHead#MOST_PATH}
 * @param most what it takes before it puts off what comes
 */
public record StoreLimits(long segmentBytes, int batchBytes, int batchRecords, Quota.Most most) {
    public static final StoreLimits USUAL = new StoreLimits(64 << 20, 4 << 20, 4096, Quota.Most.ofThisMachine());

    public StoreLimits {
        // Offsets are packed into 31 bits, and one batch stands whole in one segment.
        if (segmentBytes < Segment.HEADER || segmentBytes > 1 << 30 || batchBytes < 1 || batchRecords < 1) {
            throw new IllegalArgumentException("store limits out of range");
        }
    }

    /** The same, taking at most so much. */
    public StoreLimits taking(Quota.Most atMost) {
        return new StoreLimits(segmentBytes, batchBytes, batchRecords, atMost);
    }
}
