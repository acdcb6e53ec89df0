package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.List;
import parley.settlement.Watch;

/** Betters an archive by changing one or two options of its packages, as long as something comes of it. */
final class Neighbours {
    /** Each round looks at all of the archive; contests needed under ten. */
    private static final int MOST_ROUNDS = 30;
    /** Pairs of changes of one package: some milliseconds. Beyond, only single changes are tried. */
    private static final long MOST_PAIRS = 200_000;

    private final Model model;
    private final Archive archive;
    private final Watch watch;
    private final List<List<Table>> near = new ArrayList<>();
    private final boolean pairs;

    Neighbours(Model model, Archive archive, Watch watch) {
        this.model = model;
        this.archive = archive;
        this.watch = watch;
        long changes = 0;
        for (int variable = 0; variable < model.domains.length; variable++) {
            int one = variable;
            near.add(model.tables.stream().filter(table -> table.step(one) > 0).toList());
            changes += model.domains[variable];
        }
        pairs = changes * changes / 2 <= MOST_PAIRS;
    }

    void run() {
        int version = -1;
        for (int round = 0; round < MOST_ROUNDS && version != archive.version(); round++) {
            version = archive.version();
            for (Archive.Entry entry : List.copyOf(archive.entries())) {
                if (watch.stop()) {
                    return;
                }
                around(entry);
            }
        }
    }

    private void around(Archive.Entry entry) {
        int[] options = entry.options().clone();
        long[] sums = {entry.first(), entry.second()};
        for (int variable = 0; variable < options.length; variable++) {
            int kept = options[variable];
            for (int option = 0; option < model.domains[variable]; option++) {
                if (option == kept) {
                    continue;
                }
                long[] changed = changed(sums, options, variable, option);
                options[variable] = option;
                add(changed, options);
                boolean more = pairs && isAllowed(changed);
                for (int other = variable + 1; more && other < options.length; other++) {
                    second(changed, options, other);
                }
                options[variable] = kept;
            }
        }
    }

    private void second(long[] sums, int[] options, int variable) {
        int kept = options[variable];
        for (int option = 0; option < model.domains[variable]; option++) {
            if (option != kept) {
                long[] changed = changed(sums, options, variable, option);
                options[variable] = option;
                add(changed, options);
                options[variable] = kept;
            }
        }
    }

    private void add(long[] sums, int[] options) {
        if (isAllowed(sums)) {
            archive.add(sums[0], sums[1], options);
        }
    }

    private static boolean isAllowed(long[] sums) {
        return sums[0] > Model.FORBIDDEN / 2;
    }

    /** From an allowed choice. */
    private long[] changed(long[] sums, int[] options, int variable, int to) {
        long[] changed = sums.clone();
        for (Table table : near.get(variable)) {
            int at = table.at(options);
            int then = at + (to - options[variable]) * table.step(variable);
            for (int party = 0; party < 2; party++) {
                changed[party] = Math.max(
                        Model.FORBIDDEN, changed[party] + table.cells()[then + party] - table.cells()[at + party]);
            }
        }
        return changed;
    }
}
