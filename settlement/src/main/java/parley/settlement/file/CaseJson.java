package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.settlement.Bargain;
import parley.settlement.Builder;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/** Parley's own format of a case; {@code docs/settlement.md} describes it. */
final class CaseJson {
    /** How far totals of an indivisible hundred may differ: published tables have slips of that size. */
    private static final Ratio SLIP = Ratio.of(1, 20);

    private static final Comparator<BigDecimal> FINER =
            Comparator.comparingInt(value -> value.stripTrailingZeros().scale());

    private final Cursor root;

    private CaseJson(Cursor root) {
        this.root = root;
    }

    static Reading read(Cursor root) throws BadInput {
        return new CaseJson(root).read();
    }

    private Reading read() throws BadInput {
        Map<String, Cursor> fields = root.only("issues", "parties", "divisible", "interactions", "forbidden");
        Optional<Cursor> divisible = Cursor.maybe(fields, "divisible");
        Cursor issues = Cursor.need(fields, "issues", root);
        Cursor parties = Cursor.need(fields, "parties", root);
        if (divisible.isPresent() && divisible.get().bool()) {
            for (String none : List.of("interactions", "forbidden")) {
                Cursor there = fields.get(none);
                if (there != null) {
                    throw there.bad("issues that can be split have none; delete it, or \"divisible\"");
                }
            }
            return divisible(issues, parties);
        }
        List<Issue> all = issues(issues);
        List<Party> who = parties(parties, all);
        CaseInteractions more = new CaseInteractions(all, who);
        Builder builder = new Builder(all, who)
                .bonuses(more.bonuses(Cursor.maybe(fields, "interactions")))
                .forbidden(more.forbidden(Cursor.maybe(fields, "forbidden")));
        return new Reading.Packages(built(builder, root));
    }

    static Bargain built(Builder builder, Cursor root) throws BadInput {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            boolean fine = !Builder.TOO_LARGE.equals(e.getMessage());
            Cursor where = root.greatestNumber(fine ? FINER : Comparator.naturalOrder())
                    .orElse(root);
            throw where.bad(e.getMessage() + "; use " + (fine ? "fewer decimals or " : "") + "smaller numbers");
        }
    }

    static List<Issue> issues(Cursor list) throws BadInput {
        List<Issue> issues = new ArrayList<>();
        int count = 0;
        Set<String> names = new HashSet<>();
        for (Cursor item : list.items()) {
            Map<String, Cursor> fields = item.only("name", "options");
            String name = unlike(names, Cursor.need(fields, "name", item), "issue");
            Cursor options = Cursor.need(fields, "options", item);
            List<String> all = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (Cursor option : options.items()) {
                all.add(unlike(seen, option, "option"));
            }
            if (all.isEmpty() || all.size() > Issue.MOST_OPTIONS) {
                throw options.bad("an issue has from 1 to " + Issue.MOST_OPTIONS + " options, and this one "
                        + all.size() + "; add or delete some");
            }
            count += all.size();
            if (count > Issue.MOST_OPTIONS) {
                throw options.bad(GeniusDomain.TOO_MANY);
            }
            issues.add(new Issue(name, all));
        }
        count(list, issues.size(), 1, Bargain.MOST_ISSUES, "issues");
        return issues;
    }

    private static List<Party> parties(Cursor list, List<Issue> issues) throws BadInput {
        List<Party> parties = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Cursor item : list.items()) {
            Map<String, Cursor> fields = item.only("name", "reservation", "scores");
            String name = unlike(names, Cursor.need(fields, "name", item), "party");
            Optional<Cursor> reservation = Cursor.maybe(fields, "reservation");
            Cursor scores = Cursor.need(fields, "scores", item);
            Map<String, Cursor> byIssue = scores.fields();
            List<List<Ratio>> all = new ArrayList<>();
            for (Issue issue : issues) {
                all.add(scores(Cursor.need(byIssue, issue.name(), scores), issue));
            }
            known(byIssue, issues.stream().map(Issue::name).toList(), "issue");
            parties.add(
                    new Party(name, reservation.isPresent() ? reservation.get().notNegative() : Ratio.ZERO, all));
        }
        count(list, parties.size(), 2, Bargain.MOST_PARTIES, "parties");
        return parties;
    }

    private static List<Ratio> scores(Cursor at, Issue issue) throws BadInput {
        Map<String, Cursor> byOption = at.fields();
        List<Ratio> all = new ArrayList<>();
        for (String option : issue.options()) {
            Cursor score = byOption.get(option);
            if (score == null) {
                throw at.bad("no score for the option \"" + option + "\"; add one, 0 if it is worth nothing");
            }
            all.add(score.notNegative());
        }
        known(byOption, issue.options(), "option");
        return all;
    }

    private static Reading divisible(Cursor list, Cursor partyList) throws BadInput {
        List<String> issues = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Cursor item : list.items()) {
            Map<String, Cursor> fields = item.only("name", "options");
            issues.add(unlike(names, Cursor.need(fields, "name", item), "issue"));
            Cursor options = fields.get("options");
            if (options != null && !options.items().isEmpty()) {
                throw options.bad("an issue that can be split has no options; delete them, or \"divisible\"");
            }
        }
        count(list, issues.size(), 1, Bargain.MOST_ISSUES, "issues");
        List<String> parties = new ArrayList<>();
        List<List<Ratio>> points = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Cursor item : partyList.items()) {
            Map<String, Cursor> fields = item.only("name", "reservation", "scores");
            parties.add(unlike(seen, Cursor.need(fields, "name", item), "party"));
            Cursor reservation = fields.get("reservation");
            if (reservation != null && reservation.notNegative().signum() > 0) {
                throw reservation.bad("Adjusted Winner knows no reservation values; delete it");
            }
            Cursor scores = Cursor.need(fields, "scores", item);
            Map<String, Cursor> byIssue = scores.fields();
            List<Ratio> all = new ArrayList<>();
            for (String issue : issues) {
                all.add(Cursor.need(byIssue, issue, scores).notNegative());
            }
            known(byIssue, issues, "issue");
            points.add(all);
        }
        count(partyList, parties.size(), 2, 2, "parties when issues can be split");
        sameTotals(partyList, parties, points);
        return new Reading.Divisible(issues, parties, points);
    }

    private static void sameTotals(Cursor at, List<String> parties, List<List<Ratio>> points) throws BadInput {
        Ratio first = points.get(0).stream().reduce(Ratio.ZERO, Ratio::plus);
        Ratio second = points.get(1).stream().reduce(Ratio.ZERO, Ratio::plus);
        Ratio apart = first.max(second).minus(first.min(second));
        if (first.signum() == 0 || second.signum() == 0 || apart.compareTo(SLIP.times(first.max(second))) > 0) {
            throw at.bad("the points of " + parties.get(0) + " add up to " + first.decimal(6) + ", those of "
                    + parties.get(1) + " to " + second.decimal(6) + "; both have to give the same total, such as 100");
        }
    }

    private static String unlike(Set<String> seen, Cursor name, String what) throws BadInput {
        String look = Look.of(name.name());
        if (look.isEmpty()) {
            throw name.bad("nothing of this name can be seen; write one");
        }
        if (!seen.add(look)) {
            throw name.bad("a second " + what + " is called \"" + name.name() + "\", or looks the same; rename one");
        }
        return name.name();
    }

    private static void known(Map<String, Cursor> given, List<String> names, String what) throws BadInput {
        Set<String> all = new HashSet<>(names);
        for (Map.Entry<String, Cursor> one : given.entrySet()) {
            if (!all.contains(one.getKey())) {
                throw one.getValue()
                        .bad("there is no " + what + " \"" + one.getKey() + "\"; correct the name or add the " + what);
            }
        }
    }

    private static void count(Cursor list, int size, int least, int most, String what) throws BadInput {
        if (size < least || size > most) {
            throw list.bad("a case has " + (least == most ? "" + least : "from " + least + " to " + most) + " " + what
                    + ", and this one " + size + "; add or delete some");
        }
    }
}
