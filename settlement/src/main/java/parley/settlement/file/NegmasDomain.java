package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/**
 * A domain of NegMAS: issues with a list of values, or with all whole numbers between two.
 *
 * @param issues in the order of the file
 * @param numbers for each issue, for each option, the number that it is; empty where it is a text
 */
record NegmasDomain(List<Issue> issues, List<List<Optional<Ratio>>> numbers) {
    private static final Set<String> LISTS = Set.of(
            "CategoricalIssue", "DiscreteOrdinalIssue", "DiscreteCardinalIssue", "OrdinalIssue", "CardinalIssue");

    static NegmasDomain read(Cursor root) throws BadInput {
        String type = type(root);
        if (!type.endsWith("OutcomeSpace")) {
            throw root.bad("a domain has a type that ends in \"OutcomeSpace\", and this one is a " + type
                    + "; give the domain first, then the preferences of the parties");
        }
        Cursor list = Cursor.need(root.fields(), "issues", root);
        List<Issue> issues = new ArrayList<>();
        int count = 0;
        List<List<Optional<Ratio>>> numbers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Cursor one : list.items()) {
            Map<String, Cursor> fields = one.only("name", "type", "values", "n_values", "id");
            String name = label(Cursor.need(fields, "name", one));
            if (!names.add(name)) {
                throw one.bad("a second issue is called \"" + name + "\"; rename one");
            }
            List<Node> values = values(Cursor.need(fields, "values", one), type(one));
            count += values.size();
            if (count > Issue.MOST_OPTIONS) {
                throw one.bad(GeniusDomain.TOO_MANY);
            }
            issues.add(new Issue(
                    name,
                    values.stream()
                            .map(value -> YamlTree.label(value).orElseThrow())
                            .toList()));
            numbers.add(values.stream().map(NegmasDomain::number).toList());
        }
        if (issues.isEmpty() || issues.size() > Bargain.MOST_ISSUES) {
            throw list.bad("a domain has from 1 to " + Bargain.MOST_ISSUES + " issues, and this one " + issues.size()
                    + "; give another");
        }
        return new NegmasDomain(issues, numbers);
    }

    /** The class that an object is of, without its package. */
    static String type(Cursor of) throws BadInput {
        Cursor type = of.fields().get("type");
        if (type == null) {
            throw of.bad(
                    "\"type\" is missing; add it, as NegMAS writes it: DiscreteCartesianOutcomeSpace for a domain,"
                            + " CategoricalIssue for an issue with a list of values, LinearAdditiveUtilityFunction for a party");
        }
        return type.name().replaceFirst(".*\\.", "");
    }

    /** Whatever an option or an issue is called by. */
    static String label(Cursor at) throws BadInput {
        return YamlTree.label(at.node())
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> at.bad("this has to be a name or a number; change it"));
    }

    private static Optional<Ratio> number(Node node) {
        return node instanceof Node.Decimal(BigDecimal value) ? Optional.of(Ratio.of(value)) : Optional.empty();
    }

    private static List<Node> values(Cursor at, String type) throws BadInput {
        List<Node> values = new ArrayList<>();
        if (type.equals("ContiguousIssue")) {
            long[] ends = ends(at);
            for (long value = ends[0]; value <= ends[1]; value++) {
                values.add(new Node.Decimal(BigDecimal.valueOf(value)));
            }
        } else if (LISTS.contains(type)) {
            Set<String> seen = new HashSet<>();
            for (Cursor item : at.items()) {
                if (!seen.add(label(item))) {
                    throw item.bad("a second value is called \"" + label(item) + "\"; rename one");
                }
                values.add(item.node());
            }
        } else {
            throw at.bad("issues of the type " + type + " are not read; list their values as a CategoricalIssue");
        }
        if (values.isEmpty() || values.size() > Issue.MOST_OPTIONS) {
            throw at.bad("an issue has from 1 to " + Issue.MOST_OPTIONS + " values; correct it");
        }
        return values;
    }

    /** The least and the greatest of a range: {@code [2, 9]}, or {@code 5} for the five from 0. */
    private static long[] ends(Cursor at) throws BadInput {
        if (at.node() instanceof Node.Decimal) {
            return bounded(at, new long[] {0, whole(at) - 1});
        }
        List<Cursor> items = at.items();
        if (items.size() != 2) {
            throw at.bad("a range is its least and its greatest number; correct it");
        }
        return bounded(at, new long[] {whole(items.get(0)), whole(items.get(1))});
    }

    private static long[] bounded(Cursor at, long[] ends) throws BadInput {
        if (ends[1] < ends[0] || ends[1] - ends[0] >= Issue.MOST_OPTIONS) {
            throw at.bad("in this range there are no numbers, or over " + Issue.MOST_OPTIONS + "; correct it");
        }
        return ends;
    }

    private static long whole(Cursor at) throws BadInput {
        Ratio number = at.number();
        if (!number.under().equals(java.math.BigInteger.ONE) || number.over().bitLength() > 32) {
            throw at.bad("this has to be a whole number of at most nine digits; correct it");
        }
        return number.over().longValueExact();
    }
}
