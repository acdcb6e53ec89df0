package parley.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Page;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/** Callers who append to a relay until it is killed in the middle of it, and what each was told last is kept. */
final class UntilKilled {
    /** Each at a log of its own, with one append under way at any time. */
    private static final int CALLERS = 256;

    /** Once each had an answer, so long more. */
    private static final Duration LOAD = Duration.ofSeconds(1);

    private static final Duration LONGEST_BEFORE = Duration.ofMinutes(1);

    private final List<Thread> threads = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();

    /** @param logs at least as many as callers */
    static UntilKilled kill(RunningRelay running, List<BenchLog> logs, int entryBytes, int round)
            throws IOException, InterruptedException {
        UntilKilled all = new UntilKilled();
        try (HttpRelay relay = HttpRelay.to(running.address(), Optional.empty())) {
            for (int i = 0; i < CALLERS; i++) {
                Caller caller = new Caller(logs.get(i), entryBytes, round * CALLERS + i);
                all.callers.add(caller);
                all.threads.add(Thread.ofVirtual().start(() -> caller.append(relay)));
            }
            all.awaitAnswers();
            Thread.sleep(LOAD);
            running.kill();
            for (Thread thread : all.threads) {
                thread.join();
            }
        }
        return all;
    }

    private void awaitAnswers() throws IOException, InterruptedException {
        for (Caller caller : callers) {
            if (!caller.answered.await(LONGEST_BEFORE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("not every caller had an answer within a minute");
            }
        }
    }

    /** @throws IOException when something that was acknowledged isn't there */
    void compare(RunningRelay running) throws IOException {
        try (HttpRelay relay = HttpRelay.to(running.address(), Optional.empty())) {
            for (Caller caller : callers) {
                caller.compare(relay);
            }
        }
    }

    /** The last append of a caller that was acknowledged. */
    private record Acknowledged(long position, Bytes entry) {}

    private static final class Caller {
        private final BenchLog log;
        private final byte[] noise;
        private final CountDownLatch answered = new CountDownLatch(1);
        private final AtomicReference<@Nullable Acknowledged> last = new AtomicReference<@Nullable Acknowledged>();

        Caller(BenchLog log, int entryBytes, int seed) {
            this.log = log;
            this.noise = new byte[entryBytes];
            new Random(seed).nextBytes(noise);
        }

        void append(Relay relay) {
            for (long n = 0; ; n++) {
                byte[] bytes = noise.clone();
                ByteBuffer.wrap(bytes).putLong(n);
                Bytes entry = Bytes.wrap(bytes);
                Answer<SignedHead> answer =
                        relay.append(log.id(), log.capability(), Optional.empty(), entry, Optional.empty());
                if (!(answer instanceof Answer.Given<SignedHead>(SignedHead head))) {
                    return;
                }
                last.set(new Acknowledged(head.head().position(), entry));
                answered.countDown();
            }
        }

        void compare(Relay relay) throws IOException {
            Acknowledged told = last.get();
            if (told != null
                    && !(relay.read(log.id(), log.capability(), told.position() - 1, 1, Duration.ZERO)
                                    instanceof Answer.Given<Page>(Page page)
                            && page.entries().equals(List.of(told.entry())))) {
                throw new IOException("an entry that was acknowledged is not there");
            }
        }
    }
}
