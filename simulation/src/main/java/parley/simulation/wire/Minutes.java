package parley.simulation.wire;

import java.time.Instant;
import java.util.List;

/** Cuts what was seen of a wire by time. Stateless. */
final class Minutes {
    private Minutes() {}

    /** What lies from {@code from} on and before {@code until}, of a list in the order of time. */
    static List<Seen> between(List<Seen> wire, Instant from, Instant until) {
        return wire.subList(first(wire, from), first(wire, until));
    }

    private static int first(List<Seen> wire, Instant notBefore) {
        int low = 0;
        int high = wire.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (wire.get(middle).at().isBefore(notBefore)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
