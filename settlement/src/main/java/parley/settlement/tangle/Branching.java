package parley.settlement.tangle;

/** Chooses the variables of a model one after another, with bounds of what is left under several weightings. */
abstract class Branching {
    final Model model;
    final Buckets buckets;
    final int[] order;
    /** The depth at which all issues are chosen; beyond it come auxiliary variables alone, which decide nothing. */
    final int decided;

    final int width;
    final int[] options;
    /** For each depth, the bounds of what was chosen so far. */
    final long[][] bound;
    /** For each depth, the bounds with each option of its variable. */
    final long[][] child;

    /** @param elimination the order of {@code buckets}; choosing goes the other way */
    Branching(Model model, Buckets buckets, int[] elimination) {
        this.model = model;
        this.buckets = buckets;
        int count = elimination.length;
        order = new int[count];
        int last = 0;
        for (int at = 0; at < count; at++) {
            order[at] = elimination[count - 1 - at];
            last = order[at] < model.variables ? at : last;
        }
        decided = last + 1;
        width = buckets.bound.length;
        options = new int[count];
        bound = new long[count + 1][width];
        bound[0] = buckets.bound.clone();
        child = new long[count][];
        for (int depth = 0; depth < count; depth++) {
            child[depth] = new long[model.domains[order[depth]] * width];
        }
    }

    /** All issues are chosen. */
    abstract void leaf();

    /** Always on to the option with the best bound under one weighting; whatever takes leaves takes what comes of it. */
    final void dive(int which) {
        for (int depth = 0; depth < decided; depth++) {
            expand(depth);
            int best = 0;
            for (int option = 1; option < model.domains[order[depth]]; option++) {
                best = child[depth][option * width + which] > child[depth][best * width + which] ? option : best;
            }
            if (child[depth][best * width + which] <= Model.FORBIDDEN / 2) {
                return;
            }
            enter(depth, best);
        }
        leaf();
    }

    final void expand(int depth) {
        int variable = order[depth];
        long[] rest = bound[depth].clone();
        for (Table promised : buckets.out.get(variable)) {
            int at = promised.at(options);
            for (int which = 0; which < width; which++) {
                rest[which] -= promised.cells()[at + which];
            }
        }
        long[] into = child[depth];
        options[variable] = 0;
        for (int option = 0; option < model.domains[variable]; option++) {
            System.arraycopy(rest, 0, into, option * width, width);
        }
        for (Table table : buckets.in.get(variable)) {
            int at = table.at(options);
            int step = table.step(variable);
            for (int option = 0; option < model.domains[variable]; option++) {
                Buckets.add(into, option * width, table.cells(), at + option * step, width);
            }
        }
    }

    final void enter(int depth, int option) {
        int variable = order[depth];
        options[variable] = option;
        System.arraycopy(child[depth], option * width, bound[depth + 1], 0, width);
    }

    /** Options of a depth's variable, the one with the best bound under a weighting first. */
    final int[] ranked(int depth, int which) {
        int size = model.domains[order[depth]];
        int[] ranked = new int[size];
        for (int option = 0; option < size; option++) {
            int at = option;
            long value = child[depth][option * width + which];
            while (at > 0 && child[depth][ranked[at - 1] * width + which] < value) {
                ranked[at] = ranked[at - 1];
                at--;
            }
            ranked[at] = option;
        }
        return ranked;
    }
}
