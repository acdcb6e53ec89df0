package parley.settlement.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.settlement.Issue;
import parley.settlement.Ratio;

/** A value function of NegMAS: what each option of one issue is worth. Only those are read whose values are exact fractions. */
final class NegmasFun {
    /** Of a polynomial; above, powers grow past anything that was meant. */
    private static final int MOST_DEGREE = 16;

    private final Issue issue;
    private final List<Optional<Ratio>> numbers;
    private final Cursor fun;
    private final Map<String, Cursor> fields;

    private NegmasFun(Issue issue, List<Optional<Ratio>> numbers, Cursor fun) throws BadInput {
        this.issue = issue;
        this.numbers = numbers;
        this.fun = fun;
        this.fields = fun.fields();
    }

    /** For each option of the issue at an index of the domain. */
    static List<Ratio> scores(NegmasDomain domain, int at, Cursor fun) throws BadInput {
        Issue issue = domain.issues().get(at);
        if (fun.node() instanceof Node.Items) {
            List<Ratio> all = numbers(fun);
            if (all.size() != issue.options().size()) {
                throw fun.bad("scores: " + all.size() + ", values of the issue: "
                        + issue.options().size() + "; give one for each, with commas between them in square brackets");
            }
            return all;
        }
        return new NegmasFun(issue, domain.numbers().get(at), fun).scores();
    }

    private List<Ratio> scores() throws BadInput {
        if (!fields.containsKey("type")) {
            return table(fun);
        }
        String type = NegmasDomain.type(fun);
        return switch (type) {
            case "TableFun" -> {
                fun.only("type", "mapping");
                yield table(Cursor.need(fields, "mapping", fun));
            }
            case "ConstFun" -> polynomial(List.of(), "bias");
            case "IdentityFun" -> {
                fun.only("type");
                yield ofNumbers(x -> x);
            }
            case "LinearFun" -> polynomial(List.of(need("slope")), "slope");
            case "AffineFun" -> polynomial(List.of(need("slope")), "slope", "bias");
            case "QuadraticFun" -> polynomial(List.of(need("a1"), need("a2")), "a1", "a2", "bias");
            case "PolynomialFun" ->
                polynomial(numbers(Cursor.need(fields, "coefficients", fun)), "coefficients", "bias");
            case "TriangularFun" -> triangle();
            default -> throw fun.bad("functions of the type " + type + " are not read; give a TableFun");
        };
    }

    private List<Ratio> table(Cursor mapping) throws BadInput {
        Map<String, Cursor> given = mapping.fields();
        Set<String> left = new HashSet<>(given.keySet());
        List<Ratio> all = new ArrayList<>();
        for (String option : issue.options()) {
            Cursor one = given.get(option);
            if (one == null) {
                throw mapping.bad("no score for the value \"" + option + "\"; add one, 0 if it is worth nothing");
            }
            left.remove(option);
            all.add(one.number());
        }
        for (String other : left) {
            throw mapping.bad("the issue has no value \"" + other + "\"; correct or delete it");
        }
        return all;
    }

    /** The bias plus a coefficient for each power from the first. */
    private List<Ratio> polynomial(List<Ratio> coefficients, String... known) throws BadInput {
        fields(known);
        if (coefficients.size() > MOST_DEGREE) {
            throw fun.bad("a polynomial has at most " + MOST_DEGREE + " coefficients; give a TableFun");
        }
        Ratio bias = maybe("bias", Ratio.ZERO);
        if (coefficients.isEmpty()) {
            return issue.options().stream().map(option -> bias).toList();
        }
        return ofNumbers(x -> {
            Ratio sum = Ratio.ZERO;
            for (int power = coefficients.size() - 1; power >= 0; power--) {
                sum = sum.plus(coefficients.get(power)).times(x);
            }
            return sum.plus(bias);
        });
    }

    /** From the bias at {@code start} up to the scale at {@code middle}, and down to {@code end}. */
    private List<Ratio> triangle() throws BadInput {
        fields("start", "middle", "end", "bias", "scale");
        Ratio start = need("start");
        Ratio middle = need("middle");
        Ratio end = need("end");
        Ratio bias = maybe("bias", Ratio.ZERO);
        Ratio scale = maybe("scale", Ratio.ONE);
        if (start.compareTo(middle) > 0 || middle.compareTo(end) > 0) {
            throw fun.bad("start, middle and end don't ascend; correct them");
        }
        return ofNumbers(x -> {
            if (x.compareTo(start) <= 0 || x.compareTo(end) >= 0) {
                return bias;
            }
            int side = x.compareTo(middle);
            Ratio height = side == 0
                    ? Ratio.ONE
                    : side < 0
                            ? x.minus(start).by(middle.minus(start))
                            : end.minus(x).by(end.minus(middle));
            return bias.plus(scale.times(height));
        });
    }

    private List<Ratio> ofNumbers(java.util.function.UnaryOperator<Ratio> of) throws BadInput {
        List<Ratio> all = new ArrayList<>();
        for (Optional<Ratio> number : numbers) {
            all.add(of.apply(number.orElseThrow(() ->
                    fun.bad("the issue \"" + issue.name() + "\" has values that are no numbers; give a TableFun"))));
        }
        return all;
    }

    private void fields(String... known) throws BadInput {
        String[] all = java.util.Arrays.copyOf(known, known.length + 1);
        all[known.length] = "type";
        fun.only(all);
    }

    private Ratio need(String name) throws BadInput {
        return Cursor.need(fields, name, fun).number();
    }

    private Ratio maybe(String name, Ratio otherwise) throws BadInput {
        Optional<Cursor> found = Cursor.maybe(fields, name);
        return found.isPresent() ? found.get().number() : otherwise;
    }

    static List<Ratio> numbers(Cursor list) throws BadInput {
        List<Ratio> all = new ArrayList<>();
        for (Cursor item : list.items()) {
            all.add(item.number());
        }
        return all;
    }
}
