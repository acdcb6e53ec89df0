package parley.cli.settle;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import parley.cli.term.Shown;
import parley.settlement.Bargain;
import parley.settlement.Bonus;
import parley.settlement.Issue;
import parley.settlement.advice.Stake;

/** Names a weight of a party at a terminal: an issue by its name, an interaction by its points and where they count. */
final class StakeText {
    /** Options in a row that are named one by one; of more, the first and the last. */
    private static final int NAMED = 3;

    private final Bargain bargain;

    StakeText(Bargain bargain) {
        this.bargain = bargain;
    }

    String of(Stake stake) {
        return switch (stake) {
            case Stake.OfIssue(int issue) ->
                Shown.line(bargain.issues().get(issue).name());
            case Stake.OfBonus(int index) -> {
                Bonus bonus = bargain.bonuses().get(index);
                yield "its " + Points.text(bonus.points()) + " points "
                        + (bonus.inside() ? "when " : "unless ")
                        + bonus.region().within().entrySet().stream()
                                .map(this::side)
                                .collect(Collectors.joining(", "));
            }
        };
    }

    private String side(Map.Entry<Integer, SortedSet<Integer>> side) {
        Issue issue = bargain.issues().get(side.getKey());
        SortedSet<Integer> inside = side.getValue();
        List<String> names = inside.stream()
                .map(option -> Shown.line(issue.options().get(option)))
                .toList();
        boolean inARow = inside.size() > NAMED && inside.last() - inside.first() == inside.size() - 1;
        return Shown.line(issue.name()) + " is "
                + (inARow ? names.getFirst() + " … " + names.getLast() : String.join(" or ", names));
    }
}
