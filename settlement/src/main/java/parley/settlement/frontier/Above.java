package parley.settlement.frontier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Frontier;
import parley.settlement.Point;

/**
 * The part of a frontier that gives each party no less than its floor. Where the frontier isn't whole, a package that lies above may have been stood for by one that lies below,
 * and now has a listed one that gives it less: by how much is said.
 */
public final class Above {
    /** Pairs of what is left out and what may stand for it that are compared: some hundred milliseconds. */
    private static final long MOST_COMPARED = 20_000_000;

    private Above() {}

    /** Empty where nothing was found above, and something may be there. */
    public static Optional<Frontier> of(Frontier found, long[] floors) {
        if (found.complete() || Arrays.stream(floors).allMatch(floor -> floor == Long.MIN_VALUE)) {
            return Optional.of(found);
        }
        List<Point> above = new ArrayList<>();
        List<long[]> most = new ArrayList<>();
        for (Point point : found.points()) {
            if (reaches(point.utilities(), floors)) {
                above.add(point);
            } else {
                long[] stoodFor = point.utilities().clone();
                Arrays.setAll(stoodFor, party -> together(stoodFor[party], found.within()[party]));
                if (reaches(stoodFor, floors)) {
                    most.add(stoodFor);
                }
            }
        }
        if (above.isEmpty()) {
            return most.isEmpty()
                    ? Optional.of(new Frontier(List.of(), true, new long[floors.length]))
                    : Optional.empty();
        }
        long[] within = found.within().clone();
        int step = (int) Math.max(1, above.size() / Math.max(1, MOST_COMPARED / Math.max(1, most.size())));
        for (long[] one : most) {
            long[] least = null;
            for (int at = 0; at < above.size(); at += step) {
                long[] further = beyond(one, above.get(at).utilities(), within);
                if (least == null || widest(further, within) < widest(least, within)) {
                    least = further;
                }
            }
            within = least == null ? within : least;
        }
        return Optional.of(new Frontier(above, false, within));
    }

    /** What {@code within} has to be for one package to stand for whatever is no better than {@code most}. */
    private static long[] beyond(long[] most, long[] listed, long[] within) {
        long[] beyond = within.clone();
        Arrays.setAll(beyond, party -> Math.max(within[party], together(most[party], -listed[party])));
        return beyond;
    }

    private static long widest(long[] one, long[] than) {
        long widest = 0;
        for (int party = 0; party < one.length; party++) {
            widest = Math.max(widest, one[party] - than[party]);
        }
        return widest;
    }

    private static boolean reaches(long[] utilities, long[] floors) {
        for (int party = 0; party < floors.length; party++) {
            if (utilities[party] < floors[party]) {
                return false;
            }
        }
        return true;
    }

    /** {@link Long#MAX_VALUE}, of which nothing is known, stays so. */
    private static long together(long one, long other) {
        return one == Long.MAX_VALUE || other == Long.MAX_VALUE ? Long.MAX_VALUE : one + other;
    }
}
