package parley.simulation.wire;

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

    double[] array() {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
