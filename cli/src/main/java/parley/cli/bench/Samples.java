package parley.cli.bench;

import java.util.Arrays;

/** Times in milliseconds, for asking what most of them are. */
final class Samples {
    private static final double NANOS_A_MILLI = 1e6;

    private double[] millis = new double[64];
    private int size;

    void add(long nanos) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size * 2);
        }
        millis[size++] = nanos / NANOS_A_MILLI;
    }

    /** The least time that {@code share} of them did not exceed. */
    double at(double share) {
        double[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(size - 1, Math.floor(size * share))];
    }

    double median() {
        return at(0.5);
    }

    double most() {
        return at(1);
    }
}
