package parley.settlement.elicit;

import java.util.List;
import parley.settlement.Ratio;

/** What a party says to a {@link Question}. */
public sealed interface Reply {
    /** Points for each option of the issue, in the order of the sheet. */
    record Options(List<Ratio> points) implements Reply {
        public Options {
            points = List.copyOf(points);
        }
    }

    /** Points for each issue asked about, in that order. */
    record Swings(List<Ratio> points) implements Reply {
        public Swings {
            points = List.copyOf(points);
        }
    }

    /** Whether to make the trade. */
    record Swap(Verdict verdict) implements Reply {}

    /** Places of the packages asked about, the best first, counted from 0. */
    record Rank(List<Integer> order) implements Reply {
        public Rank {
            order = List.copyOf(order);
        }
    }

    /** Whether the weights are fitted to the other answers, or stay as they were given. */
    record Settle(boolean fit) implements Reply {}

    /** What walking away is worth. */
    record Walking(Ratio part) implements Reply {}

    /** No answer; nothing follows from it. Not to be given to {@link Question.Options} and {@link Question.Swings}. */
    record Skip() implements Reply {}

    /** About a trade. */
    enum Verdict {
        YES,
        NO,
        EVEN
    }
}
