package parley.settlement.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/**
 * A linear additive profile of GeniusWeb: an issue's weight times the value's utility, both from 0 to 1. The reservation value is what
 * its reservation bid is worth, of which missing issues are worth nothing; 0 where there is none.
 */
final class GeniusWebProfile {
    private static final String KIND = "LinearAdditiveUtilitySpace";
    /** Weights are rounded by hand in some files. */
    private static final Ratio SLIP = Ratio.of(1, 50);

    private final List<Issue> issues;
    private final Cursor space;
    private final Map<String, Cursor> fields;
    private final String party;

    GeniusWebProfile(List<Issue> issues, Cursor root, String party) throws BadInput {
        this.issues = issues;
        this.party = party;
        space = space(root);
        fields = space.fields();
    }

    static Cursor domain(Cursor root) throws BadInput {
        Cursor space = space(root);
        return Cursor.need(space.fields(), "domain", space);
    }

    Party read() throws BadInput {
        Cursor utilities = Cursor.need(fields, "issueUtilities", space);
        Cursor weights = Cursor.need(fields, "issueWeights", space);
        List<String> names = issues.stream().map(Issue::name).toList();
        onlyOf(names, utilities.fields(), "the domain has no such issue; correct its name, or delete this one");
        onlyOf(names, weights.fields(), "the domain has no such issue; correct its name, or delete this one");
        Ratio sum = Ratio.ZERO;
        List<List<Ratio>> scores = new ArrayList<>();
        for (Issue issue : issues) {
            Cursor weight = Cursor.need(weights.fields(), issue.name(), weights);
            Ratio share = upToOne(weight);
            sum = sum.plus(share);
            scores.add(worth(Cursor.need(utilities.fields(), issue.name(), utilities), issue).stream()
                    .map(share::times)
                    .toList());
        }
        Ratio apart = sum.minus(Ratio.ONE);
        if (apart.max(apart.negated()).compareTo(SLIP) > 0) {
            throw weights.bad("the weights add up to " + sum.decimal(6) + "; they have to add up to 1");
        }
        return new Party(party, reservation(scores), scores);
    }

    private static Cursor space(Cursor root) throws BadInput {
        Cursor space = root.fields().get(KIND);
        if (space == null) {
            throw root.bad("only profiles that begin with \"" + KIND
                    + "\" are read; give one CASE.json, or a domain and profiles of GeniusWeb");
        }
        return space;
    }

    private Ratio reservation(List<List<Ratio>> scores) throws BadInput {
        Optional<Cursor> bid = Cursor.maybe(fields, "reservationBid");
        if (bid.isEmpty() || bid.get().node() instanceof Node.Nothing) {
            return Ratio.ZERO;
        }
        Cursor values = Cursor.need(bid.get().fields(), "issuevalues", bid.get());
        Ratio sum = Ratio.ZERO;
        for (Map.Entry<String, Cursor> one : values.fields().entrySet()) {
            int at = issues.stream().map(Issue::name).toList().indexOf(one.getKey());
            if (at < 0) {
                throw one.getValue().bad("the domain has no such issue; delete it");
            }
            String value = one.getValue().node() instanceof Node.Decimal(BigDecimal number)
                    ? Ratio.of(number).decimal(17).toPlainString()
                    : one.getValue().name();
            int option = issues.get(at).options().indexOf(value);
            if (option < 0) {
                throw one.getValue().bad("the issue has no such value; correct it");
            }
            sum = sum.plus(scores.get(at).get(option));
        }
        return sum;
    }

    private static List<Ratio> worth(Cursor of, Issue issue) throws BadInput {
        Map<String, Cursor> kinds =
                of.only("DiscreteValueSetUtilities", "discreteutils", "NumberValueSetUtilities", "numberutils");
        if (kinds.containsKey("NumberValueSetUtilities") || kinds.containsKey("numberutils")) {
            return between(GeniusWeb.either(of, kinds, "NumberValueSetUtilities", "numberutils"), issue);
        }
        Cursor discrete = GeniusWeb.either(of, kinds, "DiscreteValueSetUtilities", "discreteutils");
        Cursor values = Cursor.need(discrete.fields(), "valueUtilities", discrete);
        Map<String, Cursor> byValue = values.fields();
        onlyOf(issue.options(), byValue, "the domain's issue has no such value; correct it, or delete this one");
        List<Ratio> all = new ArrayList<>();
        for (String option : issue.options()) {
            Cursor one = byValue.get(option);
            if (one == null) {
                throw values.bad("no utility for the value \"" + option + "\"; add one, 0 if it is worth nothing");
            }
            all.add(upToOne(one));
        }
        return all;
    }

    /** What the domain doesn't have would be passed over in silence, a slip of a name with it. */
    private static void onlyOf(List<String> names, Map<String, Cursor> given, String cure) throws BadInput {
        Set<String> known = Set.copyOf(names);
        for (Map.Entry<String, Cursor> one : given.entrySet()) {
            if (!known.contains(one.getKey())) {
                throw one.getValue().bad(cure);
            }
        }
    }

    /** On the line between the worth of the least number and that of the greatest. */
    private static List<Ratio> between(Cursor of, Issue issue) throws BadInput {
        Map<String, Cursor> ends = of.only("lowValue", "lowUtility", "highValue", "highUtility");
        Ratio low = GeniusWebDomain.number(Cursor.need(ends, "lowValue", of));
        Ratio high = GeniusWebDomain.number(Cursor.need(ends, "highValue", of));
        Ratio lowest = upToOne(Cursor.need(ends, "lowUtility", of));
        Ratio highest = upToOne(Cursor.need(ends, "highUtility", of));
        if (low.compareTo(high) >= 0) {
            throw of.bad("lowValue is not below highValue; correct them");
        }
        List<Ratio> all = new ArrayList<>();
        for (String option : issue.options()) {
            Ratio way = Numbers.exact(of.file(), of.path(), option).minus(low).by(high.minus(low));
            Ratio worth = lowest.plus(highest.minus(lowest).times(way));
            if (worth.compareTo(Ratio.ONE) > 0) {
                throw of.bad("the value \"" + option + "\" lies beyond lowValue and highValue, and is worth "
                        + worth.decimal(6) + " on their line, which is above 1; widen the two");
            }
            all.add(worth.max(Ratio.ZERO));
        }
        return all;
    }

    private static Ratio upToOne(Cursor at) throws BadInput {
        Ratio value = Numbers.notNegative(at.file(), at.path(), GeniusWebDomain.number(at));
        if (value.compareTo(Ratio.ONE) > 0) {
            throw at.bad(value.decimal(Numbers.MOST_DIGITS)
                    + " is above 1; weights and utilities of GeniusWeb lie from 0 to 1: divide those of the issue by the"
                    + " greatest, or write a CASE.json");
        }
        return value;
    }
}
