package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One choice of a model, and what it would be worth to each party with another option of one variable: only what changes is looked at. */
final class Standing {
    private final Model model;
    private final List<List<Table>> tables = new ArrayList<>();
    /** For each variable, the boxes of whose sides it is one. */
    private final List<List<Side>> sides = new ArrayList<>();
    /** To be read only. */
    final int[] options;

    final long[] sums;
    /** For each box, on how many sides the choice lies outside. */
    private final int[] misses;

    private int forbidden;

    private record Side(int index, Box box, int place) {}

    Standing(Model model) {
        this.model = model;
        for (int variable = 0; variable < model.variables; variable++) {
            int one = variable;
            tables.add(
                    model.tables.stream().filter(table -> table.step(one) > 0).toList());
            sides.add(new ArrayList<>());
        }
        for (int index = 0; index < model.boxes.size(); index++) {
            Box box = model.boxes.get(index);
            for (int place = 0; place < box.scope().length; place++) {
                sides.get(box.scope()[place]).add(new Side(index, box, place));
            }
        }
        options = new int[model.variables];
        sums = new long[model.parties];
        misses = new int[model.boxes.size()];
    }

    /** How many numbers are looked at for another option of a variable. */
    long looked(int variable) {
        return (long) model.parties * tables.get(variable).size()
                + sides.get(variable).size();
    }

    void stand(int[] at) {
        System.arraycopy(at, 0, options, 0, options.length);
        Arrays.fill(sums, 0);
        forbidden = 0;
        for (Table table : model.tables) {
            forbidden += add(table, table.at(options), 1, sums);
        }
        for (int index = 0; index < misses.length; index++) {
            Box box = model.boxes.get(index);
            misses[index] = box.misses(options);
            forbidden += box.counts(misses[index]) ? add(box, 1, sums) : 0;
        }
    }

    /** By how many constraints it is forbidden. */
    int forbidden() {
        return forbidden;
    }

    /** The same of what it would be with this option; {@code into} takes the sums then, without what forbidden tables say. */
    int forbidden(int variable, int option, long[] into) {
        System.arraycopy(sums, 0, into, 0, into.length);
        int then = forbidden;
        for (Table table : tables.get(variable)) {
            int at = table.at(options);
            then += add(table, at, -1, into);
            then += add(table, at + (option - options[variable]) * table.step(variable), 1, into);
        }
        for (Side side : sides.get(variable)) {
            Box box = side.box();
            boolean counted = box.counts(misses[side.index()]);
            boolean counts = box.counts(misses[side.index()] + more(side, variable, option));
            if (counted != counts) {
                then += add(box, counts ? 1 : -1, into);
            }
        }
        return then;
    }

    void change(int variable, int option) {
        long[] then = new long[sums.length];
        forbidden = forbidden(variable, option, then);
        System.arraycopy(then, 0, sums, 0, then.length);
        for (Side side : sides.get(variable)) {
            misses[side.index()] += more(side, variable, option);
        }
        options[variable] = option;
    }

    /** On how many sides more it would lie outside of a box. */
    private int more(Side side, int variable, int option) {
        return (side.box().isInside(side.place(), option) ? 0 : 1)
                - (side.box().isInside(side.place(), options[variable]) ? 0 : 1);
    }

    private static int add(Table table, int at, int sign, long[] into) {
        if (table.cells()[at] == Model.FORBIDDEN) {
            return sign;
        }
        for (int party = 0; party < into.length; party++) {
            into[party] += sign * table.cells()[at + party];
        }
        return 0;
    }

    private static int add(Box box, int sign, long[] into) {
        if (box.forbids()) {
            return sign;
        }
        into[box.party()] += sign * box.number();
        return 0;
    }
}
