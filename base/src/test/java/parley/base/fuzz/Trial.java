package parley.base.fuzz;

import java.lang.management.ManagementFactory;
import parley.base.Bytes;

/** One input before one target: the promise, and what it cost. */
public final class Trial {
    /** A first reading also loads classes and fills caches, on the same thread; only what costs too much each time is the parser's. */
    private static final int READINGS = 3;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Trial() {}

    /** @throws AssertionError if the target's promise is broken, its budget included */
    public static Target.Verdict of(Target target, Bytes input) {
        return of(target, input, target.budget());
    }

    static Target.Verdict of(Target target, Bytes input, Budget budget) {
        AssertionError last = new AssertionError("not read");
        for (int reading = 0; reading < READINGS; reading++) {
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long time = THREADS.getCurrentThreadCpuTime();
            Target.Verdict verdict = read(target, input);
            long usedTime = THREADS.getCurrentThreadCpuTime() - time;
            long usedBytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
            if (usedBytes <= budget.bytesFor(input)
                    && usedTime <= budget.processor().toNanos()) {
                return verdict;
            }
            last = new AssertionError("%d bytes of input took %,d bytes of memory (allowed: %,d) and %,d µs"
                    .formatted(input.size(), usedBytes, budget.bytesFor(input), usedTime / 1_000));
        }
        throw last;
    }

    private static Target.Verdict read(Target target, Bytes input) {
        try {
            return target.read(input);
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("thrown instead of a refusal", e);
        }
    }
}
