package parley.relay.store;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.relay.TestLog;

/** Opens stores on a {@link CrashDisk} and says things shortly. */
final class StoreFixture {
    /** Segments turn after a few entries. */
    static final StoreLimits SMALL = new StoreLimits(4096, 4096, 16, Quota.Most.UNBOUNDED);

    private StoreFixture() {}

    static LogStore open(Disk disk) {
        return open(disk, new Random(1));
    }

    static LogStore open(Disk disk, Random random) {
        try {
            return LogStore.open(disk, random::nextBytes, SMALL, Runnable::run);
        } catch (IOException e) {
            throw new AssertionError("the store did not open", e);
        }
    }

    static Change creation(TestLog log) {
        return new Change.Create(log.capabilities());
    }

    static Change append(TestLog log, Bytes entry) {
        return Change.Append.of(log.id(), entry, OptionalLong.empty());
    }

    static Change appendAt(TestLog log, long at, Bytes entry) {
        return Change.Append.of(log.id(), entry, OptionalLong.of(at));
    }

    static Outcome one(LogStore store, Change change) {
        return store.commit(List.of(change)).getFirst();
    }

    static Head placed(LogStore store, Change change) {
        if (one(store, change) instanceof Outcome.Placed(var log, Head head)) {
            return head;
        }
        throw new AssertionError("not placed");
    }

    static List<Bytes> all(LogStore store, TestLog log) {
        return store.read(log.id(), 0, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true)
                .entries();
    }

    static Bytes entry(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
