package parley.settlement.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/** A domain of GeniusWeb: issues with a list of values, or with a range of numbers by a step. */
final class GeniusWebDomain {
    /** Digits of a number that stands for itself as an option. */
    private static final int DIGITS = 17;

    private GeniusWebDomain() {}

    static List<Issue> read(Cursor domain) throws BadInput {
        Cursor all = Cursor.need(domain.fields(), "issuesValues", domain);
        List<Issue> issues = new ArrayList<>();
        int count = 0;
        for (Map.Entry<String, Cursor> one : all.fields().entrySet()) {
            Map<String, Cursor> kinds = one.getValue().only("values", "range");
            List<String> options = kinds.containsKey("values")
                    ? values(Cursor.need(kinds, "values", one.getValue()))
                    : range(Cursor.need(kinds, "range", one.getValue()));
            if (one.getKey().isBlank() || options.isEmpty() || options.size() > Issue.MOST_OPTIONS) {
                throw one.getValue()
                        .bad("an issue has a name and from 1 to " + Issue.MOST_OPTIONS + " values; correct it");
            }
            count += options.size();
            if (count > Issue.MOST_OPTIONS) {
                throw one.getValue().bad(GeniusDomain.TOO_MANY);
            }
            issues.add(new Issue(one.getKey(), options));
        }
        if (issues.isEmpty() || issues.size() > Bargain.MOST_ISSUES) {
            throw all.bad("a domain has from 1 to " + Bargain.MOST_ISSUES + " issues, and this one " + issues.size()
                    + "; give another");
        }
        return issues;
    }

    /** A number, which the format writes with or without quotation marks. */
    static Ratio number(Cursor at) throws BadInput {
        return at.node() instanceof Node.Text(String text) ? Numbers.exact(at.file(), at.path(), text) : at.number();
    }

    private static List<String> values(Cursor list) throws BadInput {
        List<String> options = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Cursor item : list.items()) {
            if (!seen.add(item.name())) {
                throw item.bad("a second value is called \"" + item.name() + "\"; rename one");
            }
            options.add(item.name());
        }
        return options;
    }

    private static List<String> range(Cursor list) throws BadInput {
        List<Cursor> items = list.items();
        if (items.size() != 3) {
            throw list.bad("a range is the least number, the greatest and the step; correct it");
        }
        Ratio low = number(items.get(0));
        Ratio high = number(items.get(1));
        Ratio step = number(items.get(2));
        if (step.signum() <= 0 || high.minus(low).compareTo(step.times(Ratio.of(Issue.MOST_OPTIONS))) >= 0) {
            throw list.bad("the step is not above 0, or there are over " + Issue.MOST_OPTIONS
                    + " numbers in the range; correct it");
        }
        List<String> options = new ArrayList<>();
        for (Ratio at = low; at.compareTo(high) <= 0; at = at.plus(step)) {
            options.add(at.wholeOr(DIGITS).toPlainString());
        }
        return options;
    }
}
