package parley.settlement.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.settlement.Bonus;
import parley.settlement.Issue;
import parley.settlement.Party;
import parley.settlement.Ratio;

/**
 * The preferences of a party in a file of NegMAS: value functions with weights, numbers with weights, a constant, or hyper-rectangles.
 * Discounts are passed over: they are of a protocol in rounds, not of a package. Weights may add up to anything, as in NegMAS.
 */
final class NegmasProfile {
    /** What NegMAS writes of a party beside its scores, of which no package is worth more or less. */
    private static final Set<String> ASIDE =
            Set.of("id", "name", "type", "stability", "path", "reserved_outcome", "invalid_value", "outcome_space");

    private static final Set<String> DISCOUNTED =
            Set.of("ExpDiscountedUFun", "LinDiscountedUFun", "DiscountedUtilityFunction");
    private static final Set<String> OF_DISCOUNT =
            Set.of("ufun", "reserved_value", "discount", "cost", "power", "factor", "dynamic_reservation");
    /** Python's smallest number: walking away is worse than any package. */
    private static final Set<String> LEAST = Set.of("-.inf", "-.Inf", "-.INF", "-inf");

    private final NegmasDomain domain;
    private final Cursor outer;
    private final Cursor ufun;
    private final Map<String, Cursor> fields;

    NegmasProfile(NegmasDomain domain, Cursor root) throws BadInput {
        this.domain = domain;
        outer = root;
        if (DISCOUNTED.contains(NegmasDomain.type(root))) {
            only(root, OF_DISCOUNT);
            ufun = Cursor.need(root.fields(), "ufun", root);
        } else {
            ufun = root;
        }
        fields = ufun.fields();
    }

    /** What the file calls the party. */
    Optional<String> name() throws BadInput {
        Optional<Cursor> name = Cursor.maybe(outer.fields(), "name");
        return name.isPresent() ? YamlTree.label(name.get().node()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    /** Adds what depends on several issues to {@code bonuses}. */
    Party read(String party, int index, List<Bonus> bonuses, Sides sides) throws BadInput {
        String type = NegmasDomain.type(ufun);
        List<List<Ratio>> scores = switch (type) {
            case "LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction" -> additive();
            case "LinearUtilityFunction", "AffineUtilityFunction" -> affine();
            case "ConstUtilityFunction" -> constant();
            case "HyperRectangleUtilityFunction" -> {
                only(
                        ufun,
                        Set.of(
                                "outcome_ranges",
                                "utilities",
                                "weights",
                                "bias",
                                "reserved_value",
                                "ignore_issues_not_in_input",
                                "ignore_failing_range_utilities"));
                bonuses.addAll(new NegmasRectangles(domain, ufun, sides).read(index));
                yield biased(worthless());
            }
            default ->
                throw ufun.bad("preferences of the type " + type
                        + " are not read; give a LinearAdditiveUtilityFunction, or a CASE.json");
        };
        return new Party(party, reservation(scores, type.startsWith("Hyper")), scores);
    }

    private List<List<Ratio>> additive() throws BadInput {
        only(ufun, Set.of("values", "weights", "bias", "reserved_value"));
        List<Cursor> values = byIssue("values");
        List<Ratio> weights = weights();
        List<List<Ratio>> scores = new ArrayList<>();
        for (int at = 0; at < domain.issues().size(); at++) {
            Ratio weight = weights.get(at);
            scores.add(NegmasFun.scores(domain, at, values.get(at)).stream()
                    .map(weight::times)
                    .toList());
        }
        return biased(scores);
    }

    private List<List<Ratio>> affine() throws BadInput {
        only(ufun, Set.of("weights", "bias", "reserved_value"));
        List<Ratio> weights = weights();
        List<List<Ratio>> scores = new ArrayList<>();
        for (int at = 0; at < domain.issues().size(); at++) {
            List<Ratio> ofIssue = new ArrayList<>();
            for (Optional<Ratio> number : domain.numbers().get(at)) {
                String issue = domain.issues().get(at).name();
                ofIssue.add(weights.get(at)
                        .times(number.orElseThrow(() -> ufun.bad("the issue \"" + issue
                                + "\" has values that are no numbers; give a LinearAdditiveUtilityFunction"))));
            }
            scores.add(ofIssue);
        }
        return biased(scores);
    }

    private List<List<Ratio>> constant() throws BadInput {
        only(ufun, Set.of("value", "reserved_value"));
        return plus(worthless(), Cursor.need(fields, "value", ufun).number());
    }

    private List<List<Ratio>> worthless() {
        return domain.issues().stream()
                .map(issue -> issue.options().stream().map(option -> Ratio.ZERO).toList())
                .toList();
    }

    private List<List<Ratio>> biased(List<List<Ratio>> scores) throws BadInput {
        Optional<Cursor> bias = Cursor.maybe(fields, "bias");
        return bias.isEmpty() ? scores : plus(scores, bias.get().number());
    }

    /** What every package is worth anyway is counted with the first issue. */
    private static List<List<Ratio>> plus(List<List<Ratio>> scores, Ratio more) {
        List<List<Ratio>> all = new ArrayList<>(scores);
        all.set(0, scores.getFirst().stream().map(more::plus).toList());
        return all;
    }

    private List<Ratio> weights() throws BadInput {
        Optional<Cursor> given = Cursor.maybe(fields, "weights");
        List<Ratio> all = new ArrayList<>();
        if (given.isEmpty() || given.get().node() instanceof Node.Nothing) {
            domain.issues().forEach(issue -> all.add(Ratio.ONE));
            return all;
        }
        for (Cursor one : byIssue("weights")) {
            all.add(one.number());
        }
        return all;
    }

    /** One of a list for each issue, by order or by name. */
    private List<Cursor> byIssue(String field) throws BadInput {
        Cursor of = Cursor.need(fields, field, ufun);
        List<Cursor> all = new ArrayList<>();
        if (of.node() instanceof Node.Items) {
            all.addAll(of.items());
        } else if (!(of.node() instanceof Node.Fields)) {
            throw of.bad("give one for each issue, in a list in square brackets or by the issues' names");
        } else {
            Map<String, Cursor> byName = of.fields();
            for (Issue issue : domain.issues()) {
                all.add(Cursor.need(byName, issue.name(), of));
            }
            if (byName.size() > all.size()) {
                throw of.bad("there are more entries than issues; delete those of no issue");
            }
        }
        if (all.size() != domain.issues().size()) {
            throw of.bad("entries: " + all.size() + ", issues: "
                    + domain.issues().size() + "; give one for each, with commas between them in square brackets");
        }
        return all;
    }

    private Ratio reservation(List<List<Ratio>> scores, boolean more) throws BadInput {
        Optional<Cursor> given = Cursor.maybe(outer.fields(), "reserved_value");
        if (given.isPresent() && !(given.get().node() instanceof Node.Text(String text) && LEAST.contains(text))) {
            return given.get().number();
        }
        if (more) {
            throw given.orElse(outer).bad("what walking away is worth is not given; give reserved_value as a number");
        }
        Ratio least = Ratio.ZERO;
        for (List<Ratio> ofIssue : scores) {
            least = least.plus(ofIssue.stream().reduce(Ratio::min).orElseThrow());
        }
        return least;
    }

    private static void only(Cursor of, Set<String> known) throws BadInput {
        of.only(java.util.stream.Stream.concat(
                        ASIDE.stream().sorted(), known.stream().sorted())
                .toArray(String[]::new));
    }
}
