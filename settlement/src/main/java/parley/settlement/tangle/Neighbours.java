package parley.settlement.tangle;

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
    private final Standing standing;
    private final long[] changed = new long[2];
    private final boolean pairs;
    private int[] tried = new int[0];

    Neighbours(Model model, Archive archive, Watch watch) {
        this.model = model;
        this.archive = archive;
        this.watch = watch;
        standing = new Standing(model);
        long changes = 0;
        for (int variable = 0; variable < model.variables; variable++) {
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
        standing.stand(entry.options());
        tried = entry.options().clone();
        for (int variable = 0; variable < model.variables; variable++) {
            int kept = standing.options[variable];
            for (int option = 0; option < model.domains[variable]; option++) {
                if (option == kept || !look(variable, option)) {
                    continue;
                }
                if (pairs) {
                    standing.change(variable, option);
                    tried[variable] = option;
                    second(variable + 1);
                    standing.change(variable, kept);
                    tried[variable] = kept;
                }
            }
        }
    }

    private void second(int from) {
        for (int variable = from; variable < model.variables; variable++) {
            for (int option = 0; option < model.domains[variable]; option++) {
                if (option != standing.options[variable]) {
                    look(variable, option);
                }
            }
        }
    }

    /** Whether it is allowed. */
    private boolean look(int variable, int option) {
        if (standing.forbidden(variable, option, changed) > 0) {
            return false;
        }
        tried[variable] = option;
        archive.add(changed[0], changed[1], tried);
        tried[variable] = standing.options[variable];
        return true;
    }
}
