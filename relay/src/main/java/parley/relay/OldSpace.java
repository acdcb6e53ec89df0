package parley.relay;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Has the heap's old space collected before the heap grows by what is dead in it.
 *
 * <p>The serial collector leaves that space alone until the whole heap is full. What dies there is the index of every log that was
 * released, so that a relay took more memory hour by hour, up to its bound, while it held no more than before. A collection
 * stops all calls for as long as it takes to go through what lives: a tenth of a second with a usual index.
 */
final class OldSpace implements AutoCloseable {
    /** What may lie there dead at least: what a million released entries leave, some half an hour's at 500 a second. */
    static final long LEAST_DEAD = 32L << 20;

    /** Or this part of what lives: where much does, a collection takes long and is to be as much rarer. */
    private static final int PART_OF_LIVING = 2;

    private static final Duration EVERY = Duration.ofSeconds(5);

    /** As the serial collector calls it, the only one that waits so long: any other that an operator chose looks after itself. */
    private static final String POOL = "Tenured Gen";

    private final LongSupplier used;
    private final Runnable collect;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("relay-old-space").unstarted(this::run);
    private long living;

    OldSpace(LongSupplier used, Runnable collect) {
        this.used = used;
        this.collect = collect;
        this.living = used.getAsLong();
    }

    /** Of this process, from now on; nothing where another collector is at work. */
    static Optional<OldSpace> watched() {
        Optional<OldSpace> here = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(POOL))
                .findFirst()
                .map(OldSpace::of);
        here.ifPresent(space -> space.thread.start());
        return here;
    }

    private static OldSpace of(MemoryPoolMXBean pool) {
        return new OldSpace(() -> pool.getUsage().getUsed(), System::gc);
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is used beyond what lived after the last collection may be alive too: then the next one comes as much later. */
    void look() {
        long now = used.getAsLong();
        if (now - living > Math.max(LEAST_DEAD, living / PART_OF_LIVING)) {
            collect.run();
            living = used.getAsLong();
        } else {
            living = Math.min(living, now);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
