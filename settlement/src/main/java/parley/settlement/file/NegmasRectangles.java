package parley.settlement.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import parley.settlement.Bonus;
import parley.settlement.Ratio;
import parley.settlement.Region;

/**
 * Hyper-rectangles of NegMAS: each worth its utility times its weight to packages inside. A side is one value, two numbers between which a
 * value lies (the two themselves are outside, as NegMAS compares), or a list of values.
 */
final class NegmasRectangles {
    private final Map<String, Integer> byName = new HashMap<>();
    private final List<NegmasSides> ofIssue = new ArrayList<>();
    private final Cursor ufun;
    private final Sides sides;

    /** @param sides of all files of the case */
    NegmasRectangles(NegmasDomain domain, Cursor ufun, Sides sides) {
        for (int issue = 0; issue < domain.issues().size(); issue++) {
            byName.put(domain.issues().get(issue).name(), issue);
            ofIssue.add(
                    new NegmasSides(domain.issues().get(issue), domain.numbers().get(issue)));
        }
        this.ufun = ufun;
        this.sides = sides;
    }

    List<Bonus> read(int party) throws BadInput {
        Map<String, Cursor> fields = ufun.fields();
        List<Cursor> ranges = Cursor.need(fields, "outcome_ranges", ufun).items();
        Cursor utilities = Cursor.need(fields, "utilities", ufun);
        List<Ratio> worth = NegmasFun.numbers(utilities);
        Optional<Cursor> weights = Cursor.maybe(fields, "weights").filter(at -> !(at.node() instanceof Node.Nothing));
        List<Ratio> times = weights.isPresent() ? NegmasFun.numbers(weights.get()) : List.of();
        if (worth.size() != ranges.size()
                || (weights.isPresent() && times.size() != ranges.size())
                || ranges.size() > CaseInteractions.MOST) {
            throw utilities.bad("outcome_ranges, utilities and weights have to be equally many, at most "
                    + CaseInteractions.MOST + "; correct them");
        }
        List<Bonus> all = new ArrayList<>();
        for (int at = 0; at < ranges.size(); at++) {
            Ratio points = times.isEmpty() ? worth.get(at) : worth.get(at).times(times.get(at));
            all.add(new Bonus(party, region(ranges.get(at)), true, points));
        }
        return all;
    }

    private Region region(Cursor range) throws BadInput {
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        for (Map.Entry<String, Cursor> side : range.fields().entrySet()) {
            int issue = issue(side.getKey(), side.getValue());
            SortedSet<Integer> inside = ofIssue.get(issue).inside(side.getValue());
            if (!sides.takes(inside.size())) {
                throw side.getValue().bad(Sides.CURE);
            }
            if (within.put(issue, inside) != null) {
                throw side.getValue().bad("this issue stands here by its name and by its index; delete one");
            }
        }
        if (within.isEmpty()) {
            throw range.bad("this names no issue; name one, or add its utility to the bias");
        }
        return new Region(within);
    }

    private int issue(String key, Cursor at) throws BadInput {
        Integer issue = byName.get(key);
        if (issue != null) {
            return issue;
        }
        if (key.matches("\\d{1,4}") && Integer.parseInt(key) < ofIssue.size()) {
            return Integer.parseInt(key);
        }
        throw at.bad("there is no issue \"" + key + "\"; name one, or give its index from 0");
    }
}
