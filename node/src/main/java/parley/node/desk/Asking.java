package parley.node.desk;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;

/**
 * Asks one's own side what it wants, question by question, so that nobody has to think up numbers for a whole sheet at once. The answers are in this
 * node's vault, and in its backups, which are sealed; they leave it never. What comes of them are scores to be looked over, which are kept
 * only by {@link Sheets#score}.
 */
public interface Asking {
    /** What the best package is worth in the scores that come of it: finer than anybody means it, and no long numbers. */
    long BEST = 1_000;

    /** The most that an answer gives, for the best or for what matters most. */
    long MOST = 100;

    /** Where it stands in a room. */
    AskingView asking(RoomRef room);

    /** Answers the question that stands. */
    Result<Ok> answer(RoomRef room, Answer answer);

    /** Takes the last answer back, and asks again. */
    Result<Ok> back(RoomRef room);

    /** Forgets all answers. Scores that were kept stay. */
    Result<Ok> anew(RoomRef room);

    /**
     * Where it stands.
     *
     * @param sheet the version that is asked about; empty where there is none, or one of more issues than anybody answers with care, and for
     *     whoever is no party: it has no side to ask
     * @param answered how many questions
     * @param most how many there are at most
     * @param question that stands; empty when all are answered
     * @param came of the answers, when all are given
     */
    record AskingView(
            Optional<Hash> sheet, int answered, int most, Optional<Question> question, Optional<Outcome> came) {
        /** There is nothing to ask about. */
        public static final AskingView NONE =
                new AskingView(Optional.empty(), 0, 0, Optional.empty(), Optional.empty());
    }

    /**
     * An answer, as numbers whose meaning is the question's; none where it is left out.
     *
     * @param sheet the version that was asked about
     * @param answered how many questions were answered before: a form that lay open does not answer another question
     */
    record Answer(Hash sheet, int answered, List<Long> numbers) {
        public Answer {
            numbers = List.copyOf(numbers);
        }

        @Override
        public String toString() {
            return "Answer[…]";
        }
    }

    /** One thing to ask. Issues and options are places on the sheet, from 0. */
    sealed interface Question {
        /** Without a number for each option and each issue nothing follows; all else can be left out. */
        default boolean maySkip() {
            return !(this instanceof Options || this instanceof Swings);
        }

        /** How good is each option of an issue? An answer has a number for each: {@link #MOST} for the best, 0 for the worst; all 0 if it is no matter. */
        record Options(int issue) implements Question {}

        /** How much does it matter to change each of these from its worst to its best? A number for each, {@link #MOST} for what matters most. */
        record Swings(List<Swing> swings) implements Question {
            public Swings {
                swings = List.copyOf(swings);
            }
        }

        /** Would it make this trade? The answer is the number of a {@link Verdict}. */
        record Swap(Trade trade) implements Question {}

        /** Which of these is best, which next? The answer has the place of each package, the first being 0. */
        record Rank(List<List<Integer>> packages) implements Question {
            public Rank {
                packages = packages.stream().map(List::copyOf).toList();
            }
        }

        /**
         * Trades and rank say something else than the weights: are these to be fitted? 1 for yes, 0 for no.
         *
         * @param given hundredths of each issue
         * @param fitted the nearest with which all agree
         */
        record Settle(List<Contradiction> against, List<Long> given, List<Long> fitted) implements Question {
            public Settle {
                against = List.copyOf(against);
                given = List.copyOf(given);
                fitted = List.copyOf(fitted);
            }
        }

        /** As good as what is walking away? A number, {@link #MOST} being the best package. */
        record Walking(List<Rung> ladder) implements Question {
            public Walking {
                ladder = List.copyOf(ladder);
            }
        }
    }

    /** About a trade. */
    enum Verdict {
        YES(1),
        NO(0),
        EVEN(2);

        private final int number;

        Verdict(int number) {
            this.number = number;
        }

        /** As an answer gives it. */
        public int number() {
            return number;
        }
    }

    /** What an issue's worst and best option are to this side. */
    record Swing(int issue, int worst, int best) {}

    /** Something is given up on one issue, and gained on another. */
    record Trade(int issue, int from, int to, int other, int otherFrom, int otherTo) {}

    /** A package, and what it is worth of {@link #MOST}. */
    record Rung(List<Integer> options, long part) {
        public Rung {
            options = List.copyOf(options);
        }
    }

    /**
     * An answer that says something else than the weights, or than other answers.
     *
     * @param about what was answered
     * @param hundredths by the weights, of the best package, what was preferred is worth so much less; of a trade called even, more or less
     * @param agrees the answer agrees with the weights, and what was preferred is worth so much more: other answers contradict it
     */
    record Contradiction(About about, long hundredths, boolean agrees) {}

    /** Which answer. */
    sealed interface About {
        /** To a trade. */
        record OfTrade(Trade trade, Verdict said) implements About {}

        /** Of two packages the first was put before the second. */
        record OfRank(List<Integer> better, List<Integer> worse) implements About {
            public OfRank {
                better = List.copyOf(better);
                worse = List.copyOf(worse);
            }
        }
    }

    /**
     * What came of all answers.
     *
     * @param scores whole points, {@link #BEST} for the best package
     * @param weights hundredths of each issue
     * @param fitted whether weights were changed to agree with trades and rank
     * @param against answers that still say something else
     * @param impossible answers that no weights agree with together, none of which can be spared to say so
     */
    record Outcome(
            Sheets.Scores scores,
            List<Long> weights,
            boolean fitted,
            List<Contradiction> against,
            List<Contradiction> impossible) {
        public Outcome {
            weights = List.copyOf(weights);
            against = List.copyOf(against);
            impossible = List.copyOf(impossible);
        }

        @Override
        public String toString() {
            return "Outcome[…]";
        }
    }
}
