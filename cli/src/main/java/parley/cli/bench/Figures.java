package parley.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a measurement found: the goals, and what must be known beside them to judge the figures.
 *
 * @param how in sentences: what exactly was run
 */
public record Figures(List<Goal> goals, List<Beside> beside, List<String> how) {
    public Figures {
        goals = List.copyOf(goals);
        beside = List.copyOf(beside);
        how = List.copyOf(how);
    }

    /** A figure for which nothing was promised. */
    public record Beside(String what, double figure, String unit) {}

    /** All of these as one. */
    public static Figures of(List<Figures> parts) {
        List<Goal> goals = new ArrayList<>();
        List<Beside> beside = new ArrayList<>();
        List<String> how = new ArrayList<>();
        for (Figures part : parts) {
            goals.addAll(part.goals);
            beside.addAll(part.beside);
            how.addAll(part.how);
        }
        return new Figures(goals, beside, how);
    }

    /** One table of goals, then what stands beside them. */
    public String table(Machine machine) {
        StringBuilder out = new StringBuilder();
        machine.lines().forEach(line -> out.append(line).append('\n'));
        out.append(String.format(Locale.ROOT, "%n%-66s %14s %14s  %s%n", "", "goal", "figure", "met"));
        for (Goal goal : goals) {
            out.append(String.format(
                    Locale.ROOT,
                    "%-66s %14s %14s  %s%n",
                    goal.what(),
                    (goal.most() ? "≤ " : "≥ ") + amount(goal.limit(), goal.unit()),
                    goal.figure().isPresent() ? amount(goal.figure().getAsDouble(), goal.unit()) : "–",
                    goal.without().map(why -> "not measured: " + why).orElse(goal.met() ? "yes" : "NO")));
        }
        if (!beside.isEmpty()) {
            out.append(String.format("%nbeside them%n"));
        }
        for (Beside one : beside) {
            out.append(
                    String.format(Locale.ROOT, "%-66s %14s %14s%n", one.what(), "", amount(one.figure(), one.unit())));
        }
        how.forEach(sentence -> out.append(String.format("%n%s%n", sentence)));
        return out.toString();
    }

    private static String amount(double figure, String unit) {
        String number = figure >= 100 || figure == Math.rint(figure)
                ? String.format(Locale.ROOT, "%,.0f", figure)
                : String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%.1f", figure);
        return number + " " + unit;
    }

    /** For {@code --json}. */
    public Map<String, Object> json(Machine machine) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("goals", goals.stream().map(Figures::json).toList());
        all.put("beside", beside);
        all.put("how", how);
        return all;
    }

    private static Map<String, Object> json(Goal goal) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("what", goal.what());
        one.put(goal.most() ? "most" : "least", goal.limit());
        OptionalDouble figure = goal.figure();
        if (figure.isPresent()) {
            one.put("figure", figure.getAsDouble());
        }
        goal.without().ifPresent(why -> one.put("notMeasured", why));
        one.put("unit", goal.unit());
        one.put("met", goal.met());
        return one;
    }
}
