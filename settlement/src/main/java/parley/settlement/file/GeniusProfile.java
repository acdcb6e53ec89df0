package parley.settlement.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import parley.settlement.Bonus;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;
import parley.settlement.Region;
import parley.settlement.file.XmlTree.Element;

/**
 * A profile of GENIUS. Additive: each issue's weight times the option's evaluation by the greatest of the issue; whole numbers by a linear
 * evaluator, held between 0 and 1. Nonlinear: hyper-rectangles, each worth its utility by the profile's {@code maxutility}. Discounts
 * are passed over: they are of a protocol in rounds, not of a package.
 */
final class GeniusProfile {
    /** Below this GENIUS itself takes an issue's greatest evaluation for 0. */
    private static final Ratio NOTHING = Ratio.of(1, 100_000);
    /** Minus 5.55E-17 is what another tool writes for 0. */
    private static final Ratio NOISE = Ratio.of(-1, 1_000_000_000);
    /** Weights are rounded by hand in many files. */
    private static final Ratio SLIP = Ratio.of(1, 50);

    private final GeniusDomain domain;
    private final Element root;
    private final String party;
    private final Sides sides;

    /** @param sides of all profiles of the case */
    GeniusProfile(GeniusDomain domain, Element root, String party, Sides sides) {
        this.domain = domain;
        this.root = root;
        this.party = party;
        this.sides = sides;
    }

    /** Adds what depends on several issues to {@code bonuses}. */
    Party read(int index, List<Bonus> bonuses) throws BadInput {
        Ratio reservation = Ratio.ZERO;
        if (root.first("reservation").isPresent()) {
            reservation = number(root.first("reservation").get(), "value");
        }
        Element objective =
                root.first("objective").orElseThrow(() -> root.bad("there is no <objective>; give a profile"));
        if (objective.first("utility").isPresent()) {
            rectangles(objective.first("utility").get(), index, bonuses);
            List<List<Ratio>> none = domain.issues().stream()
                    .map(issue ->
                            issue.options().stream().map(option -> Ratio.ZERO).toList())
                    .toList();
            return new Party(party, reservation, none);
        }
        return new Party(party, reservation, scores());
    }

    private List<List<Ratio>> scores() throws BadInput {
        Map<String, Element> issues = new HashMap<>();
        List<Element> found = new ArrayList<>();
        GeniusDomain.collect(root, found);
        Set<String> known = Set.copyOf(domain.indices());
        for (Element one : found) {
            String index = one.need("index");
            if (!known.contains(index)) {
                throw one.bad("the domain has no issue with the index " + index + "; delete this one");
            }
            if (issues.put(index, one) != null) {
                throw one.bad("a second <issue> has the index " + index + "; delete one");
            }
        }
        Map<String, Ratio> weights = new HashMap<>();
        weights(root, weights);
        Ratio sum = Ratio.ZERO;
        List<List<Ratio>> all = new ArrayList<>();
        for (int at = 0; at < domain.issues().size(); at++) {
            String index = domain.indices().get(at);
            Element issue = issues.get(index);
            Ratio weight = weights.get(index);
            if (issue == null || weight == null) {
                throw root.bad("there is no <issue> or no <weight> with the index " + index + "; add it");
            }
            sum = sum.plus(weight);
            List<Ratio> scores = GeniusDomain.isWhole(issue) ? linear(issue, at) : evaluations(issue, at);
            all.add(scores.stream().map(weight::times).toList());
        }
        Ratio apart = sum.minus(Ratio.ONE);
        if (apart.max(apart.negated()).compareTo(SLIP) > 0) {
            throw root.bad("the weights add up to " + sum.decimal(6) + "; they have to add up to 1");
        }
        return all;
    }

    private void weights(Element from, Map<String, Ratio> into) throws BadInput {
        for (Element child : from.children()) {
            if (child.name().equals("weight")) {
                // It may name an objective: such weights are passed over, as in GENIUS itself.
                if (into.put(child.need("index"), number(child, "value")) != null) {
                    throw child.bad("a second <weight> has the index " + child.need("index") + "; delete one");
                }
            } else if (child.name().equals("objective")) {
                weights(child, into);
            }
        }
    }

    private List<Ratio> evaluations(Element element, int at) throws BadInput {
        Issue issue = domain.issues().get(at);
        Map<String, Ratio> given = new HashMap<>();
        Ratio greatest = Ratio.ZERO;
        Set<String> known = Set.copyOf(issue.options());
        for (Element item : element.all("item")) {
            // Of an option that stands twice the last counts, as in GENIUS itself.
            Ratio evaluation = number(item, "evaluation");
            String value = item.need("value");
            if (!known.contains(value)) {
                throw item.bad("the domain's issue \"" + issue.name() + "\" has no option \"" + value
                        + "\"; correct the value, or delete this <item>");
            }
            given.put(value, evaluation);
        }
        for (Ratio one : given.values()) {
            greatest = greatest.max(one);
        }
        List<Ratio> scores = new ArrayList<>();
        for (String option : issue.options()) {
            Ratio evaluation = given.get(option);
            if (evaluation == null) {
                throw element.bad(
                        "no evaluation for the option \"" + option + "\"; add an <item>, 0 if it is worth nothing");
            }
            scores.add(greatest.compareTo(NOTHING) < 0 ? Ratio.ZERO : evaluation.by(greatest));
        }
        return scores;
    }

    private List<Ratio> linear(Element element, int at) throws BadInput {
        Element evaluator = element.first("evaluator")
                .orElseThrow(() -> element.bad("there is no <evaluator>; add one with slope and offset"));
        if (!evaluator.maybe("ftype").orElse("linear").equals("linear")) {
            throw evaluator.bad("only linear evaluators are read; make a list of options of the issue");
        }
        Ratio slope = exact(evaluator, "slope");
        Ratio offset = exact(evaluator, "offset");
        return IntStream.range(0, domain.issues().get(at).options().size())
                .mapToObj(step ->
                        offset.plus(slope.times(Ratio.of(step))).max(Ratio.ZERO).min(Ratio.ONE))
                .toList();
    }

    private void rectangles(Element utility, int index, List<Bonus> bonuses) throws BadInput {
        Ratio most = number(utility, "maxutility");
        if (most.signum() == 0) {
            throw utility.bad("maxutility is 0; give what all rectangles can add up to");
        }
        for (Element function : utility.all("ufun")) {
            Ratio weight = function.maybe("weight").isPresent() ? number(function, "weight") : Ratio.ONE;
            if (!function.maybe("aggregation").orElse("sum").equals("sum")) {
                throw function.bad("only the aggregation \"sum\" is read; change the profile");
            }
            for (Element rectangle : function.children()) {
                if (!rectangle.name().equals("hyperRectangle") || bonuses.size() >= CaseInteractions.MOST) {
                    throw rectangle.bad("only <hyperRectangle> elements are read here, at most " + CaseInteractions.MOST
                            + "; delete the others");
                }
                bonuses.add(bonus(
                        rectangle,
                        index,
                        number(rectangle, "utility").times(weight).by(most)));
            }
        }
    }

    private Bonus bonus(Element rectangle, int index, Ratio points) throws BadInput {
        SortedMap<Integer, SortedSet<Integer>> within = new TreeMap<>();
        String kind = rectangle.children().isEmpty()
                ? ""
                : rectangle.children().getFirst().name();
        for (Element side : rectangle.children()) {
            int at = domain.indices().indexOf(side.need("index"));
            if (!side.name().equals(kind) || at < 0 || within.containsKey(at)) {
                throw side.bad(
                        "a rectangle has either <INCLUDES> or <EXCLUDES> elements, one for each issue it names, by"
                                + " an index of the domain; correct it");
            }
            long low = GeniusDomain.wholeNumber(side, "min") - domain.lows().get(at);
            long high = GeniusDomain.wholeNumber(side, "max") - domain.lows().get(at);
            if (low > high) {
                throw side.bad("min is above max, so that nothing lies between them; exchange them");
            }
            SortedSet<Integer> options = new TreeSet<>();
            int size = domain.issues().get(at).options().size();
            int first = (int) Math.max(0, low);
            int last = (int) Math.min(size - 1, high);
            if (!sides.takes(Math.max(0, last - first + 1))) {
                throw side.bad(Sides.CURE);
            }
            for (int option = first; option <= last; option++) {
                options.add(option);
            }
            if (options.isEmpty()) {
                throw side.bad("no value of the issue \""
                        + domain.issues().get(at).name()
                        + "\" lies from min to max; correct them, or delete the rectangle");
            }
            within.put(at, options);
        }
        if (!kind.equals("INCLUDES") && !kind.equals("EXCLUDES")) {
            throw rectangle.bad("a rectangle has <INCLUDES> or <EXCLUDES> elements; add one");
        }
        return new Bonus(index, new Region(within), kind.equals("INCLUDES"), points);
    }

    private static Ratio number(Element at, String attribute) throws BadInput {
        Ratio value = exact(at, attribute);
        return value.signum() < 0 && value.compareTo(NOISE) > 0
                ? Ratio.ZERO
                : Numbers.notNegative(at.file(), place(at, attribute), value);
    }

    private static Ratio exact(Element at, String attribute) throws BadInput {
        return Numbers.exact(at.file(), place(at, attribute), at.need(attribute));
    }

    private static String place(Element at, String attribute) {
        return "line " + at.line() + ", <" + at.name() + "> " + attribute;
    }
}
