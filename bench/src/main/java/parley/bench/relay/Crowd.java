package parley.bench.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import parley.base.Bytes;
import parley.bench.RelayCrowd.Options;
import parley.bench.RelayCrowd.Part;
import parley.bench.RelayCrowd.Report;

/** Runs the crowd at one relay: alone, besieged, and alone again. */
public final class Crowd {
    private static final int MESSAGE_BYTES = 1024;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** Fills a page for those who do not take it. */
    private static final int LARGE_BYTES = 450_000;

    private final Options options;
    private final Consumer<String> progress;
    private long entries;

    public Crowd(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    public Report run() throws IOException, InterruptedException {
        progress.accept("starting the relay");
        RunningRelay relay = RunningRelay.unbounded(options.folder());
        try (CrowdPeer peer = CrowdPeer.of(relay, options.logs(), options.connections())) {
            peer.appender(0).append(Bytes.wrap(new byte[LARGE_BYTES]));
            Load load = new Load(peer, options.connections(), MESSAGE_BYTES);
            progress.accept("warming up");
            entries += load.run(WARM_UP, 0).acknowledged();
            List<Part> parts = new ArrayList<>();
            parts.add(part("alone", load, relay, 1));
            try (Siege siege = Siege.of(relay.address(), peer.log(0), options)) {
                parts.add(part("besieged", load, relay, 2));
                parts.add(part("besieged, later", load, relay, 3));
                assert siege != null;
            }
            parts.add(part("alone again", load, relay, 4));
            return new Report(DurableAppends.machine(), options, parts);
        }
    }

    private Part part(String what, Load load, RunningRelay relay, long salt) throws IOException, InterruptedException {
        Load.Round round = load.run(options.time(), salt);
        entries += round.acknowledged();
        Part part =
                new Part(what, round.perSecond(), round.p50Millis(), round.p99Millis(), relay.residentMib(), entries);
        progress.accept(String.format(
                Locale.ROOT,
                "%-16s %,9.0f appends/s, p99 %.1f ms, %d MiB",
                what,
                part.perSecond(),
                part.p99Millis(),
                part.residentMib()));
        return part;
    }
}
