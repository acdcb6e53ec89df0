package parley.simulation.quiet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import parley.simulation.world.Dice;
import parley.simulation.world.SeededRandomness;

/**
 * Holds many rooms, quiet ones and others, and tries to tell by the traces whether people talk in them and who answers whom: the
 * command {@code parley bench quiet}.
 *
 * <p>In every room times of talk and of silence follow one another by chance, so nothing but talk tells the two classes apart. Every
 * room is held twice, with equal clocks, machines, keys and network, and the second time people talk where they were silent: what
 * is left between the classes comes of talk, and the chance of a small sample doesn't hide it. Half of the traces train, the
 * other half, from other rooms, is judged. Equal options give equal figures. Thread-safe.
 */
public final class Distinguisher {
    private static final int SEATS = 3;
    private static final int SEATS_OF_ANSWERS = 4;
    private static final Duration TRACE = Duration.ofMinutes(6);
    /** What was said in one trace is over before the next. */
    private static final Duration BETWEEN = Duration.ofMinutes(4);

    private static final int TRACES_A_ROOM = 20;
    private static final Duration ANSWERING = Duration.ofHours(2);
    /** About so many texts that are answered are said in one room meanwhile. */
    private static final int TEXTS_A_ROOM = 150;

    private Distinguisher() {}

    /**
     * @param traces of each class, in quiet rooms and in others; half of them train
     * @param texts for which the attacker guesses who answers, at least
     */
    public record Options(long seed, int traces, int texts) {
        /** A thousand traces of each class are judged, and as many train. */
        public static final Options USUAL = new Options(1, 2_000, 10_000);
    }

    /**
     * What was found in rooms of one kind.
     *
     * @param auc of the trained classifier over traces that it hasn't seen; 0.5 is guessing
     * @param bestNumber the greatest AUC of a single number, as the training half chose it, over the same traces
     * @param judged traces of each class
     * @param gain by how much better than blindly the attacker guesses who answers
     */
    public record Found(double auc, double bestNumber, int judged, int texts, double gain) {}

    public record Report(Options options, Found aloud, Found quiet) {}

    /** Runs all; takes minutes. */
    public static Report run(Options options, Consumer<String> progress) throws InterruptedException {
        progress.accept("rooms that are not quiet");
        Found aloud = found(options, false);
        progress.accept("quiet rooms");
        return new Report(options, aloud, found(options, true));
    }

    private static Found found(Options options, boolean quiet) throws InterruptedException {
        int rooms = Math.max(2, Math.ceilDiv(options.traces(), TRACES_A_ROOM));
        List<Callable<Traces>> work = new ArrayList<>();
        for (int i = 0; i < rooms; i++) {
            long seed = SeededRandomness.derive(options.seed(), "traces", i);
            work.add(() -> traces(seed, quiet, false));
            work.add(() -> traces(seed, quiet, true));
        }
        List<Traces> all = inParallel(work);
        Traces training = Traces.of(all.subList(0, rooms / 2 * 2));
        Traces judged = Traces.of(all.subList(rooms / 2 * 2, rooms * 2));
        Classifier classifier = Classifier.train(training.talk, training.silence);
        double auc = Classifier.auc(scores(judged.talk, classifier), scores(judged.silence, classifier));
        AnswerAttack.Tally tally = answers(options, quiet);
        return new Found(
                auc, bestNumber(training, judged), judged.talk.size(), tally.guesses(), tally.gain(SEATS_OF_ANSWERS));
    }

    private static double[] scores(List<double[]> traces, Classifier classifier) {
        return traces.stream().mapToDouble(classifier::score).toArray();
    }

    private static double bestNumber(Traces training, Traces judged) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < training.talk.getFirst().length; i++) {
            double off = Math.abs(auc(training, i) - 0.5);
            if (off > most) {
                most = off;
                best = i;
            }
        }
        double judgedAuc = auc(judged, best);
        return auc(training, best) < 0.5 ? 1 - judgedAuc : judgedAuc;
    }

    private static double auc(Traces traces, int number) {
        return Classifier.auc(
                traces.talk.stream().mapToDouble(one -> one[number]).toArray(),
                traces.silence.stream().mapToDouble(one -> one[number]).toArray());
    }

    // ---- Traces

    private record Traces(List<double[]> talk, List<double[]> silence) {
        static Traces of(List<Traces> some) {
            Traces all = new Traces(new ArrayList<>(), new ArrayList<>());
            some.forEach(one -> {
                all.talk.addAll(one.talk);
                all.silence.addAll(one.silence);
            });
            return all;
        }
    }

    /**
     * As many traces of talk as of silence from one room, in an order by chance.
     *
     * @param exchanged whether people talk where they would have been silent
     */
    private static Traces traces(long seed, boolean quiet, boolean exchanged) {
        RoomRun run = new RoomRun(seed, SEATS, quiet);
        Dice order = new Dice(SeededRandomness.derive(seed, "order", 0));
        Talk talk = new Talk(run, new Dice(SeededRandomness.derive(seed, "people", exchanged ? 1 : 0)));
        Traces traces = new Traces(new ArrayList<>(), new ArrayList<>());
        int drawn = TRACES_A_ROOM / 2;
        for (int left = TRACES_A_ROOM; left > 0; left--) {
            boolean isDrawn = order.below(left) < drawn;
            drawn -= isDrawn ? 1 : 0;
            boolean talking = isDrawn != exchanged;
            run.runFor(BETWEEN);
            run.takeSeen();
            Instant begin = run.timeline().now();
            if (talking) {
                talk.begin(TRACE);
            }
            run.runFor(TRACE);
            (talking ? traces.talk : traces.silence).add(Features.of(run.takeSeen(), begin, SEATS));
        }
        return traces;
    }

    /** Exactly what is seen of a room whose people talk, or don't: to compare traces as they are. */
    static List<Seen> trace(long seed, boolean quiet, boolean talking, Duration time) {
        RoomRun run = new RoomRun(seed, SEATS, quiet);
        if (talking) {
            new Talk(run, new Dice(SeededRandomness.derive(seed, "people", 0))).begin(time);
        }
        run.runFor(time);
        return run.takeSeen();
    }

    // ---- Who answers

    private static AnswerAttack.Tally answers(Options options, boolean quiet) throws InterruptedException {
        AnswerAttack.Tally all = new AnswerAttack.Tally(0, 0);
        int room = 0;
        while (all.guesses() < options.texts()) {
            List<Callable<AnswerAttack.Tally>> work = new ArrayList<>();
            int more = Math.ceilDiv(options.texts() - all.guesses(), TEXTS_A_ROOM);
            for (int i = 0; i < more; i++) {
                long seed = SeededRandomness.derive(options.seed(), "answers", room++);
                work.add(() -> answers(seed, quiet));
            }
            for (AnswerAttack.Tally one : inParallel(work)) {
                all = all.and(one);
            }
        }
        return all;
    }

    private static AnswerAttack.Tally answers(long seed, boolean quiet) {
        RoomRun run = new RoomRun(seed, SEATS_OF_ANSWERS, quiet);
        Dice dice = new Dice(SeededRandomness.derive(seed, "people", 0));
        Talk talk = new Talk(run, dice);
        talk.begin(ANSWERING);
        run.runFor(ANSWERING.plus(BETWEEN));
        List<Talk.Said> asked = talk.said().stream().filter(Talk.Said::answered).toList();
        return AnswerAttack.run(run.takeSeen(), asked, SEATS_OF_ANSWERS, dice);
    }

    private static <T> List<T> inParallel(List<Callable<T>> work) throws InterruptedException {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : pool.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
