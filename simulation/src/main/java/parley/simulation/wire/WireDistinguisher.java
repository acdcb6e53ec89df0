package parley.simulation.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
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

    /**
     * In other rooms an entry goes when somebody talks and at no other time: an attacker who doesn't find that by far finds nothing. Of six
     * pairs it found 0.84 after 20 minutes, and all after 40.
     */
    private static final double LEAST_LOUD_AUC = 0.7;

    private static final List<String> NAMES = Numbers.names(Pair.NODES);

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

        /** One to each group, or no group is judged by a classifier of the others. */
        private static final int LEAST_LOUD = Verdict.GROUPS;

        /** Talk is plain there after few minutes; the quiet rooms, where it isn't, need the pairs. */
        private static final int LOUD = 8;
    }

    /**
     * What was found in rooms of one kind.
     *
     * @param verdict empty where there are too few minutes
     * @param mute minutes that are left out, since nobody said anything in their stretch of talk
     */
    public record Found(Optional<Verdict> verdict, Follower follower, int mute) {}

    /** @param planted what would be found in the quiet rooms if talk moved one number */
    public record Report(Options options, Found quiet, Found loud, List<Planted> planted) {
        public Report {
            planted = List.copyOf(planted);
        }

        /** Why this measurement says nothing of quiet rooms, if it doesn't. */
        public Optional<String> saysNothing() {
            if (quiet.verdict().isEmpty()
                    || loud.verdict().isEmpty()
                    || quiet.follower().texts() == 0) {
                return Optional.of("too few minutes of talk and of silence: let it take longer, or with more pairs");
            }
            double auc = loud.verdict().get().auc();
            return auc >= LEAST_LOUD_AUC
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "talk was not found in the other rooms (AUC %.3f, at least %.3f is needed), so nothing is shown of the quiet ones",
                            auc,
                            LEAST_LOUD_AUC));
        }
    }

    private static String line(Found quiet, Found loud) {
        return quiet.verdict()
                .map(verdict -> String.format(
                        Locale.ROOT,
                        "%d traces of talk, %d of silence, AUC %.3f ± %.3f (other rooms %s); who reads, better than blind %.3f ± %.3f"
                                + " (other rooms %.3f)",
                        verdict.talk(),
                        verdict.silence(),
                        verdict.auc(),
                        verdict.error(),
                        loud.verdict()
                                .map(other -> String.format(Locale.ROOT, "%.3f", other.auc()))
                                .orElse("too few"),
                        quiet.follower().gain(),
                        quiet.follower().error(),
                        loud.follower().gain()))
                .orElse("too few traces");
    }

    /**
     * Takes the minutes that the options ask for, and some more.
     *
     * @param folder empty
     * @param relay one that runs and that nobody else uses
     * @throws IOException also where somebody at a node could not go on: what the wires show then is of no class
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
                talks.forEach(WatchedTalk::check);
                if (minute % MINUTES_A_VERDICT == 0 && minute < options.minutes()) {
                    progress.accept("after " + minute + " minutes: "
                            + line(found(wires(talks, true)), found(wires(talks, false))));
                }
            }
            List<WatchedTalk.Wires> quiet = wires(talks, true);
            return new Report(options, found(quiet), found(wires(talks, false)), Planted.in(traces(quiet), NAMES));
        } catch (WatchedThread.Failed e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            talks.forEach(WatchedTalk::close);
            Pair.closeAll(pairs);
        }
    }

    /** @param pairs get those that met, in the order of their numbers, also where others did not */
    private static void meet(Options options, Path folder, RelayAddress relay, List<Pair> pairs)
            throws IOException, InterruptedException {
        Map<Integer, Pair> met = new ConcurrentSkipListMap<>();
        List<Callable<Pair>> meetings = new ArrayList<>();
        for (int i = 0; i < options.pairs() + options.loudPairs(); i++) {
            Path own = folder.resolve("pair-" + i);
            boolean quiet = i < options.pairs();
            int number = i;
            meetings.add(() -> {
                Pair pair = Pair.meet(own, relay, quiet);
                met.put(number, pair);
                return pair;
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(MEETING_AT_ONCE)) {
            for (Future<Pair> one : pool.invokeAll(meetings)) {
                var unused = one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a pair did not meet", e);
        } finally {
            pairs.addAll(met.values());
        }
    }

    private static List<WatchedTalk.Wires> wires(List<WatchedTalk> talks, boolean quiet) {
        return talks.stream()
                .filter(one -> one.quiet() == quiet)
                .map(WatchedTalk::wires)
                .toList();
    }

    private static List<Trace> traces(List<WatchedTalk.Wires> wires) {
        return wires.stream()
                .flatMap(one -> one.minutes().stream())
                .map(WatchedTalk.Watched::trace)
                .toList();
    }

    private static Found found(List<WatchedTalk.Wires> wires) {
        Instant from = wires.stream()
                .map(WatchedTalk.Wires::from)
                .max(Instant::compareTo)
                .orElseThrow();
        Instant until = wires.stream()
                .map(WatchedTalk.Wires::until)
                .min(Instant::compareTo)
                .orElseThrow();
        return new Found(
                Verdict.of(traces(wires), NAMES),
                Follower.of(
                        wires.stream().flatMap(one -> one.targets().stream()).toList(), from, until),
                wires.stream().mapToInt(WatchedTalk.Wires::mute).sum());
    }
}
