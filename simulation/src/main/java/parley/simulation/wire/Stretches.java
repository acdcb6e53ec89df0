package parley.simulation.wire;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/** Minutes of talk one after another. Stateless. */
final class Stretches {
    private Stretches() {}

    /**
     * The minutes of those stretches of talk in which nobody said anything: they are called talk and show none, so that what they
     * show would hide a leak.
     *
     * @param talked of each minute whether people were to talk
     * @param said when they said something
     * @param begun when the first minute began
     */
    static BitSet mute(List<Boolean> talked, List<Instant> said, Instant begun) {
        BitSet mute = new BitSet();
        int from = 0;
        while (from < talked.size()) {
            int until = from;
            while (until < talked.size() && talked.get(until).equals(talked.get(from))) {
                until++;
            }
            Instant first = begun.plusMillis(from * Phase.MINUTE);
            Instant end = begun.plusMillis(until * Phase.MINUTE);
            if (talked.get(from) && said.stream().noneMatch(at -> !at.isBefore(first) && at.isBefore(end))) {
                mute.set(from, until);
            }
            from = until;
        }
        return mute;
    }
}
