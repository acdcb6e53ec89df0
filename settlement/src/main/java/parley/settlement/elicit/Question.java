package parley.settlement.elicit;

import java.util.List;

/** One thing to ask a party, as data: a page and a command line put it into words. Issues and options are indices into the sheet. */
public sealed interface Question {
    /** How good each option of an issue is, from 0 for the worst to 100 for the best; all 0 when the party doesn't care. */
    record Options(int issue) implements Question {}

    /**
     * How much it matters that an issue is settled at its best and not at its worst, from 0 to 100 for what matters most (swing weights; D. von Winterfeldt
     * and W. Edwards, Decision Analysis and Behavioral Research, 1986).
     *
     * @param issues those that the party cares about
     */
    record Swings(List<Integer> issues) implements Question {
        public Swings {
            issues = List.copyOf(issues);
        }
    }

    /** Whether the party would make a trade when all else stays as it is (even swaps; J. Hammond, R. Keeney and H. Raiffa, 1998). */
    record Swap(Trade trade) implements Question {}

    /**
     * Which of these packages is best, which next, and so on.
     *
     * @param packages each with the index of an option for each issue
     */
    record Rank(List<List<Integer>> packages) implements Question {
        public Rank {
            packages = packages.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Answers to trades and ranks say something else than the weights. Which of them count?
     *
     * @param against what disagrees with the weights as given
     * @param given those weights
     * @param fitted the weights nearest to these with which nothing disagrees
     */
    record Settle(List<Statement> against, Weights given, Weights fitted) implements Question {
        public Settle {
            against = List.copyOf(against);
        }
    }

    /**
     * What walking away is worth, from 0 to 100 for the best package.
     *
     * @param ladder packages to compare it with, the best first
     */
    record Walking(List<Rung> ladder) implements Question {
        public Walking {
            ladder = List.copyOf(ladder);
        }
    }

    /**
     * Giving something up on one issue to gain something on another.
     *
     * @param issue where something is given up
     * @param from its option before
     * @param to its option after
     * @param other where something is gained
     * @param otherFrom its option before
     * @param otherTo its option after
     */
    record Trade(int issue, int from, int to, int other, int otherFrom, int otherTo) {}

    /**
     * A package and what it is worth as a part of the best.
     *
     * @param options the index of one for each issue
     * @param part from 0 to 100
     */
    record Rung(List<Integer> options, parley.settlement.Ratio part) {
        public Rung {
            options = List.copyOf(options);
        }
    }
}
