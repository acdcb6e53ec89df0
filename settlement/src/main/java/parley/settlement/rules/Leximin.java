package parley.settlement.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The greater smallest value is better; where those are equal, the greater next smallest, and so on. */
final class Leximin {
    private Leximin() {}

    static Comparator<long[]> ofGains() {
        return (one, other) -> Arrays.compare(sorted(one), sorted(other));
    }

    /** Of gains as shares of ideals; parties with the ideal 0 are left out. */
    static Comparator<long[]> ofShares(long[] ideals) {
        int[] counted = IntStream.range(0, ideals.length)
                .filter(party -> ideals[party] > 0)
                .toArray();
        return (one, other) -> {
            Share[] first = sorted(one, ideals, counted);
            Share[] second = sorted(other, ideals, counted);
            return Arrays.compare(first, second);
        };
    }

    private static long[] sorted(long[] gains) {
        long[] copy = gains.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static Share[] sorted(long[] gains, long[] ideals, int[] counted) {
        return Arrays.stream(counted)
                .mapToObj(party -> new Share(gains[party], ideals[party]))
                .sorted()
                .toArray(Share[]::new);
    }

    /** A gain of an ideal; compared exactly, by products of 128 bits. */
    private record Share(long gain, long ideal) implements Comparable<Share> {
        @Override
        public int compareTo(Share other) {
            long high = Math.multiplyHigh(gain, other.ideal);
            long low = gain * other.ideal;
            long otherHigh = Math.multiplyHigh(other.gain, ideal);
            long otherLow = other.gain * ideal;
            int order = Long.compare(high, otherHigh);
            return order == 0 ? Long.compareUnsigned(low, otherLow) : order;
        }
    }
}
