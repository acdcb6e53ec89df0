package parley.settlement.elicit;

import java.util.List;
import parley.settlement.Ratio;

/**
 * How much the swing of each issue from its worst to its best matters.
 *
 * @param of each issue of the sheet; 0 for those that the party doesn't care about
 */
public record Weights(List<Ratio> of) {
    public Weights {
        of = List.copyOf(of);
    }

    /** What the best package is worth. */
    public Ratio total() {
        return of.stream().reduce(Ratio.ZERO, Ratio::plus);
    }

    /** Of each issue as a part of all. */
    public Ratio share(int issue) {
        return total().signum() == 0 ? Ratio.ZERO : of.get(issue).by(total());
    }
}
