package parley.relay.store;

import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import parley.base.LogId;

/** The logs that are gone, and where bytes of them may still stand. Thread-safe. */
final class GoneLogs {
    private final Set<LogId> logs = ConcurrentHashMap.newKeySet();
    private final Set<Long> segments = new ConcurrentSkipListSet<>();
    private final Queue<LogId> withBlobs = new ConcurrentLinkedQueue<>();

    /** @param standsIn segments with records of it; may be told in several pieces */
    void add(LogId log, Collection<Long> standsIn) {
        segments.addAll(standsIn); // First: who finds it gone must find where it stands.
        if (logs.add(log)) {
            withBlobs.add(log);
        }
    }

    boolean has(LogId log) {
        return logs.contains(log);
    }

    int count() {
        return logs.size();
    }

    /** Segments in which records of gone logs may stand, as of now. */
    SortedSet<Long> segments() {
        return new TreeSet<>(segments);
    }

    /** Of those that were gone before the segment was written anew nothing stands there any more. */
    void beginsAnew(long segment) {
        segments.remove(segment);
    }

    void mayStandIn(long segment) {
        segments.add(segment);
    }

    /** The next log whose blobs may still be there; none when all were asked for. */
    @Nullable
    LogId nextWithBlobs() {
        return withBlobs.poll();
    }

    void hasBlobs(LogId log) {
        withBlobs.add(log);
    }
}
