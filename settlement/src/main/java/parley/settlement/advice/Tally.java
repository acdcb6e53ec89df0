package parley.settlement.advice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.settlement.Bargain;
import parley.settlement.Bonus;

/**
 * Counts for each interaction how many of its issues are settled outside its region, so that a change of one issue is looked up in the
 * interactions that it touches alone: millions of trades are tried where there are hundreds of interactions.
 */
final class Tally {
    /**
     * An issue of an interaction.
     *
     * @param bonus its index
     * @param inside the options inside its region, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Side(int bonus, int[] inside) {
        int outside(int option) {
            return Arrays.binarySearch(inside, option) < 0 ? 1 : 0;
        }
    }

    private final Bargain bargain;
    private final List<List<Side>> touched = new ArrayList<>();
    private final int[] outside;

    Tally(Bargain bargain, int[] options) {
        this.bargain = bargain;
        for (int issue = 0; issue < options.length; issue++) {
            touched.add(new ArrayList<>());
        }
        List<Bonus> bonuses = bargain.bonuses();
        outside = new int[bonuses.size()];
        for (int index = 0; index < outside.length; index++) {
            int bonus = index;
            bonuses.get(bonus).region().within().forEach((issue, inside) -> {
                Side side = new Side(
                        bonus, inside.stream().mapToInt(Integer::intValue).toArray());
                touched.get(issue).add(side);
                outside[bonus] += side.outside(options[issue]);
            });
        }
    }

    /** Settles an issue otherwise, and adds what that changes in what interactions are worth, to each party's gain. */
    void change(int issue, int from, int to, long[] gains) {
        for (Side side : touched.get(issue)) {
            int before = outside[side.bonus()];
            int after = before + side.outside(to) - side.outside(from);
            outside[side.bonus()] = after;
            if ((before == 0) != (after == 0)) {
                Bonus bonus = bargain.bonuses().get(side.bonus());
                long units = bargain.bonus(side.bonus());
                gains[bonus.party()] += (after == 0) == bonus.inside() ? units : -units;
            }
        }
    }
}
