package parley.simulation.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.simulation.quiet.Classifier;

/**
 * How well a classifier tells traces of talk from those of silence. Each trace is judged once, by a classifier that was trained on
 * other pairs in other minutes.
 *
 * <p>An observer who watches for long knows a pair's habits: of each number what is usual over all the pair's traces is taken off first, whose
 * class nobody needs to know for that.
 *
 * @param auc how often a trace of talk scores higher than one of silence; 0.5 is guessing
 * @param error of {@code auc}: its standard deviation over samples of so many traces (Hanley and McNeil 1982)
 * @param bestNumber the same by the single number that the training half chose
 * @param telling the numbers that tell most over all traces, for whoever looks for a leak; of so many some do by chance
 */
public record Verdict(double auc, double error, double bestNumber, int talk, int silence, List<Telling> telling) {
    private static final int GROUPS = 4;
    private static final int SHOWN = 5;

    public Verdict {
        telling = List.copyOf(telling);
    }

    /** A number and how well it tells alone. */
    public record Telling(String number, double auc) {}

    private record Part(double auc, double bestNumber, int talk, int silence) {
        private double weight() {
            return (double) talk * silence / (talk + silence);
        }
    }

    /** @param traces of at least two groups of pairs, of both classes */
    static Verdict of(List<Trace> traces, List<String> names) {
        List<Trace> level = level(traces);
        int middle = level.stream().mapToInt(Trace::minute).max().orElse(0) / 2;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            int group = i;
            for (boolean late : List.of(true, false)) {
                part(
                                only(level, one -> one.pair() % GROUPS != group && one.minute() > middle != late),
                                only(level, one -> one.pair() % GROUPS == group && one.minute() > middle == late))
                        .ifPresent(parts::add);
            }
        }
        double weight = parts.stream().mapToDouble(Part::weight).sum();
        double auc = parts.stream().mapToDouble(one -> one.auc() * one.weight()).sum() / weight;
        double variance = parts.stream()
                .mapToDouble(one -> one.weight() * one.weight() * variance(auc, one.talk(), one.silence()))
                .sum();
        return new Verdict(
                auc,
                Math.sqrt(variance) / weight,
                parts.stream()
                                .mapToDouble(one -> one.bestNumber() * one.weight())
                                .sum()
                        / weight,
                parts.stream().mapToInt(Part::talk).sum(),
                parts.stream().mapToInt(Part::silence).sum(),
                telling(level, names));
    }

    private static List<Trace> only(List<Trace> traces, Predicate<Trace> which) {
        return traces.stream().filter(which).toList();
    }

    private static Optional<Part> part(List<Trace> training, List<Trace> judged) {
        if (classes(training) < 2 || classes(judged) < 2) {
            return Optional.empty();
        }
        Classifier classifier = Classifier.train(
                training.stream().filter(Trace::talk).map(Trace::array).toList(),
                training.stream().filter(one -> !one.talk()).map(Trace::array).toList());
        int best = IntStream.range(0, training.getFirst().numbers().size())
                .boxed()
                .max(Comparator.comparingDouble(i -> Math.abs(alone(training, i) - 0.5)))
                .orElseThrow();
        double bestNumber = alone(judged, best);
        int talk = (int) judged.stream().filter(Trace::talk).count();
        return Optional.of(new Part(
                auc(judged, one -> classifier.score(one.array())),
                alone(training, best) < 0.5 ? 1 - bestNumber : bestNumber,
                talk,
                judged.size() - talk));
    }

    private static long classes(List<Trace> traces) {
        return traces.stream().map(Trace::talk).distinct().count();
    }

    private static double alone(List<Trace> traces, int number) {
        return auc(traces, one -> one.number(number));
    }

    private static double auc(List<Trace> traces, ToDoubleFunction<Trace> score) {
        return Classifier.auc(
                traces.stream().filter(Trace::talk).mapToDouble(score).toArray(),
                traces.stream().filter(one -> !one.talk()).mapToDouble(score).toArray());
    }

    /** Of the AUC of one sample (Hanley and McNeil 1982). */
    private static double variance(double auc, int talk, int silence) {
        double twoOfTalk = auc / (2 - auc);
        double twoOfSilence = 2 * auc * auc / (1 + auc);
        return (auc * (1 - auc) + (talk - 1) * (twoOfTalk - auc * auc) + (silence - 1) * (twoOfSilence - auc * auc))
                / ((double) talk * silence);
    }

    /** Each number less what is usual over all traces of the same pair. */
    private static List<Trace> level(List<Trace> traces) {
        return traces.stream().collect(Collectors.groupingBy(Trace::pair)).values().stream()
                .flatMap(its -> levelOne(its).stream())
                .toList();
    }

    private static List<Trace> levelOne(List<Trace> its) {
        double[] usual = IntStream.range(0, its.getFirst().numbers().size())
                .mapToDouble(i ->
                        usual(its.stream().mapToDouble(one -> one.number(i)).toArray()))
                .toArray();
        return its.stream()
                .map(one -> new Trace(
                        one.pair(),
                        one.minute(),
                        one.talk(),
                        IntStream.range(0, usual.length)
                                .mapToObj(i -> one.number(i) - usual[i])
                                .toList()))
                .toList();
    }

    /** The mean of the middle half: a minute in which the machine stood still moves it little. */
    private static double usual(double[] of) {
        double[] sorted = of.clone();
        Arrays.sort(sorted);
        return Arrays.stream(sorted, sorted.length / 4, sorted.length - sorted.length / 4)
                .average()
                .orElse(0);
    }

    private static List<Telling> telling(List<Trace> traces, List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Telling(names.get(i), alone(traces, i)))
                .sorted(Comparator.comparingDouble(one -> -Math.abs(one.auc() - 0.5)))
                .limit(SHOWN)
                .toList();
    }
}
