package parley.settlement.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Rule;

/** Chooses from a whole frontier. Whatever a rule chooses is efficient, so nothing else needs a look. */
public final class Scan {
    private final List<Point> acceptable;
    private final List<long[]> gains;
    private final long[] ideals;

    /** Of a complete frontier. */
    public Scan(Bargain bargain, Frontier frontier) {
        acceptable = frontier.points().stream()
                .filter(point -> bargain.acceptable(point.utilities()))
                .toList();
        gains = new ArrayList<>(acceptable.size());
        ideals = new long[bargain.parties().size()];
        for (Point point : acceptable) {
            long[] gain = point.utilities().clone();
            for (int party = 0; party < gain.length; party++) {
                gain[party] -= bargain.reservation(party);
                ideals[party] = Math.max(ideals[party], gain[party]);
            }
            gains.add(gain);
        }
    }

    /** Each party's greatest gain in an acceptable package, in units; not to be changed. */
    public long[] ideals() {
        return ideals;
    }

    /** The first of the best by a rule; empty where nothing is acceptable. */
    public Optional<Point> best(Rule rule) {
        Comparator<long[]> order = Order.of(rule, ideals);
        int best = -1;
        for (int at = 0; at < gains.size(); at++) {
            if (best < 0 || order.compare(gains.get(at), gains.get(best)) > 0) {
                best = at;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(acceptable.get(best));
    }
}
