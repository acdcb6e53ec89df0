package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A group of interacting issues as a sum of tables over a few of them each, and of boxes over more: variables are the issues, their options those that are
 * kept. Numbers are units divided by what all of a party's have in common.
 */
final class Model {
    /** Stands for "forbidden"; far below any sum, and two of it still fit. */
    static final long FORBIDDEN = -(1L << 61);

    final int[] issues;
    final int[][] kept;
    /** How many variables are issues. */
    final int variables;
    /** How many options each variable has: first the issues, then what {@link Chains} adds. */
    final int[] domains;

    final int parties;
    /** Exact numbers for each party; {@link #FORBIDDEN} for all of them where a constraint holds. */
    final List<Table> tables;
    /** What is not in tables. */
    final List<Box> boxes;
    /** The same as tables alone, over all variables; where they can't say it, what they say is too much. */
    final List<Table> bounding;
    /** What a party's numbers are multiplied by to get units. */
    final long[] common;

    Model(int[] issues, int[][] kept, List<Table> tables, List<Box> boxes, long[] common, int auxiliary) {
        this.issues = issues;
        this.kept = kept;
        this.variables = kept.length;
        this.parties = common.length;
        this.tables = tables;
        this.boxes = boxes;
        this.common = common;
        int[] own = Arrays.stream(kept).mapToInt(options -> options.length).toArray();
        double[] size = IntStream.range(0, parties).mapToDouble(this::magnitude).toArray();
        Chains.Written chains = Chains.of(own, boxes, size, auxiliary);
        domains = chains.domains();
        bounding = Stream.concat(tables.stream(), chains.tables().stream()).toList();
    }

    /** The options of the issues themselves. */
    int[] chosen(int[] options) {
        return IntStream.range(0, variables)
                .map(variable -> kept[variable][options[variable]])
                .toArray();
    }

    /** The choices of packages, as far as their options are kept. */
    List<int[]> known(List<int[]> packages) {
        List<int[]> known = new ArrayList<>();
        for (int[] one : packages) {
            int[] options = new int[domains.length];
            for (int variable = 0; variable < variables; variable++) {
                options[variable] = Arrays.binarySearch(kept[variable], one[issues[variable]]);
            }
            if (Arrays.stream(options).allMatch(option -> option >= 0)) {
                known.add(options);
            }
        }
        return known;
    }

    /** The greatest absolute number a party's sum can come to. */
    long magnitude(int party) {
        long sum = 1;
        for (Table table : tables) {
            long most = 0;
            for (int at = party; at < table.cells().length; at += parties) {
                most = table.cells()[at] == FORBIDDEN ? most : Math.max(most, Math.abs(table.cells()[at]));
            }
            sum += most;
        }
        for (Box box : boxes) {
            sum += box.party() == party ? Math.abs(box.number()) : 0;
        }
        return sum;
    }

    /** What a choice is worth to each party; empty where it is forbidden. */
    Optional<long[]> sums(int[] options) {
        long[] sums = new long[parties];
        for (Table table : tables) {
            int at = table.at(options);
            if (table.cells()[at] == FORBIDDEN) {
                return Optional.empty();
            }
            for (int party = 0; party < parties; party++) {
                sums[party] += table.cells()[at + party];
            }
        }
        for (Box box : boxes) {
            if (box.counts(box.misses(options))) {
                if (box.forbids()) {
                    return Optional.empty();
                }
                sums[box.party()] += box.number();
            }
        }
        return Optional.of(sums);
    }

    /**
     * Variables in the order in which they are best eliminated: always the one whose neighbours have the fewest joint choices (a greedy
     * rule; S. Kjaerulff, Triangulation of Graphs, 1990).
     */
    int[] order() {
        List<Set<Integer>> near = new ArrayList<>();
        for (int variable = 0; variable < domains.length; variable++) {
            near.add(new TreeSet<>());
        }
        for (Table table : bounding) {
            for (int one : table.scope()) {
                for (int other : table.scope()) {
                    if (one != other) {
                        near.get(one).add(other);
                    }
                }
            }
        }
        double[] weight = new double[domains.length];
        Arrays.setAll(weight, variable -> weight(near.get(variable)));
        int[] order = new int[domains.length];
        boolean[] gone = new boolean[domains.length];
        for (int at = 0; at < order.length; at++) {
            int next = -1;
            for (int variable = 0; variable < gone.length; variable++) {
                next = !gone[variable] && (next < 0 || weight[variable] < weight[next]) ? variable : next;
            }
            order[at] = next;
            gone[next] = true;
            Set<Integer> around = near.get(next);
            for (int one : around) {
                near.get(one).addAll(around);
                near.get(one).remove(one);
                near.get(one).remove(next);
                weight[one] = weight(near.get(one));
            }
        }
        return order;
    }

    /** The logarithm of how many joint choices there are. */
    private double weight(Set<Integer> variables) {
        return variables.stream()
                .mapToDouble(variable -> Math.log(domains[variable]))
                .sum();
    }
}
