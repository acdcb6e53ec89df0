package parley.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.bench.RelaySoak.Look;
import parley.bench.RelaySoak.Options;
import parley.bench.RelaySoak.Report;
import parley.relay.client.HttpRelay;

/** Holds so many talks at once at one relay, one after the other, and looks at its memory meanwhile. */
public final class Soak {
    /** As many nodes' worth of connections; the talks share them. */
    private static final int CLIENTS = 10;

    private static final double SECONDS_AN_HOUR = 3_600;

    private final Options options;
    private final Consumer<String> progress;
    private final SoakTalk.Counts counts = new SoakTalk.Counts();
    private final AtomicInteger named = new AtomicInteger();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<@Nullable IOException>();

    public Soak(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    public Report run() throws IOException, InterruptedException {
        progress.accept("starting the relay");
        List<Thread> talks = new ArrayList<>();
        List<HttpRelay> clients = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        long start = System.nanoTime();
        long end = start + options.time().toNanos();
        try (RunningRelay relay = RunningRelay.start(options.folder())) {
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(HttpRelay.to(relay.address(), Optional.empty()));
                }
                for (int i = 0; i < options.talks(); i++) {
                    HttpRelay client = clients.get(i % CLIENTS);
                    talks.add(Thread.ofVirtual().name("talk-" + i).start(() -> hold(client, end)));
                }
                for (long next = start + options.every().toNanos();
                        next <= end && failure.get() == null;
                        next += options.every().toNanos()) {
                    TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                    looks.add(look(relay, next - start));
                }
                for (Thread talk : talks) {
                    talk.join();
                }
            } finally {
                clients.forEach(HttpRelay::close);
            }
        }
        @Nullable IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Report(DurableAppends.machine(), options, looks, counts.silences(), slope(looks));
    }

    private void hold(HttpRelay client, long end) {
        try {
            while (System.nanoTime() < end && failure.get() == null) {
                SoakTalk talk = SoakTalk.begin(client, options, named.getAndIncrement());
                talk.hold(counts, end);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Look look(RunningRelay relay, long nanos) throws IOException {
        Look look = new Look(
                TimeUnit.NANOSECONDS.toSeconds(nanos),
                relay.residentMib(),
                counts.acknowledged(),
                counts.read(),
                counts.released());
        progress.accept(String.format(
                Locale.ROOT,
                "%,6d s: %4d MiB, %,12d entries acknowledged, %,12d read, %,8d talks released",
                look.seconds(),
                look.residentMib(),
                look.acknowledged(),
                look.read(),
                look.released()));
        return look;
    }

    /** Of the second half: in the first one compilers and caches fill up. */
    private static double slope(List<Look> looks) {
        List<Look> half = looks.subList(looks.size() / 2, looks.size());
        double seconds = half.stream().mapToLong(Look::seconds).average().orElse(0);
        double mib = half.stream().mapToLong(Look::residentMib).average().orElse(0);
        double above = 0;
        double below = 0;
        for (Look look : half) {
            above += (look.seconds() - seconds) * (look.residentMib() - mib);
            below += (look.seconds() - seconds) * (look.seconds() - seconds);
        }
        return below == 0 ? 0 : above / below * SECONDS_AN_HOUR;
    }
}
