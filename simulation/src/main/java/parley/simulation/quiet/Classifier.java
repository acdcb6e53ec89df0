package parley.simulation.quiet;

import java.util.List;

/**
 * A logistic regression over standardised numbers and their squares, by gradient descent: gives a trace a score, higher where it
 * looks more like talk. Immutable.
 */
public final class Classifier {
    private static final int ROUNDS = 400;
    private static final double STEP = 0.5;
    /** Keeps weights small where there is nothing to learn from. */
    private static final double DECAY = 1e-3;
    /** Beyond so many deviations a number says no more. */
    private static final double FAR = 5;

    private final double[] mean;
    private final double[] deviation;
    private final double[] weights;

    private Classifier(double[] mean, double[] deviation, double[] weights) {
        this.mean = mean;
        this.deviation = deviation;
        this.weights = weights;
    }

    public static Classifier train(List<double[]> talk, List<double[]> silence) {
        int width = talk.getFirst().length;
        double[] mean = new double[width];
        double[] deviation = new double[width];
        int count = talk.size() + silence.size();
        for (List<double[]> some : List.of(talk, silence)) {
            some.forEach(one -> add(mean, one, 1.0 / count));
        }
        for (List<double[]> some : List.of(talk, silence)) {
            for (double[] one : some) {
                for (int i = 0; i < width; i++) {
                    deviation[i] += (one[i] - mean[i]) * (one[i] - mean[i]) / count;
                }
            }
        }
        for (int i = 0; i < width; i++) {
            deviation[i] = Math.sqrt(deviation[i]);
        }
        Classifier made = new Classifier(mean, deviation, new double[1 + 2 * width]);
        made.learn(
                talk.stream().map(made::inputs).toList(),
                silence.stream().map(made::inputs).toList());
        return made;
    }

    private static void add(double[] to, double[] from, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    private void learn(List<double[]> talk, List<double[]> silence) {
        for (int round = 0; round < ROUNDS; round++) {
            double[] gradient = new double[weights.length];
            talk.forEach(one -> add(gradient, one, (1 - chance(one)) / (2.0 * talk.size())));
            silence.forEach(one -> add(gradient, one, -chance(one) / (2.0 * silence.size())));
            for (int i = 0; i < weights.length; i++) {
                weights[i] += STEP * (gradient[i] - DECAY * weights[i]);
            }
        }
    }

    private double chance(double[] inputs) {
        return 1 / (1 + Math.exp(-product(inputs)));
    }

    private double product(double[] inputs) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += inputs[i] * weights[i];
        }
        return sum;
    }

    private double[] inputs(double[] numbers) {
        double[] all = new double[weights.length];
        all[0] = 1;
        for (int i = 0; i < numbers.length; i++) {
            double one = deviation[i] < 1e-9 ? 0 : (numbers[i] - mean[i]) / deviation[i];
            double near = Math.clamp(one, -FAR, FAR);
            all[1 + i] = near;
            all[1 + numbers.length + i] = near * near - 1;
        }
        return all;
    }

    public double score(double[] numbers) {
        return product(inputs(numbers));
    }

    /**
     * How often a trace of talk scores higher than one of silence, ties half: 1 tells all apart, 0.5 is guessing (Mann and Whitney
     * 1947).
     */
    public static double auc(double[] talk, double[] silence) {
        double[] sorted = silence.clone();
        java.util.Arrays.sort(sorted);
        double higher = 0;
        for (double one : talk) {
            int below = first(sorted, one, false);
            int through = first(sorted, one, true);
            higher += below + (through - below) / 2.0;
        }
        return higher / ((double) talk.length * silence.length);
    }

    /** How many of the sorted are below {@code than}, or not above it. */
    private static int first(double[] sorted, double than, boolean beyond) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (beyond ? sorted[middle] <= than : sorted[middle] < than) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
