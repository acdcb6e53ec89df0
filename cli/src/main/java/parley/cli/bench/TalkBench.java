package parley.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import parley.cli.drive.Ear;

/**
 * Nodes that talk over a relay, each a process of its own on this machine: how long a message takes, and how many ten
 * nodes carry.
 *
 * <p>A message is timed from before it is handed to its author's API until the reader's stream of changes says that it
 * stands in the record, so both APIs are in the figure. Nothing is held back for taking back: grace is 0.
 */
public final class TalkBench {
    /** What was promised. */
    private static final double MOST_MILLIS = 15;

    private static final double LEAST_PER_SECOND = 50;

    private static final int MESSAGES = 500;
    /** Compilers need that long until a message's way gets no faster. */
    private static final int WARM_UP = 1_500;

    private static final int MEMBERS = 10;
    /** Above what was promised, so that the end of the run, when the last message is still on its way, doesn't count against it. */
    private static final int ASKED = 55;

    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 60;

    private final Path folder;
    private final Consumer<String> progress;

    public TalkBench(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    public Figures run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return Figures.of(List.of(pair(), ten()));
    }

    private Figures pair() throws IOException, InterruptedException {
        progress.accept("two nodes, one message at a time");
        Samples forces = Probes.forces(folder.resolve("force"));
        try (Company pair = Company.of(2, folder.resolve("pair"))) {
            Samples trips = Probes.roundTrips(pair.relay());
            Samples millis = oneByOne(pair);
            double least = 3 * forces.median() + trips.median();
            return new Figures(
                    List.of(Goal.atMost(
                            "from send to folded at the reader, two nodes, p50", millis.median(), "ms", MOST_MILLIS)),
                    List.of(
                            new Figures.Beside("the same, p95", millis.at(0.95), "ms"),
                            new Figures.Beside("forcing 4 KiB to this disk, p50", forces.median(), "ms"),
                            new Figures.Beside("round trip to the relay over its TLS, p50", trips.median(), "ms"),
                            new Figures.Beside("three forces and one round trip", least, "ms")),
                    List.of(String.format(
                            Locale.ROOT,
                            "Two nodes and a relay on loopback: %d messages, one at a time, after %d to warm up; timed from the call"
                                    + " of the author's API to the change that the reader's API tells.",
                            MESSAGES,
                            WARM_UP)));
        }
    }

    private Samples oneByOne(Company pair) throws IOException, InterruptedException {
        Samples millis = new Samples();
        try (Ear reader = pair.ears().getLast()) {
            for (int i = -WARM_UP; i < MESSAGES; i++) {
                long wanted = reader.lines() + 1;
                long begun = System.nanoTime();
                pair.say(0, "Message " + i + ", of the length that messages have in such talks, more or less.");
                long heard = reader.until(wanted);
                if (i >= 0) {
                    millis.add(heard - begun);
                }
            }
        }
        return millis;
    }

    private Figures ten() throws IOException, InterruptedException {
        progress.accept(MEMBERS + " nodes in one room");
        try (Company ten = Company.of(MEMBERS, folder.resolve("ten"))) {
            List<Ear> ears = ten.ears();
            progress.accept("warming up " + MEMBERS + " nodes");
            said(ten, ears, ASKED * WARM_UP_SECONDS);
            progress.accept(ASKED + " messages a second to all of them");
            Flow flow = said(ten, ears, ASKED * SECONDS);
            for (Ear ear : ears) {
                ear.close();
            }
            return new Figures(
                    List.of(Goal.atLeast(
                            "messages a second that a room of " + MEMBERS + " nodes folds, all of them",
                            flow.perSecond(),
                            "/s",
                            LEAST_PER_SECOND)),
                    List.of(new Figures.Beside("the last message at all members after", flow.lastBehindMillis(), "ms")),
                    List.of(String.format(
                            Locale.ROOT,
                            "%d nodes and a relay, all on this machine: %d messages a second, each node in turn, for %d s, after"
                                    + " %d s to warm up; all messages over the time until the last node has the last of them.",
                            MEMBERS,
                            ASKED,
                            SECONDS,
                            WARM_UP_SECONDS)));
        }
    }

    private record Flow(double perSecond, double lastBehindMillis) {}

    /** Says at an even pace, whether or not the nodes keep up, and waits until every node has every message. */
    private static Flow said(Company company, List<Ear> ears, int count) throws IOException, InterruptedException {
        List<Long> wanted = new ArrayList<>();
        for (Ear ear : ears) {
            wanted.add(ear.lines() + count);
        }
        long step = TimeUnit.SECONDS.toNanos(1) / ASKED;
        long begun = System.nanoTime();
        List<Future<?>> saying = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                long wait = begun + i * step - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                int message = i;
                saying.add(each.submit(() -> {
                    company.say(message % ears.size(), "Message " + message + " of many, said by each in turn.");
                    return true;
                }));
            }
        }
        long written = System.nanoTime();
        for (Future<?> one : saying) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IOException("a message was not taken: " + e.getCause(), e);
            }
        }
        long last = 0;
        for (int i = 0; i < ears.size(); i++) {
            last = Math.max(last, ears.get(i).until(wanted.get(i)));
        }
        double seconds = (last - begun) / 1e9;
        return new Flow(count / seconds, Math.max(0, (last - written) / 1e6));
    }
}
