package parley.bench.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import parley.bench.RelayBench.Line;
import parley.bench.RelayBench.Options;
import parley.bench.RelayBench.Report;

/** Runs the peers in turns and gathers the medians. */
public final class DurableAppends {
    private static final Duration COUNTED = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** Less gain than this is noise. */
    private static final double GAIN = 1.03;

    /** A compiler may pause that long between two gains: with two, a relay was measured that gained by half in the rounds. */
    private static final int WINDOWS_WITHOUT_GAIN = 4;

    private final Options options;
    private final Consumer<String> progress;
    private final List<String> absent = new ArrayList<>();

    public DurableAppends(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** A peer and what it gave so far. */
    private record Run(Peer peer, Load load, List<Measured> rounds) {
        /** Begins with nothing and leaves nothing: a minute of this load would fill what a relay holds in years. */
        Measured measure(Duration time, long salt) throws IOException, InterruptedException {
            Duration before = Cpu.used(peer);
            Load.Round round = load.run(time, salt);
            Duration used = Cpu.used(peer).minus(before);
            peer.empty();
            return new Measured(round, Cpu.microsEach(used, round.acknowledged()));
        }
    }

    private record Measured(Load.Round round, double cpuMicros) {
        double perSecond() {
            return round.perSecond();
        }
    }

    public Report run() throws IOException, InterruptedException {
        Deque<Peer> open = new ArrayDeque<>();
        try {
            List<Run> runs = new ArrayList<>();
            for (Peer peer : peers(open)) {
                Run run = new Run(peer, new Load(peer, options.inFlight(), options.messageBytes()), new ArrayList<>());
                progress.accept("warming up " + peer.name());
                Rest.await(runs.stream().map(Run::peer).toList());
                warmUp(run);
                runs.add(run);
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (Run run : runs) {
                    Rest.await(runs.stream().map(Run::peer).toList());
                    Measured done = run.measure(options.time(), round);
                    run.rounds().add(done);
                    progress.accept(String.format(
                            Locale.ROOT,
                            "round %d: %-16s %,9.0f appends/s",
                            round,
                            run.peer().name(),
                            done.perSecond()));
                }
            }
            List<Line> lines = new ArrayList<>();
            for (Run run : runs) {
                lines.add(line(run, runs.getFirst()));
            }
            return new Report(machine(), options, lines, absent);
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    /**
     * Until some windows in a row are neither faster nor cheaper: compilers and caches take as long as they take, and on a
     * machine that does other things too the rate alone says little.
     */
    private void warmUp(Run run) throws IOException, InterruptedException {
        double fastest = 0;
        double cheapest = Double.MAX_VALUE;
        int without = 0;
        long windows = Math.max(1, options.mostWarmUp().dividedBy(WINDOW));
        for (long window = 1; window <= windows && without < WINDOWS_WITHOUT_GAIN; window++) {
            Measured now = run.measure(WINDOW, -window);
            boolean gained = now.perSecond() > fastest * GAIN || now.cpuMicros() * GAIN < cheapest;
            without = gained ? 0 : without + 1;
            fastest = Math.max(fastest, now.perSecond());
            cheapest = Math.min(cheapest, now.cpuMicros());
        }
    }

    private List<Peer> peers(Deque<Peer> open) throws IOException {
        List<Peer> peers = new ArrayList<>();
        progress.accept("starting the relay");
        Peer parley = ParleyPeer.start(options.folder().resolve("relay"), options.logs());
        open.push(parley);
        peers.add(parley);
        Optional<PeerCertificate> tls = options.tls()
                ? Optional.of(PeerCertificate.make(options.folder().resolve("tls")))
                : Optional.empty();
        start("RabbitMQ", () -> Optional.of(RabbitPeer.start(options.logs(), tls)), open)
                .ifPresent(peers::add);
        start(
                        "PostgreSQL",
                        () -> {
                            Optional<java.nio.file.Path> bin = PostgresPeer.installation();
                            return bin.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(
                                            PostgresPeer.start(bin.get(), options.folder(), options.inFlight(), tls));
                        },
                        open)
                .ifPresent(peers::add);
        return peers;
    }

    /** Starts a peer, or finds it not installed. */
    @FunctionalInterface
    private interface Starter {
        Optional<Peer> start() throws IOException;
    }

    private Optional<Peer> start(String name, Starter starter, Deque<Peer> open) {
        progress.accept("starting " + name);
        try {
            Optional<Peer> peer = starter.start();
            peer.ifPresentOrElse(open::push, () -> absent.add(name + ": not installed"));
            return peer;
        } catch (IOException e) {
            absent.add(name + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Line line(Run run, Run relay) throws IOException, InterruptedException {
        List<Measured> rounds = run.rounds();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(relay.rounds().get(i).perSecond() / rounds.get(i).perSecond());
        }
        long syncs = -1;
        long appends = 0;
        if (Syncs.available()) {
            progress.accept("counting the forces of " + run.peer().name());
            try (Syncs counting = Syncs.count(run.peer().processes())) {
                appends = run.load().run(COUNTED, options.rounds() + 1).acknowledged();
                OptionalLong counted = counting.end();
                syncs = counted.orElse(-1);
            }
        }
        return new Line(
                run.peer().name(),
                run.peer().what(),
                rounds.stream().map(Measured::perSecond).toList(),
                median(rounds, Measured::perSecond),
                median(ratios, Double::doubleValue),
                median(rounds, measured -> measured.round().p50Millis()),
                median(rounds, measured -> measured.round().p99Millis()),
                median(rounds, Measured::cpuMicros),
                syncs,
                appends);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> of) {
        double[] sorted = values.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", Java " + Runtime.version();
    }
}
