package parley.simulation.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What both wires of a pair showed in one minute, in numbers.
 *
 * @param pair which
 * @param minute which of the pair's, in the order of time
 * @param talk whether people talked
 */
record Trace(int pair, int minute, boolean talk, List<Double> numbers) {
    Trace {
        numbers = List.copyOf(numbers);
    }

    double number(int which) {
        return numbers.get(which);
    }

    Trace with(int which, double value) {
        List<Double> changed = new ArrayList<>(numbers);
        changed.set(which, value);
        return new Trace(pair, minute, talk, changed);
    }

    double[] array() {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
