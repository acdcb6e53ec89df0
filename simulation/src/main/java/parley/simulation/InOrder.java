package parley.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Works on many numbers, on all processors, and hands on what came of each in their order, keeping nothing of what was handed on. */
final class InOrder {
    /**
     * So many are begun beyond the first that isn't handed on: a slow one keeps no processor waiting, and what others left meanwhile is
     * some megabytes. All ten million of a run would be more than any heap holds.
     */
    static final int MOST_AHEAD = 1_000;

    private InOrder() {}

    /**
     * Works on the numbers {@code from} to {@code from + count − 1}.
     *
     * @param taken hears of each, one after the other, on the caller's thread
     */
    static <T> void each(long from, int count, LongFunction<T> work, Consumer<T> taken) throws InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            Queue<Future<T>> ahead = new ArrayDeque<>();
            long next = from;
            for (long first = from; first < from + count; first++) {
                while (next < from + count && ahead.size() < MOST_AHEAD) {
                    long one = next++;
                    ahead.add(workers.submit(() -> work.apply(one)));
                }
                taken.accept(of(first, ahead.remove()));
            }
        }
    }

    private static <T> T of(long number, Future<T> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulator itself failed at seed " + number, e.getCause());
        }
    }
}
