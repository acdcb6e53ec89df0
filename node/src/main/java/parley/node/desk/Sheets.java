package parley.node.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.talks.message.Direction;
import parley.talks.sheet.Sheet;
import parley.talks.sheet.SheetIssue;

/**
 * The issue sheet of a room, the packages on the table in its terms, and what they are worth to one's own side.
 *
 * <p>Sheet and packages are read by all who sit there. Scores are in this node's vault, and in its backups, which are
 * sealed; they leave it only when a party shares them with the mediators of its own caucus.
 */
public interface Sheets {
    /** A score or a reservation value. */
    long MOST_POINTS = Sheet.MOST_POINTS;

    SheetView sheet(RoomRef room);

    /** Draws the sheet, whole. Everyone in the room reads it; what was on the table leaves it. */
    Result<Ok> draw(RoomRef room, Drawing drawing);

    /** Puts a package on the table. Everyone in the room reads it, and can infer from it. */
    Result<Ok> put(RoomRef room, Putting putting);

    Result<Ok> takeOff(RoomRef room, Hash offer);

    /** Keeps scores of one's own side in this vault; a party's only, for nobody else has a side. */
    Result<Ok> score(RoomRef room, Scores scores);

    /** Shares the scores that are kept for the version that stands with the mediators of this caucus. */
    Result<Ok> share(RoomRef room);

    /** @param replaces the version that was on the screen */
    record Drawing(Optional<Hash> replaces, String language, Direction direction, List<SheetIssue> issues) {
        public Drawing {
            issues = List.copyOf(issues);
        }
    }

    /** @param options the place of the option in each issue, from 0 */
    record Putting(Hash sheet, List<Integer> options) {
        public Putting {
            options = List.copyOf(options);
        }
    }

    /** What the options of one issue are worth, in their order. */
    record IssueScores(List<Long> options) {
        public IssueScores {
            options = List.copyOf(options);
        }

        @Override
        public String toString() {
            return "IssueScores[…]";
        }
    }

    /**
     * What one's own side gives to each option, in whole points, and what walking away is worth to it.
     *
     * @param sheet the version that was scored
     */
    record Scores(Hash sheet, List<IssueScores> issues, long reservation) {
        public Scores {
            issues = List.copyOf(issues);
        }

        /** What a package is worth. */
        public long worth(List<Integer> options) {
            long sum = 0;
            for (int i = 0; i < options.size(); i++) {
                sum += issues.get(i).options().get(options.get(i));
            }
            return sum;
        }

        @Override
        public String toString() {
            return "Scores[…]";
        }
    }

    /**
     * What stands in a room.
     *
     * @param mayAct whether this node's principal may draw and put packages
     * @param scores one's own for this version
     * @param scoredAnother one's own scores are for another version, and count for nothing here
     * @param mayShare whether one's own scores can be shared here: a party's, in its caucus
     * @param shares scores for this version that parties shared here
     * @param unsent own acts that have no place in the log yet, in their order; nothing else here shows them
     */
    record SheetView(
            boolean mayAct,
            Optional<Version> version,
            List<Offer> offers,
            Optional<Scores> scores,
            boolean scoredAnother,
            boolean mayShare,
            List<Share> shares,
            List<Act> unsent) {
        public SheetView {
            shares = List.copyOf(shares);
            offers = List.copyOf(offers);
            unsent = List.copyOf(unsent);
        }
    }

    /** What people do with a sheet, and all who sit in the room read. */
    enum Act {
        DRAWN,
        TABLED,
        TAKEN_OFF,
        SHARED
    }

    /**
     * A version of the sheet.
     *
     * @param issues none once its words were erased under the Rules
     * @param alike names that could be taken for another of the same sheet
     */
    record Version(
            Hash id,
            int number,
            String authorName,
            Optional<Instant> arrived,
            String language,
            Direction direction,
            List<SheetIssue> issues,
            List<String> alike) {
        public Version {
            issues = List.copyOf(issues);
            alike = List.copyOf(alike);
        }
    }

    /** Scores that a party shared with the mediators of its caucus. */
    record Share(PrincipalId author, String authorName, boolean own, Instant arrived, Scores scores) {}

    /**
     * A package on the table.
     *
     * @param worth to one's own side, by one's own scores for this version
     */
    record Offer(
            Hash id,
            PrincipalId author,
            String authorName,
            boolean own,
            Instant arrived,
            List<Integer> options,
            Optional<Long> worth) {
        public Offer {
            options = List.copyOf(options);
        }
    }
}
