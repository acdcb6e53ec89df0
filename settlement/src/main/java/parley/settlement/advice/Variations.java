package parley.settlement.advice;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Settler;
import parley.settlement.Solution;
import parley.settlement.Watch;

/**
 * What several rules choose in a case if one party had told something else, each variation solved once for all of them: how stable a package is, and what
 * untruth pays, ask of many of the same.
 */
final class Variations {
    private final Bargain bargain;
    private final List<Rule> rules;
    private final Watch watch;
    private final Map<Told, Map<Rule, Optional<Point>>> known = new HashMap<>();

    private record Told(int party, Misreport.Told told) {}

    Variations(Bargain bargain, List<Rule> rules, Watch watch) {
        this.bargain = bargain;
        this.rules = List.copyOf(rules);
        this.watch = watch;
    }

    Bargain bargain() {
        return bargain;
    }

    Watch watch() {
        return watch;
    }

    /**
     * What one of the rules chooses then, where nothing is acceptable nothing. Empty where that isn't proved with the effort that suits one of many
     * questions, the watch said stop, or the numbers are too large to be counted.
     */
    Optional<Optional<Point>> chosen(int party, Misreport.Told told, Rule rule) {
        return Optional.ofNullable(
                known.computeIfAbsent(new Told(party, told), this::solved).get(rule));
    }

    private Map<Rule, Optional<Point>> solved(Told one) {
        Map<Rule, Optional<Point>> proved = new LinkedHashMap<>();
        varied(one)
                .ifPresent(varied -> Settler.soon(varied, new Request(rules, new Request.Extent.Nothing()), watch)
                        .solutions()
                        .forEach((rule, solution) -> {
                            switch (solution) {
                                case Solution.Found(Point point, Solution.Proof.Exact ignored) ->
                                    proved.put(rule, Optional.of(point));
                                case Solution.Found ignored -> {}
                                case Solution.None(Solution.Reason reason) -> {
                                    if (reason == Solution.Reason.NO_PACKAGE_IS_ACCEPTABLE) {
                                        proved.put(rule, Optional.empty());
                                    }
                                }
                            }
                        }));
        return proved;
    }

    private Optional<Bargain> varied(Told one) {
        return switch (one.told()) {
            case Misreport.Told.Weight(Stake stake, Ratio factor) -> Varied.weight(bargain, one.party(), stake, factor);
            case Misreport.Told.Reservation(Ratio points) -> Varied.reservation(bargain, one.party(), points);
        };
    }
}
