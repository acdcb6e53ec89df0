package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/**
 * The sides of NegMAS's hyper-rectangles on one issue. What is looked up is sorted once, for a file may name a hundred thousand values
 * in each of ten thousand sides.
 */
final class NegmasSides {
    private final Map<String, Integer> byValue = new HashMap<>();
    /** Options that are numbers, ascending. */
    private final List<Numbered> ascending = new ArrayList<>();

    private final boolean allNumbers;

    NegmasSides(Issue issue, List<Optional<Ratio>> numbers) {
        for (int option = 0; option < numbers.size(); option++) {
            byValue.put(issue.options().get(option), option);
            int at = option;
            numbers.get(option).ifPresent(number -> ascending.add(new Numbered(number, at)));
        }
        ascending.sort(Comparator.comparing(Numbered::number));
        allNumbers = ascending.size() == numbers.size();
    }

    private record Numbered(Ratio number, int option) {}

    /** Options in a row of {@link #ascending}: from the first to before the second. */
    private record Stretch(int from, int to) {}

    /** The options that lie inside. */
    SortedSet<Integer> inside(Cursor side) throws BadInput {
        SortedSet<Integer> inside = new TreeSet<>();
        if (!(side.node() instanceof Node.Items)) {
            inside.add(option(side));
            return inside;
        }
        List<Cursor> items = side.items();
        if (items.isEmpty()) {
            throw side.bad("this names no value; name at least one, or leave the issue out");
        }
        List<Stretch> stretches = new ArrayList<>();
        if (isRange(items)) {
            stretches.add(between(side));
        } else {
            for (Cursor item : items) {
                if (!(item.node() instanceof Node.Items)) {
                    inside.add(option(item));
                } else if (isRange(item.items())) {
                    stretches.add(between(item));
                } else {
                    throw item.bad("this has to be a value, or two numbers; correct it");
                }
            }
        }
        // In their order, so that what several hold is taken once.
        stretches.sort(Comparator.comparingInt(Stretch::from));
        int next = 0;
        for (Stretch stretch : stretches) {
            for (int at = Math.max(next, stretch.from); at < stretch.to; at++) {
                inside.add(ascending.get(at).option());
            }
            next = Math.max(next, stretch.to);
        }
        return inside;
    }

    private static boolean isRange(List<Cursor> items) {
        return items.size() == 2 && items.stream().allMatch(item -> item.node() instanceof Node.Decimal);
    }

    /** The ends are outside. */
    private Stretch between(Cursor range) throws BadInput {
        List<Cursor> ends = range.items();
        Ratio low = ends.get(0).number();
        Ratio high = ends.get(1).number();
        if (!allNumbers) {
            throw ends.get(0).bad("the issue has values that are no numbers; list those inside");
        }
        Stretch stretch = new Stretch(count(low, true), count(high, false));
        if (stretch.from >= stretch.to) {
            throw range.bad("no value of the issue lies between these two, which are outside themselves as NegMAS"
                    + " compares; widen the range, or name one value");
        }
        return stretch;
    }

    /** How many numbers lie below, and at it where these count too. */
    private int count(Ratio number, boolean itself) {
        int from = 0;
        int to = ascending.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int side = ascending.get(middle).number().compareTo(number);
            if (side < 0 || (itself && side == 0)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int option(Cursor at) throws BadInput {
        String value = at.node() instanceof Node.Decimal(BigDecimal number)
                ? YamlTree.label(new Node.Decimal(number)).orElse("")
                : NegmasDomain.label(at);
        Integer option = byValue.get(value);
        if (option == null) {
            throw at.bad("the issue has no value \"" + value + "\"; correct it");
        }
        return option;
    }
}
