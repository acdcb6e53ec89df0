package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Region;

/**
 * The options of an issue that something can be said for. An option is left out when another one scores no less for anybody, lies in every region
 * in which it helps to lie and in which this one lies, and in no region in which it hurts to lie and this one doesn't: whatever package has it is
 * no better, and no more allowed, than with the other one. Of equal ones the first stays.
 */
final class Kept {
    /** Each pair of options is compared: far above any issue that people or contests made. */
    private static final int MOST_COMPARED = 1_000;

    private final Bargain bargain;
    private final int issue;
    private final Pace pace;
    /** Where it helps to lie. */
    private final List<SortedSet<Integer>> good = new ArrayList<>();
    /** Where it hurts to lie. */
    private final List<SortedSet<Integer>> bad = new ArrayList<>();

    private Kept(Bargain bargain, int issue, Pace pace) {
        this.bargain = bargain;
        this.issue = issue;
        this.pace = pace;
        for (Bonus bonus : bargain.bonuses()) {
            SortedSet<Integer> inside = bonus.region().within().get(issue);
            if (inside != null && bonus.points().signum() != 0) {
                ((bonus.points().signum() > 0) == bonus.inside() ? good : bad).add(inside);
            }
        }
        for (Region region : bargain.forbidden()) {
            SortedSet<Integer> inside = region.within().get(issue);
            if (inside != null) {
                bad.add(inside);
            }
        }
    }

    /** Indices of options, ascending; all that were not compared yet where it is stopped. */
    static int[] of(Bargain bargain, int issue, Pace pace) {
        return new Kept(bargain, issue, pace).options();
    }

    private int[] options() {
        int count = bargain.issues().get(issue).options().size();
        List<Integer> kept = new ArrayList<>();
        for (int option = 0; option < count; option++) {
            long compared = (long) count * (bargain.parties().size() + good.size() + bad.size());
            if (count > MOST_COMPARED || pace.stops(compared, option, count) || !isCovered(option, kept, count)) {
                kept.add(option);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isCovered(int option, List<Integer> kept, int count) {
        for (int earlier : kept) {
            if (covers(earlier, option)) {
                return true;
            }
        }
        for (int later = option + 1; later < count; later++) {
            // An equal one that comes later doesn't count, or both would go.
            if (covers(later, option) && !covers(option, later)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(int better, int worse) {
        for (int party = 0; party < bargain.parties().size(); party++) {
            if (bargain.score(party, issue, better) < bargain.score(party, issue, worse)) {
                return false;
            }
        }
        return good.stream().allMatch(inside -> inside.contains(better) || !inside.contains(worse))
                && bad.stream().allMatch(inside -> !inside.contains(better) || inside.contains(worse));
    }
}
