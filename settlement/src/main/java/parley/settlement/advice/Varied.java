package parley.settlement.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Builder;
import parley.settlement.Party;
import parley.settlement.Point;
import parley.settlement.Precision;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/** A case as it would be if one party's preferences were others, and what a rule chooses then. */
final class Varied {
    private Varied() {}

    /** One weight of a party is {@code factor} times what it is, all else equal; empty where that is too large to be counted. */
    static Optional<Bargain> weight(Bargain bargain, int party, Stake stake, Ratio factor) {
        return switch (stake) {
            case Stake.OfIssue(int issue) -> {
                Party old = bargain.parties().get(party);
                List<List<Ratio>> scores = new ArrayList<>(old.scores());
                scores.set(
                        issue,
                        scores.get(issue).stream()
                                .map(score -> score.times(factor))
                                .toList());
                yield with(bargain, party, new Party(old.name(), old.reservation(), scores));
            }
            case Stake.OfBonus(int index) -> {
                List<Bonus> bonuses = new ArrayList<>(bargain.bonuses());
                Bonus old = bonuses.get(index);
                bonuses.set(
                        index,
                        new Bonus(
                                old.party(),
                                old.region(),
                                old.inside(),
                                old.points().times(factor)));
                yield with(bargain, bargain.parties(), bonuses);
            }
        };
    }

    /** Walking away is worth this to a party, all else equal; empty where that is too large to be counted. */
    static Optional<Bargain> reservation(Bargain bargain, int party, Ratio points) {
        Party old = bargain.parties().get(party);
        return with(bargain, party, new Party(old.name(), points, old.scores()));
    }

    /** What a rule chooses; empty where it chooses nothing or the watch said stop before it was proved. */
    static Optional<Point> chosen(Bargain bargain, Rule rule, Watch watch) {
        return switch (solution(bargain, rule, List.of(), watch)) {
            case Solution.Found(Point point, Solution.Proof.Exact ignored) -> Optional.of(point);
            case Solution.Found ignored -> Optional.empty();
            case Solution.None ignored -> Optional.empty();
        };
    }

    /** @param known acceptable packages to begin from */
    static Solution solution(Bargain bargain, Rule rule, List<int[]> known, Watch watch) {
        Request request = new Request(List.of(rule), new Request.Extent.Nothing());
        return Objects.requireNonNull(
                Settler.improving(bargain, request, known, watch).solutions().get(rule));
    }

    private static Optional<Bargain> with(Bargain bargain, int party, Party other) {
        List<Party> parties = new ArrayList<>(bargain.parties());
        parties.set(party, other);
        return with(bargain, parties, bargain.bonuses());
    }

    private static Optional<Bargain> with(Bargain bargain, List<Party> parties, List<Bonus> bonuses) {
        Builder builder = new Builder(bargain.issues(), parties)
                .bonuses(bonuses)
                .forbidden(bargain.forbidden())
                // A tenth more needs one digit more, which a case of many digits may not have left.
                .precision(Precision.NEAREST);
        return builder.isCountable() ? Optional.of(builder.build()) : Optional.empty();
    }
}
