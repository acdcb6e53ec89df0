package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Checking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code parley check}: what a file proves, as {@code parley verify} says it, and whose keys are in it at this node's tables. */
@Command(
        name = "check",
        description = {
            "Check a statement on the record, or the proof of a relay's fault, as parley verify does,",
            "and say whose keys these are at the tables of this node, which keeps nothing of it.",
            "Exit code 0: the signatures prove what the file says; 1: they don't; 2: the file is neither."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand extends AtNode {
    @Parameters(paramLabel = "FILE", description = "The file, as parley statement or parley relay-fault writes it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path file;

    @Override
    protected void run(NodeClient node) throws IOException {
        byte[] content = OwnerFiles.read(file, Checking.MOST_FILE_BYTES);
        Checking.Found found = node.ask("POST", "/api/v1/check", content, Checking.Found.class);
        if (json()) {
            printJson(found);
        } else {
            switch (found) {
                case Checking.Found.Statement statement -> print(statement);
                case Checking.Found.RelayFault fault -> print(fault);
            }
        }
        if (!found.holds()) {
            out().flush();
            throw Stop.no("this file does not prove what it says");
        }
    }

    private void print(Checking.Found.Statement statement) {
        Checked.lines(statement.says()).forEach(out()::println);
        if (statement.holds()) {
            whose(statement.signers());
        }
        out().println();
        out().println(Shown.text(statement.says().text()));
    }

    private void whose(List<Checking.Signer> signers) {
        if (signers.isEmpty()) {
            out().println(
                            "Nobody whom this node knows has these keys; only comparing the groups with their owner tells whose they are.");
        }
        signers.forEach(signer -> out().printf(
                        "Known at %s with these keys: %s (%s)  %s%n",
                        Shown.line(signer.coverName()),
                        Shown.line(signer.name()),
                        Texts.role(signer.role()),
                        how(signer)));
    }

    private static String how(Checking.Signer signer) {
        return signer.present()
                ? Texts.standing(signer.standing())
                : "from before a renewal: codes compared since say nothing of them";
    }

    private void print(Checking.Found.RelayFault fault) {
        Checked.lines(fault.says()).forEach(out()::println);
        if (fault.holds() && fault.tables().isEmpty()) {
            out().println(
                            "No table of this node uses a relay with this key; it stands behind the # of a relay's address.");
        }
        for (Checking.Use use : fault.tables()) {
            String rooms =
                    String.join(", ", use.rooms().stream().map(Shown::line).toList());
            out().println("Used at " + Shown.line(use.coverName())
                    + (rooms.isEmpty() ? "" : "; the log is that of " + rooms));
        }
    }
}
