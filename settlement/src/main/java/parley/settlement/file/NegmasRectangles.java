package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.settlement.Bonus;
import parley.settlement.Issue;
import parley.settlement.Ratio;
import parley.settlement.Region;

/**
 * Hyper-rectangles of NegMAS: each worth its utility times its weight to packages inside. A side is one value, two numbers between which a
 * value lies (the two themselves are outside, as NegMAS compares), or a list of values.
 */
final class NegmasRectangles {
    private final NegmasDomain domain;
    private final Cursor ufun;
    private final Sides sides;

    /** @param sides of all files of the case */
    NegmasRectangles(NegmasDomain domain, Cursor ufun, Sides sides) {
        this.domain = domain;
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
            SortedSet<Integer> inside = inside(issue, side.getValue());
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
        List<String> names = domain.issues().stream().map(Issue::name).toList();
        int byName = names.indexOf(key);
        if (byName < 0 && key.matches("\\d{1,4}") && Integer.parseInt(key) < names.size()) {
            return Integer.parseInt(key);
        }
        if (byName < 0) {
            throw at.bad("there is no issue \"" + key + "\"; name one, or give its index from 0");
        }
        return byName;
    }

    private SortedSet<Integer> inside(int issue, Cursor side) throws BadInput {
        SortedSet<Integer> inside = new TreeSet<>();
        if (!(side.node() instanceof Node.Items)) {
            inside.add(option(issue, side));
            return inside;
        }
        List<Cursor> items = side.items();
        if (isRange(items)) {
            between(issue, side, inside);
            return inside;
        }
        if (items.isEmpty()) {
            throw side.bad("this names no value; name at least one, or leave the issue out");
        }
        for (Cursor item : items) {
            if (!(item.node() instanceof Node.Items)) {
                inside.add(option(issue, item));
            } else if (isRange(item.items())) {
                between(issue, item, inside);
            } else {
                throw item.bad("this has to be a value, or two numbers; correct it");
            }
        }
        return inside;
    }

    private static boolean isRange(List<Cursor> items) {
        return items.size() == 2 && items.stream().allMatch(item -> item.node() instanceof Node.Decimal);
    }

    private void between(int issue, Cursor range, SortedSet<Integer> inside) throws BadInput {
        List<Cursor> ends = range.items();
        Ratio low = ends.get(0).number();
        Ratio high = ends.get(1).number();
        List<Optional<Ratio>> numbers = domain.numbers().get(issue);
        boolean none = true;
        for (int option = 0; option < numbers.size(); option++) {
            Ratio number = numbers.get(option)
                    .orElseThrow(() -> ends.get(0).bad("the issue has values that are no numbers; list those inside"));
            if (number.compareTo(low) > 0 && number.compareTo(high) < 0) {
                inside.add(option);
                none = false;
            }
        }
        if (none) {
            throw range.bad("no value of the issue lies between these two, which are outside themselves as NegMAS"
                    + " compares; widen the range, or name one value");
        }
    }

    private int option(int issue, Cursor at) throws BadInput {
        String value = at.node() instanceof Node.Decimal(BigDecimal number)
                ? YamlTree.label(new Node.Decimal(number)).orElse("")
                : NegmasDomain.label(at);
        int option = domain.issues().get(issue).options().indexOf(value);
        if (option < 0) {
            throw at.bad("the issue has no value \"" + value + "\"; correct it");
        }
        return option;
    }
}
