package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * What an observer may compute of what both wires of a pair showed in a minute: how much, how large, when against the slots, how
 * fast the relay was, how soon the node asked again, and how one node's doings follow the other's. What can't be computed is 0.
 * Not thread-safe.
 */
final class Numbers {
    /** Upper ends of the classes into which sizes of records are counted: requests, heads, answers, entries, pages. */
    private static final int[] SIZES = {64, 128, 256, 384, 512, 768, 1_024, 2_048, 4_600, 5_200, 9_000, 14_000};

    /** So far from its instant a reading is looked for. */
    private static final double NEAR = 3_000;

    private static final int READINGS = 4;

    private final List<String> names = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    private Numbers() {}

    /**
     * One node's minute.
     *
     * @param wire in the order of time
     */
    record Side(List<Seen> wire, List<AskedRelay.Asked> asked, Phase phase) {}

    static List<Double> of(List<Side> sides, Instant begin) {
        return List.copyOf(all(sides, begin).values);
    }

    private static Numbers all(List<Side> sides, Instant begin) {
        Numbers all = new Numbers();
        for (int i = 0; i < sides.size(); i++) {
            Side side = sides.get(i);
            Side other = sides.get((i + 1) % sides.size());
            all.node("node " + (i + 1) + ", ", side.wire(), side.phase(), begin);
            all.calls("node " + (i + 1) + ", at the relay ", side.asked());
            all.follows("node " + (i + 1) + " after the other, ", other.wire(), side.wire());
        }
        return all;
    }

    /** What each stands for, of so many nodes. */
    static List<String> names(int nodes) {
        Side nothing = new Side(List.of(), List.of(), new Phase(0));
        return List.copyOf(all(Collections.nCopies(nodes, nothing), Instant.EPOCH).names);
    }

    private void add(String name, double value) {
        names.add(name);
        values.add(value);
    }

    // ---- One node

    private void node(String who, List<Seen> wire, Phase phase, Instant begin) {
        for (Seen.What what : Seen.What.values()) {
            List<Seen> some = wire.stream().filter(one -> one.what() == what).toList();
            add(who + what + " count", some.size());
            if (what == Seen.What.UP || what == Seen.What.DOWN) {
                sizes(who + what + " ", some);
                spread(who + what + " gap ", gaps(some));
            }
        }
        Instant slot = phase.in(begin);
        slot(who + "entry ", wire, slot);
        readings(who + "reading ", wire, slot, begin);
        spread(who + "answered after ", delays(wire, Seen.What.UP, Seen.What.DOWN, true));
        spread(who + "asks again after ", delays(wire, Seen.What.DOWN, Seen.What.UP, false));
    }

    private void calls(String who, List<AskedRelay.Asked> asked) {
        for (AskedRelay.Call call : AskedRelay.Call.values()) {
            List<AskedRelay.Asked> some =
                    asked.stream().filter(one -> one.call() == call).toList();
            add(who + call + " count", some.size());
            spread(
                    who + call + " entries ",
                    some.stream().mapToDouble(AskedRelay.Asked::entries).toArray());
        }
    }

    private void sizes(String who, List<Seen> some) {
        add(who + "bytes", some.stream().mapToInt(Seen::bytes).sum());
        add(who + "largest", some.stream().mapToInt(Seen::bytes).max().orElse(0));
        add(who + "different sizes", (double)
                some.stream().map(Seen::bytes).distinct().count());
        int above = 0;
        for (int most : SIZES) {
            int from = above;
            add(who + "up to " + most + " bytes", (double) some.stream()
                    .filter(one -> one.bytes() > from && one.bytes() <= most)
                    .count());
            above = most;
        }
    }

    /** How late the slot's entry is, how many records carry it, and how soon it is acknowledged. */
    private void slot(String who, List<Seen> wire, Instant slot) {
        List<Seen> entries = wire.stream().filter(Phase::isEntry).toList();
        add(who + "count", entries.size());
        Optional<Seen> first = entries.stream().findFirst();
        add(who + "late by", first.map(one -> millis(slot, one.at())).orElse(0.0));
        add(
                who + "acknowledged after",
                first.flatMap(one -> next(wire, one, Seen.What.DOWN, true)).orElse(0.0));
        add(who + "bytes", entries.stream().mapToInt(Seen::bytes).sum());
    }

    private void readings(String who, List<Seen> wire, Instant slot, Instant begin) {
        double[] late = new double[READINGS];
        double[] answered = new double[READINGS];
        double[] bytes = new double[READINGS];
        int count = 0;
        long first = Math.floorMod(millisOf(slot) + Phase.READING / 2 - millisOf(begin), Phase.READING);
        for (int i = 0; i < READINGS; i++) {
            Instant due = begin.plusMillis(first + i * Phase.READING);
            Optional<Seen> asked = wire.stream()
                    .filter(one -> one.what() == Seen.What.UP && !Phase.isEntry(one))
                    .min(Comparator.comparingDouble(one -> Math.abs(millis(due, one.at()))))
                    .filter(one -> Math.abs(millis(due, one.at())) < NEAR);
            if (asked.isPresent()) {
                late[i] = millis(due, asked.get().at());
                answered[i] = next(wire, asked.get(), Seen.What.DOWN, true).orElse(0.0);
                bytes[i] = nextBytes(wire, asked.get());
                count++;
            }
        }
        add(who + "count", count);
        spread(who + "late by ", late);
        spread(who + "answered after ", answered);
        spread(who + "bytes ", bytes);
    }

    private static double nextBytes(List<Seen> wire, Seen from) {
        return wire.stream()
                .filter(one -> one.what() == Seen.What.DOWN
                        && one.connection() == from.connection()
                        && !one.at().isBefore(from.at()))
                .mapToInt(Seen::bytes)
                .limit(1)
                .sum();
    }

    // ---- Two nodes

    /** From each entry of the other to the next thing that passes here, and to the next entry. */
    private void follows(String who, List<Seen> other, List<Seen> wire) {
        List<Seen> entries = other.stream().filter(Phase::isEntry).toList();
        for (Seen.What way : List.of(Seen.What.UP, Seen.What.DOWN)) {
            spread(
                    who + way + " ",
                    entries.stream()
                            .flatMap(one -> after(wire, one.at(), seen -> seen.what() == way).stream())
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        }
        spread(
                who + "entry ",
                entries.stream()
                        .flatMap(one -> after(wire, one.at(), Phase::isEntry).stream())
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    private static Optional<Double> after(List<Seen> wire, Instant from, Predicate<Seen> which) {
        return wire.stream()
                .filter(one -> which.test(one) && one.at().isAfter(from))
                .findFirst()
                .map(one -> millis(from, one.at()));
    }

    // ---- Times

    private static double[] gaps(List<Seen> some) {
        double[] gaps = new double[Math.max(0, some.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = millis(some.get(i).at(), some.get(i + 1).at());
        }
        return gaps;
    }

    private static double[] delays(List<Seen> wire, Seen.What from, Seen.What to, boolean sameConnection) {
        return wire.stream()
                .filter(one -> one.what() == from)
                .flatMap(one -> next(wire, one, to, sameConnection).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static Optional<Double> next(List<Seen> wire, Seen from, Seen.What what, boolean sameConnection) {
        return after(
                wire,
                from.at(),
                one -> one.what() == what && (!sameConnection || one.connection() == from.connection()));
    }

    private void spread(String who, double[] of) {
        double mean = DoubleStream.of(of).average().orElse(0);
        add(who + "mean", mean);
        add(
                who + "deviation",
                Math.sqrt(DoubleStream.of(of)
                        .map(x -> (x - mean) * (x - mean))
                        .average()
                        .orElse(0)));
        add(who + "least", DoubleStream.of(of).min().orElse(0));
        add(who + "most", DoubleStream.of(of).max().orElse(0));
    }

    private static long millisOf(Instant at) {
        return at.toEpochMilli();
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }
}
