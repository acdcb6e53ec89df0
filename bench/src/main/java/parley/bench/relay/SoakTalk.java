package parley.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.bench.RelaySoak.Options;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.SignedHead;

/** One talk of a soak: somebody writes at an even pace, the other side reads along and compares, then the log is released. */
final class SoakTalk {
    /** A talk ends with a last wait for more that doesn't come. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Relay relay;
    private final Options options;
    private final int number;
    private final BenchLog log;
    private final byte[] noise;
    private volatile long written = -1;

    private SoakTalk(Relay relay, Options options, int number, BenchLog log) {
        this.relay = relay;
        this.options = options;
        this.number = number;
        this.log = log;
        this.noise = new byte[options.entryBytes()];
        new Random(number).nextBytes(noise);
    }

    static SoakTalk begin(Relay relay, Options options, int number) throws IOException {
        return new SoakTalk(
                relay, options, number, BenchLog.create(relay, 1, number).getFirst());
    }

    /** What all talks of a soak did together. */
    static final class Counts {
        private final LongAdder acknowledged = new LongAdder();
        private final LongAdder read = new LongAdder();
        private final LongAdder released = new LongAdder();
        private final LongAdder silences = new LongAdder();

        long acknowledged() {
            return acknowledged.sum();
        }

        long read() {
            return read.sum();
        }

        long released() {
            return released.sum();
        }

        /** Calls that were not answered in time and asked again. */
        long silences() {
            return silences.sum();
        }
    }

    /** @throws IOException when the relay declined, or when what was acknowledged is not read as it was written */
    void hold(Counts counts, long end) throws IOException, InterruptedException {
        AtomicReference<@Nullable IOException> failure = new AtomicReference<@Nullable IOException>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                read(counts);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        write(counts, end, failure);
        reader.join();
        @Nullable IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        log.release(relay);
        counts.released.increment();
    }

    private void write(Counts counts, long end, AtomicReference<@Nullable IOException> failure)
            throws IOException, InterruptedException {
        long pace = TimeUnit.SECONDS.toNanos(options.talks()) / options.perSecond();
        long next = System.nanoTime() + new Random(number).nextLong(pace);
        long n = 0;
        try {
            while (n < options.entriesOfEach() && next < end && failure.get() == null) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                Bytes entry = entry(n);
                Answer<SignedHead> answer = heard(
                        counts,
                        () -> relay.append(log.id(), log.capability(), Optional.empty(), entry, Optional.empty()));
                if (!(answer instanceof Answer.Given<SignedHead>(SignedHead head))
                        || head.head().position() != n + 1) {
                    throw new IOException("the relay answered " + answer);
                }
                n++;
                counts.acknowledged.increment();
                next += pace;
            }
        } finally {
            written = n;
        }
    }

    private void read(Counts counts) throws IOException {
        long after = 0;
        while (written < 0 || after < written) {
            long acknowledged = written; // Before it is asked: all of these must be there.
            Duration wait = acknowledged < 0 ? WAIT : Duration.ZERO;
            long from = after;
            Answer<Page> answer =
                    heard(counts, () -> relay.read(log.id(), log.capability(), from, Relay.MOST_PAGE_ENTRIES, wait));
            if (!(answer instanceof Answer.Given<Page>(Page page))) {
                throw new IOException("the relay answered " + answer);
            }
            after = compare(page.entries(), after);
            counts.read.add(page.entries().size());
            if (page.entries().isEmpty() && acknowledged > after) {
                throw new IOException("an entry that was acknowledged is not there");
            }
        }
    }

    /** Asks again until there is an answer, as a node does: silence says nothing about what happened. */
    private static <T> Answer<T> heard(Counts counts, Supplier<Answer<T>> call) {
        Answer<T> answer = call.get();
        while (answer instanceof Answer.Silent<T>) {
            counts.silences.increment();
            answer = call.get();
        }
        return answer;
    }

    private long compare(List<Bytes> entries, long after) throws IOException {
        long position = after;
        for (Bytes entry : entries) {
            if (!entry.equals(entry(position))) {
                throw new IOException("an entry is not as it was written");
            }
            position++;
        }
        return position;
    }

    private Bytes entry(long n) {
        byte[] bytes = noise.clone();
        ByteBuffer.wrap(bytes).putLong(number).putLong(n);
        return Bytes.wrap(bytes);
    }
}
