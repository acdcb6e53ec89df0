package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Region;

/** All allowed joint choices of a group of issues whose kept options make few enough, for any number of parties. */
final class Listing {
    /** Enumerated in well under a second. */
    static final long MOST_CHOICES = 200_000;

    private final Bargain bargain;
    private final int[] issues;
    private final int[][] kept;

    Listing(Bargain bargain, int[] issues, int[][] kept) {
        this.bargain = bargain;
        this.issues = issues;
        this.kept = kept;
    }

    /** How many there are, forbidden ones included, as far as it matters. */
    long choices() {
        long choices = 1;
        for (int[] options : kept) {
            choices = Math.min(MOST_CHOICES + 1, choices * options.length);
        }
        return choices;
    }

    /** Nothing where it is stopped before the end. */
    Tangle.Found all(int[] bonuses, List<Region> forbidden, Pace pace) {
        List<int[]> options = new ArrayList<>();
        List<long[]> vectors = new ArrayList<>();
        int[] whole = new int[bargain.issues().size()];
        long choices = choices();
        long each = issues.length + (long) Pace.REGION * (bonuses.length + forbidden.size());
        for (long code = 0; code < choices; code++) {
            if (pace.stops(each, code, choices)) {
                return Tangle.Found.nothing(bargain.parties().size());
            }
            int[] chosen = new int[issues.length];
            long rest = code;
            for (int at = 0; at < issues.length; at++) {
                chosen[at] = kept[at][(int) (rest % kept[at].length)];
                whole[issues[at]] = chosen[at];
                rest /= kept[at].length;
            }
            if (forbidden.stream().noneMatch(region -> region.holds(whole))) {
                options.add(chosen);
                vectors.add(vector(chosen, whole, bonuses));
            }
        }
        return new Tangle.Found(
                options.toArray(int[][]::new),
                vectors.toArray(long[][]::new),
                new long[bargain.parties().size()]);
    }

    private long[] vector(int[] chosen, int[] whole, int[] bonuses) {
        long[] vector = new long[bargain.parties().size()];
        Arrays.setAll(vector, party -> {
            long sum = 0;
            for (int at = 0; at < issues.length; at++) {
                sum += bargain.score(party, issues[at], chosen[at]);
            }
            return sum;
        });
        for (int one : bonuses) {
            Bonus bonus = bargain.bonuses().get(one);
            if (bonus.applies(whole)) {
                vector[bonus.party()] += bargain.bonus(one);
            }
        }
        return vector;
    }
}
