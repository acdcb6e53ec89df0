package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.desk.Carrying;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley pouch}: the same sealed entries by hand-carried file. */
@Command(
        name = "pouch",
        description = "Carry sealed entries by hand where there is no network.",
        mixinStandardHelpOptions = true,
        subcommands = {PouchCommand.Export.class, PouchCommand.Import.class})
final class PouchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "it is pouch export or pouch import");
    }

    /** {@code parley pouch export}. */
    @Command(
            name = "export",
            description = "Write a table's sealed entries into a file.",
            mixinStandardHelpOptions = true)
    static final class Export extends AtNode {
        @Parameters(paramLabel = "FILE", description = "Where to write it; never over a file.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(names = "--table", description = "Which table, when there are several.")
        private @Nullable String table;

        @Override
        protected void run(NodeClient node) throws IOException {
            byte[] pouch = node.raw(Places.path(new Places(node).table(table)) + "/pouch");
            OwnerFiles.writeNew(file, pouch);
            if (json()) {
                printJson(new Exported(file.toString(), pouch.length));
            } else {
                out().println(pouch.length + " bytes in " + file);
            }
        }

        private record Exported(String file, long bytes) {}
    }

    /** {@code parley pouch import}. */
    @Command(name = "import", description = "Take in what a pouch brings.", mixinStandardHelpOptions = true)
    static final class Import extends AtNode {
        @Parameters(paramLabel = "FILE", description = "The pouch.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(names = "--table", description = "Which table, when there are several.")
        private @Nullable String table;

        @Override
        protected void run(NodeClient node) throws IOException {
            Carrying.Report report = node.ask(
                    "POST",
                    Places.path(new Places(node).table(table)) + "/pouch",
                    OwnerFiles.read(file, Carrying.MOST_POUCH_BYTES),
                    Carrying.Report.class);
            if (json()) {
                printJson(report);
            } else {
                out().printf(
                                "%d placed, %d unplaced, %d already here, %d of rooms that this node doesn't sit in%n",
                                report.placed(), report.unplaced(), report.alreadyHere(), report.elsewhere());
                if (report.refused() > 0) {
                    out().printf(
                                    "%d refused: no head that the relay signed leads to them, or no member sealed them%n",
                                    report.refused());
                }
            }
        }
    }
}
