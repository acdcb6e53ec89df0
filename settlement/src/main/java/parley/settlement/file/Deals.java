package parley.settlement.file;

import java.util.List;
import java.util.Map;
import parley.settlement.Bargain;
import parley.settlement.Issue;

/** Reads a deal: {@code {"Sinai":"all", …}} with one option for each issue of a case. As strict as {@link Cases}. */
public final class Deals {
    private Deals() {}

    /** What a file turned out to be. */
    public sealed interface Deal {
        /**
         * A package.
         *
         * @param options the index of one option for each issue
         */
        record Found(List<Integer> options) implements Deal {}

        /** Not understood; its {@link Reading.Bad#line} says what and where. */
        record Bad(Reading.Bad why) implements Deal {}
    }

    /** Never throws for what the file contains. */
    public static Deal read(Source source, Bargain bargain) {
        try {
            return new Deal.Found(options(Cursor.root(source.name(), JsonTree.parse(source)), bargain.issues()));
        } catch (BadInput bad) {
            return new Deal.Bad(bad.toBad());
        }
    }

    private static List<Integer> options(Cursor root, List<Issue> issues) throws BadInput {
        Map<String, Cursor> fields = root.fields();
        Integer[] options = new Integer[issues.size()];
        for (int at = 0; at < options.length; at++) {
            Issue issue = issues.get(at);
            Cursor chosen = Cursor.need(fields, issue.name(), root);
            options[at] = issue.options().indexOf(chosen.name());
            if (options[at] < 0) {
                throw chosen.bad("the case has no such option; it has " + String.join(", ", issue.options()));
            }
        }
        for (Map.Entry<String, Cursor> one : fields.entrySet()) {
            if (issues.stream().noneMatch(issue -> issue.name().equals(one.getKey()))) {
                throw one.getValue().bad("the case has no such issue; delete it");
            }
        }
        return List.of(options);
    }
}
