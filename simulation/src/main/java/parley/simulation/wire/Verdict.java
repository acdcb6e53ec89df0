package parley.simulation.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
 * @param error of {@code auc}: its standard deviation over samples of so many pairs, whose minutes are alike, told by leaving out one
 *     pair after the other (the jackknife); what other training would change isn't in it
 * @param bestNumber the same by the single number that the training half chose: it finds a shift of one number that the classifier, which
 *     weighs all, drowns in the noise of the others
 * @param bestError of {@code bestNumber}
 * @param telling the numbers that tell most over all traces, for whoever looks for a leak; of so many some do by chance
 */
public record Verdict(
        double auc, double error, double bestNumber, double bestError, int talk, int silence, List<Telling> telling) {
    /** So that three quarters of the pairs train, and four pairs are enough. */
    static final int GROUPS = 4;

    private static final int SHOWN = 5;

    public Verdict {
        telling = List.copyOf(telling);
    }

    /** A number and how well it tells alone. */
    public record Telling(String number, double auc) {}

    /**
     * One trace, judged.
     *
     * @param best the best single number, negative where less of it means talk
     */
    private record Judged(int pair, boolean talk, double score, double best) {}

    private record Figure(double auc, double error) {}

    /** Empty where there are too few traces of both classes, of other pairs at other times, to train, to judge, and to tell the error. */
    static Optional<Verdict> of(List<Trace> traces, List<String> names) {
        List<Trace> level = level(traces);
        int middle = level.stream().mapToInt(Trace::minute).max().orElse(0) / 2;
        List<List<Judged>> parts = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            int group = i;
            for (boolean late : List.of(true, false)) {
                part(
                                only(level, one -> one.pair() % GROUPS != group && one.minute() > middle != late),
                                only(level, one -> one.pair() % GROUPS == group && one.minute() > middle == late))
                        .ifPresent(parts::add);
            }
        }
        List<Judged> judged = parts.stream().flatMap(List::stream).toList();
        int talk = (int) judged.stream().filter(Judged::talk).count();
        return figure(parts, Judged::score)
                .flatMap(all -> figure(parts, Judged::best)
                        .map(best -> new Verdict(
                                all.auc(),
                                all.error(),
                                best.auc(),
                                best.error(),
                                talk,
                                judged.size() - talk,
                                telling(level, names))));
    }

    private static Optional<Figure> figure(List<List<Judged>> parts, ToDoubleFunction<Judged> score) {
        List<Integer> pairs = parts.stream()
                .flatMap(List::stream)
                .map(Judged::pair)
                .distinct()
                .toList();
        double[] without = pairs.stream()
                .map(pair -> auc(parts, score, one -> one.pair() != pair))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        if (without.length < pairs.size()) {
            return Optional.empty();
        }
        OptionalDouble auc = auc(parts, score, _ -> true);
        double mean = Arrays.stream(without).average().orElse(0);
        double squares =
                Arrays.stream(without).map(one -> (one - mean) * (one - mean)).sum();
        double error = Math.sqrt(squares * (without.length - 1) / without.length);
        return auc.isPresent() ? Optional.of(new Figure(auc.getAsDouble(), error)) : Optional.empty();
    }

    /** The mean of the parts that hold both classes, each by how much it says. */
    private static OptionalDouble auc(
            List<List<Judged>> parts, ToDoubleFunction<Judged> score, Predicate<Judged> which) {
        double sum = 0;
        double weight = 0;
        for (List<Judged> part : parts) {
            double[] talk = scores(part, which.and(Judged::talk), score);
            double[] silence = scores(part, which.and(one -> !one.talk()), score);
            if (talk.length > 0 && silence.length > 0) {
                double its = (double) talk.length * silence.length / (talk.length + silence.length);
                sum += its * Classifier.auc(talk, silence);
                weight += its;
            }
        }
        return weight > 0 ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
    }

    private static double[] scores(List<Judged> part, Predicate<Judged> which, ToDoubleFunction<Judged> score) {
        return part.stream().filter(which).mapToDouble(score).toArray();
    }

    private static List<Trace> only(List<Trace> traces, Predicate<Trace> which) {
        return traces.stream().filter(which).toList();
    }

    private static Optional<List<Judged>> part(List<Trace> training, List<Trace> judged) {
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
        int sign = alone(training, best) < 0.5 ? -1 : 1;
        return Optional.of(judged.stream()
                .map(one -> new Judged(one.pair(), one.talk(), classifier.score(one.array()), sign * one.number(best)))
                .toList());
    }

    private static long classes(List<Trace> traces) {
        return traces.stream().map(Trace::talk).distinct().count();
    }

    private static double alone(List<Trace> traces, int number) {
        return Classifier.auc(
                traces.stream()
                        .filter(Trace::talk)
                        .mapToDouble(one -> one.number(number))
                        .toArray(),
                traces.stream()
                        .filter(one -> !one.talk())
                        .mapToDouble(one -> one.number(number))
                        .toArray());
    }

    /** Each number less what is usual over all traces of the same pair. */
    static List<Trace> level(List<Trace> traces) {
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
