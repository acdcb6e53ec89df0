package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the variables not yet chosen can still add, at most, under each of several weightings: mini-bucket elimination with moments
 * matched (R. Dechter and I. Rish, Mini-Buckets, JACM 50 (2003); A. Ihler et al., Join-Graph Based Cost-Shifting Schemes, UAI 2012).
 * Where no bucket has to be split it is exact. Whole numbers throughout: what is shifted from one mini-bucket is added to others of the
 * same bucket to the last unit.
 */
final class Buckets {
    /** For each variable, the tables that are added when it is chosen: those of the case, and messages of variables chosen later. */
    final List<List<Table>> in = new ArrayList<>();
    /** For each variable, its own messages: what they promised is taken off when it is chosen. */
    final List<List<Table>> out = new ArrayList<>();
    /** What everything is at most, under each weighting. */
    final long[] bound;

    private final int[] domains;
    private final int[] position;
    private final int width;
    private final int room;
    private final Pace pace;
    private final int[] order;
    private int eliminated;

    private Buckets(int[] domains, int[] order, int width, int room, Pace pace) {
        this.domains = domains;
        this.order = order;
        this.width = width;
        this.room = room;
        this.pace = pace;
        position = new int[domains.length];
        for (int at = 0; at < order.length; at++) {
            position[order[at]] = at;
            in.add(new ArrayList<>());
            out.add(new ArrayList<>());
        }
        bound = new long[width];
    }

    /**
     * Empty where it is stopped: half of all messages bound nothing.
     *
     * @param order in which variables are eliminated; they are chosen in the reverse order
     * @param tables with a number for each weighting
     * @param room joint choices of a mini-bucket
     */
    static Optional<Buckets> of(int[] domains, int[] order, List<Table> tables, int width, int room, Pace pace) {
        Buckets buckets = new Buckets(domains, order, width, room, pace);
        tables.forEach(buckets::place);
        for (int variable : order) {
            buckets.eliminate(variable);
            if (pace.stopped()) {
                return Optional.empty();
            }
            buckets.eliminated++;
        }
        return Optional.of(buckets);
    }

    private boolean stops(long looked) {
        return pace.stops(looked, eliminated, order.length);
    }

    private void place(Table table) {
        if (table.scope().length == 0) {
            add(bound, 0, table.cells(), 0, width);
            return;
        }
        int first = table.scope()[0];
        for (int variable : table.scope()) {
            first = position[variable] < position[first] ? variable : first;
        }
        in.get(first).add(table);
    }

    private void eliminate(int variable) {
        List<Table> joined = new ArrayList<>();
        for (List<Table> part : parts(in.get(variable))) {
            joined.add(join(part));
        }
        if (joined.size() > 1) {
            match(variable, joined);
        }
        for (Table one : joined) {
            Table message = without(variable, one);
            out.get(variable).add(message);
            place(message);
        }
    }

    private List<List<Table>> parts(List<Table> tables) {
        List<List<Table>> parts = new ArrayList<>();
        List<TreeSet<Integer>> scopes = new ArrayList<>();
        List<Table> largestFirst = new ArrayList<>(tables);
        largestFirst.sort(Comparator.comparing((Table table) -> table.choices()).reversed());
        for (Table table : largestFirst) {
            int into = 0;
            while (into < parts.size() && choices(scopes.get(into), table) > room) {
                into++;
            }
            if (into == parts.size()) {
                parts.add(new ArrayList<>());
                scopes.add(new TreeSet<>());
            }
            parts.get(into).add(table);
            Arrays.stream(table.scope()).forEach(scopes.get(into)::add);
        }
        return parts;
    }

    private double choices(Set<Integer> scope, Table more) {
        TreeSet<Integer> all = new TreeSet<>(scope);
        Arrays.stream(more.scope()).forEach(all::add);
        return all.stream().mapToDouble(variable -> domains[variable]).reduce(1, (a, b) -> a * b);
    }

    private Table join(List<Table> part) {
        TreeSet<Integer> scope = new TreeSet<>();
        part.forEach(table -> Arrays.stream(table.scope()).forEach(scope::add));
        Table joined = Table.empty(scope.stream().mapToInt(Integer::intValue).toArray(), domains, width);
        int[] options = new int[domains.length];
        long each = (long) width * part.size();
        for (int choice = 0; choice < joined.choices() && !stops(each); choice++) {
            joined.choose(choice, options);
            for (Table table : part) {
                add(joined.cells(), choice * width, table.cells(), table.at(options), width);
            }
        }
        return joined;
    }

    /** Makes all parts say the same of each option of the variable alone, by shifting between them what they say more or less. */
    private void match(int variable, List<Table> parts) {
        int size = domains[variable];
        long[][] most = new long[parts.size()][];
        for (int part = 0; part < most.length; part++) {
            most[part] = most(variable, parts.get(part));
        }
        for (int at = 0; at < size * width; at++) {
            long sum = 0;
            boolean allowed = true;
            for (long[] one : most) {
                allowed &= one[at] > Model.FORBIDDEN / 2;
                sum += one[at] / most.length;
            }
            long shifted = 0;
            for (int part = 0; part < most.length; part++) {
                long shift = !allowed ? 0 : part == most.length - 1 ? -shifted : sum - most[part][at];
                shifted += shift;
                most[part][at] = shift;
            }
        }
        for (int part = 0; part < most.length; part++) {
            Table table = parts.get(part);
            int[] options = new int[domains.length];
            for (int choice = 0; choice < table.choices() && !stops(width); choice++) {
                table.choose(choice, options);
                add(table.cells(), choice * width, most[part], options[variable] * width, width);
            }
        }
    }

    private long[] most(int variable, Table table) {
        long[] most = new long[domains[variable] * width];
        Arrays.fill(most, Model.FORBIDDEN);
        int[] options = new int[domains.length];
        for (int choice = 0; choice < table.choices() && !stops(width); choice++) {
            table.choose(choice, options);
            raise(most, options[variable] * width, table.cells(), choice * width);
        }
        return most;
    }

    private Table without(int variable, Table table) {
        int[] scope =
                Arrays.stream(table.scope()).filter(one -> one != variable).toArray();
        Table message = Table.empty(scope, domains, width);
        Arrays.fill(message.cells(), Model.FORBIDDEN);
        int[] options = new int[domains.length];
        for (int choice = 0; choice < table.choices() && !stops(width); choice++) {
            table.choose(choice, options);
            raise(message.cells(), message.at(options), table.cells(), choice * width);
        }
        return message;
    }

    private void raise(long[] into, int at, long[] by, int from) {
        for (int one = 0; one < width; one++) {
            into[at + one] = Math.max(into[at + one], by[from + one]);
        }
    }

    /** Sums that never fall below "forbidden". */
    static void add(long[] into, int at, long[] more, int from, int width) {
        for (int one = 0; one < width; one++) {
            into[at + one] = Math.max(Model.FORBIDDEN, into[at + one] + more[from + one]);
        }
    }
}
