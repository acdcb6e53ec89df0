package parley.simulation.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import parley.protocol.port.RelayAddress;

/**
 * Lets pairs of real nodes talk or be silent in quiet rooms, and others in rooms that are not, and tries to tell by what their
 * wires show which they did, and who reads whom: the command {@code parley bench quiet --wire}.
 *
 * <p>All pairs share one machine, one relay and the same minutes. For each pair it is drawn at every minute whether its people
 * begin or end to talk, so that neither a pair's habits nor the machine's noise goes with one class. The nodes run in one
 * process: what one does delays others for milliseconds, as machines of their own would not.
 */
public final class WireDistinguisher {
    /** What follows a founding (hellos, reports, first slots) is over, and a slot of each node was seen. */
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private static final Duration PHASES = Duration.ofMinutes(2).plusSeconds(30);
    private static final int MEETING_AT_ONCE = 4;
    private static final int MINUTES_A_VERDICT = 10;

    private WireDistinguisher() {}

    /**
     * @param pairs in quiet rooms
     * @param loudPairs in others, where talk must be found or the measurement shows nothing
     * @param minutes that are watched
     */
    public record Options(long seed, int pairs, int loudPairs, int minutes) {
        public static Options usual(int pairs, int minutes) {
            return new Options(1, pairs, Math.max(LEAST_LOUD, pairs / LOUD), minutes);
        }

        private static final int LEAST_LOUD = 4;
        private static final int LOUD = 8;
    }

    /** What was found in rooms of one kind. */
    public record Found(Verdict verdict, Follower follower) {}

    public record Report(Options options, Found quiet, Found loud) {
        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%d traces of talk, %d of silence, AUC %.3f ± %.3f (other rooms %.3f); who reads, better than blind %.3f ± %.3f"
                            + " (other rooms %.3f)",
                    quiet.verdict().talk(),
                    quiet.verdict().silence(),
                    quiet.verdict().auc(),
                    quiet.verdict().error(),
                    loud.verdict().auc(),
                    quiet.follower().gain(),
                    quiet.follower().error(),
                    loud.follower().gain());
        }
    }

    /**
     * Takes the minutes that the options ask for, and some more.
     *
     * @param folder empty
     * @param relay one that runs and that nobody else uses
     */
    public static Report run(Options options, Path folder, RelayAddress relay, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        List<WatchedTalk> talks = new ArrayList<>();
        try {
            progress.accept(
                    "pairs meet: " + options.pairs() + " in quiet rooms, " + options.loudPairs() + " in others");
            meet(options, folder, relay, pairs);
            Instant met = Instant.now();
            progress.accept("they settle");
            Thread.sleep(SETTLING);
            for (int i = 0; i < pairs.size(); i++) {
                talks.add(new WatchedTalk(
                        i, pairs.get(i), options.seed(), met.plus(SETTLING).minus(PHASES)));
            }
            Instant begun = Instant.now();
            for (int minute = 1; minute <= options.minutes(); minute++) {
                Thread.sleep(Duration.between(Instant.now(), begun.plus(Duration.ofMinutes(minute))));
                if (minute % MINUTES_A_VERDICT == 0 && minute < options.minutes()) {
                    progress.accept("after " + minute + " minutes: "
                            + report(options, talks).line());
                }
            }
            return report(options, talks);
        } finally {
            talks.forEach(WatchedTalk::close);
            for (Pair pair : pairs) {
                pair.close();
            }
        }
    }

    private static void meet(Options options, Path folder, RelayAddress relay, List<Pair> pairs)
            throws IOException, InterruptedException {
        List<Callable<Pair>> meetings = new ArrayList<>();
        for (int i = 0; i < options.pairs() + options.loudPairs(); i++) {
            Path own = folder.resolve("pair-" + i);
            boolean quiet = i < options.pairs();
            meetings.add(() -> Pair.meet(own, relay, quiet));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(MEETING_AT_ONCE)) {
            for (Future<Pair> one : pool.invokeAll(meetings)) {
                pairs.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a pair did not meet", e);
        }
    }

    private static Report report(Options options, List<WatchedTalk> talks) {
        return new Report(
                options,
                found(talks.stream().filter(WatchedTalk::quiet).toList()),
                found(talks.stream().filter(one -> !one.quiet()).toList()));
    }

    private static Found found(List<WatchedTalk> talks) {
        List<WatchedTalk.Wires> wires = talks.stream().map(WatchedTalk::wires).toList();
        List<Trace> traces = wires.stream()
                .flatMap(one -> one.minutes().stream())
                .map(WatchedTalk.Watched::trace)
                .toList();
        Instant from = wires.stream()
                .map(WatchedTalk.Wires::from)
                .max(Instant::compareTo)
                .orElseThrow();
        Instant until = wires.stream()
                .map(WatchedTalk.Wires::until)
                .min(Instant::compareTo)
                .orElseThrow();
        return new Found(
                Verdict.of(traces, Numbers.names(talks.getFirst().nodes())),
                Follower.of(
                        wires.stream().flatMap(one -> one.targets().stream()).toList(), from, until));
    }
}
