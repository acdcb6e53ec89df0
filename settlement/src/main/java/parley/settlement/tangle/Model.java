package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A group of interacting issues as a sum of tables over a few of them each: variables are the issues, their options those that are kept. Numbers
 * are units divided by what all of a party's have in common.
 */
final class Model {
    /** Stands for "forbidden"; far below any sum, and two of it still fit. */
    static final long FORBIDDEN = -(1L << 61);

    final int[] issues;
    final int[][] kept;
    final int[] domains;
    final int parties;
    /** Exact numbers for each party; {@link #FORBIDDEN} for all of them where a constraint holds. */
    final List<Table> tables;
    /** What a party's numbers are multiplied by to get units. */
    final long[] common;

    Model(int[] issues, int[][] kept, int parties, List<Table> tables, long[] common) {
        this.issues = issues;
        this.kept = kept;
        this.domains = Arrays.stream(kept).mapToInt(options -> options.length).toArray();
        this.parties = parties;
        this.tables = tables;
        this.common = common;
    }

    /** The options of the issues themselves. */
    int[] chosen(int[] options) {
        return IntStream.range(0, options.length)
                .map(variable -> kept[variable][options[variable]])
                .toArray();
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
        return sum;
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
        for (Table table : tables) {
            for (int one : table.scope()) {
                for (int other : table.scope()) {
                    if (one != other) {
                        near.get(one).add(other);
                    }
                }
            }
        }
        int[] order = new int[domains.length];
        Set<Integer> left =
                new TreeSet<>(IntStream.range(0, domains.length).boxed().toList());
        for (int at = 0; at < order.length; at++) {
            int next = -1;
            double least = Double.MAX_VALUE;
            for (int variable : left) {
                double weight = near.get(variable).stream()
                        .mapToDouble(other -> Math.log(domains[other]))
                        .sum();
                if (weight < least) {
                    least = weight;
                    next = variable;
                }
            }
            order[at] = next;
            left.remove(next);
            Set<Integer> around = near.get(next);
            for (int one : around) {
                near.get(one).addAll(around);
                near.get(one).remove(one);
                near.get(one).remove(next);
            }
        }
        return order;
    }
}
