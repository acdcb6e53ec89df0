package parley.simulation.quiet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import parley.simulation.quiet.Seen.What;

/**
 * What an observer may compute from a trace: how much, how often, how regularly, in which order, and how one node's doings follow
 * another's. A number that can't be computed is 0. Stateless.
 */
final class Features {
    /** The period that an observer knows from the program's source. */
    private static final double SLOT_MILLIS = 60_000;

    private static final double SOON_MILLIS = 20_000;

    private Features() {}

    /** All numbers of one trace, always equally many in one order. */
    static double[] of(List<Seen> trace, Instant begin, int nodes) {
        List<Double> all = new ArrayList<>();
        for (What what : What.values()) {
            times(trace, begin, one -> one.what() == what, all);
            all.add(trace.stream()
                    .filter(one -> one.what() == what)
                    .mapToDouble(Seen::size)
                    .sum());
        }
        for (int i = 0; i < nodes; i++) {
            int node = i;
            times(trace, begin, one -> one.node() == node && one.what() == What.APPEND, all);
            times(trace, begin, one -> one.node() == node && one.what() == What.READ, all);
            all.add(trace.stream()
                    .filter(one -> one.node() == node)
                    .mapToDouble(Seen::size)
                    .sum());
        }
        order(trace, all);
        answering(trace, all);
        latency(trace, What.APPEND, What.APPENDED, all);
        latency(trace, What.READ, What.PAGE, all);
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Count, gaps (mean, deviation, least, greatest, correlation of neighbours) and how much they keep to slots. */
    private static void times(List<Seen> trace, Instant begin, Predicate<Seen> which, List<Double> into) {
        double[] at = trace.stream()
                .filter(which)
                .mapToDouble(one -> millis(Duration.between(begin, one.at())))
                .toArray();
        double[] gaps = new double[Math.max(0, at.length - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = at[i + 1] - at[i];
        }
        into.add((double) at.length);
        into.add(mean(gaps));
        into.add(deviation(gaps));
        into.add(DoubleStream.of(gaps).min().orElse(0));
        into.add(DoubleStream.of(gaps).max().orElse(0));
        into.add(neighbours(gaps));
        double cos = DoubleStream.of(at)
                .map(t -> Math.cos(2 * Math.PI * t / SLOT_MILLIS))
                .sum();
        double sin = DoubleStream.of(at)
                .map(t -> Math.sin(2 * Math.PI * t / SLOT_MILLIS))
                .sum();
        into.add(at.length == 0 ? 0 : Math.hypot(cos, sin) / at.length);
    }

    /** How often one node appends twice running, and how soon after another. */
    private static void order(List<Seen> trace, List<Double> into) {
        List<Seen> appends =
                trace.stream().filter(one -> one.what() == What.APPEND).toList();
        int same = 0;
        int soon = 0;
        for (int i = 1; i < appends.size(); i++) {
            boolean self = appends.get(i).node() == appends.get(i - 1).node();
            same += self ? 1 : 0;
            soon += !self && between(appends.get(i - 1), appends.get(i)) < SOON_MILLIS ? 1 : 0;
        }
        into.add((double) same);
        into.add((double) soon);
    }

    /** From each append to the next thing that another node asks for. */
    private static void answering(List<Seen> trace, List<Double> into) {
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < trace.size(); i++) {
            if (trace.get(i).what() == What.APPEND) {
                Seen from = trace.get(i);
                trace.subList(i + 1, trace.size()).stream()
                        .filter(one ->
                                one.node() != from.node() && (one.what() == What.READ || one.what() == What.OTHER))
                        .findFirst()
                        .ifPresent(next -> delays.add(between(from, next)));
            }
        }
        double[] all = delays.stream().mapToDouble(Double::doubleValue).toArray();
        into.add(mean(all));
        into.add(deviation(all));
        into.add(DoubleStream.of(all).min().orElse(0));
    }

    /** From a node's request to the answer's leaving. */
    private static void latency(List<Seen> trace, What asked, What answered, List<Double> into) {
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < trace.size(); i++) {
            Seen from = trace.get(i);
            if (from.what() == asked) {
                trace.subList(i + 1, trace.size()).stream()
                        .filter(one -> one.node() == from.node() && one.what() == answered)
                        .findFirst()
                        .ifPresent(next -> delays.add(between(from, next)));
            }
        }
        double[] all = delays.stream().mapToDouble(Double::doubleValue).toArray();
        into.add(mean(all));
        into.add(deviation(all));
    }

    private static double between(Seen from, Seen to) {
        return millis(Duration.between(from.at(), to.at()));
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static double mean(double[] of) {
        return DoubleStream.of(of).average().orElse(0);
    }

    private static double deviation(double[] of) {
        double mean = mean(of);
        return Math.sqrt(
                DoubleStream.of(of).map(x -> (x - mean) * (x - mean)).average().orElse(0));
    }

    private static double neighbours(double[] gaps) {
        double mean = mean(gaps);
        double variance =
                DoubleStream.of(gaps).map(x -> (x - mean) * (x - mean)).sum();
        double together = 0;
        for (int i = 1; i < gaps.length; i++) {
            together += (gaps[i] - mean) * (gaps[i - 1] - mean);
        }
        return variance < 1e-9 ? 0 : together / variance;
    }
}
