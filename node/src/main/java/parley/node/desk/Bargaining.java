package parley.node.desk;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;

/**
 * The bargaining space of a room's issue sheet: every package, scored for every side of which this node has scores.
 *
 * <p>Counted on this node alone, from one's own scores, from those that parties shared with this mediator, and from
 * what its people believe that others would give. Nothing of it
 * is ever sent, and no result is kept: it is counted again from the scores in the vault. Two things can be asked at once, of two
 * rooms; counting ends when the node is locked.
 */
public interface Bargaining {
    /** The engine's limit: exact products over more would be slow. */
    int MOST_SIDES = 5;

    /**
     * The other side, while a party knows no name for it: before the introduction each knows only the mediator, and weighs already
     * what the other could live with.
     */
    PrincipalId NOT_INTRODUCED = new PrincipalId(Hash.of("bargaining: a side that was not introduced"));

    /** Packages that are drawn one by one: of more, so many chosen by lot show where the others lie. */
    int MOST_DOTS = 2_000;

    /** Packages of the frontier that are listed: more than anybody reads, and as fine as a plot shows. */
    int MOST_LISTED = 400;

    /** Improvements of a judged package that are listed: a table that a person still reads. */
    int MOST_IMPROVEMENTS = 100;

    /**
     * All parties of the table, and whose scores are here for the version that stands; none without a sheet. Counts nothing.
     *
     * <p>Refused is only what the vault can't give: that is no table without parties.
     */
    Result<List<Side>> sides(RoomRef room);

    /**
     * The space as far as it is counted; begins to count where nobody has, and waits a moment for it.
     *
     * <p>Refused is only a draft that is no package of the sheet as it stands, and what the vault can't give.
     */
    Result<SpaceView> space(RoomRef room, Asked asked);

    /** Ends the counting in a room; what was found so far is shown, and how sure it is. */
    Result<Ok> stop(RoomRef room);

    /** Counts what was stopped again, from its beginning. */
    Result<Ok> again(RoomRef room);

    /** Keeps in this vault what one believes that another side would give to each option. */
    Result<Ok> estimate(RoomRef room, PrincipalId side, Sheets.Scores scores);

    Result<Ok> forget(RoomRef room, PrincipalId side);

    /**
     * What is asked of a space beside its frontier and fair packages.
     *
     * @param offer the package on the table to judge
     * @param draft a package to judge in its place that nobody else has seen: it is kept nowhere
     * @param sensitivity which weights the fair packages hang on: many answers, which may take long
     */
    record Asked(Optional<Hash> offer, Optional<Sheets.Putting> draft, boolean sensitivity) {
        public static final Asked NOTHING_MORE = new Asked(Optional.empty(), Optional.empty(), false);

        @Override
        public String toString() {
            return "Asked[…]";
        }
    }

    /** Where a side's scores are from. */
    enum Source {
        /** Its own, given by this node's people. */
        OWN,
        /** The side itself shared them in its caucus. */
        SHARED,
        /** This node's people believe them; they count in place of what was shared. */
        ESTIMATED,
        /** Nobody has given any for this version of the sheet. */
        NONE
    }

    /**
     * A party of the table.
     *
     * @param name empty for {@link #NOT_INTRODUCED}
     */
    record Side(PrincipalId id, String name, boolean own, Source source, Optional<Sheets.Scores> scores) {}

    /** How far it is. */
    enum State {
        /** No sheet, or fewer than two sides have scores. */
        TOO_FEW_SCORES,
        /** More sides have scores than {@link #MOST_SIDES}. */
        TOO_MANY_SIDES,
        COUNTING,
        COUNTED
    }

    /**
     * @param sides all parties of the table; those with scores are counted, in this order
     * @param progress while counting
     * @param space once counted
     */
    record SpaceView(List<Side> sides, State state, Optional<Progress> progress, Optional<Space> space) {
        public SpaceView {
            sides = List.copyOf(sides);
        }

        /** Those that are counted. */
        public List<Side> counted() {
            return sides.stream().filter(side -> side.scores().isPresent()).toList();
        }
    }

    /** At what the engine is busy. */
    enum Stage {
        FRONTIER,
        FAIR_PACKAGES,
        ADVICE,
        SENSITIVITY,
        UNTRUTH
    }

    /**
     * @param done of {@code all}
     * @param all 0 while nobody knows
     */
    record Progress(Stage stage, long done, long all) {}

    /**
     * What was counted. Worths are in the order of the sides that have scores, in the points that each gave.
     *
     * @param packages how many there are, in digits: there can be more than a number holds
     * @param stopped whether somebody ended the counting before it was whole
     * @param dots every package, when there are at most {@link #MOST_DOTS}; else so many of them, chosen by lot, the same each time
     * @param offers the packages on the table
     */
    record Space(
            String packages,
            boolean stopped,
            List<Point> dots,
            Frontier frontier,
            List<Fair> fair,
            List<Placed> offers,
            Optional<Judged> judged,
            List<Hanging> sensitivity) {
        public Space {
            dots = List.copyOf(dots);
            fair = List.copyOf(fair);
            offers = List.copyOf(offers);
            sensitivity = List.copyOf(sensitivity);
        }

        /** What each measure chose by which more packages are as fair than are listed. */
        public List<Fair> unlisted() {
            return Arrays.stream(FairBy.values())
                    .flatMap(by -> fair.stream().filter(one -> one.by() == by).limit(1))
                    .filter(one -> one.more() > 0)
                    .toList();
        }

        /** Whether not every package is among the dots. */
        public boolean sampled() {
            return !packages.equals(String.valueOf(dots.size()));
        }
    }

    /**
     * A package and what it is worth.
     *
     * @param options the place of the option in each issue, from 0
     * @param acceptable whether nobody is below what walking away is worth
     */
    record Point(List<Integer> options, List<Long> worth, boolean acceptable) {
        public Point {
            options = List.copyOf(options);
            worth = List.copyOf(worth);
        }

        @Override
        public String toString() {
            return "Point[…]";
        }
    }

    /**
     * The packages that can't be bettered for one side without loss to another.
     *
     * @param points at most {@link #MOST_LISTED} of them, spread over the whole, from the best of the first side downwards
     * @param found how many were found
     * @param within for each side, how many points at most some package gives it more than the found one nearest to it; all 0 when the
     *     frontier is whole; none where nothing is known
     */
    record Frontier(List<Point> points, long found, List<Long> within) {
        public Frontier {
            points = List.copyOf(points);
            within = List.copyOf(within);
        }

        public boolean whole() {
            return !within.isEmpty() && within.stream().allMatch(points -> points == 0);
        }
    }

    /** What makes a package fair; each is explained where it is shown. */
    enum FairBy {
        NASH,
        KALAI_SMORODINSKY,
        EGALITARIAN,
        UTILITARIAN
    }

    /** How sure a fair package is. */
    enum Sureness {
        /** Proved: there is none fairer by this measure. */
        EXACT,
        /** The counting was stopped; there may be a fairer one. */
        BEST_FOUND,
        /** Proved: every package leaves somebody below what walking away is worth. */
        NONE_ACCEPTABLE,
        /** The counting was stopped before one was found. */
        NONE_FOUND
    }

    /**
     * The fairest package by one measure, or one that is as fair by it.
     *
     * @param reaches of one that is the best found, how many hundredths at least it reaches of what any package could by this measure;
     *     none where nothing is known
     * @param more how many packages are as fair by this measure, to the last, and not listed; none is where the frontier isn't whole, for then nobody
     *     looked for them
     */
    record Fair(FairBy by, Sureness sureness, Optional<Long> reaches, Optional<Point> point, long more) {}

    /** A package on the table, in the space. */
    record Placed(Hash offer, Point point) {}

    /** Whether a package can be bettered for one side without loss to another. */
    enum Efficiency {
        EFFICIENT,
        DOMINATED,
        UNKNOWN
    }

    /**
     * A package on the table, or a draft, judged.
     *
     * @param offer which of the packages on the table; none of a draft
     * @param point what it is worth
     * @param noneWeighsMoreWith of an efficient one, a whole number for each side, where there are such: if each side's points count so many times, no option of any
     *     issue comes to more than the package's, so that anybody can check that nothing betters it; else none
     * @param better where it is dominated: at least as good for all and better for some
     * @param shares for each side, its gain over walking away in hundredths of the most it could gain; none where that is 0 or unknown
     * @param trades changes by which nobody loses, the best first: of one issue, of two, of three
     * @param allTrades whether all trades were looked at
     * @param envy for each side, by how many hundredths the greatest share of another is greater than its own, 0 where none is; none
     *     where its share is none
     * @param distances from each fair package
     * @param improvements the frontier of all that is better for somebody and worse for nobody: each other improvement gives nobody
     *     more than one of these; at most {@link #MOST_IMPROVEMENTS} listed
     */
    record Judged(
            Optional<Hash> offer,
            Point point,
            Efficiency efficiency,
            List<Long> noneWeighsMoreWith,
            Optional<Point> better,
            List<Optional<Long>> shares,
            List<Trade> trades,
            boolean allTrades,
            List<Optional<Long>> envy,
            List<Distance> distances,
            Frontier improvements) {
        public Judged {
            noneWeighsMoreWith = List.copyOf(noneWeighsMoreWith);
            shares = List.copyOf(shares);
            trades = List.copyOf(trades);
            envy = List.copyOf(envy);
            distances = List.copyOf(distances);
        }
    }

    /** @param more how many points more the package of this measure gives to each side; negative where it gives less */
    record Distance(FairBy by, List<Long> more) {
        public Distance {
            more = List.copyOf(more);
        }

        @Override
        public String toString() {
            return "Distance[" + by + ", …]";
        }
    }

    /** @param gains of each side, none below 0 */
    record Trade(List<Move> moves, List<Long> gains) {
        public Trade {
            moves = List.copyOf(moves);
            gains = List.copyOf(gains);
        }

        @Override
        public String toString() {
            return "Trade[…]";
        }
    }

    /** Another option of one issue. */
    record Move(int issue, int from, int to) {}

    /**
     * On which weights a fair package hangs.
     *
     * @param tried how many weights, each a tenth up and a tenth down; an issue that is worth nothing to a side is none
     * @param all whether that was all of them; of none, that there was nothing to try. Else the counting was stopped
     * @param untruths what each side would gain by telling this measure something else than it wants; none where there was no package
     */
    record Hanging(FairBy by, int tried, boolean all, List<Weight> weights, List<Untruth> untruths) {
        public Hanging {
            weights = List.copyOf(weights);
            untruths = List.copyOf(untruths);
        }
    }

    /**
     * What a side would gain by untruth while all others tell the truth. Plain ways are tried; greater gains may exist.
     *
     * @param side its place among the sides that have scores
     * @param gain in points of what it truly wants; 0 where nothing pays
     * @param told the untruth that gains it
     * @param all whether all ways were tried; else the counting was stopped
     */
    record Untruth(int side, long gain, Optional<Told> told, boolean all) {
        @Override
        public String toString() {
            return "Untruth[…]";
        }
    }

    /**
     * Not the truth.
     *
     * @param issue that is told to be worth {@code amount} hundredths of what it is; none where walking away is told to be worth
     *     {@code amount} points
     */
    record Told(Optional<Integer> issue, long amount) {
        @Override
        public String toString() {
            return "Told[…]";
        }
    }

    /**
     * Were this issue worth a tenth more, or less, to this side, the fair package would be another.
     *
     * @param side its place among the sides that have scores
     * @param then that other one; empty where none would be acceptable
     */
    record Weight(int side, int issue, boolean up, Optional<Point> then) {}
}
