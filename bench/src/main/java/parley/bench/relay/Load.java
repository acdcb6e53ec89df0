package parley.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;

/** A closed loop: so many callers, each with one append under way at any time, for a given while. */
final class Load {
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Peer peer;
    private final int inFlight;
    private final byte[] noise;

    Load(Peer peer, int inFlight, int messageBytes) {
        this.peer = peer;
        this.inFlight = inFlight;
        this.noise = new byte[messageBytes];
        new Random(messageBytes).nextBytes(noise);
    }

    /**
     * What one round gave.
     *
     * @param acknowledged appends that were answered within the round
     * @param perSecond of them
     * @param p50Millis half of them took no longer
     * @param p99Millis 99 of 100 took no longer
     */
    record Round(long acknowledged, double perSecond, double p50Millis, double p99Millis) {}

    /** @throws IOException when any append failed: a round with losses is no measurement */
    Round run(Duration time, long salt) throws IOException, InterruptedException {
        List<Thread> callers = new ArrayList<>();
        List<Latencies> latencies = new ArrayList<>();
        AtomicReference<@Nullable IOException> failure = new AtomicReference<@Nullable IOException>();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; i < inFlight; i++) {
            Latencies own = new Latencies();
            latencies.add(own);
            Peer.Appender appender = peer.appender(i);
            long seed = salt * inFlight + i;
            callers.add(Thread.ofVirtual().name("load-" + i).start(() -> call(appender, seed, end, own, failure)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        @Nullable IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        long[] all =
                latencies.stream().flatMapToLong(Latencies::stream).sorted().toArray();
        return new Round(all.length, all.length / seconds, at(all, 0.50), at(all, 0.99));
    }

    private void call(
            Peer.Appender appender,
            long seed,
            long end,
            Latencies latencies,
            AtomicReference<@Nullable IOException> failure) {
        try {
            for (long n = 0; System.nanoTime() < end && failure.get() == null; n++) {
                long before = System.nanoTime();
                appender.append(message(seed, n));
                latencies.add(System.nanoTime() - before);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No two alike, as sealed entries are not, and not to be compressed. */
    private Bytes message(long seed, long n) {
        byte[] bytes = noise.clone();
        ByteBuffer.wrap(bytes).putLong(seed).putLong(n);
        return Bytes.wrap(bytes);
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * quantile)] / NANOS_PER_MILLI;
    }

    /** One caller's times. */
    private static final class Latencies {
        private long[] nanos = new long[1024];
        private int count;

        void add(long value) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = value;
        }

        LongStream stream() {
            return Arrays.stream(nanos, 0, count);
        }
    }
}
