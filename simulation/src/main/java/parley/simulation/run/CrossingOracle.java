package parley.simulation.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Sending;
import parley.simulation.world.LogState;

/**
 * Holds nodes to noticing at once that a relay put an entry into another history than the one for which it was written: it is
 * never folded there, and its reader's people are told in the transaction that judges it.
 */
final class CrossingOracle {
    private final Oracles oracles;
    /** What stands at each head that a relay ever showed. */
    private final Map<Head, Placed> placed = new HashMap<>();

    private final Map<Bytes, Head> bases = new HashMap<>();

    private record Placed(Bytes entry, Head before) {}

    CrossingOracle(Oracles oracles) {
        this.oracles = oracles;
    }

    /** A node writes an entry for the history of which this was the head. */
    void sends(Sending.Append append) {
        append.base().filter(base -> append.at().isEmpty()).ifPresent(base -> bases.putIfAbsent(append.entry(), base));
    }

    /** A relay shows a log as this. */
    void shown(LogState log) {
        for (int at = (int) log.size(); at > 0; at--) {
            Placed one = new Placed(log.entries().get(at - 1), log.heads().get(at - 1));
            if (placed.putIfAbsent(log.heads().get(at), one) != null) {
                return;
            }
        }
    }

    /** Hears what a node told in one transaction. */
    void told(SimNode node, List<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Fact.Folded folded && crossed(folded.head())) {
                oracles.violated(
                        Invariant.FORKS_ARE_SEEN,
                        node + " folds what was written for another history at " + folded.head());
            }
            if (fact instanceof Fact.EntryRefused refused && showsAnotherHistory(refused) && !alarms(facts, refused)) {
                oracles.violated(
                        Invariant.FORKS_ARE_SEEN,
                        node + " refuses an entry of another history at " + refused.logPosition()
                                + " and tells nobody");
            }
        }
    }

    /** Nobody leaves out a number of its own; so a gap, where no vault was put back, is an entry whose forerunners stand elsewhere. */
    private boolean showsAnotherHistory(Fact.EntryRefused refused) {
        return switch (refused.verdict()) {
            case OTHER_HISTORY -> true;
            case GAP -> !oracles.world().plan().restores();
            case LATE, FOREIGN, FORGED, DUPLICATE, CLONED -> false;
        };
    }

    private static boolean alarms(List<Fact> facts, Fact.EntryRefused refused) {
        return facts.stream()
                .anyMatch(fact -> fact instanceof Fact.Alarm alarm
                        && alarm.kind() == Fact.AlarmKind.OTHER_HISTORY
                        && alarm.room().equals(refused.room())
                        && alarm.logPosition() == refused.logPosition());
    }

    /** Whether the head for which the entry here was written isn't in the history before it. */
    private boolean crossed(Head head) {
        Placed here = placed.get(head);
        if (here == null) {
            return false;
        }
        Head base = bases.get(here.entry());
        if (base == null) {
            return false;
        }
        Head before = here.before();
        while (before.position() > base.position()) {
            Placed earlier = placed.get(before);
            if (earlier == null) {
                return false;
            }
            before = earlier.before();
        }
        return !before.equals(base);
    }
}
