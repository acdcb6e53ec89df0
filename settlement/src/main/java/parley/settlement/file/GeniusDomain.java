package parley.settlement.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import parley.settlement.Bargain;
import parley.settlement.Issue;
import parley.settlement.file.XmlTree.Element;

/**
 * A domain of GENIUS: the issues that its profiles score.
 *
 * @param issues in the order of the file
 * @param indices the number by which profiles name each issue
 * @param lows for an issue of whole numbers, the first of them; 0 for others
 */
record GeniusDomain(List<Issue> issues, List<String> indices, List<Long> lows) {
    static final String TOO_MANY = "with this issue there are over " + Issue.MOST_OPTIONS
            + " options in all; give fewer options, or a narrower range";

    static GeniusDomain read(Element root) throws BadInput {
        List<Element> found = new ArrayList<>();
        collect(root, found);
        if (found.isEmpty() || found.size() > Bargain.MOST_ISSUES) {
            throw root.bad("a domain has from 1 to " + Bargain.MOST_ISSUES + " <issue> elements, and this one "
                    + found.size() + "; give the domain's file first, then the profiles");
        }
        List<Issue> issues = new ArrayList<>();
        List<String> indices = new ArrayList<>();
        List<Long> lows = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int count = 0;
        for (Element one : found) {
            String name = one.need("name");
            String index = one.need("index");
            if (!names.add(name) || indices.contains(index)) {
                throw one.bad("a second issue has the name \"" + name + "\" or the index " + index + "; change one");
            }
            boolean whole = isWhole(one);
            long low = whole ? wholeNumber(one, "lowerbound") : 0;
            lows.add(low);
            indices.add(index);
            List<String> options = whole ? range(one, low) : values(one);
            count += options.size();
            if (count > Issue.MOST_OPTIONS) {
                throw one.bad(TOO_MANY);
            }
            issues.add(new Issue(name, options));
        }
        return new GeniusDomain(issues, indices, lows);
    }

    /** All {@code <issue>} elements under an element, outermost first. */
    static void collect(Element from, List<Element> into) {
        for (Element child : from.children()) {
            if (child.name().equals("issue")) {
                into.add(child);
            } else {
                collect(child, into);
            }
        }
    }

    static boolean isWhole(Element issue) throws BadInput {
        String type = issue.maybe("etype").or(() -> issue.maybe("type")).orElse("discrete");
        return switch (type.toLowerCase(java.util.Locale.ROOT)) {
            case "discrete" -> false;
            case "integer" -> true;
            default -> throw issue.bad("issues of type " + type + " are not read; make a list of options of it");
        };
    }

    private static List<String> values(Element issue) throws BadInput {
        List<String> options = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Element item : issue.all("item")) {
            String value = item.need("value");
            if (!seen.add(value)) {
                throw item.bad("a second option is called \"" + value + "\"; rename one");
            }
            options.add(value);
        }
        if (options.isEmpty() || options.size() > Issue.MOST_OPTIONS) {
            throw issue.bad("an issue has from 1 to " + Issue.MOST_OPTIONS + " <item> elements; add or delete some");
        }
        return options;
    }

    private static List<String> range(Element issue, long low) throws BadInput {
        long high = wholeNumber(issue, "upperbound");
        if (high < low || high - low >= Issue.MOST_OPTIONS) {
            throw issue.bad("from lowerbound to upperbound there are no numbers, or over " + Issue.MOST_OPTIONS
                    + "; correct the bounds");
        }
        return LongStream.rangeClosed(low, high).mapToObj(Long::toString).toList();
    }

    static long wholeNumber(Element at, String attribute) throws BadInput {
        String text = at.need(attribute);
        if (!text.matches("-?\\d{1,9}")) {
            throw at.bad("\"" + attribute + "\" is no whole number of at most nine digits; correct it");
        }
        return Long.parseLong(text);
    }
}
