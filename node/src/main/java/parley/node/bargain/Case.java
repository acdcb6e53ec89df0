package parley.node.bargain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Sheets;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/**
 * What is to be counted: whoever asks with an equal case gets the same answer.
 *
 * @param sheet the version
 * @param options how many options each issue has
 * @param sides two to five, each with scores for this version
 * @param offers the packages on the table
 */
public record Case(Hash sheet, List<Integer> options, List<Side> sides, List<Offer> offers, Asked asked) {
    public Case {
        options = List.copyOf(options);
        sides = List.copyOf(sides);
        offers = List.copyOf(offers);
    }

    /** A package on the table. */
    public record Offer(Hash id, List<Integer> options) {
        public Offer {
            options = List.copyOf(options);
        }

        int[] indices() {
            return Case.indices(options);
        }
    }

    /**
     * The package that is to be judged.
     *
     * @param offer which of those on the table; none of a draft
     */
    record Judging(Optional<Hash> offer, List<Integer> options) {
        int[] indices() {
            return Case.indices(options);
        }
    }

    private static int[] indices(List<Integer> options) {
        return options.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A draft, or a package while it is on the table. */
    Optional<Judging> judged() {
        return asked.draft()
                .map(draft -> new Judging(Optional.empty(), draft.options()))
                .or(() -> asked.offer()
                        .flatMap(wanted -> offers.stream()
                                .filter(one -> one.id().equals(wanted))
                                .findFirst())
                        .map(one -> new Judging(Optional.of(one.id()), one.options())));
    }

    /** Names are places: people's names may be alike, and the engine needs none. Scores are whole points, so units are points. */
    Bargain bargain() {
        List<Issue> issues = new ArrayList<>();
        for (int issue = 0; issue < options.size(); issue++) {
            List<String> names = new ArrayList<>();
            for (int option = 0; option < options.get(issue); option++) {
                names.add("option " + option);
            }
            issues.add(new Issue("issue " + issue, names));
        }
        List<Party> parties = new ArrayList<>();
        for (int side = 0; side < sides.size(); side++) {
            Sheets.Scores scores = sides.get(side).scores().orElseThrow();
            parties.add(new Party(
                    "side " + side,
                    Ratio.of(scores.reservation()),
                    scores.issues().stream()
                            .map(one -> one.options().stream().map(Ratio::of).toList())
                            .toList()));
        }
        return Bargain.of(issues, parties);
    }

    @Override
    public String toString() {
        return "Case[" + sides.size() + " sides, …]";
    }
}
