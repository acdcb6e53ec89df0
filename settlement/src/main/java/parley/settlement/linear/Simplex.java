package parley.settlement.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import parley.settlement.Ratio;

/**
 * Linear programs in exact fractions: variables not below 0, constraints of the form "at most". By Bland's rule it can't go round in circles (R. Bland,
 * New Finite Pivoting Rules for the Simplex Method, 1977). For some dozens of variables.
 */
public final class Simplex {
    /** Row by row what a basic variable is: a constant, and a factor for each variable outside the basis. */
    private final Ratio[][] rows;
    /** The same of what is to be made least. */
    private Ratio[] aim;

    private final int[] basic;
    private final int[] outside;
    private final BooleanSupplier stop;

    private Simplex(List<Ratio[]> constraints, List<Ratio> most, int variables, BooleanSupplier stop) {
        this.stop = stop;
        int extra = variables;
        rows = new Ratio[constraints.size()][];
        basic = new int[rows.length];
        outside = new int[variables + 1];
        for (int at = 0; at < variables; at++) {
            outside[at] = at;
        }
        // The last variable relaxes every constraint: once it is 0, all of them hold.
        outside[extra] = variables + rows.length;
        for (int row = 0; row < rows.length; row++) {
            basic[row] = variables + row;
            rows[row] = new Ratio[variables + 2];
            rows[row][0] = most.get(row);
            for (int at = 0; at < variables; at++) {
                rows[row][at + 1] = constraints.get(row)[at].negated();
            }
            rows[row][extra + 1] = Ratio.ONE;
        }
        aim = zeros(variables + 2);
        aim[extra + 1] = Ratio.ONE;
    }

    /**
     * Values of the variables with which {@code cost · x} is least, of those with {@code constraint · x ≤ most} for each; empty when there are
     * none, or it is stopped.
     *
     * @param stop asked at each exchange of two variables; once true, it stays so
     */
    public static Optional<Ratio[]> least(
            Ratio[] cost, List<Ratio[]> constraints, List<Ratio> most, BooleanSupplier stop) {
        Simplex simplex = new Simplex(constraints, most, cost.length, stop);
        return simplex.feasible(cost.length) ? simplex.solve(cost) : Optional.empty();
    }

    private boolean feasible(int variables) {
        int worst = 0;
        for (int row = 1; row < rows.length; row++) {
            worst = rows[row][0].compareTo(rows[worst][0]) < 0 ? row : worst;
        }
        if (rows.length > 0 && rows[worst][0].signum() < 0) {
            pivot(worst, variables);
            if (!run()) {
                return false;
            }
        }
        int relaxing = variables + rows.length;
        for (int row = 0; row < rows.length; row++) {
            if (basic[row] == relaxing) {
                if (rows[row][0].signum() > 0) {
                    return false;
                }
                for (int at = 0; at < outside.length; at++) {
                    if (rows[row][at + 1].signum() != 0) {
                        pivot(row, at);
                        break;
                    }
                }
            }
        }
        // From here on it stays 0.
        for (int at = 0; at < outside.length; at++) {
            if (outside[at] == relaxing) {
                for (Ratio[] row : rows) {
                    row[at + 1] = Ratio.ZERO;
                }
            }
        }
        return true;
    }

    private Optional<Ratio[]> solve(Ratio[] cost) {
        aim = zeros(outside.length + 1);
        for (int at = 0; at < outside.length; at++) {
            if (outside[at] < cost.length) {
                aim[at + 1] = aim[at + 1].plus(cost[outside[at]]);
            }
        }
        for (int row = 0; row < rows.length; row++) {
            if (basic[row] < cost.length) {
                addTo(aim, rows[row], cost[basic[row]]);
            }
        }
        if (!run()) {
            return Optional.empty();
        }
        Ratio[] values = zeros(cost.length);
        for (int row = 0; row < rows.length; row++) {
            if (basic[row] < cost.length) {
                values[basic[row]] = rows[row][0];
            }
        }
        return Optional.of(values);
    }

    /** False when it was stopped. */
    private boolean run() {
        while (!stop.getAsBoolean()) {
            int entering = -1;
            for (int at = 0; at < outside.length; at++) {
                if (aim[at + 1].signum() < 0 && (entering < 0 || outside[at] < outside[entering])) {
                    entering = at;
                }
            }
            if (entering < 0) {
                return true;
            }
            int leaving = -1;
            Ratio least = Ratio.ZERO;
            for (int row = 0; row < rows.length; row++) {
                Ratio factor = rows[row][entering + 1];
                if (factor.signum() < 0) {
                    Ratio room = rows[row][0].by(factor.negated());
                    int order = leaving < 0 ? -1 : room.compareTo(least);
                    if (order < 0 || (order == 0 && basic[row] < basic[leaving])) {
                        leaving = row;
                        least = room;
                    }
                }
            }
            if (leaving < 0) {
                throw new IllegalArgumentException("what is to be made least has no least value");
            }
            pivot(leaving, entering);
        }
        return false;
    }

    private void pivot(int row, int at) {
        Ratio[] old = rows[row];
        Ratio factor = old[at + 1];
        Ratio[] solved = new Ratio[old.length];
        for (int place = 0; place < old.length; place++) {
            solved[place] = place == at + 1
                    ? Ratio.ONE.by(factor)
                    : old[place].by(factor).negated();
        }
        for (int other = 0; other < rows.length; other++) {
            if (other != row) {
                replace(rows[other], at, solved);
            }
        }
        replace(aim, at, solved);
        rows[row] = solved;
        int leaves = basic[row];
        basic[row] = outside[at];
        outside[at] = leaves;
    }

    private static void replace(Ratio[] in, int at, Ratio[] by) {
        Ratio factor = in[at + 1];
        in[at + 1] = Ratio.ZERO;
        addTo(in, by, factor);
    }

    private static void addTo(Ratio[] into, Ratio[] row, Ratio times) {
        if (times.signum() != 0) {
            for (int place = 0; place < into.length; place++) {
                into[place] = into[place].plus(row[place].times(times));
            }
        }
    }

    private static Ratio[] zeros(int size) {
        Ratio[] zeros = new Ratio[size];
        Arrays.fill(zeros, Ratio.ZERO);
        return zeros;
    }
}
